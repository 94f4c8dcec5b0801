"""Names that no entry had before: a new holder, or a known one misspelt; and names that somebody no longer goes by.

It is said of entries that have been recorded, each against all that was known when its turn came. In a record that
begins everybody is new, so there only what is nearly another name is said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from ledger.events import AnyEntry, Following, HolderRenamed
from ledger.log.recorded import Recorded
from ledger.log.spellings import names_in
from ledger.log.timeline import as_edited, is_edit, standing_edits
from ledger.names import folded, has_unseen, nearest, spelt
from ledger.refusals import Flag
from ledger.rules import OF_BALANCES, flags

NEW_HOLDER = flags(
    "new_holder",
    "",
    "A name that no entry had before is that of a new holder, or of a known one misspelt.",
    "Compare the name with the nearest known one; where that is meant, correct the entry, or record holders_merged.",
    OF_BALANCES,
)
FORMER_NAME = flags(
    "former_name",
    "4O",
    "Whoever is named as somebody was called before is a holder of its own, and not the one that was renamed.",
    "Where the holder of now is meant, correct the entry.",
    OF_BALANCES,
)

READ_AS = flags(
    "read_as",
    "",
    "A holder, a right or a company that is spelt in another case than the record has it, or with signs that nobody "
    "sees, is read as the known one.",
    "Nothing to enter if that one is meant; else give the other a name that differs in more.",
    OF_BALANCES,
)

_ALIKE = 0.8
"""From which likeness on, from 0 to 1, one name may be another misspelt."""
_MOST_COMPARED = 10_000
"""So many pairs of names are compared in one recording; whoever is new after that is said without a nearest name."""
_COUNTED = re.compile(r"\b(?:\d+|[ivx]+|\w)\b")
"""What tells Fund 1 from Fund 2, Fund II from Fund III, and Class A from Class B: those are no slips of the pen."""


def newcomers(log: Iterable[Recorded], new: Sequence[Recorded]) -> Iterator[Flag]:
    """What is to be said of the holders that newly recorded entries name, beside all that a log had before them.

    A name that stood in what was voided or corrected alone is known to nobody: it may be the same slip once more.
    """
    known, former = _Known(), dict[str, tuple[date, Following]]()
    for one in _standing(log):
        known.learn(one)
        _follow(former, one)
    begins = not known.names
    for one in new:
        for name in known.unknown(one):
            yield from _said(one, name, known, begins=begins)
        yield from _formerly(one, former)
        known.learn(one)
        _follow(former, one)


def _standing(log: Iterable[Recorded]) -> Iterator[Recorded]:
    """The entries of a log in the words in which they stand."""
    log = list(log)
    edits = standing_edits([one for one in log if is_edit(one)])
    stands = (as_edited(one, edits.get(one.id)) for one in log if not is_edit(one))
    return (one for one in stands if one is not None)


def read_as(given: AnyEntry, one: Recorded) -> Iterator[Flag]:
    """What is to be said of names that an entry was given with and that it is not recorded with.

    Spaces and quote marks that word processors put are no matter to anybody, and not said.
    """
    for (kind, typed), (_, name) in zip(names_in(given), names_in(one.entry), strict=True):
        if spelt(typed) != name or has_unseen(typed):
            yield Flag(READ_AS, f"{kind} {typed!r} is read as {name}", one.id)


def _said(one: Recorded, name: str, known: "_Known", *, begins: bool) -> Iterator[Flag]:
    near = known.nearest(name)
    if near is not None:
        yield Flag(NEW_HOLDER, f"{name!r} is a new holder; did you mean {near!r}?", one.id, meant=near)
    elif not begins:
        yield Flag(NEW_HOLDER, f"{name!r} is a new holder: no entry before names it", one.id)


def _formerly(one: Recorded, former: dict[str, tuple[date, Following]]) -> Iterator[Flag]:
    for kind, name in dict.fromkeys(names_in(one.entry)):
        if kind == "holder" and name in former and one.entry.effective >= former[name][0]:
            day, entry = former[name]
            said = f"{name!r} is what {entry.after!r} was called until {day}; from then on it is a holder of its own"
            yield Flag(FORMER_NAME, said, one.id)


def _follow(former: dict[str, tuple[date, Following]], one: Recorded) -> None:
    if isinstance(one.entry, Following):
        former[one.entry.from_] = one.entry.effective, one.entry
        former.pop(one.entry.after, None)


class _Known:
    """The holders that were named so far, by the shape of their names: in what only counts, they do not differ."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._shapes: dict[str, dict[str, str]] = {}
        self._compared = 0

    def learn(self, one: Recorded) -> None:
        """Know the holders that an entry names."""
        for kind, name in names_in(one.entry):
            if kind == "holder" and name not in self.names:
                self.names.add(name)
                self._shapes.setdefault(_shape(name), {}).setdefault(folded(name), name)

    def unknown(self, one: Recorded) -> list[str]:
        """The holders that nothing named before an entry; whoever it renames has its new name from it."""
        named = one.entry.to if isinstance(one.entry, HolderRenamed) else None
        found = [name for kind, name in names_in(one.entry) if kind == "holder" and name not in self.names]
        return [name for name in dict.fromkeys(found) if name != named]

    def nearest(self, name: str) -> str | None:
        """The known name most like one that is new, where it may be that one misspelt."""
        self._compared += len(self._shapes)
        if self._compared > _MOST_COMPARED:
            return None
        shape = _shape(name)
        for one in get_close_matches(shape, [one for one in self._shapes if one != shape], 1, _ALIKE):
            found = nearest(name, self._shapes[one].values(), alike=_ALIKE)
            return found[0] if found else None
        return None


def _shape(name: str) -> str:
    return _COUNTED.sub("#", folded(name))
