"""A figure says who stated it: the entry, with its source, or nobody, where the ledger worked it out.

5,000,000 shares for 6,000 give (33,000 + 6,000) / 15,000,000 = .0026; 26 Series D convert into 26 x 11.1111 / .0026 =
111,111.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from ledger.engine.book import open_book
from projections.answers.price import price_on
from projections.explain.steps import explain
from tests.commands.asking_the_command import CONVERSION, STORY, Entry
from tests.ledger.engine import judge
from tests.reference.timelines import timelines

from .asking import asked, recorded, seriesd

SOURCED = [*STORY[:-1], CONVERSION | {"source": "notice of conversion"}]
BANK: Entry = {"type": "series_d_issued", "id": "more", "effective": "2005-10-03", "holder": "Bank", "shares": 100}
OPTION: Entry = {
    "type": "option_granted",
    "id": "grant",
    "effective": "2006-04-03",
    "right": "X",
    "holder": "Bank",
    "shares": 4_000_000,
    "exercise_price": "0.002",
}
CONSENT: Entry = {"type": "consent_given", "effective": "2006-04-03", "action": "senior"}
ACT: Entry = {
    "type": "protected_action_taken",
    "id": "act",
    "effective": "2006-04-04",
    "action": "senior",
    "kind": "senior_or_parity_stock",
}


def said(folder: Path, *words: str) -> str:
    return " ".join(seriesd("explain", *words, folder=folder).stdout.split())


def facts(answer: Any) -> list[Any]:
    """Every leaf of an answer that cites an entry."""
    if isinstance(answer, list):
        return [fact for one in answer for fact in facts(one)]
    if not isinstance(answer, dict):
        return []
    own = [answer] if answer.get("op") == "fact" else []
    return own + [fact for one in answer.values() for fact in facts(one)]


def test_of_a_balance_what_nobody_stated_is_assumed_and_has_no_source(tmp_path: Path) -> None:
    recorded(tmp_path, *SOURCED)
    told = said(tmp_path, "--holder", "dana", "--on", "2006-03-02")
    assert "The Common held by dana after entry conversion is 111,111, assumed as the ledger worked it out" in told
    assert "nobody stated it" in told
    assert "source: notice of conversion" not in told
    answer = asked(tmp_path, "explain", "--holder", "dana", "--on", "2006-03-02")
    (delivered,) = (one for one in facts(answer["workings"]) if one["field"] == "delivery.common_shares")
    assert delivered["assumed"] is True
    assert "source" not in delivered


def test_what_the_entry_states_it_states_with_its_source(tmp_path: Path) -> None:
    recorded(tmp_path, *SOURCED[:-1], SOURCED[-1] | {"common_shares": 111_111})
    told = said(tmp_path, "--holder", "dana", "--on", "2006-03-02")
    assert "is 111,111, as entry conversion states (source: notice of conversion)" in told
    assert "assumed" not in told
    cited = facts(asked(tmp_path, "explain", "conversion")["workings"])
    of_it = {(one["field"], one.get("assumed")) for one in cited if one["entry"] == "conversion"}
    assert {("common_shares", None), ("shares", None)} <= of_it
    assert not any(one["field"].startswith("delivery.") for one in cited)


def test_a_conversion_says_whether_its_delivery_is_stated(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY, CONVERSION | {"id": "stated", "common_shares": 111_111})
    assert "Nobody stated how many were delivered; 111,111 are assumed, as the ledger worked out." in said(
        tmp_path, "conversion"
    )
    assert "As many were delivered." in said(tmp_path, "stated")
    found = {name: asked(tmp_path, "explain", name)["conversion"]["stated"] for name in ("conversion", "stated")}
    assert found == {"conversion": False, "stated": True}


def test_what_can_still_be_issued_under_a_right_is_not_called_outstanding(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY, OPTION)
    told = said(tmp_path, "--holder", "Bank", "--on", "2006-04-03")
    assert "The Common still issuable under X is 4,000,000" in told
    assert "It is not outstanding, and counts only where it is deemed issued." in told
    assert "outstanding under" not in told


@pytest.mark.parametrize(("shares", "agreed"), [({}, 1_000), ({"shares": 600}, 600)])
def test_a_consent_is_cited_whether_or_not_it_names_a_number(tmp_path: Path, shares: Entry, agreed: int) -> None:
    consent = CONSENT | {"id": "letter", "holder": "dana", "source": "letter of 3 April", **shares}
    recorded(tmp_path, *STORY[:-1], BANK, consent, ACT)
    told = said(tmp_path, "act", "--depth", "2")
    assert f"The Series D that consents to senior is {agreed:,}" in told
    assert (
        "Whether the consent of dana in entry letter came before the act: yes, since 2006-04-04 is not before" in told
    )
    assert ("It names no number, so all that the holder has counts." in told) == (not shares)
    assert "letter" in asked(tmp_path, "explain", "act")["entries"]


@pytest.mark.parametrize("day", ["2006-03-02", "2006-03-10"])
@pytest.mark.parametrize("later", [(), (SALE_LATER := {**STORY[3], "id": "later", "effective": "2006-05-02"},)])
def test_on_a_quiet_day_all_is_that_of_the_day(tmp_path: Path, day: str, later: tuple[Entry, ...]) -> None:
    recorded(tmp_path, *STORY[:-1], *later)
    answer = asked(tmp_path, "explain", "--on", day)
    figures = {one["id"]: one["figure"]["exact"] for one in answer["workings"] if isinstance(one["figure"], dict)}
    found = {name: figures[answer["roots"][name]] for name in ("in_effect", "after_close", "common_per_share")}
    assert found == {"in_effect": "13/5000", "after_close": "13/5000", "common_per_share": "8547/2"}
    told = said(tmp_path, "--on", day, "--depth", "1")
    assert "The Common for one share of Series D is 4,273.5" in told
    assert "is 3,367" not in told


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(timelines(max_entries=25))
def test_on_every_day_the_figures_explained_are_those_of_the_answer(entries: list[Entry]) -> None:
    log = judge(entries).log
    assume(log)
    days = {one.entry.effective + timedelta(more) for one in log for more in (0, 1, 3)}
    for day in sorted(one for one in days if one < date.max)[:20]:
        price, told = price_on(open_book(log, until=day), day), explain(log, day).figures
        assert told["in_effect"].figure == price.in_effect, day
        assert told["after_close"].figure == price.after_close, day
        if price.common_per_share is not None:
            assert told["common_per_share"].figure == price.common_per_share, day
