"""A log with entries left out, changed or added, for a question of the kind "what if"; nothing recorded is touched.

An edit is made in the log, and the engine replays what it makes of the timeline. What was delivered on conversions
stays what it was, except on a conversion that is itself changed: that one is delivered anew, as after a correction.
What no longer fits once the edits are made is left out as well (`fitted`), because it depends on what was edited.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ledger.book import Book, named
from ledger.edits import check_editable, check_waiver
from ledger.events import (
    AnyEntry,
    EntryCorrected,
    EntryError,
    EntryVoided,
    near,
    read_entry,
    write_entry,
)
from ledger.recorded import Recorded
from ledger.refusals import Refusal
from ledger.timeline import EDITS, as_edited, is_edit, standing_edits
from projections.replayed import replayed

Fields = Mapping[str, object]
"""New values of an entry's fields, by dotted name; nothing, or empty text, for a field that shall be absent."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What shall be different: entries left out, fields of entries changed, entries added."""

    without: Sequence[str] = ()
    change: Mapping[str, Fields] = field(default_factory=dict)
    add: Sequence[AnyEntry] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """A log in which every entry fits, its book, and what had to be left out of it, with the reason."""

    log: list[Recorded]
    book: Book
    left_out: dict[str, Refusal]


def edited(log: Sequence[Recorded], edits: Edits) -> list[Recorded]:
    """The log with the edits made in it.

    Raises `Refusal` for an edit that is not possible, `EntryError` for a value that no such entry can have.
    """
    made = list(log)
    for name in edits.without:
        made = without(made, name)
    for name, fields in edits.change.items():
        made = changed(made, name, fields)
    return added(made, edits.add)


def without(log: Sequence[Recorded], name: str) -> list[Recorded]:
    """The log in which an entry was never recorded, nor any edit of it."""
    target = _find(log, name)
    if not is_edit(target):
        void = EntryVoided(type="entry_voided", effective=target.entry.effective, entry=name, reason="what if")
        check_editable(void, target, None)
    return [one for one in log if one.id != name and _edits(one) != name]


def changed(log: Sequence[Recorded], name: str, fields: Fields) -> list[Recorded]:
    """The log in which an entry, as it now stands, had other values; it keeps its place, or takes that of its date."""
    target = _find(log, name)
    standing = standing_edits([one for one in log if _edits(one) == name]).get(name)
    before = as_edited(target, standing)
    document = write_entry((before or target).entry)
    for path, value in fields.items():
        _put(document, path, value, name)
    entry = _read(document, name)
    _check_changed(target, entry, standing)
    new = replace(target, entry=entry, delivery=None)
    return [new if one.id == name else one for one in log if _edits(one) != name]


def added(log: Sequence[Recorded], entries: Iterable[AnyEntry]) -> list[Recorded]:
    """The log with entries recorded after all others; what is recorded already stays what it is."""
    made = list(log)
    at = made[-1].recorded_at if made else datetime.min.replace(tzinfo=UTC)
    for entry in entries:
        position = 1 + max((one.position for one in made), default=0)
        known = {one.id: one for one in made}
        name = entry.id or _free(f"{entry.type}-{position}", known)
        new = Recorded(position, name, named(entry, name), at)
        if name not in known:
            _check_added(new, known)
            made.append(new)
        elif write_entry(known[name].entry) != write_entry(new.entry):
            raise Refusal("id_taken", "", f"there is an entry {name!r} already with other content; ids are unique")
    return made


def fitted(log: Sequence[Recorded], asked: Iterable[str] = (), *, keep_replays: bool = False) -> Fitted:
    """The log without what does not fit in it. Raises `Refusal` where that is one of the entries asked about."""
    names, rest, gone = set(asked), list(log), dict[str, Refusal]()
    while True:
        book = replayed(rest, keep_replays=keep_replays)
        if not book.problems:
            return Fitted(rest, book, gone)
        for problem in book.problems:
            if problem.entry in names:
                raise problem
        # replayed once more without them: what was left out must not even be seen, say as the first Series D (A58)
        gone |= {problem.entry or "": problem for problem in book.problems}
        rest = [one for one in rest if one.id not in gone]


def _find(log: Sequence[Recorded], name: str) -> Recorded:
    found = next((one for one in log if one.id == name), None)
    if found is None:
        raise Refusal("unknown_entry", "", f"there is no entry {name!r}{near(name, [one.id for one in log])}")
    return found


def _edits(one: Recorded) -> str | None:
    return one.entry.entry if isinstance(one.entry, EDITS) else None


def _free(name: str, known: Mapping[str, Recorded]) -> str:
    while name in known:
        name += "'"
    return name


def _read(document: dict[str, Any], name: str) -> AnyEntry:
    try:
        return read_entry(document)
    except EntryError as error:
        raise EntryError(f"the change of {name}: {error}", entry=name, field=error.field) from None


def _check_changed(target: Recorded, entry: AnyEntry, standing: Recorded | None) -> None:
    if entry.id != target.id:
        raise Refusal("correction_renames", "", f"an entry keeps its id; {target.id!r} cannot become {entry.id!r}")
    if type(target.entry) is type(entry) and is_edit(target):
        return
    correction = EntryCorrected.model_construct(
        type="entry_corrected", effective=entry.effective, entry=target.id, with_=entry, reason="what if"
    )
    check_editable(correction, target, standing)


def _check_added(new: Recorded, known: Mapping[str, Recorded]) -> None:
    check_waiver(new.entry, known)
    if isinstance(new.entry, EDITS):
        target = _find(list(known.values()), new.entry.entry)
        edits = [one for one in known.values() if is_edit(one)]
        check_editable(new.entry, target, standing_edits(edits).get(target.id))


def _put(document: dict[str, Any], path: str, value: object, name: str) -> None:
    """Set a field by its dotted name, or take it away."""
    *parents, last = path.split(".")
    node: Any = document
    for part in parents:
        node = _inner(node, part, f"the change of {name}: {path!r}")
    if value is not None and value != "":
        _place(node, last, value, f"the change of {name}: {path!r}")
    elif isinstance(node, dict):
        node.pop(last, None)


def _inner(node: Any, part: str, what: str) -> Any:
    if isinstance(node, list) and part.isdecimal() and int(part) < len(node):
        return node[int(part)]
    inner = node.setdefault(part, {}) if isinstance(node, dict) else None
    if not isinstance(inner, dict | list):
        raise EntryError(f"{what}: there is no field under {part!r}", field=part)
    return inner


def _place(node: Any, last: str, value: object, what: str) -> None:
    if isinstance(node, dict):
        node[last] = value
    elif last.isdecimal() and int(last) < len(node):
        node[int(last)] = value
    else:
        raise EntryError(f"{what}: the list has {len(node)} members, counted from 0", field=last)
