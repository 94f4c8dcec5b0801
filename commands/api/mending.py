"""Taking an entry back: voiding or correcting it, with all that rests on it, as one act.

    ledger.void("warrant-1", reason="never granted", write=False).differences
    ledger.correct("sale-3", {"consideration.cash": "12500000"}, reason="the comma was read as a point")

The entries are the same that a journal may hold, `entry_voided` and `entry_corrected`, recorded in one call.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from commands.api.decide import decide, opened
from ledger.engine.book import Book
from ledger.engine.edits import check_editable
from ledger.engine.mending import taken_back
from ledger.events import AnyEntry, EntryCorrected, EntryError, EntryVoided, write_entry
from ledger.events.errors import entry_error
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.compare.changes import changes
from projections.compare.hypothesis import Fields, with_fields
from projections.compare.knowledge import steps_changed
from projections.compare.recording import Rests, TakenBack

OTHERS_REST_ON_IT = refuses(
    "others_rest_on_it",
    "",
    "An entry on which others rest is taken back together with them, or not at all.",
    "Look at those that are named; take them back as well with --with-dependents (from Python with_dependents=True), "
    "or correct them first.",
)
RECORDED_MEANWHILE = refuses(
    "recorded_meanwhile",
    "",
    "What was looked at before it is confirmed is what is recorded.",
    "Look again: somebody else recorded something in between.",
)
_MOST_NAMED = 5
Edit = TypeVar("Edit", EntryVoided, EntryCorrected)


class Wanted(NamedTuple):
    """What is to be taken back: the entry, the fields that it should have (none: it is voided), and why.

    `seen` is where the log ended when somebody looked at what it would do, if anybody did.
    """

    entry: str
    reason: str
    fields: Fields | None = None
    note: str | None = None
    source: str | None = None
    with_dependents: bool = False
    seen: int | None = None


def take_back(
    log: list[Recorded], wanted: Wanted, at: datetime, *, write: bool, book: Book | None = None
) -> tuple[TakenBack, list[Recorded]]:
    """What taking an entry back gives, and what is to be stored for it. A `book` of this log is copied if there is one.

    Raises `Refusal` when it cannot be taken back, or is to be written and others rest on it that are not to go with it;
    `EntryError` for a value that no such entry can have.
    """
    check_seen(log, wanted.seen, wanted.entry, wanted.entry)
    kept, book = book, opened(log, book)
    try:
        edit, before = _edit(book, wanted, at)
        resting, after = taken_back(book, edit, at, lambda name: _rests(name, wanted, at))
    except Refusal as refusal:
        refusal.entry = wanted.entry  # the edit of it has no name yet
        raise
    if resting and write and not wanted.with_dependents:
        refuse_resting(wanted.entry, [one.entry for one in resting])
    result, new = decide(log, [*(_rests(one.entry, wanted, at) for one in resting), edit], at, book=kept)
    return TakenBack(
        entry=wanted.entry,
        with_=[one.entry for one in resting],
        resting=[Rests(one.entry, one.why.clause, one.why.message) for one in resting],
        differences=changes(book, after),
        steps=steps_changed(book, after),
        warnings=result.warnings,
        recorded=result.recorded if write else 0,
        entries=result.entries,
        written=result.written,
        edit=edit,
        before=before,
        position=len(log),
        series=after.state.terms.series,
    ), new


def _edit(book: Book, wanted: Wanted, at: datetime) -> tuple[EntryVoided | EntryCorrected, AnyEntry]:
    """The edit, and the entry as it stood until then."""
    target = book.find(wanted.entry)
    standing = book.standing_edit(target.id)
    given: dict[str, Any] = {"effective": at.date(), "entry": target.id, "reason": wanted.reason}
    given |= {"note": wanted.note, "source": wanted.source}
    stood = (as_edited(target, standing) or target).entry
    if wanted.fields is None:
        return _read(EntryVoided, given | {"type": "entry_voided"}), stood
    given["type"] = "entry_corrected"
    same = EntryCorrected.model_construct(**given, with_=stood)
    check_editable(same, target, standing)  # before any field is looked at
    right = with_fields(stood, target.id, wanted.fields)
    if write_entry(right) == write_entry(stood):
        raise EntryError(f"the correction of {target.id} changes nothing: all of it stands so already", entry=target.id)
    return _read(EntryCorrected, given | {"with": right}), stood


def _rests(name: str, wanted: Wanted, at: datetime) -> EntryVoided:
    done = "voided" if wanted.fields is None else "corrected"
    reason = f"rests on {wanted.entry}, which is {done}: {wanted.reason}"
    return _read(EntryVoided, {"type": "entry_voided", "effective": at.date(), "entry": name, "reason": reason})


def _read(model: type[Edit], given: Mapping[str, Any]) -> Edit:
    """The edit itself. Raises `EntryError` for a reason, a source or a note that none can have."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise entry_error(model, error, str(given["entry"])) from None


def check_seen(log: Sequence[Recorded], seen: int | None, what: str, entry: str | None = None) -> None:
    """Raises `Refusal` where a log does not end where it did when somebody looked at what is to be recorded."""
    if seen is not None and seen != len(log):
        said = f"others recorded something while {what} was looked at; nothing is recorded, look again"
        raise Refusal(RECORDED_MEANWHILE, said, entry=entry)


def refuse_resting(entry: str, resting: Sequence[str]) -> None:
    """Refuse to take an entry back alone where others rest on it: they are named, so that they can be looked at."""
    if not resting:
        return
    names = resting[::-1]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    rest = "1 entry rests" if len(names) == 1 else f"{len(names)} entries rest"
    raise Refusal(
        OTHERS_REST_ON_IT,
        f"{rest} on it: {', '.join(names[:_MOST_NAMED])}{more}; --with-dependents voids them with it (from Python "
        "with_dependents=True), or correct or void them first",
        entry=entry,
    )
