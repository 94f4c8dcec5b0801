"""What is said of every answer as long as a state of things lasts: a right past its term, a price that no clause gives
any more, an act done without consent."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rights.company import Company, converts, option_x

VERBS = [("price",), ("holders",), ("waterfall", "--assets", "1000"), ("dividends",), ("history",)]


def warned(company: Company, code: str, *words: str) -> list[dict[str, Any]]:
    return [one for one in company.ask(*words)["warnings"] if one["code"] == code]


@pytest.mark.parametrize("verb", VERBS, ids=lambda words: words[0])
def test_a_right_past_its_term_is_said_with_the_price_had_it_ended(verb: tuple[str, ...], tmp_path: Path) -> None:
    # A66: X makes .0026; had it ended with its term on 30 June, .0033 would be in effect
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"))
    on = () if verb[0] == "history" else ("--on", "2006-06-30")
    if on:
        assert warned(company, "past_its_term", *verb, *on) == []
    company.record({"type": "shares_transferred", "effective": "2006-07-05", "stock": "series_d", "from": "Ada", "to": "Bo", "shares": 1})  # fmt: skip
    on = () if verb[0] == "history" else ("--on", "2006-07-05")
    (said,) = warned(company, "past_its_term", *verb, *on)
    assert (said["right"], said["since"], said["price_if_ended"]["exact"]) == ("X", "2006-07-01", "33/10000")
    assert "X is past its term since 2006-07-01" in company.run(*verb, *on).stdout


def test_a_history_up_to_a_day_says_nothing_of_what_became_of_a_right_after_it(tmp_path: Path) -> None:
    """X ended in time, by its exercise; up to a day before that nothing was past its term, whatever day it is now."""
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-12-31"))
    company.record({"type": "right_exercised", "effective": "2006-06-01", "right": "X", "shares": 5_000_000})
    assert warned(company, "past_its_term", "history", "--until", "2006-03-01") == []
    assert "past its term" not in company.run("history", "--until", "2006-03-01").stdout
    assert warned(company, "past_its_term", "history") == []


def test_the_end_of_a_right_past_its_term_is_recorded_on_request(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"))
    shown = company.run("calendar", "--on", "2006-07-05", "--record-due").stdout
    assert "2006-06-30  X (option): expired; by it alone the price in effect is 0.0033" in shown
    company.run("calendar", "--on", "2006-07-05", "--record-due", "--yes")
    assert company.price("2006-07-01") == "33/10000"
    assert warned(company, "past_its_term", "price", "--on", "2006-07-05") == []


def test_a_price_that_no_clause_gives_is_said_to_be_undetermined(tmp_path: Path) -> None:
    # A36: 120,000 of a market value of 100,000; the price stands where it was
    company = Company(tmp_path, Ada=100)
    takes_all = {"type": "distribution_made", "effective": "2006-02-01", "fair_value": 120_000, "market_price": "0.01"}
    company.record(takes_all | {"id": "all", "provision": "A trust holds a part for Series D."})
    assert company.price("2006-03-01") == "33/10000"
    (said,) = warned(company, "price_undetermined", "price", "--on", "2006-03-01")
    assert (said["entry"], said["since"]) == ("all", "2006-02-02")


def test_what_was_done_without_consent_stays_so_on_every_report(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    act = {"type": "protected_action_taken", "effective": "2006-02-01", "id": "senior", "action": "Series E"}
    company.record(act | {"kind": "senior_or_parity_stock", "despite": "The Board did not ask."})
    for verb in VERBS:
        on = () if verb[0] == "history" else ("--on", "2006-03-01")
        (said,) = warned(company, "done_without_consent", *verb, *on)
        assert said["entry"] == "senior"
        assert "The Board did not ask." in said["message"]


def test_a_history_and_an_audit_say_it_though_nothing_was_recorded_since(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"))
    (said,) = warned(company, "past_its_term", "history")
    assert said["price_if_ended"]["exact"] == "33/10000"
    (tmp_path / "claims.csv").write_text("date,price\n2006-07-05,0.0026\n", "utf-8")
    (said,) = warned(company, "past_its_term", "audit", str(tmp_path / "claims.csv"))
    assert said["since"] == "2006-07-01"
    (tmp_path / "claims.csv").write_text("date,price\n2006-06-30,0.0026\n", "utf-8")
    assert "warnings" not in company.ask("audit", str(tmp_path / "claims.csv"))


def test_what_the_tables_cannot_say_a_replay_says(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"))
    company.run("project")
    assert company.ask("price", "--on", "2006-06-30")["position"] == 4
    later = company.ask("price", "--on", "2006-07-05")
    assert "position" not in later
    assert [one["code"] for one in later["warnings"]] == ["past_its_term"]


LATER = {"type": "common_issued", "effective": "2006-07-05", "id": "later", "holder": "Buyer", "shares": 5_000_000}
SWEEP = ("sweep", "--issue", "shares=1000000", "price=0.001")


def codes(company: Company, *words: str) -> list[str]:
    return [one["code"] for one in company.ask(*words).get("warnings", ())]


def test_who_records_on_or_after_the_day_is_told(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert "past_its_term" not in company.record(option_x(expires="2006-06-30"))
    (tmp_path / "later.jsonl").write_text(json.dumps(LATER | {"consideration": {"cash": 5_000}}), "utf-8")
    # in effect on the 5th, whose sale governs from the 6th: without X nothing had moved .0033
    for verb in ("check", "record"):
        (said,) = warned(company, "past_its_term", verb, str(tmp_path / "later.jsonl"))
        assert (said["right"], said["since"], said["price_if_ended"]["exact"]) == ("X", "2006-07-01", "33/10000")
        assert "entry" not in said or said["entry"] is None
        if verb == "check":
            assert "X is past its term since 2006-07-01" in company.run(verb, str(tmp_path / "later.jsonl")).stderr


@pytest.mark.parametrize("verb", [("readings",), SWEEP], ids=lambda words: words[0])
def test_what_hangs_on_a_reading_and_a_sweep_say_it(verb: tuple[str, ...], tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"))
    assert codes(company, *verb, "--on", "2006-06-30") == []
    assert codes(company, *verb, "--on", "2006-07-05") == ["past_its_term"]
    assert "X is past its term since 2006-07-01" in " ".join(company.run(*verb, "--on", "2006-07-05").stdout.split())


def test_the_explanation_of_a_step_or_an_entry_says_what_stood_on_its_day(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"), LATER, converts("Ada", 10, "2006-07-06", id="conversion"))
    for asked in (("later",), ("--step", "2"), ("conversion",)):
        assert codes(company, "explain", *asked) == ["past_its_term"]
        assert "X is past its term since 2006-07-01" in " ".join(company.run("explain", *asked).stdout.split())
    for asked in (("X",), ("--step", "1")):
        assert codes(company, "explain", *asked) == []


def test_an_undetermined_price_is_said_with_what_rests_on_it(tmp_path: Path) -> None:
    # A36, as above; what comes before the day of the distribution does not rest on it
    company = Company(tmp_path, Ada=100)
    takes_all = {"type": "distribution_made", "effective": "2006-02-01", "fair_value": 120_000, "market_price": "0.01"}
    company.record(takes_all | {"id": "all", "provision": "A trust holds a part for Series D."}, LATER)
    for asked in (("explain", "later"), (*SWEEP, "--on", "2006-07-05"), ("readings", "--on", "2006-07-05")):
        assert codes(company, *asked) == ["price_undetermined"]
    assert codes(company, *SWEEP, "--on", "2006-01-31") == []
