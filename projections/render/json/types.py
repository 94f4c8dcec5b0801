"""Explanations as a program is told of them; see `working_types` for the workings that they refer to."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from ledger.events import AnyEntry
from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.answers.price import Price
from projections.answers.waivers import Waiver
from projections.answers.warnings import Note
from projections.audit.documents import Document
from projections.compare.differences import Difference
from projections.explain.steps import Deemed, ExplainedConversion
from projections.members import Maybe, Spread
from projections.render.json.working_types import Reading, SwitchChosen, Workings
from projections.workings.price.trigger import Part


class Outstanding(NamedTuple):
    """What A is made of: what is actually outstanding, and what is deemed issued, under which rights."""

    actual: Figure
    deemed: Figure
    rights: Sequence[Deemed]


class Test(NamedTuple):
    """An issue, or a set of equal terms, put to the test of 4E; `working` is the id of its working."""

    entry: str
    clause: str
    right: str | None
    shares: Figure
    consideration: Figure
    per_share: Figure
    against: Figure
    triggers: bool
    waived: bool
    parts: Sequence[Part]
    working: str


class Moment(NamedTuple):
    """A moment as first recorded, and in the replay; with the ids of the two workings."""

    on: date
    entries: Sequence[str]
    first: PriceStep | None
    replayed: PriceStep | None
    change: str | None
    now_triggers: Sequence[str]
    no_longer_triggers: Sequence[str]
    first_working: str | None
    replayed_working: str | None


class StepExplained(NamedTuple):
    """A step explained, or an entry that made none: then the fields of the STEP are absent and `working` is null."""

    step: Spread[PriceStep | None]
    in_effect: bool | None
    causes: Sequence[Mapping[str, Any]]
    rule: Literal["average", "units", "value_and_units", "distribution", "amended", "replay"] | None
    figures: Mapping[str, Figure]
    outstanding: Outstanding | None
    tests: Sequence[Test]
    beside: Sequence[Moment]
    readings: Sequence[Reading]
    switches: Sequence[SwitchChosen]
    rights_before: Sequence[str]
    working: str | None


class Initial(NamedTuple):
    """The price with which it begins, and the entry that fixes it."""

    price: Figure
    entry: str | None


class Quoted(NamedTuple):
    """What the text of the certificate says of a clause, paragraph by paragraph, and in which document (its SHA-256).

    `left_out` is how many signs of it are not told.
    """

    clause: str
    words: Sequence[str]
    left_out: int
    document: str
    sha256: str


class PriceExplained(NamedTuple):
    """The answer of `explain` of a date, a step or an entry."""

    on: date | None
    entry: str | None
    recorded_by: Maybe[str]
    recording: Maybe[int]
    price: Price | None
    initial: Initial
    steps_in_all: Maybe[int]
    steps: Sequence[StepExplained]
    conversion: ExplainedConversion | None
    waivers: Sequence[Waiver]
    warnings: Maybe[Sequence[Note]]
    documents: Maybe[Sequence[Document]]
    quoted: Maybe[Sequence[Quoted]]
    text: Sequence[str]
    listed: Spread[Workings]


class RefusalExplained(NamedTuple):
    """The answer of `explain` of a refusal; `message`, `entry` and `on` are null where only its code was asked for."""

    code: str
    clause: str
    rule: str
    remedy: str
    message: str | None
    entry: str | None
    on: date | None
    listed: Spread[Workings]


class AllRefusals(NamedTuple):
    """Every refusal that the program can say."""

    refusals: Sequence[RefusalExplained]


class NothingRefused(NamedTuple):
    """What `explain` answers where nothing of a journal is refused."""

    refused: None = None


class FieldChanged(NamedTuple):
    """A field of an edited entry by its dotted name; null where it is absent."""

    field: str
    before: Any
    since: Any
    changed: bool


class OtherEdit(NamedTuple):
    """Another edit of the same entry."""

    entry: str
    type: Literal["entry_voided", "entry_corrected"]
    recorded_at: datetime
    recorded_by: Maybe[str]
    recording: Maybe[int]


class Edit(NamedTuple):
    """The answer of `explain` of an edit: what stood before it, and what has stood since, null where it voids."""

    edit: str
    does: Literal["voids", "corrects"]
    entry: str
    reason: str
    effective: date
    position: int
    recorded_at: datetime
    recorded_by: Maybe[str]
    recording: Maybe[int]
    note: str | None
    source: str | None
    before: AnyEntry
    since: AnyEntry | None
    fields: Sequence[FieldChanged]
    edited_before: Sequence[OtherEdit]
    edited_since: Sequence[OtherEdit]
    changes: Sequence[Difference]
    documents: Maybe[Sequence[Document]]
    text: Sequence[str]
