"""The engine against the slow reference: the same journals, the same judgements and figures, exactly.

What is drawn is fixed by a seed, so that a shard says the same on every machine; a failure shows a short journal. The
engine replays from marks: at most shards they stand close together, since a journal here is short.
"""

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from ledger.engine import replay
from tests.ledger.engine import Judged
from tests.ledger.engine import judge as judge_by_engine
from tests.reference.model import Outcome
from tests.reference.model import judge as judge_by_reference
from tests.reference.timelines import disturbed_timelines, reduced, timelines

Entry = dict[str, Any]

MARKS = [512, 1, 2, 3]


@pytest.mark.parametrize("shard", range(4))
def test_engine_and_reference_agree(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_MARK_EVERY", MARKS[shard])
    search(timelines(max_entries=40), examples=35, number=shard)


@pytest.mark.parametrize("shard", range(4))
def test_they_agree_on_journals_that_nobody_would_write(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_MARK_EVERY", MARKS[shard])
    search(disturbed_timelines(max_entries=30), examples=50, number=100 + shard)


@pytest.mark.deep
@pytest.mark.parametrize("shard", range(8))
def test_engine_and_reference_agree_deeply(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_MARK_EVERY", MARKS[shard % 4])
    search(timelines(max_entries=60), examples=400, number=200 + shard)
    search(disturbed_timelines(max_entries=60), examples=225, number=300 + shard)


def search(journals: SearchStrategy[list[Entry]], *, examples: int, number: int) -> None:
    """Put so many journals to both; `number` fixes which."""

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(journals)
    def agree(entries: list[Entry]) -> None:
        if entries and difference(entries):
            short = reduced(entries, lambda fewer: bool(fewer) and difference(fewer) is not None)
            pytest.fail("\n".join([str(difference(short)), *map(json.dumps, short)]))

    agree()


def difference(entries: list[Entry]) -> str | None:
    """What the engine and the reference make otherwise of a journal, in one line; None where they agree."""
    engine, reference = judge_by_engine(entries), judge_by_reference(entries)
    refused_by_engine = {index: str(refusal) for index, refusal in engine.refused}
    refused_by_reference = dict(reference.refused)
    if refused_by_engine.keys() != refused_by_reference.keys():
        return f"refused by the engine: {refused_by_engine}; by the reference: {refused_by_reference}"
    pairs: list[tuple[str, Any, Any]] = [
        ("the log", engine.accepted_ids, reference.accepted_ids),
        ("the steps", [trimmed(step) for step in engine.steps], [trimmed(step) for step in reference.steps]),
        ("the conversions", engine.conversions, reference.conversions),
    ]
    for day in days(entries):
        pairs.append((f"the price on {day}", engine.price(day), reference.price(day)))
        pairs.append((f"the balances on {day}", balances(engine, day), balances(reference, day)))
    *_, last, after = days(entries)
    pairs.append((f"the dividends up to {after}", engine.dividends(after), reference.dividends(after)))
    for day in (last, days(entries)[len(days(entries)) // 2 - 1]):
        assets = assets_of_interest(reference, day)
        pairs.append((f"the rights by stage on {day}", engine.apart(day), reference.apart(day)))
        pairs.append((f"the consents on {day}", engine.consents(day), reference.consents(day)))
        pairs.append((f"the waterfall on {day}", engine.waterfall(day, *assets), reference.waterfall(day, *assets)))
    found = next((pair for pair in pairs if pair[1] != pair[2]), None)
    return found and f"{found[0]}: {found[1]} by the engine, {found[2]} by the reference"


def days(entries: list[Entry]) -> list[dt.date]:
    """The first and the last day, one between, and the day after the last."""
    found = sorted({dt.date.fromisoformat(entry["effective"]) for entry in entries})
    return sorted({found[0], found[len(found) // 2], found[-1], found[-1] + dt.timedelta(days=1)})


def assets_of_interest(reference: Outcome, day: dt.date) -> tuple[Fraction, Fraction]:
    """Assets that leave something to Common or are short, beside a class on a parity or not, as the day has it."""
    close = reference.close(day)
    preference = sum(close.series_d.values()) * close.preference if close else Fraction(0)
    times = [Fraction(1, 3), Fraction(1), Fraction(5, 2), Fraction(100)][day.toordinal() % 4]
    return preference * times + day.day, preference / 2 if day.toordinal() % 3 == 0 else Fraction(0)


def trimmed(step: Entry) -> Entry:
    """A step, with those of its replay."""
    names = ("effective", "governs_from", "entry", "entries", "clause", "before", "after", "A", "B", "C", "D")
    replayed = step.get("replayed")
    return {name: step[name] for name in names} | {
        "replayed": None if replayed is None else [trimmed(one) for one in replayed]
    }


def balances(judged: Judged | Outcome, day: dt.date) -> Entry:
    """Who holds what, without those who hold nothing and rights of which nothing is left."""
    found = judged.holders(day)
    holders = {name: one for name, one in found["holders"].items() if one["series_d"] or one["common"]}
    rights = {name: one for name, one in found["rights"].items() if one["outstanding"]}
    return found | {"holders": holders, "rights": rights}
