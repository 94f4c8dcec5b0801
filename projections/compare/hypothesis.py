"""A log with entries left out, changed or added, for a question of the kind "what if"; nothing recorded is touched.

An edit is made in the log, and the engine replays what it makes of the timeline. What was delivered on conversions
stays what it was, except on a conversion that is itself changed: that one is delivered anew, as after a correction.
What no longer fits once the edits are made is left out as well (`fitted`), because it depends on what was edited.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ledger.engine.book import Book, named
from ledger.engine.branch import Changes, suppose
from ledger.engine.edits import CORRECTION_RENAMES, ID_TAKEN, UNKNOWN_ENTRY, check_editable, check_waiver
from ledger.events import (
    AnyEntry,
    EntryCorrected,
    EntryError,
    EntryVoided,
    read_entry,
    write_entry,
)
from ledger.log.recorded import EDITION, Recorded
from ledger.log.spellings import Spellings
from ledger.log.timeline import EDITS, as_edited, is_edit, order_of_dates, standing_edits
from ledger.names import near
from ledger.refusals import Refusal
from ledger.sharing import Map

Fields = Mapping[str, object]
"""New values of an entry's fields, by dotted name; nothing, or empty text, for a field that shall be absent."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What shall be different: entries left out, fields of entries changed, entries added."""

    without: Sequence[str] = ()
    change: Mapping[str, Fields] = field(default_factory=dict)
    add: Sequence[AnyEntry] = ()

    @property
    def asked(self) -> set[str]:
        """The entries that are edited on purpose: of these it is refused that they do not fit."""
        corrected = {entry.entry for entry in self.add if isinstance(entry, EntryCorrected)}
        return {*self.change, *corrected, *(entry.id for entry in self.add if entry.id)}


def edits_named(
    spellings: Spellings, without: Iterable[str], change: Mapping[str, Fields], add: Iterable[AnyEntry]
) -> Edits:
    """Edits in which each holder and right is spelt as it is in a record, as in an entry that is recorded."""
    changed = {name: {path: spellings.of_field(path, value) for path, value in f.items()} for name, f in change.items()}
    return Edits(tuple(without), changed, tuple(map(spellings.take, add)))


@dataclass(frozen=True, slots=True)
class Fitted:
    """The book of an edited log in which every entry fits, and what had to be left out of it, with the reason."""

    book: Book
    left_out: dict[str, Refusal]


class Draft(Mapping[str, Recorded]):
    """A log with edits made in it, by id and in its order. What it starts from is not touched, nor copied."""

    def __init__(self, known: Map[str, Recorded], edits: Sequence[Recorded]) -> None:
        self._known = known
        self._edits = edits
        self._out = set[str]()
        self._put = dict[str, Recorded]()

    def __getitem__(self, name: str) -> Recorded:
        if name in self._put:
            return self._put[name]
        if name in self._out:
            raise KeyError(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._known if name not in self._out)
        yield from filter(self._is_new, self._put)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def last(self) -> Recorded | None:
        """The entry at the end."""
        new = next(filter(self._is_new, reversed(self._put)), None)
        name = new or next((name for name in reversed(self._known) if name not in self._out), None)
        return None if name is None else self[name]

    @property
    def changes(self) -> Changes:
        """What is otherwise in it."""
        return Changes(frozenset(self._out), dict(self._put))

    def edits_of(self, name: str) -> list[Recorded]:
        """The voids and corrections of an entry."""
        known = [one.id for one in self._edits if one.id not in self._out]
        return [self[key] for key in [*known, *filter(self._is_new, self._put)] if _edits(self[key]) == name]

    def standing_edit(self, name: str) -> Recorded | None:
        """The edit that stands for an entry, if there is one."""
        return standing_edits(self.edits_of(name)).get(name)

    def find(self, name: str) -> Recorded:
        """An entry. Raises `Refusal` when there is none of that name."""
        if name not in self:
            raise Refusal(UNKNOWN_ENTRY, f"there is no entry {name!r}{near(name, list(self))}")
        return self[name]

    def take_out(self, name: str) -> None:
        """Leave an entry out."""
        self._put.pop(name, None)
        if name in self._known:
            self._out.add(name)

    def put(self, one: Recorded) -> None:
        """Put an entry in the place of the one with its id, or at the end."""
        self._put[one.id] = one

    def _is_new(self, name: str) -> bool:
        return name not in self._known or name in self._out


