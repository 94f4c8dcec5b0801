"""The engine against the slow reference: the same journals, the same judgements and figures, exactly."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.ledger.engine import Judged
from tests.ledger.engine import judge as judge_by_engine
from tests.reference.model import Outcome
from tests.reference.model import judge as judge_by_reference
from tests.reference.timelines import timelines

CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=150, **CALM)
@given(timelines(max_entries=40))
def test_engine_and_reference_agree(entries: list[dict[str, Any]]) -> None:
    agree(entries)


@pytest.mark.deep
@settings(max_examples=5000, **CALM)
@given(timelines(max_entries=60))
def test_engine_and_reference_agree_deeply(entries: list[dict[str, Any]]) -> None:
    agree(entries)


def agree(entries: list[dict[str, Any]]) -> None:
    engine, reference = judge_by_engine(entries), judge_by_reference(entries)
    refused_by_engine = {index: str(refusal) for index, refusal in engine.refused}
    refused_by_reference = dict(reference.refused)
    assert refused_by_engine.keys() == refused_by_reference.keys(), (refused_by_engine, refused_by_reference)
    assert engine.accepted_ids == reference.accepted_ids
    assert [trimmed(step) for step in engine.steps] == [trimmed(step) for step in reference.steps]
    assert engine.conversions == reference.conversions
    for day in days(entries):
        assert engine.price(day) == reference.price(day), day
        assert_same_balances(engine, reference, day)


def days(entries: list[dict[str, Any]]) -> list[dt.date]:
    """The first and the last day, one between, and the day after the last."""
    found = sorted({dt.date.fromisoformat(entry["effective"]) for entry in entries})
    return sorted({found[0], found[len(found) // 2], found[-1], found[-1] + dt.timedelta(days=1)}) if found else []


def trimmed(step: dict[str, Any]) -> dict[str, Any]:
    """A step without what the reference leaves open."""
    names = ("effective", "governs_from", "entry", "clause", "before", "after", "A", "B", "C", "D")
    replayed = step.get("replayed")
    return {name: step[name] for name in names} | {
        "replayed": None if replayed is None else [trimmed(one) for one in replayed]
    }


def assert_same_balances(engine: Judged, reference: Outcome, day: dt.date) -> None:
    mine, theirs = engine.holders(day), reference.holders(day)
    for name in ("series_d_outstanding", "common_outstanding", "treasury", "deemed_issued"):
        assert mine[name] == theirs[name], (name, day)
    assert _something(mine["holders"]) == _something(theirs["holders"]), day
    open_rights = {name: one for name, one in theirs["rights"].items() if one["outstanding"]}
    assert mine["rights"] == open_rights, day


def _something(holders: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in holders.items() if one["series_d"] or one["common"]}
