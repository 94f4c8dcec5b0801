"""Where everything stands that has a name: entries, holders, rights, clauses, readings and pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from commands.web.asked import Asked, address_of
from commands.web.pages.page import Page
from ledger.events import AnyEntry
from ledger.log.recorded import Recorded
from ledger.log.spellings import names_in
from ledger.names import folded, nearest
from projections.certificate.clauses import CLAUSES
from projections.certificate.readings import READINGS
from projections.render.entries import says

MOST = 50
"""So many of a kind are listed."""
_LONGEST_NOTE = 300


class Hit(NamedTuple):
    """Something that was found: its name, what is said of it, and its address."""

    name: str
    says: str
    address: str


class Found(NamedTuple):
    """Things of one kind that were found, and how many more there are."""

    kind: str
    hits: Sequence[Hit]
    more: int


class Named(NamedTuple):
    """Something that has a name, before anybody has looked for it; `words` are looked through as well."""

    kind: str
    name: str
    words: Sequence[str]
    address: str
    entry: AnyEntry | None = None

    @property
    def hit(self) -> Hit:
        """It as it is listed."""
        did = [] if self.entry is None else [f"{self.entry.effective}: {says(self.entry)}"]
        said = " · ".join([*did, *self.words])
        return Hit(self.name, said[:_LONGEST_NOTE], self.address)


def everything(asked: Asked, log: Iterable[Recorded], pages: Mapping[str, Page]) -> Iterator[Named]:
    """All that has a name at a place, the entries first."""
    names: dict[tuple[str, str], None] = {}
    for one in log:
        said = [text for text in (one.entry.note, one.entry.source) if text]
        yield Named("Entries", one.id, said, address_of(asked, "entry", one.id), one.entry)
        names |= dict.fromkeys(names_in(one.entry))
    for kind, name in names:
        if kind == "holder":
            yield Named("Holders", name, (), address_of(asked, "holder", name))
        elif kind == "right":
            yield Named("Rights", name, (), _of_right(asked, name, pages))
    for clause in CLAUSES:
        yield Named("Clauses", clause.printed, (clause.about,), address_of(asked, "certificate", clause.id))
    for name, reading in READINGS.items():
        yield Named("Readings", name, (reading.statement,), address_of(asked, "readings", name))
    for page in pages.values():
        if page.menu or page.name in _BESIDES:
            yield Named("Pages", page.title, (), asked.address(page.name))


_BESIDES = ("documents", "recordings", "flags", "dividends", "due", "scenarios", "proposals", "exhibit", "help")
"""Pages to be found that are not in the menu."""


def _of_right(asked: Asked, name: str, pages: Mapping[str, Page]) -> str:
    """The page of a right; its entries, where it has none."""
    return address_of(asked, "right", name) if "right" in pages else asked.address("journal", {"right": name})


def exactly(query: str, known: Iterable[Named]) -> list[Named]:
    """What has this very name, but for case and marks."""
    key = folded(query)
    return [one for one in known if one.name.casefold() == key or folded(one.name) == key]


def like(query: str, known: Iterable[Named]) -> list[Found]:
    """What has the words in its name or beside it, kind by kind; what begins with them comes first."""
    key = query.strip().casefold()
    by_kind: dict[str, list[Named]] = {}
    for one in known:
        if key in one.name.casefold() or any(key in words.casefold() for words in one.words):
            by_kind.setdefault(one.kind, []).append(one)
    return [
        Found(kind, [one.hit for one in sorted(found, key=lambda it: _rank(key, it))[:MOST]], max(0, len(found) - MOST))
        for kind, found in by_kind.items()
    ]


def _rank(key: str, one: Named) -> int:
    name = one.name.casefold()
    return 0 if name.startswith(key) else 1 if key in name else 2


def near_to(query: str, known: Sequence[Named]) -> list[Hit]:
    """What has a name most like it."""
    by_name = {one.name: one for one in known}
    return [by_name[name].hit for name in nearest(query, by_name, most=5)]
