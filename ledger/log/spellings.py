"""How names stand in a record: each holder, right and company is spelt as it was first recorded.

A person types one name in several ways. Where two spellings differ in case, in spaces or in marks alone, they are one
name, and an entry is recorded with the spelling that the record had first; any other name is a new one. That is done
once, to entries that are about to be recorded: what is recorded is never changed, so two names that an older ledger
keeps apart stay two, and each of them is still written as it is there. A rename that changes nothing but the spelling
(`holder_renamed`) holds from its date on.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, cast

from ledger.events import AnyEntry, Entry, EntryCorrected, write_entry
from ledger.log.recorded import Recorded
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


_MODELLED = {"from": "from_"}
"""Fields that are called otherwise in a journal."""


class Spellings:
    """The names of a record, by what their spellings have in common; what is taken in later is known from then on."""

    def __init__(self, log: Iterable[Recorded] = (), company: str | None = None) -> None:
        self._known: dict[Kind, dict[str, str]] = {"holder": {}, "right": {}, "company": {}}
        self._exact: dict[Kind, set[str]] = {"holder": set(), "right": set(), "company": set()}
        if company is not None:
            self._add("company", company)
        for one in log:
            for kind, name in names_in(one.entry):
                self._add(kind, name)

    def take(self, entry: AnyEntry) -> AnyEntry:
        """An entry with its names spelt as they are known, or else as they are written down; they are known then."""
        if isinstance(entry, EntryCorrected):
            corrected = self.take(cast("AnyEntry", entry.with_))
            return entry if corrected is entry.with_ else entry.model_copy(update={"with_": corrected})
        found = {field: self.of(kind, getattr(entry, field)) for field, kind in _named(entry)}
        for field, kind in _named(entry):
            self._add(kind, found[field])
        changes = {field: name for field, name in found.items() if name != getattr(entry, field)}
        return entry.model_copy(update=changes) if changes else entry

    def of(self, kind: Kind, name: str) -> str:
        """The spelling of a name in this record; of a name that is not known, as it would be written down."""
        return name if name in self._exact[kind] else self._known[kind].get(folded(name), spelt(name))

    def of_field(self, path: str, value: object) -> object:
        """A value given for a field, by its dotted name in a journal: a name is spelt as it is in this record."""
        kind = NAMES.get(_MODELLED.get(path, path))
        return value if kind is None or not isinstance(value, str) else self.of(kind, value)

    def knows(self, kind: Kind, name: str) -> bool:
        """Whether a name is known, in whatever spelling."""
        return folded(name) in self._known[kind]

    def _add(self, kind: Kind, name: str) -> None:
        if name not in self._exact[kind]:
            self._exact[kind].add(name)
            self._known[kind].setdefault(folded(name), name)


def as_recorded(log: Sequence[Recorded], entries: Iterable[AnyEntry], company: str | None = None) -> list[AnyEntry]:
    """Entries that are to be recorded behind a log, one after another, with every name as it is spelt in the record."""
    spellings = Spellings(log, company)
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
