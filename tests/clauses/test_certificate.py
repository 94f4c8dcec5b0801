"""The certificate, what existed before, and the register: what a record rests on."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from ledger.refusals import Refusal
from tests.clauses.asking import LAST, NotAccepted, balance, check_refusal, made_of, picture, price_after, price_on
from tests.reference.figures import (
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    common_before,
    converts,
    entry,
    jan,
    sale,
    series_d,
)


def corrected(right: Entry) -> Entry:
    """An entry was otherwise."""
    return entry("entry_corrected", 20, id="fix", entry=right["id"], reason="clerical error", **{"with": right})


def test_terms_hold_for_the_whole_timeline() -> None:
    terms = {"conversion_price": 2, "stated_value": 10}
    journal = [certificate(terms=terms), common_before(MILLION), series_d(10), converts(2, 7)]
    assert price_on(1, *journal) == 2
    assert balance("dana", *journal) == (3, 35)


def test_a_corrected_certificate_tells_everything_again() -> None:
    # at .0022 a sale at .0025 is no trigger
    journal = [*base(), sale(2, MILLION, 2_500)]
    assert price_after(*journal) == F(35_500, 11 * MILLION)
    assert price_after(*journal, corrected(certificate(terms={"conversion_price": "0.0022"}))) == F(22, 10_000)


def test_the_certificate_may_be_recorded_last() -> None:
    adopted, opening, issue = base()
    early = sale(2, MILLION) | {"effective": "2005-09-20"}
    assert price_after(opening, early, adopted, issue) == price_after(adopted, opening, early, issue) == P0


def test_before_its_date_no_authorised_number_is_known() -> None:
    # 30,000,000 were issued and bought back down before 20,000,000 were authorised
    before = {"effective": "2005-09-01"}
    bought = entry("treasury_acquired", 1, id="bought", holder="buyer", shares=20 * MILLION) | before
    retired = entry("treasury_retired", 1, id="retired", shares=20 * MILLION) | before
    journal = [certificate(20 * MILLION), sale(1, 20 * MILLION) | before, bought, retired, common_before(10 * MILLION)]
    assert made_of(*journal).holders(jan(1))["common_outstanding"] == 10 * MILLION


def test_an_opening_balance_is_no_issue() -> None:
    late = common_before(90 * MILLION) | {"id": "more", "effective": "2006-01-05"}
    assert price_after(*base(), late) == P0


def test_series_d_of_an_opening_balance_counts_as_issued_on_its_date() -> None:
    opening = entry("opening_balance", 5, id="opening-d", holder="dana", common=10 * MILLION, series_d=5)
    assert price_after(certificate(), opening, sale(4, MILLION)) == P0
    assert price_after(certificate(), opening, sale(5, MILLION)) == F(33_000, 11 * MILLION)


def test_a_transfer_to_oneself_changes_nothing() -> None:
    again = entry("shares_transferred", 2, id="passes", stock="series_d", to="dana", shares=5, **{"from": "dana"})
    assert balance("dana", *base(5), again) == (5, 0)


REFUSALS = [
    NotAccepted(
        "a second certificate",
        base(),
        certificate() | {"id": "second"},
        "certificate_exists",
        "",
        "amend it with terms_amended",
    ),
    NotAccepted(
        "the same certificate otherwise",
        base(),
        certificate(5 * MILLION),
        "id_taken",
        "",
        "ids are unique",
    ),
    NotAccepted(
        "fewer authorised than issued before",
        base(),
        corrected(certificate(9 * MILLION)),
        "beyond_authorized",
        "4A",
        "would break opening",
    ),
    NotAccepted(
        "Series D before its certificate",
        base(),
        series_d(1, on="2005-09-05", name="early"),
        "before_certificate",
        "",
        "date it on or after",
    ),
    NotAccepted(
        "more opening Common than authorised",
        base(authorized=11 * MILLION),
        common_before(MILLION) | {"id": "more", "treasury": 1},
        "beyond_authorized",
        "4A",
        "1,000,001 more shares",
    ),
    NotAccepted(
        "a certificate that comes too late for the Series D",
        base(),
        corrected(certificate() | {"effective": "2005-10-04"}),
        "before_certificate",
        "",
        "would break first-d",
    ),
    NotAccepted(
        "more Common transferred than held",
        base(),
        entry("shares_transferred", 2, id="passes", stock="common", to="eve", shares=1, **{"from": "dana"}),
        "more_than_held",
        "4O",
        "dana holds no shares of Common",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)


def test_where_nothing_names_the_company_nothing_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(str(path)) as ledger:
        with pytest.raises(Refusal) as caught:
            ledger.record([common_before(5)])
        assert caught.value.code == "no_certificate"
        assert "certificate_adopted" in caught.value.message
    assert not path.exists()
    # listed in one command with the certificate, in whatever order, it is recorded
    with open_ledger(str(path)) as ledger:
        assert len(ledger.record([common_before(5), certificate()]).entries) == 2


def test_the_certificate_may_come_in_a_later_file_and_its_absence_is_said(tmp_path: Path) -> None:
    journal = [common_before(5), certificate(terms={"conversion_price": "1/2"}), series_d(1)]
    pictures = []
    for cuts in ([3], [1, 1, 1], [2, 1], [1, 2]):
        path, rest = tmp_path / str(cuts), list(journal)
        with open_ledger(str(path), company="Example Corp") as ledger:
            for length in cuts:
                files, rest = rest[:length], rest[length:]
                result = ledger.record(files)
                without = all(one["type"] != "certificate_adopted" for one in journal[: len(journal) - len(rest)])
                # who is new is said of a recording alone
                flags = [flag.code for flag in result.flags if flag.code != "new_holder"]
                assert flags == (["no_certificate"] if without else [])
                assert [note.flag.code for note in ledger.price(LAST).notes or ()] == flags
            pictures.append({**picture(ledger), "head": None})
    assert pictures == [pictures[0]] * 4
    assert pictures[0]["price"] == (F(1, 2), F(1, 2))


def test_without_a_certificate_there_is_no_series_d(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db"), company="Example Corp") as ledger:
        ledger.record([common_before(5)])
        with pytest.raises(Refusal) as caught:
            ledger.record([series_d(1)])
        assert caught.value.code == "before_certificate"
