"""The streams of scenarios: what is sealed comes back, what was altered is found, and of two writers one wins."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.api.ledger import Ledger, open_ledger
from ledger.events import read_entry
from ledger.log.recorded import ORIGIN, CorruptLedgerError
from ledger.log.scenarios import (
    Base,
    Happened,
    ScenarioDropped,
    ScenarioPromoted,
    ScenarioRebased,
    ScenarioSaved,
    scenario_of,
    seal_scenario,
    unseal_scenario,
)
from ledger.refusals import Refusal
from ledger.store.scenarios import Shelf
from ledger.store.store import ConcurrentWriteError
from tests.commands.test_what_if import CALM, OPTION, SALE, START
from tests.ledger.test_store_tampering import execute

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
COMPANY = "Example Inc."
STREAM = "scenario/Example%20Inc./none"

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20).filter(
    str.strip
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.fractions(), st.dates(), NAMES),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=5,
)
BASES = st.builds(Base, position=st.integers(1, 10**9), head=st.text("0123456789abcdef", min_size=64, max_size=64))
EVENTS = st.one_of(
    st.builds(
        ScenarioSaved,
        base=BASES,
        without=st.lists(NAMES.map(str.strip), max_size=3).map(tuple),
        change=st.dictionaries(
            NAMES.map(str.strip), st.dictionaries(NAMES.map(str.strip), VALUES, max_size=2), max_size=2
        ),
        add=st.lists(st.sampled_from([read_entry(SALE), read_entry(OPTION)]), max_size=2).map(tuple),
        note=st.none() | NAMES.map(str.strip),
    ),
    st.builds(ScenarioRebased, base=BASES),
    st.builds(ScenarioPromoted, entries=st.lists(NAMES.map(str.strip), max_size=3).map(tuple)),
    st.builds(ScenarioDropped),
)


@settings(max_examples=100, **CALM)
@given(st.lists(EVENTS, min_size=1, max_size=4), NAMES, NAMES)
def test_what_is_sealed_comes_back_the_same(events, company, name):
    previous = ORIGIN
    for position, event in enumerate(events, start=1):
        one = Happened(position, event, NOON + timedelta(microseconds=position))
        state, digest = seal_scenario(company, name, one, previous)
        place = {"company": company, "name": name, "position": position}
        assert unseal_scenario(state, **place, previous=previous) == (one, digest)
        assert json.loads(state)["hash"] == digest
        for wrong in ({"company": f"{company}'"}, {"name": f"{name}'"}, {"position": position + 1}):
            with pytest.raises(CorruptLedgerError, match="holds what was recorded"):
                unseal_scenario(state, **(place | wrong), previous=previous)
        with pytest.raises(CorruptLedgerError, match="does not follow"):
            unseal_scenario(state, **place, previous="ab" * 32)
        previous = digest


def test_what_becomes_of_a_scenario():
    base, later = Base(position=3, head="ab" * 32), Base(position=5, head="cd" * 32)
    events = [ScenarioSaved(base=base, without=("x",)), ScenarioRebased(base=later), ScenarioDropped(),
              ScenarioSaved(base=later, note="again"), ScenarioPromoted(entries=("v",))]  # fmt: skip
    happened = [Happened(at, event, NOON + timedelta(at)) for at, event in enumerate(events, start=1)]
    states = [scenario_of("s", happened[:number]) for number in range(len(events) + 1)]
    assert states[0] is None
    assert [(one.state, one.base, one.events) for one in states if one] == [
        ("open", base, 1), ("open", later, 2), ("dropped", later, 3), ("open", later, 4), ("promoted", later, 5),
    ]  # fmt: skip
    assert states[5] is not None
    assert (states[5].entries, states[5].saved_at, states[5].changed_at) == (
        ("v",),
        NOON + timedelta(4),
        NOON + timedelta(5),
    )


def saved_with(entry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "scenario_saved", "base": {"position": 1, "head": "ab" * 32}, "add": [entry]}


def test_what_no_version_wrote_cannot_be_read():
    from ledger.log.seals import closed

    def unsealed(document: str) -> Any:
        state, _ = closed(document.removesuffix("}"))
        return unseal_scenario(state, company="a", name="b", position=1, previous=ORIGIN)

    whole = {"company": "a", "event": {"type": "scenario_dropped"}, "format": 1, "position": 1, "previous": ORIGIN}
    whole |= {"recorded_at": "2026-01-01T12:00:00.000000Z", "scenario": "b"}

    def written(document: dict[str, Any]) -> str:
        return json.dumps(document, sort_keys=True, separators=(",", ":"))

    assert unsealed(written(whole))[0].event == ScenarioDropped()
    for wrong, sentence in (
        ({"format": 2}, "was written by a later version of seriesd, in format 2; this one reads up to 1"),
        ({"by": "anna"}, "it has a member 'by', which such a document has not"),
        ({"event": {"type": "scenario_sold"}}, "cannot be read"),
        ({"event": {"type": "scenario_saved", "base": {"position": 1, "head": "short"}}}, "saved.base.head"),
        ({"event": {"type": "scenario_promoted", "entries": [1]}}, "cannot be read"),
        ({"event": saved_with({"type": "sold"})}, "is no entry of a known type"),
        ({"recorded_at": "2026-01-01T12:00:00+01:00"}, "not in UTC"),
    ):
        with pytest.raises(CorruptLedgerError, match=sentence):
            unsealed(written(whole | wrong))
    with pytest.raises(CorruptLedgerError, match="not in the one form in which it can be written"):
        unsealed(json.dumps(whole))


@pytest.fixture
def ledger(ledger_url: str) -> Any:
    """A ledger with a scenario that was rebased once."""
    with open_ledger(ledger_url) as ledger:
        ledger.record([*START, OPTION])
        ledger.scenarios.save("none", without=["option"])
        ledger.record([SALE])
        ledger.scenarios.rebase("none")
        yield ledger


def tampered(url: str, statement: str, *given: Any) -> None:
    execute(url, f"{statement} WHERE originator_id = ? AND originator_version = 1", *given, STREAM)


def the_state(ledger: Ledger, position: int) -> bytes:
    return ledger.store.select(STREAM, gt=position - 1, limit=1)[0].state


TAMPERED: dict[str, tuple[Callable[[bytes], tuple[Any, ...]], str, str]] = {
    "altered": (
        lambda state: (state.replace(b'"option"', b'"series-d"'),),
        "UPDATE seriesd_events SET state = ?",
        "position 1 was altered: its content does not give its hash",
    ),
    "missing": (lambda _: (), "DELETE FROM seriesd_events", "position 1 is missing"),
    "filed": (
        lambda _: (),
        "UPDATE seriesd_events SET topic = 'seriesd.scenario_dropped.v1'",
        "position 1 is filed as seriesd.scenario_dropped.v1, which it is not",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_tampered_with_is_found_and_not_answered_from(how, ledger, ledger_url):
    given, statement, sentence = TAMPERED[how]
    shelf = Shelf(ledger.store, COMPANY)
    assert shelf.check() == []
    tampered(ledger_url, statement, *given(the_state(ledger, 1)))
    assert shelf.check()[0] == f"Example Inc., scenario none: {sentence}"
    with pytest.raises(CorruptLedgerError, match=sentence):
        shelf.find("none")
    assert ledger.store.check(COMPANY) == []  # the ledger's own log is another stream


def test_a_scenario_whose_ledger_is_no_longer_what_it_was_is_found(ledger, ledger_url):
    # the last entry of the log cut off: what stands on it can tell, and the recordings of the ledger
    execute(
        ledger_url, "DELETE FROM seriesd_events WHERE originator_id = 'company/Example Inc.' AND originator_version = 5"
    )
    assert ledger.store.check(COMPANY) == ["Example Inc.: position 5 is missing: up to position 5 was recorded"]
    assert Shelf(ledger.store, COMPANY).check() == [
        "Example Inc., scenario none: position 2 stands on position 5 of the log, which is no longer what it was then"
    ]
    with pytest.raises(CorruptLedgerError, match="position 5 is missing: up to position 5 was recorded"):
        ledger.scenarios.all()


def test_a_listed_scenario_of_which_nothing_is_there_is_found(ledger, ledger_url):
    execute(ledger_url, "DELETE FROM seriesd_events WHERE originator_id = ?", STREAM)
    assert Shelf(ledger.store, COMPANY).check() == [
        "Example Inc., scenario none: it is listed, and nothing of it is there"
    ]
    second = "UPDATE seriesd_events SET originator_version = 2 WHERE originator_id = ?"
    execute(ledger_url, second, "directory/scenarios/Example%20Inc.")
    assert Shelf(ledger.store, COMPANY).check() == ["the list of scenarios of Example Inc.: position 1 is missing"]


def test_scenarios_of_two_companies_do_not_meet(ledger):
    other = Ledger(ledger.store, "Example Inc./none")
    other.record([START[0] | {"company": "Example Inc./none"}, *START[1:], OPTION], new_company=True)
    other.scenarios.save("none", without=["series-d"])
    assert [one.scenario.saved.without for one in other.scenarios.all()] == [("series-d",)]
    assert [one.scenario.saved.without for one in Ledger(ledger.store, COMPANY).scenarios.all()] == [("option",)]


def test_somebody_else_writes_in_between_and_it_is_decided_again(ledger):
    mine, theirs = ledger.scenarios, ledger.scenarios
    append, interrupted = Shelf.append, []

    def beaten(shelf: Shelf, *given: Any) -> None:
        if not interrupted:
            interrupted.append(1)
            theirs.save("other", without=["sale"])
            ledger.record([SALE | {"id": "more", "effective": "2006-07-01"}])
        append(shelf, *given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Shelf, "append", beaten)
        with pytest.raises(Refusal) as behind:
            mine.promote("none")
        assert behind.value.code == "scenario_behind"
    assert len(ledger.log()) == len(START) + 3
    assert [one.scenario.state for one in mine.all()] == ["open", "open"]


def test_who_promotes_second_records_nothing(ledger):
    append, interrupted = Shelf.append, []

    def beaten(shelf: Shelf, *given: Any) -> None:
        if not interrupted:
            interrupted.append(1)
            assert ledger.scenarios.promote("none").standing.changed
        append(shelf, *given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Shelf, "append", beaten)
        second = ledger.scenarios.promote("none")
    assert (second.standing.changed, second.standing.scenario.state) == (False, "promoted")
    assert len(ledger.log()) == len(START) + 3
    assert Shelf(ledger.store, COMPANY).check() == []


def test_of_two_that_append_to_a_scenario_one_is_told(ledger):
    shelf = Shelf(ledger.store, COMPANY)
    events, previous = shelf.read("none")
    one = Happened(len(events) + 1, ScenarioDropped(), NOON + timedelta(days=9000))
    shelf.append("none", [one], previous)
    with pytest.raises(ConcurrentWriteError, match="scenario none no longer ends at position 2"):
        shelf.append("none", [one], previous)
