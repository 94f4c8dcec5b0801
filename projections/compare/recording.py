"""What came of recording entries, or of taking one back, or would: as the verbs that write answer it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

from ledger.engine.book import Book
from ledger.events import AnyEntry, EntryCorrected, EntryVoided, write_entry
from ledger.refusals import Flag
from projections.answers.following import Follows
from projections.answers.history import PriceStep
from projections.answers.listing.entry import leaves
from projections.answers.package import PackageRead
from projections.answers.warnings import Note
from projections.compare.differences import Difference
from projections.compare.knowledge import Change
from projections.members import Answer, Hidden, Maybe, Name, member


class Assumed(NamedTuple):
    """A conversion whose number of shares nobody stated: what the ledger assumes, as it worked it out when recorded."""

    entry: str
    converted: int
    common_shares: int


@dataclass(frozen=True, slots=True)
class RecordResult(Answer):
    """What came of recording: ids in order, what the ledger wrote itself, what was there already, and flags.

    `changes` are the answers given until now that a late entry, a void or a correction changes.
    """

    already_recorded: int = 0
    entries: list[str] = field(default_factory=list)
    written: Annotated[list[str], Name("written_by_ledger")] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    """The conversions recorded whose number of shares nobody stated, the automatic ones among them."""
    flags: Hidden[list[Flag]] = field(default_factory=list)
    steps: Hidden[list[PriceStep]] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)
    company: Hidden[str] = ""
    """The company in whose log it is."""
    ledger: Hidden[str] = ""
    """Where the ledger is, without a password."""
    book: Hidden[Book | None] = field(default=None, repr=False, compare=False)
    """The book when all was recorded, or would be."""
    follows: Hidden[Mapping[str, Follows]] = field(default_factory=dict, repr=False, compare=False)
    """What followed from each entry, where that was seen while all of it was gone past; else whoever asks goes past."""
    notes: Hidden[tuple[Note, ...]] = ()
    """What is to be said of every answer at the end of the timeline: a right past its term (A66), for example."""
    is_written: Hidden[bool] = False
    """Whether anything was written: not where all was there already, was declined, or was only tried.

    What is only tried is answered as it would be recorded, and of what was declined nothing is.
    """
    package: Maybe[PackageRead] = None
    """Of a package of the Open Cap Format: its balances beside those of its entries, and what was not used."""
    tables: Maybe[int] = None
    """The position of the log on which the reporting tables stand, where there are any."""
    behind: Maybe[int] = None
    """How many entries the reporting tables are behind the log; `project` brings them up to date."""

    @property
    @member(before="already_recorded")
    def recorded(self) -> int:
        """How many entries are recorded, or would be."""
        return len(self.entries)

    @property
    def series(self) -> str:
        """What the certificate calls the series, where the book is there to say it."""
        return "the series" if self.book is None else self.book.state.terms.series

    @property
    @member(before="changes")
    def warnings(self) -> list[Note]:
        """What an attentive reader should know."""
        return [*map(Note, self.flags), *self.notes]


class Rests(NamedTuple):
    """An entry that rests on the one taken back, and the rule by which it could not stay."""

    entry: str
    clause: str
    message: str


class FieldMended(NamedTuple):
    """A field of the entry, by its dotted name, as it stood and as it is corrected; null where it is absent."""

    field: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class TakenBack(Answer):
    """What came of voiding or correcting an entry, or would; `recorded` is 0 where nothing was written.

    The `differences` are those of all of it: of the answers behind the last day that was known, and where the prices
    part.
    """

    entry: str
    with_: Annotated[list[str], Name("with")]
    """The entries that rest on it and are voided with it, in this order and before it."""
    resting: list[Rests]
    """Why each of those could not stay."""
    differences: list[Difference]
    """Every figure that changes of the answers given until now, with all of it recorded."""
    steps: list[Change]
    """The steps of the price history that are added, removed or changed."""
    warnings: list[Note]
    recorded: int
    entries: list[str]
    """The ids of the voids and corrections in the order recorded; what they would be, where nothing is written."""
    written: Annotated[list[str], Name("written_by_ledger")]
    edit: Hidden[EntryVoided | EntryCorrected]
    before: Hidden[AnyEntry]
    """What stood until then."""
    position: Hidden[int]
    """Where the log ended when this was worked out."""
    series: Hidden[str]
    """What the certificate calls the series."""
    tables: Maybe[int] = None
    """The position of the log on which the reporting tables stand, where there are any and something was recorded."""
    behind: Maybe[int] = None
    """How many entries the reporting tables are behind the log; `project` brings them up to date."""

    @property
    @member(before="differences")
    def fields(self) -> list[FieldMended]:
        """The fields that a correction changes; none of a void."""
        if not isinstance(self.edit, EntryCorrected):
            return []
        was, now = dict(leaves(write_entry(self.before))), dict(leaves(write_entry(self.edit.with_)))
        found = [FieldMended(name, was.get(name), now.get(name)) for name in {**was, **now}]
        return [one for one in found if one.was != one.now]
