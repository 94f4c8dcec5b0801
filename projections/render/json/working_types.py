"""The shape of workings in JSON. `docs/reference/explain.schema.json` is generated from these types."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from ledger.numbers.figure import Num
from ledger.working import Relation, Unit


class FactJson(TypedDict):
    """What an entry states in a field: a number, or a day."""

    op: Literal["fact"]
    entry: str
    field: str
    value: Num | str
    source: NotRequired[str]


class TermJson(TypedDict):
    """A term of the certificate, and the entry that fixed or amended it."""

    op: Literal["term"]
    term: str
    value: Num
    entry: str | None


class GivenJson(TypedDict):
    """What the question itself stated."""

    op: Literal["given"]
    name: str
    value: Num


class NumberJson(TypedDict):
    """A number that the rule itself names."""

    op: Literal["number"]
    value: Num


class WorkingRef(TypedDict):
    """Another working, by its id; with a limited depth it may not be among those listed."""

    op: Literal["working"]
    working: str
    label: str
    figure: Num | bool | str


class NamedJson(TypedDict):
    """A part under the name that the clause gives it: A, B, C, D."""

    op: Literal["named"]
    name: str
    of: "ExpressionJson"


class OneJson(TypedDict):
    """What is taken away, rounded down, rounded up."""

    op: Literal["less", "floor", "ceiling"]
    of: "ExpressionJson"


class ManyJson(TypedDict):
    """Several together, in any order."""

    op: Literal["sum", "product", "least", "greatest"]
    of: "list[ExpressionJson]"


class QuotientJson(TypedDict):
    """One over the other."""

    op: Literal["quotient"]
    of: "ExpressionJson"
    by: "ExpressionJson"


class ComparisonJson(TypedDict):
    """Whether the one stands to the other as the rule asks."""

    op: Literal["comparison"]
    left: "ExpressionJson"
    relation: Relation
    right: "ExpressionJson"


class ClosedJson(TypedDict):
    """A weekday that is no business day, and the holiday that it is."""

    on: str
    name: str


class DaysAfterJson(TypedDict):
    """So many days after a day, or before it; with `closed` no Saturday, no Sunday and none of these counts."""

    op: Literal["days_after"]
    of: "ExpressionJson"
    days: "ExpressionJson"
    closed: list[ClosedJson] | None


ExpressionJson = (
    FactJson
    | TermJson
    | GivenJson
    | NumberJson
    | WorkingRef
    | NamedJson
    | OneJson
    | ManyJson
    | QuotientJson
    | ComparisonJson
    | DaysAfterJson
)


class ReadingJson(TypedDict):
    """A reading relied on, in a few words."""

    reading: str
    says: str


class SwitchJson(TypedDict):
    """A switch of the terms relied on, and the choice made of it."""

    switch: str
    choice: str
    default: bool
    reading: str


class WorkingJson(TypedDict):
    """A figure and how it came about. `conditions` are ids of the tests on which the rule applied."""

    id: str
    label: str
    clause: str
    unit: Unit
    figure: Num | bool | str
    formula: ExpressionJson
    conditions: list[str]
    readings: list[ReadingJson]
    switches: list[SwitchJson]
    sentence: str


class LeftOutJson(TypedDict):
    """How much more there is: workings, and of a date moments of replays and rights deemed issued; 0 where none."""

    workings: int
    replays: NotRequired[int]
    rights: NotRequired[int]


class WorkingsJson(TypedDict):
    """All workings asked for and what they rest on; `roots` are those asked for, by name. `entries` are those cited."""

    roots: dict[str, str]
    workings: list[WorkingJson]
    left_out: LeftOutJson
    entries: dict[str, dict[str, Any]]


class AccountsJson(WorkingsJson):
    """The answer of `explain` of balances, of a liquidation or of an audit."""

    title: str
    on: str
