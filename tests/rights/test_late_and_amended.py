"""Who is told of what became known late, by which terms a deadline goes, and what is not due at all (A50, A53)."""

from pathlib import Path
from typing import Any

import pytest

from tests.rights.company import Company

Entry = dict[str, Any]


X: Entry = {
    "type": "option_granted", "id": "x", "effective": "2006-01-10", "right": "X", "holder": "Opt", "shares": 5_000_000,
    "exercise_price": "0.001", "consideration": {"cash": 1_000},
}  # fmt: skip
PASSES: Entry = {
    "type": "shares_transferred", "effective": "2006-05-01", "stock": "series_d", "from": "Fund", "to": "New",
    "shares": 900,
}  # fmt: skip
LAPSE: Entry = {"type": "right_terminated", "id": "lapse", "effective": "2006-03-31", "right": "X"}


def company_of(folder: Path, *batches: list[Entry]) -> Company:
    company = Company(folder, authorized=15_000_000_000, Fund=900, Bank=100)
    for batch in batches:
        company.record(*batch)
    return company


def notice(holder: str, on: str, about: str | None = "lapse", **more: Any) -> Entry:
    given = {"type": "notice_sent", "kind": "adjustment", "holder": holder, "effective": on, "about": about, **more}
    return {name: value for name, value in given.items() if value is not None}


def told(company: Company, on: str, about: str = "lapse") -> list[tuple[str, str]]:
    return [(one[2], one[3]) for one in company.calendar(on, "adjustment_notice") if one[1] == about]


def test_a_step_recorded_late_is_told_to_the_holders_of_the_day_on_which_it_is_known(tmp_path: Path) -> None:
    company = company_of(tmp_path, [X, PASSES], [LAPSE])
    assert told(company, "2006-06-01") == [("Bank", "overdue"), ("New", "overdue")]
    # X was known on its day
    assert told(company, "2006-06-01", "x") == [("Bank", "overdue"), ("Fund", "overdue")]


def test_a_step_recorded_in_its_order_is_told_to_the_holders_of_its_day(tmp_path: Path) -> None:
    company = company_of(tmp_path, [X, LAPSE, PASSES])
    assert told(company, "2006-06-01") == [("Bank", "overdue"), ("Fund", "overdue")]


def test_an_event_recorded_ahead_of_its_day_makes_nothing_late(tmp_path: Path) -> None:
    ahead = {"type": "common_split", "effective": "2199-01-01", "old": 10, "new": 1}
    company = company_of(tmp_path, [X, ahead], [LAPSE], [PASSES])
    assert told(company, "2006-06-01") == [("Bank", "overdue"), ("Fund", "overdue")]


def test_whoever_holds_it_when_the_late_step_is_told_has_been_told_for_good(tmp_path: Path) -> None:
    later = PASSES | {"effective": "2006-07-01", "from": "New", "to": "Other"}
    company = company_of(tmp_path, [X, PASSES], [LAPSE], [notice("New", "2006-05-20"), later])
    assert told(company, "2006-08-01") == [("Bank", "overdue"), ("New", "done")]
    other = company_of(tmp_path / "untold", [X, PASSES], [LAPSE], [later])
    assert told(other, "2006-08-01") == [("Bank", "overdue"), ("Other", "overdue")]


def test_what_was_mailed_before_a_late_step_was_known_does_not_tell_of_it(tmp_path: Path) -> None:
    before = notice("Bank", "2006-04-10", about=None)
    company = company_of(tmp_path, [X, before, PASSES], [LAPSE])
    assert told(company, "2006-06-01") == [("Bank", "overdue"), ("New", "overdue")]
    company.record(notice("Bank", "2006-06-02", about=None))
    assert told(company, "2006-06-02") == [("Bank", "done"), ("New", "overdue")]


def test_a_step_told_with_another_price_is_to_be_told_again_to_the_holders_of_now(tmp_path: Path) -> None:
    # the sale after X at .0012: (15,000,000 x .0026 + 6,000) / 20,000,000 = .00225; without X: .0026
    sale = {"type": "common_issued", "id": "sale", "effective": "2006-04-10", "holder": "B", "shares": 5_000_000}
    sale["consideration"] = {"cash": 6_000}
    first = [
        notice("Fund", "2006-04-12", "sale", price="0.00225"),
        notice("Bank", "2006-04-12", "sale", price="9/4000"),
    ]
    company = company_of(tmp_path, [X, sale, *first])
    assert told(company, "2006-06-01", "sale") == [("Bank", "done"), ("Fund", "done")]
    company.record(PASSES)
    company.record(LAPSE)
    assert told(company, "2006-06-01", "sale") == [("Bank", "overdue"), ("New", "overdue")]
    company.record(notice("New", "2006-06-02", "sale", price="0.0026", places=4))
    assert told(company, "2006-06-02", "sale") == [("Bank", "overdue"), ("New", "done")]


# -- by which terms ---------------------------------------------------------------------------------------------------

DIVIDEND: Entry = {"type": "cash_dividend_paid", "id": "div", "effective": "2006-03-20", "per_share": "0.001"}


def mailed(on: str) -> list[Entry]:
    return [
        {"type": "notice_sent", "kind": "dividend", "about": "div", "effective": on, "holder": name}
        for name in ("Fund", "Bank")
    ]


