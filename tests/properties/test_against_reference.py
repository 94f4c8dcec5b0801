"""The engine against the slow reference: the same journals, the same judgements and figures, exactly.

A journal has a number, or is drawn by a seed, so that a shard says the same on every machine; a failure shows a short
journal. Those of the deep test are other ones at every run, and a failure names the number. The engine replays from
marks: at most shards they stand close together, since a journal here is short.
"""

import datetime as dt
import json
import secrets
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from ledger.engine import replay
from ledger.price import sizes
from tests.ledger.engine import Judged
from tests.ledger.engine import judge as judge_by_engine
from tests.reference.model import Outcome
from tests.reference.model import judge as judge_by_reference
from tests.reference.timelines import disturbed_timelines, reduced, timelines
from tests.reference.timelines_second_edition import disturbed_timelines_second_edition, journal_of

Entry = dict[str, Any]

MARKS = [512, 1, 2, 3]
STRETCHES = [(512, 24), (1, 0), (2, 0), (3, 0), (5, 2)]
"""How long a stretch of the fold of the price is, and how few facts it goes through one by one."""


def cut(shard: int, patch: pytest.MonkeyPatch) -> None:
    """Cut the timeline and the fold into short pieces, each shard in its own way: what is found is the same."""
    patch.setattr(replay, "_MARK_EVERY", MARKS[shard % len(MARKS)])
    size, few = STRETCHES[shard % len(STRETCHES)]
    patch.setattr(sizes, "SIZE", size)
    patch.setattr(sizes, "FEW", few)
    patch.setattr(sizes, "PAYS", 0)


@pytest.mark.parametrize("shard", range(8))
def test_engine_and_reference_agree(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # 8 x 220 journals, and 8 x 50 of the other kind: some 2,000
    cut(shard, monkeypatch)
    numbered(range(shard * 220, shard * 220 + 220), max_entries=30)


@pytest.mark.parametrize("shard", range(8))
def test_they_agree_on_journals_that_nobody_would_write(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(shard, monkeypatch)
    kinds = (disturbed_timelines_second_edition, disturbed_timelines, timelines)
    search(kinds[shard % 3](max_entries=25), examples=50, number=100 + shard)


@pytest.mark.deep
@pytest.mark.parametrize("shard", range(20))
def test_engine_and_reference_agree_deeply(
    shard: int, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    """20 x 1,000 fresh journals, none of which any other run has seen, and as many of the other kinds as are quick."""
    cut(shard, monkeypatch)
    start = secrets.randbelow(10**12)
    numbered(range(start, start + 1_000), max_entries=50)
    search(disturbed_timelines_second_edition(max_entries=60), examples=100, number=300 + shard)
    record_property("journals", 1_000)


def numbered(numbers: Iterable[int], *, max_entries: int) -> None:
    """Put the journals of these numbers to both."""
    for number in numbers:
        entries = journal_of(number, max_entries)
        if difference(entries):
            told_apart(entries, f"journal {number}")


def told_apart(entries: list[Entry], name: str = "") -> None:
    """Fail with the shortest journal that shows the difference."""
    short = reduced(entries, lambda fewer: bool(fewer) and difference(fewer) is not None)
    pytest.fail("\n".join([name, str(difference(short)), *map(json.dumps, short)]))


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
            told_apart(entries)

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
        pairs += [(f"{name} on {day}", asked(engine, name, day), asked(reference, name, day)) for name in SECTION_2]
    *_, last, after = days(entries)
    pairs.append((f"the dividends up to {after}", engine.dividends(after), reference.dividends(after)))
    pairs.append(("what was done without consent", engine.without_consent, reference.without_consent))
    pairs.append(("the balances as asserted", engine.balances_differ, reference.balances_differ))
    for day in (last, days(entries)[len(days(entries)) // 2 - 1]):
        assets = assets_of_interest(reference, day)
        pairs.append((f"the rights by stage on {day}", engine.apart(day), reference.apart(day)))
        pairs.append((f"the consents on {day}", engine.consents(day), reference.consents(day)))
        pairs.append((f"the waterfall on {day}", engine.waterfall(day, *assets), reference.waterfall(day, *assets)))
    found = next((pair for pair in pairs if pair[1] != pair[2]), None)
    return found and f"{found[0]}: {found[1]} by the engine, {found[2]} by the reference"


SECTION_2 = ("due", "accruals", "by_accrual", "debts", "payments", "preferences", "undetermined", "past_its_term")
"""What accrues, what is owed and paid, and what marks a price."""


def asked(judged: Judged | Outcome, name: str, day: dt.date) -> Any:
    """An answer without what is nothing, and without what only one of the two says."""
    found = getattr(judged, name)(day)
    if name == "due":
        return {entry: {k: v for k, v in one.items() if k != "per_share"} for entry, one in found.items()}
    if name == "payments":
        return {
            entry: {holder: one for holder, one in paid.items() if one["accrued"] or one["debt"]}
            for entry, paid in found.items()
        }
    return found


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
