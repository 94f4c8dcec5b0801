"""The shape of the answer of `explain` in JSON. `docs/reference/explain.schema.json` is generated from these types."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from ledger.numbers.figure import Num
from projections.render.json.working_types import ReadingJson, SwitchJson, WorkingsJson


class WarningJson(TypedDict):
    """A flag that touches the price, and how many more of its kind there are."""

    entry: str | None
    code: str
    clause: str
    message: str
    more: int


class PriceJson(TypedDict):
    """The Conversion Price on a date, and what a reader should know about it."""

    on: str
    in_effect: Num
    after_close: Num
    common_per_share: Num | None
    warnings: NotRequired[list[WarningJson]]


class StepJson(TypedDict):
    """A STEP of the history. A to D where the formula was used; `replayed` where the step is a readjustment."""

    step: int
    effective: str
    governs_from: str
    entry: str
    entries: list[str]
    clause: str
    before: Num
    after: Num
    A: NotRequired[Num]
    B: NotRequired[Num]
    C: NotRequired[Num]
    D: NotRequired[Num]
    replayed: "NotRequired[list[StepJson]]"


class RightDeemedJson(TypedDict):
    """Common deemed issued under a right."""

    right: str
    holder: str
    shares: Num


class OutstandingJson(TypedDict):
    """What A is made of: what is actually outstanding, and what is deemed issued."""

    actual: Num
    deemed: Num
    rights: list[RightDeemedJson]


class PartJson(TypedDict):
    """A part of a consideration; what is deducted is below zero."""

    what: str
    amount: Num
    shares: NotRequired[Num]
    price: NotRequired[Num]


class TestJson(TypedDict):
    """An issue, or a set of equal terms, put to the test of 4E; `working` is the id of its working."""

    entry: str
    clause: str
    right: str | None
    shares: Num
    consideration: Num
    per_share: Num
    against: Num
    triggers: bool
    waived: bool
    parts: list[PartJson]
    working: str


class BesideJson(TypedDict):
    """A moment as first recorded, and in the replay; with the ids of the two workings."""

    on: str
    entries: list[str]
    first: StepJson | None
    replayed: StepJson | None
    change: str | None
    now_triggers: list[str]
    no_longer_triggers: list[str]
    first_working: str | None
    replayed_working: str | None


class ExplainedJson(TypedDict):
    """A step explained, or an entry that made none: then the fields of the STEP are absent and `working` is null."""

    step: NotRequired[int]
    effective: NotRequired[str]
    governs_from: NotRequired[str]
    entry: NotRequired[str]
    entries: NotRequired[list[str]]
    clause: NotRequired[str]
    before: NotRequired[Num]
    after: NotRequired[Num]
    A: NotRequired[Num]
    B: NotRequired[Num]
    C: NotRequired[Num]
    D: NotRequired[Num]
    replayed: NotRequired[list[StepJson]]
    in_effect: bool | None
    causes: list[dict[str, Any]]
    rule: Literal["average", "units", "value_and_units", "distribution", "amended", "replay"] | None
    figures: dict[str, Num]
    outstanding: OutstandingJson | None
    tests: list[TestJson]
    beside: list[BesideJson]
    readings: list[ReadingJson]
    switches: list[SwitchJson]
    rights_before: list[str]
    working: str | None


class ConversionJson(TypedDict):
    """What a conversion should have given on the record as now known, and what it gave."""

    entry: str
    on: str
    holder: str
    converted: int
    preference: Num
    price: Num
    unrounded: Num
    entitled: int
    delivered: int
    automatic: bool


class InitialJson(TypedDict):
    """The price with which it begins, and the entry that fixes it."""

    price: Num
    entry: str | None


class WaiverJson(TypedDict):
    """A waiver of an adjustment, with the consent that it had; `step` took the adjustment back, where one was made."""

    entry: str
    effective: str
    waived: str
    action: str
    agreed: int
    outstanding: int
    needed: Literal["majority", "all"]
    step: int | None


class ExplainJson(WorkingsJson):
    """The answer of `explain` of a date, a step or an entry."""

    on: str | None
    entry: str | None
    price: PriceJson | None
    initial: InitialJson
    steps: list[ExplainedJson]
    conversion: ConversionJson | None
    waivers: list[WaiverJson]
    text: list[str]


class RefusedJson(WorkingsJson):
    """The answer of `explain` of a refusal; `message`, `entry` and `on` are null where only its code was asked for."""

    code: str
    clause: str
    rule: str
    remedy: str
    message: str | None
    entry: str | None
    on: str | None


class FieldEditedJson(TypedDict):
    """A field of an edited entry by its dotted name; null where it is absent."""

    field: str
    before: Any
    since: Any
    changed: bool


class EditRefJson(TypedDict):
    """Another edit of the same entry."""

    entry: str
    type: Literal["entry_voided", "entry_corrected"]
    recorded_at: str


class ChangedJson(TypedDict):
    """An answer that an edit changed, as `changes` of `record` has it; one of the subjects is there."""

    kind: str
    entry: NotRequired[str]
    on: NotRequired[str]
    holder: NotRequired[str]
    right: NotRequired[str]
    figure: str
    clause: NotRequired[str]
    actual: Num | int | str | bool | None
    what_if: Num | int | str | bool | None
    message: str


class EditJson(TypedDict):
    """The answer of `explain` of an edit: what stood before it, and what has stood since, null where it voids."""

    edit: str
    does: Literal["voids", "corrects"]
    entry: str
    reason: str
    effective: str
    position: int
    recorded_at: str
    note: str | None
    source: str | None
    before: dict[str, Any]
    since: dict[str, Any] | None
    fields: list[FieldEditedJson]
    edited_before: list[EditRefJson]
    edited_since: list[EditRefJson]
    changes: list[ChangedJson]
    text: list[str]
