"""What a ledger on a disk promises, for generated journals: nothing half-recorded, nothing lost, nothing said twice."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from commands.api.ledger import Ledger, open_ledger
from commands.journal import read_text, write_jsonl
from ledger.events import EntryError, SeriesDAutoConverted, write_entry
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from tests.clauses.asking import picture
from tests.commands.strategies import SPELLINGS
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines, timelines

Entry = dict[str, Any]

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@contextmanager
def new_ledger() -> Iterator[Ledger]:
    """A ledger in a file of its own, in which each command is recorded a second after the one before."""
    seconds = count()
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "ledger.db"), company="Example Corp") as ledger:
        ledger.clock = lambda: NOON + dt.timedelta(seconds=next(seconds))
        yield ledger


def accepted(entries: list[Entry]) -> list[Entry]:
    """What the engine accepts of a journal in the order of its dates, under the ids that it gave.

    So one recording judges it; in which order it is given matters only where it comes in several.
    """
    log = judge(in_order(entries)).log
    assume(any(one.entry.type == "certificate_adopted" for one in log))
    return [write_entry(one.entry) for one in log if not isinstance(one.entry, SeriesDAutoConverted)]


def in_order(entries: list[Entry]) -> list[Entry]:
    """The entries between two voids or corrections by their dates, those of one date as they are, documents last."""
    found: list[Entry] = []
    between: list[Entry] = []

    def by_date() -> list[Entry]:
        return sorted(between, key=lambda it: (it["type"] == "document_attached", str(it["effective"])))

    for one in entries:
        if one["type"] in ("entry_voided", "entry_corrected"):
            found += [*by_date(), one]
            between = []
        else:
            between.append(one)
    return found + by_date()


def facts(log: list[Recorded]) -> list[tuple[object, ...]]:
    """A log without the moments of recording."""
    return [(one.position, one.id, write_entry(one.entry), one.delivery) for one in log]


@FEW
@given(timelines(max_entries=20))
def test_what_is_refused_leaves_no_trace(entries: list[Entry]) -> None:
    with new_ledger() as ledger:
        stood = None
        for entry in entries:
            try:
                ledger.record([entry])
            except (Refusal, EntryError):
                assert (picture(ledger) if stood else ledger.store.companies()) == (stood or [])
            else:
                stood = picture(ledger)


@FEW
@given(disturbed_timelines(max_entries=20))
def test_a_command_records_all_or_nothing(entries: list[Entry]) -> None:
    with new_ledger() as ledger:
        whole = judge(in_order(entries))
        if not whole.refused:
            ledger.record(entries)
            assert facts(ledger.log()) == facts(whole.log)
        else:
            with pytest.raises(Refusal):
                ledger.record(entries)
            assert ledger.store.companies() == []


@FEW
@given(timelines(max_entries=20), st.data())
def test_how_a_journal_is_cut_into_commands_changes_nothing(entries: list[Entry], data: st.DataObject) -> None:
    journal = accepted(entries)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(journal)))) | {len(journal)})
    with new_ledger() as whole, new_ledger() as cut:
        whole.record(journal)
        for start, end in zip([0, *cuts], cuts, strict=False):
            cut.record(journal[start:end])
        assert facts(whole.log()) == facts(cut.log())


@FEW
@given(timelines(max_entries=25), st.sampled_from(sorted(SPELLINGS)))
def test_exported_and_recorded_again_it_is_the_same(entries: list[Entry], spelling: str) -> None:
    journal = accepted(entries)
    with new_ledger() as first, new_ledger() as again:
        first.record(journal)
        log = first.log()
        lines = list(write_jsonl(one.entry for one in log if not isinstance(one.entry, SeriesDAutoConverted)))
        written = [line.entry for line in read_text("\n".join(lines), "jsonl", "exported")]
        respelled = SPELLINGS[spelling]([write_entry(entry) for entry in written])
        again.record(line.entry for line in read_text(respelled, spelling, "respelled"))
        assert again.log() == log
        seen, before = picture(again), picture(first)
        assert seen == before
        # and once more is nothing new
        result = again.record(written)
        assert (result.already_recorded, result.entries, result.written) == (len(journal), [], [])
        assert picture(again) == before


@FEW
@given(timelines(max_entries=15))
def test_as_known_is_what_was_known(entries: list[Entry]) -> None:
    journal = accepted(entries)
    with new_ledger() as ledger:
        place = next(i for i, entry in enumerate(journal) if entry["type"] == "certificate_adopted") + 1
        batches = [journal[:place], *([entry] for entry in journal[place:])]
        stood = []
        for batch in batches:
            ledger.record(batch)
            stood.append((ledger.log()[-1].recorded_at, picture(ledger)))
        for moment, then in stood:
            steps = [(step.entry, step.after.fraction) for step in ledger.history(as_known=moment)]
            price = ledger.price(dt.date(2026, 1, 1), as_known=moment)
            assert (price.in_effect.fraction, price.after_close.fraction) == then["price"]
            assert steps == then["steps"]
            assert ledger.holders(dt.date(2026, 1, 1), as_known=moment) == then["holders"]
        with pytest.raises(Refusal) as before:
            ledger.price(dt.date(2026, 1, 1), as_known=NOON - dt.timedelta(days=1))
        assert before.value.code == "nothing_known"


@FEW
@given(timelines(max_entries=20), st.randoms(use_true_random=False))
def test_however_a_file_is_sorted_it_is_the_same_ledger(entries: list[Entry], random: Random) -> None:
    """Shuffled, but for the order within a day, which is the order of what happened on it."""
    journal = [one for one in accepted(entries) if one["type"] not in ("entry_voided", "entry_corrected")]
    shuffled = list(journal)
    random.shuffle(shuffled)
    of_a_day = {day: iter([one for one in journal if one["effective"] == day]) for day in dates(journal)}
    with new_ledger() as sorted_by_date, new_ledger() as otherwise:
        try:
            sorted_by_date.record(journal)
        except Refusal:  # what a void or a correction had mended
            assume(False)
        otherwise.record([next(of_a_day[one["effective"]]) for one in shuffled])
        assert facts(otherwise.log()) == facts(sorted_by_date.log())


def dates(journal: list[Entry]) -> set[str]:
    return {str(one["effective"]) for one in journal}