def edited(book: Book, edits: Edits) -> Changes:
    """What the edits change in a book's log.

    Raises `Refusal` for an edit that is not possible, `EntryError` for a value that no such entry can have.
    """
    draft = Draft(book.by_id, book.edits)
    for name in edits.without:
        _leave_out(draft, name)
    for name, fields in edits.change.items():
        _change(draft, name, fields)
    for place in order_of_dates(edits.add):
        _add(draft, edits.add[place])
    return draft.changes


def without(log: Sequence[Recorded], name: str) -> list[Recorded]:
    """The log in which an entry was never recorded, nor any edit of it."""
    draft = _draft(log)
    _leave_out(draft, name)
    return list(draft.values())


def changed(log: Sequence[Recorded], name: str, fields: Fields) -> list[Recorded]:
    """The log in which an entry, as it now stands, had other values; it keeps its place, or takes that of its date."""
    draft = _draft(log)
    _change(draft, name, fields)
    return list(draft.values())


def fitted(book: Book, changes: Changes, asked: Iterable[str] = ()) -> Fitted:
    """The book of the changed log without what does not fit in it.

    Raises `Refusal` where that is one of the entries asked about.
    """
    names, gone = set(asked), dict[str, Refusal]()
    while True:
        supposed = suppose(book, changes.and_without(gone))
        if not supposed.problems:
            return Fitted(supposed, gone)
        for problem in supposed.problems:
            if problem.entry in names:
                raise problem
        # supposed once more without them: what was left out must not even be seen, say as the first Series D (A58)
        gone |= {problem.entry or "": problem for problem in supposed.problems}


def with_fields(entry: AnyEntry, name: str, fields: Fields) -> AnyEntry:
    """An entry with other values. Raises `EntryError` for a value that no such entry can have."""
    document = write_entry(entry)
    for path, value in fields.items():
        _put(document, path, value, name)
    return _read(document, name)


def _draft(log: Sequence[Recorded]) -> Draft:
    return Draft({one.id: one for one in log}, [one for one in log if is_edit(one)])


def _leave_out(draft: Draft, name: str) -> None:
    target = draft.find(name)
    if not is_edit(target):
        void = EntryVoided(type="entry_voided", effective=target.entry.effective, entry=name, reason="what if")
        check_editable(void, target, None)
    for one in [*draft.edits_of(name), target]:
        draft.take_out(one.id)


def _change(draft: Draft, name: str, fields: Fields) -> None:
    target = draft.find(name)
    standing = draft.standing_edit(name)
    entry = with_fields((as_edited(target, standing) or target).entry, name, fields)
    _check_changed(target, entry, standing)
    for one in draft.edits_of(name):
        draft.take_out(one.id)
    draft.put(replace(target, entry=entry, delivery=None, edition=EDITION))


def _add(draft: Draft, entry: AnyEntry) -> None:
    """Record an entry after all others; what is recorded already stays what it is."""
    last = draft.last
    position = 1 + last.position if last else 1
    name = entry.id or free_name(f"{entry.type}-{position}", draft)
    at = last.recorded_at if last else datetime.min.replace(tzinfo=UTC)
    new = Recorded(position, name, named(entry, name), at)
    if name not in draft:
        _check_added(new, draft)
        draft.put(new)
    elif write_entry(draft[name].entry) != write_entry(new.entry):
        raise Refusal(ID_TAKEN, f"there is an entry {name!r} already with other content; ids are unique")


def _edits(one: Recorded) -> str | None:
    return one.entry.entry if isinstance(one.entry, EDITS) else None


def free_name(name: str, known: Container[str]) -> str:
    """The name, or one like it that is not known."""
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
        raise Refusal(CORRECTION_RENAMES, f"an entry keeps its id; {target.id!r} cannot become {entry.id!r}")
    if type(target.entry) is type(entry) and is_edit(target):
        return
    correction = EntryCorrected.model_construct(
        type="entry_corrected", effective=entry.effective, entry=target.id, with_=entry, reason="what if"
    )
    check_editable(correction, target, standing)


def _check_added(new: Recorded, draft: Draft) -> None:
    check_waiver(new.entry, draft)
    if isinstance(new.entry, EDITS):
        check_editable(new.entry, draft.find(new.entry.entry), draft.standing_edit(new.entry.entry))


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
