"""5: a holder of Series D has the votes of the whole Common it could then convert into, whatever is authorised."""

from tests.clauses.asking import made_of
from tests.reference.figures import (
    MILLION,
    UNPAID,
    Entry,
    base,
    certificate,
    common_before,
    jan,
    option_x,
    reverse_split,
    sale,
    series_d,
    split,
)


def votes(holder: str, day: int, *journal: Entry) -> int | None:
    """Votes of a holder at the close of a day."""
    found: int | None = made_of(*journal).holders(jan(day))["holders"][holder]["votes"]
    return found


def test_at_the_price_then_in_effect() -> None:
    # 26 x 3,367; from the day after X at .0026
    journal = [*base(26), option_x(2)]
    assert votes("dana", 2, *journal) == 87_542
    assert votes("dana", 3, *journal) == 111_111


def test_rounded_down_for_each_holder() -> None:
    # at 33: 100 x .3367 = 33.67 and 2 x .3367 = .67
    journal = [*base(100), series_d(2, "eve", "2005-10-03", "eves"), split(2, 10_000, 1, common_authorized=1_000)]
    assert (votes("dana", 2, *journal), votes("eve", 2, *journal)) == (33, 0)


def test_not_capped_by_what_is_authorised() -> None:
    full = [certificate(10 * MILLION), common_before(10 * MILLION), series_d(900_000)]
    assert votes("dana", 3, *full) == 3_030_300_000


def test_accruals_count() -> None:
    # 26 x 12.1111 / .0033 = 95,420.78
    assert votes("dana", 3, *base(26), UNPAID) == 95_420


def test_common_has_none_in_this_figure() -> None:
    assert votes("public", 3, *base(26)) == 0


def test_none_can_be_said_at_a_price_of_nothing() -> None:
    assert votes("dana", 3, certificate(), series_d(5), sale(2, MILLION)) is None


def test_none_are_left_after_the_automatic_conversion() -> None:
    assert votes("dana", 3, *base(100), reverse_split()) == 0
