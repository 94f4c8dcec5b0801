"""How names stand in a record: each holder, right and company is spelt as it was first recorded.

A person types one name in several ways. Where two spellings differ in case, in spaces or in marks alone, they are one
name, and an entry is recorded with the spelling that the record had first; any other name is a new one. That is done
once, to entries that are about to be recorded: what is recorded is never changed, so two names that an older ledger
keeps apart stay two, and each of them is still written as it is there. A rename that changes nothing but the spelling
(`holder_renamed`) holds from its date on.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from ledger.events import AnyEntry, Entry, EntryCorrected, HolderRenamed, write_entry
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS
from ledger.names import folded, spelt

Kind = Literal["holder", "right", "company"]

NAMES: Mapping[str, Kind] = {
    "company": "company",
    "right": "right",
    "holder": "holder",
    "from_": "holder",
    "to": "holder",
    "into": "holder",
    "register_to": "holder",
}
"""The fields of entries that name a holder, a right or the company."""


class _Respelt(NamedTuple):
    """From which day on a holder is spelt otherwise."""

    day: date
    before: str
    after: str


_MODELLED = {"from": "from_"}
"""Fields that are called otherwise in a journal."""


class Spellings:
    """The names of a record, by what their spellings have in common; what is taken in later is known from then on."""

    def __init__(self, log: Iterable[Recorded] = ()) -> None:
        self._known: MutableMapping[tuple[Kind, str], str] = {}
        """The spelling that came first, by what all spellings of a name have in common."""
        self._exact: MutableMapping[tuple[Kind, str], None] = {}
        self._respelt: dict[str, _Respelt] = {}
        for one in log:
            self._learn(one.entry)

    def draft(self) -> "Spellings":
        """Others that know what these know, and learn what these do not."""
        other = Spellings()
        other._known, other._exact = ChainMap({}, self._known), ChainMap({}, self._exact)
        other._respelt = dict(self._respelt)
        return other

    def more(self, new: Iterable[Recorded]) -> "Spellings":
        """Others that know what these know, and the names of what was recorded since."""
        other = Spellings()
        other._known, other._exact = {**self._known}, {**self._exact}
        other._respelt = dict(self._respelt)
        for one in new:
            other._learn(one.entry)
        return other

    def take(self, entry: AnyEntry) -> AnyEntry:
        """An entry with its names spelt as they are known, or else as they are written down; they are known then."""
        if isinstance(entry, EntryCorrected):
            corrected = self._spelt(entry.with_)
            entry = entry if corrected is entry.with_ else entry.model_copy(update={"with_": corrected})
        else:
            entry = cast("AnyEntry", self._spelt(entry))
        self._learn(entry)
        return entry

    def of(self, kind: Kind, name: str, day: date | None = None) -> str:
        """The spelling of a name in this record, on a day; of a name that is not known, as it would be written down."""
        found = name if (kind, name) in self._exact else self._known.get((kind, folded(name)), spelt(name))
        return found if kind != "holder" or day is None else self._on(day, found)

    def of_field(self, path: str, value: object) -> object:
        """A value given for a field, by its dotted name in a journal: a name is spelt as it is in this record."""
        kind = NAMES.get(_MODELLED.get(path, path))
        return value if kind is None or not isinstance(value, str) else self.of(kind, value)

    def _spelt(self, entry: Entry) -> Entry:
        found = {field: self.of(kind, getattr(entry, field), entry.effective) for field, kind in _named(entry)}
        if isinstance(entry, HolderRenamed) and folded(entry.from_) == folded(entry.to):
            found["to"] = spelt(entry.to)  # it is renamed for the sake of the spelling
        changes = {field: name for field, name in found.items() if name != getattr(entry, field)}
        return entry.model_copy(update=changes) if changes else entry

    def _on(self, day: date, name: str) -> str:
        """The spelling that holds on a day, of those between which a holder was renamed."""
        in_order = sorted(self._respelt.values())
        for one in in_order:
            if one.day <= day and name == one.before:
                name = one.after
        for one in reversed(in_order):
            if one.day > day and name == one.after:
                name = one.before
        return name

    def _learn(self, entry: Entry) -> None:
        for kind, name in names_in(entry):
            if (kind, name) not in self._exact:
                self._exact[kind, name] = None
                self._known.setdefault((kind, folded(name)), name)
        subject = entry.entry if isinstance(entry, EDITS) else entry.id
        if subject is not None:
            self._respelt.pop(subject, None)
        stands = entry.with_ if isinstance(entry, EntryCorrected) else entry
        if isinstance(stands, HolderRenamed) and folded(stands.from_) == folded(stands.to):
            # nothing can edit an entry that has no name yet
            self._respelt[subject or f"the {len(self._respelt)}th"] = _Respelt(
                stands.effective, stands.from_, stands.to
            )


def as_recorded(log: Sequence[Recorded], entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Entries that are to be recorded behind a log, one after another, with every name as it is spelt in the record."""
    spellings = Spellings(log)
    return [spellings.take(entry) for entry in entries]


def names_in(entry: Entry) -> list[tuple[Kind, str]]:
    """The holders, rights and companies that an entry names; a correction names what it puts in place."""
    subject = entry.with_ if isinstance(entry, EntryCorrected) else entry
    return [(kind, getattr(subject, field)) for field, kind in _named(subject)]


def unspelt(entry: Entry) -> dict[str, Any]:
    """The content of an entry whatever the spelling of its names: equal for two that say the same."""
    subject = entry.with_ if isinstance(entry, EntryCorrected) else entry
    keys = {field: folded(getattr(subject, field)) for field, _ in _named(subject)}
    said = subject.model_copy(update=keys)
    return write_entry(entry.model_copy(update={"with_": said}) if isinstance(entry, EntryCorrected) else said)


def _named(entry: Entry) -> list[tuple[str, Kind]]:
    return [(field, kind) for field, kind in _naming(type(entry)) if getattr(entry, field) is not None]


@cache
def _naming(model: type[Entry]) -> tuple[tuple[str, Kind], ...]:
    return tuple((field, kind) for field, kind in NAMES.items() if field in model.model_fields)
