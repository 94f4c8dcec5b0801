"""Saved what-ifs: what one supposes where it stands, two of them side by side, and what one would be in the ledger.

A scenario is judged on the log as it was known at its base, whatever has been recorded since. Its answers are those of
`projections.compare.what_if`; nothing is worked out a second way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ledger.engine.book import Book, open_book
from ledger.engine.branch import as_of
from ledger.engine.edits import ALREADY_VOIDED
from ledger.events import AnyEntry, EntryCorrected, EntryVoided, SeriesDAutoConverted, SeriesDConverted, write_entry
from ledger.log.recorded import Recorded
from ledger.log.scenarios import Scenario
from ledger.log.timeline import EDITS, as_edited, is_edit, standing_edits
from ledger.refusals import Refusal
from projections.answers.balances import holders_on
from projections.answers.history import PriceStep, history_of
from projections.answers.price import Price
from projections.compare.differences import Difference, Voice, differences, equal, sides
from projections.compare.histories import assertions_apart, parted, triggers_apart
from projections.compare.hypothesis import Edits, edited, fitted

Standing = Mapping[str, Recorded | None]
"""Each fact of a log as it now stands, by its id, in timeline order; nothing for one that is voided."""


def edits_of(scenario: Scenario) -> Edits:
    """What a scenario supposes."""
    saved = scenario.saved
    return Edits(saved.without, saved.change, scenario.add)


def base_log(log: Sequence[Recorded], scenario: Scenario) -> Sequence[Recorded]:
    """What had been recorded at the base of a scenario."""
    return log[: scenario.base.position]


def supposed(book: Book, edits: Edits) -> Book:
    """The book with the edits in its log, and without what no longer fits for them.

    Raises `Refusal` for an edit that is not possible, or an entry changed or added that does not fit itself.
    """
    changes = edited(book, edits)
    return fitted(book, changes, {*edits.asked, *(name for name in changes.put if name not in book.by_id)}).book


def compare(
    log: Sequence[Recorded], one: Scenario, other: Scenario, on: date
) -> tuple[Price, Price, Sequence[Difference]]:
    """The prices of two scenarios on a date, each where it stands, and what differs between the one and the other."""
    first = open_book(base_log(log, one))
    second = first if one.base == other.base else open_book(base_log(log, other))
    pair = supposed(first, edits_of(one)), supposed(second, edits_of(other))
    voice = _between(one.name, other.name)
    here, there = sides(on, *pair, as_of(pair[0], on), as_of(pair[1], on))
    # what was delivered is the same in both, and says nothing of what differs between them
    found = [replace(one, more="") if one.kind == "entitlement" else one for one in differences(here, there, {}, voice)]
    apart = [*parted(*pair, voice), *triggers_apart(*pair, voice)]
    return here.price, there.price, [*apart, *found, *assertions_apart(*pair, voice)]


def promotion(book: Book, made: Book, edits: Edits, reason: str, on: date) -> list[list[AnyEntry]]:
    """The entries that would make of a book the supposed one, in the orders in which that can be tried.

    What is left out is voided, and what falls away with it; what is changed is corrected; what is added is itself.
    Each edit of the record has this reason and this date. A number delivered that nobody stated is worked out again, so
    that it stays assumed; where that gives another, the edit states it. Raises `Refusal` where no entry can do it.
    """
    by_additions = {entry.entry for entry in edits.add if isinstance(entry, EDITS)}
    was, now = _standing(book.log), _standing(made.log)
    voids, corrections = list[AnyEntry](), list[AnyEntry]()
    delivered, stated = list[AnyEntry](), list[AnyEntry]()
    for name, one in was.items():
        other = now.get(name)
        if name in by_additions or _alike(one, other):
            continue
        edit = _edit(name, one, other, reason, on)
        if isinstance(edit, EntryVoided):
            voids.append(edit)
        elif isinstance(edit.with_, SeriesDConverted):
            delivered.append(edit)
            stated.append(_stating(edit, other))
        else:
            corrections.append(edit)
    # what depends on an entry comes after it and goes before it; conversions are delivered once all else is as supposed
    return [
        [*some, *last]
        for last in ([delivered] if delivered == stated else [delivered, stated])
        for some in (
            [*voids[::-1], *corrections, *edits.add],
            [*edits.add, *corrections, *voids[::-1]],
            [*edits.add, *voids[::-1], *corrections],
        )
    ]


def broken_promise(promised: Book, made: Book) -> str | None:
    """In what a ledger is not what was promised of it: a sentence, or nothing."""
    one, other = history_of(promised), history_of(made)
    if len(one) != len(other) or not all(map(_same_step, one, other)):
        return "the history of the Conversion Price would be another"
    day = max((book.items[-1].key.day for book in (promised, made) if book.items), default=date.min)
    if holders_on(promised, day) != holders_on(made, day):
        return "the balances would be others"
    return None if _delivered(promised) == _delivered(made) else "other numbers of Common would be delivered"


def _delivered(book: Book) -> list[tuple[date, str, int]]:
    return sorted((one.day, one.holder, one.delivery.common_shares) for one in book.state.conversions)


def _between(one: str, other: str) -> Voice:
    """Two scenarios, which may not be all that are set side by side: none is said to be the only one."""
    first, second = (name.replace("{", "{{").replace("}", "}}") for name in (one, other))
    return Voice(
        differs=f"{{what}} is {{actual}} in {first}, and {{other}} in {second}",
        parted=f"the prices part on {{about}}: {{actual}} is in effect in {first}, {{other}} in {second}",
        written=f"{{what}} convert automatically into {{more}} in {second}, and not in {first}",
        now_triggers=f"{{what}} adjusts the price in {second}, and not in {first}",
        no_longer_triggers=f"{{what}} adjusts the price in {first}, and not in {second}",
        deemed=f"{{what}} is deemed issued in {second}, and not in {first}",
        not_deemed=f"{{what}} is deemed issued in {first}, and not in {second}",
        left_out=f"{{about}} converts automatically in {first}, and not in {second}",
    )


def _standing(log: Sequence[Recorded]) -> Standing:
    edits = standing_edits([one for one in log if is_edit(one)])
    facts = [one for one in log if not is_edit(one) and not isinstance(one.entry, SeriesDAutoConverted)]
    facts.sort(key=lambda one: (one.entry.effective, one.position))
    return {one.id: as_edited(one, edits.get(one.id)) for one in facts}


def _alike(one: Recorded | None, other: Recorded | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.delivery == other.delivery and write_entry(one.entry) == write_entry(other.entry)


def _edit(name: str, was: Recorded | None, now: Recorded | None, reason: str, on: date) -> EntryVoided | EntryCorrected:
    """The edit of the record that makes of an entry what it is supposed to be."""
    if was is None:
        said = f"{name} is voided, and an entry that is voided stays so; add it to the scenario under another id"
        raise Refusal(ALREADY_VOIDED, said, entry=name)
    if now is None:
        return EntryVoided(type="entry_voided", effective=on, entry=name, reason=reason)
    fields: Any = {"type": "entry_corrected", "effective": on, "entry": name, "with": now.entry, "reason": reason}
    return EntryCorrected.model_validate(fields)


def _stating(edit: EntryCorrected, now: Recorded | None) -> EntryCorrected:
    """The correction of a conversion with what it is supposed to have delivered stated in it."""
    if now is None or now.delivery is None:
        return edit
    stated = {"shares": now.delivery.converted, "common_shares": now.delivery.common_shares}
    return edit.model_copy(update={"with_": edit.with_.model_copy(update=stated)})


def _same_step(one: PriceStep, other: PriceStep) -> bool:
    plain = (one.effective, one.governs_from, one.clause) == (other.effective, other.governs_from, other.clause)
    return plain and equal(one.before, other.before) and equal(one.after, other.after)