def amended(on: str, days: int) -> list[Entry]:
    consents = [{"type": "consent_given", "effective": on, "holder": "Fund", "action": f"to {days}"}]
    amend = {"type": "terms_amended", "effective": on, "action": f"to {days}", "term": "notice_days", "value": days}
    return [*consents, amend]


@pytest.mark.parametrize(
    ("amendments", "due", "state"),
    [
        ([("2006-04-10", 30)], "2006-03-05", "done"),  # long after
        ([("2006-03-10", 30)], "2006-03-05", "done"),  # after it fell due, before the dividend
        ([("2006-03-01", 30)], "2006-03-05", "done"),  # thirty days before lies before the amendment
        ([("2006-01-20", 30)], "2006-02-18", "done_late"),  # in time to be kept
        ([("2006-03-01", 10)], "2006-03-10", "done"),
        ([("2006-03-08", 10)], "2006-03-05", "done"),
        ([("2006-01-20", 30), ("2006-03-01", 15)], "2006-02-18", "done_late"),  # what was missed stays so
    ],
)
def test_an_amendment_of_the_days_of_notice_does_not_reach_back(
    amendments: list[tuple[str, int]], due: str, state: str, tmp_path: Path
) -> None:
    entries = [one for on, days in amendments for one in amended(on, days)]
    company = company_of(tmp_path, [*mailed("2006-03-05"), DIVIDEND, *entries])
    items = company.calendar("2006-05-01", "dividend_notice")
    assert items == [(due, "div", "Bank", state), (due, "div", "Fund", state)]
    flags = [one["code"] for one in company.ask("flags")["warnings"]]
    assert flags.count("notice_late_or_missing") == (state == "done_late")
    told = company.ask("notice", "dividend", "--mailed", "2006-03-05")
    assert (told["last_mailing_day"], told["late"]) == (due, state == "done_late")
    assert company.ask("explain", "div")["roots"]["notice_mailed_by"]
    assert f"The last day to mail the notice of entry div is {due}" in company.run("explain", "div").stdout


def test_the_days_of_delivery_are_those_of_the_conversion(tmp_path: Path) -> None:
    converts = {"type": "series_d_converted", "id": "c", "effective": "2006-03-06", "holder": "Fund", "shares": 900}
    amend = {"type": "terms_amended", "effective": "2006-03-08", "action": "P"}
    days = amend | {"term": "certificate_delivery_business_days", "value": 1}
    consent = {"type": "consent_given", "effective": "2006-03-08", "holder": "Bank", "action": "P"}
    company = company_of(tmp_path, [converts | {"surrendered": "2006-03-06"}, consent, days])
    assert company.calendar("2006-03-10", "certificate") == [("2006-03-13", "c", "Fund", "due")]


# -- nothing is due ---------------------------------------------------------------------------------------------------


def test_a_dividend_on_another_class_leaves_nothing_due(tmp_path: Path) -> None:
    unpaid = DIVIDEND | {"series_d": "unpaid"}
    company = company_of(tmp_path, [unpaid | {"dividend_on": "Series A Preferred"}])
    assert company.calendar("2006-06-01", "dividend") == []
    on_common = company_of(tmp_path / "common", [unpaid])
    assert [one[2:] for one in on_common.calendar("2006-06-01", "dividend")] == [
        ("Bank", "overdue"),
        ("Fund", "overdue"),
    ]


def test_an_unpaid_dividend_is_due_to_who_has_its_shares_now(tmp_path: Path) -> None:
    # A60: fixed by the record date, and unpaid it goes with the shares
    unpaid = DIVIDEND | {"series_d": "unpaid", "record_date": "2006-03-05"}
    passes = PASSES | {"effective": "2006-03-10"}
    company = company_of(tmp_path, [passes, unpaid])
    assert [one[2] for one in company.calendar("2006-06-01", "dividend")] == ["Bank", "New"]


def test_a_conversion_that_gives_no_whole_share_asks_for_no_certificate(tmp_path: Path) -> None:
    # after 1 for 5,000 the price is 16.5: one share gives 11.1111 / 16.5 = .67, two give 1.35
    split = {"type": "common_split", "effective": "2006-02-01", "old": 5_000, "new": 1}
    converts = {"type": "series_d_converted", "holder": "Fund", "surrendered": "2006-03-06", "register_to": "Broker"}
    one = converts | {"id": "one", "effective": "2006-03-06", "shares": 1}
    two = converts | {"id": "two", "effective": "2006-03-06", "shares": 2}
    company = company_of(tmp_path, [split, one, two])
    assert company.calendar("2006-06-01", "certificate") == [("2006-03-13", "two", "Fund", "overdue")]
    # what is left of the Series D is still to be certified (4D)
    assert [one[1] for one in company.calendar("2006-06-01", "balance_certificate")] == ["one", "two"]


def test_the_automatic_conversion_of_a_holder_who_gets_nothing_asks_for_no_certificate(tmp_path: Path) -> None:
    # at $33 one share gives .34, a hundred give 33 (A43)
    tiny = {"type": "series_d_issued", "effective": "2006-01-03", "holder": "Tiny", "shares": 1}
    split = {"type": "common_split", "effective": "2006-03-01", "old": 10_000, "new": 1}
    company = company_of(tmp_path, [tiny, split])
    assert [one[2] for one in company.calendar("2006-06-01", "certificate")] == ["Bank", "Fund"]
