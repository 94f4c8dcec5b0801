"""4E(6): where a record is taken of the holders of Common, its date is the date of the issue or grant (A7)."""

from fractions import Fraction as F  # noqa: N817

from tests.clauses.asking import delivered, price_on, steps_of
from tests.reference.figures import AB, MILLION, P0, base, converts, entry, exercised, jan, option

RIGHTS = option(2, "R", 5 * MILLION, "0.0012", kind="right")  # record day 2, distributed day 10


def test_rights_count_from_their_record_date() -> None:
    journal = [*base(), RIGHTS, exercised(10, "R", 5 * MILLION)]
    (step,) = steps_of(*journal)
    assert (step.effective, step.governs_from) == (jan(2), jan(3))
    assert step.after.fraction == F(AB + 6_000, 15 * MILLION)


def test_a_conversion_between_record_and_distribution_has_the_lower_price() -> None:
    # 26 x 11.1111 / .0026 = 111,111; on the record date itself 26 x 3,367
    assert delivered(*base(), RIGHTS, converts(5, 26)) == [(26, 111_111)]
    assert delivered(*base(), RIGHTS, converts(2, 26)) == [(26, 87_542)]


def test_stock_paid_on_another_stock_is_a_grant_at_nothing_until_it_is_paid() -> None:
    # 4E(4) with 4E(6), as the reading models it: granted at the record date, exercised on payment
    promised = option(2, "P", MILLION, 0, dividend_on="Series A")
    paid = exercised(9, "P", MILLION)
    assert price_on(3, *base(), promised, paid) == F(AB, 11 * MILLION)
    assert price_on(10, *base(), promised, paid) == F(AB, 11 * MILLION)


def test_a_stock_dividend_on_common_waits_for_its_payment_date() -> None:
    # 4F, not 4E(6): one share for ten, paid on day 9
    dividend = entry("stock_dividend_paid", 9, id="dividend", per_share="0.1")
    assert price_on(8, *base(), dividend) == P0
    assert price_on(9, *base(), dividend) == P0 / F(11, 10)
    # who converts in between has neither the dividend nor the adjustment; before the payment he shares in it
    assert delivered(*base(), dividend, converts(10, 26)) == [(26, 96_296)]  # 87,542 x 1.1 = 96,296.2
