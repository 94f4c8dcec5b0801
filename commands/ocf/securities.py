"""A package being read: which securities there are and whose, and the entries so far."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from commands.ocf.certificate import Classes, Mapped
from commands.ocf.files import Parts
from commands.ocf.given import Given
from ledger.refusals import Flag
from ledger.rules import flags
from projections.ocf.comments import MARKED

PLAN_EXCLUDES = flags(
    "plan_excludes",
    "1",
    "What a package has under a plan is taken to be excluded under limb (A).",
    "Have counsel confirm that the plan was duly adopted and the holder is one whom (A) names.",
)

_READ_BACK = {*MARKED, "consideration", "kind", "plan", "shares", "exercise_price", "notice_delivered", "surrendered"}
"""The fields of an entry that a comment of ours may give."""
NOTHING_MORE = frozenset({"opening_balance", "automatic_conversion"})
"""Marks that say what kind of act it was."""


@dataclass(frozen=True, slots=True)
class RightGiven:
    """A security that gives a right: the right's name in the journal, and the Common under this security."""

    name: str
    shares: Fraction


@dataclass(slots=True)
class Reading:
    """Made by `read_package`; each transaction in turn adds to it."""

    parts: Parts
    classes: Classes
    issuances: dict[str, Given]
    """The issuance of each security."""
    derived: set[str] = field(default_factory=set)
    """The securities that came out of others, so that their issuance is no act of its own."""
    deals: dict[str, str] = field(default_factory=dict)
    entries: list[tuple[Given, Mapped]] = field(default_factory=list)
    notes: list[Flag] = field(default_factory=list)
    rights: dict[str, RightGiven] = field(default_factory=dict)
    """What each living security gives a right to, as far as it was read."""
    running: Counter[str] = field(default_factory=Counter)
    """Under how many securities each right runs now; it stays, at 0, when it has ended."""
    automatic: Counter[str] = field(default_factory=Counter)
    """The Common that came out of automatic conversions, by holder."""
    converted: set[str] = field(default_factory=set)
    """The securities that came out of a conversion already read."""
    split: Mapped | None = None
    """The split just read, which a change of the authorized number of its day belongs to."""
    holders: dict[str, str] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.parts["stakeholders"]:
            self.holders[one.text("id")] = one.inner("name").text("legal_name")
        self.plans = {one.text("id"): one.text("plan_name") for one in self.parts["stock_plans"]}

    def put(self, one: Given, entry: Mapped) -> None:
        """Add an entry for a transaction."""
        self.split = None
        self.entries.append((one, entry))

    def entry(self, one: Given, kind: str, number: int = 1, /, **fields: Any) -> Mapped:
        """An entry of this type for a transaction, with what our own comments on it say; without what is None."""
        marks = {name: value for name, value in one.marks().items() if name not in NOTHING_MORE}
        unknown = sorted(marks.keys() - _READ_BACK)
        if unknown:
            raise one.fail(f"a comment of ours does not give {unknown[0]!r}", "comments")
        name = one.text("id") if number == 1 else f"{one.text('id')}#{number}"
        base = {"type": kind, "id": name, "effective": one.text("date")}
        given = {key: value for key, value in fields.items() if value is not None}
        return base | given | marks

    def issuance(self, one: Given, security: str) -> Given:
        """The issuance of a security that a transaction names."""
        if security not in self.issuances:
            raise one.fail(f"there is no issuance of the security {security!r} that it names")
        return self.issuances[security]

    def holder(self, one: Given, security: str) -> str:
        """Who holds a security."""
        named = self.issuance(one, security).text("stakeholder_id")
        if named not in self.holders:
            raise one.fail(f"there is no stakeholder {named!r}", "stakeholder_id")
        return self.holders[named]

    def stock(self, one: Given, security: str) -> str:
        """Whether a security is `common` or `series_d`; another class has no register in the ledger."""
        issuance = self.issuance(one, security)
        if issuance.text("object_type") != "TX_STOCK_ISSUANCE":
            raise one.fail(f"the security {security!r} is no stock")
        return self.class_of(issuance)

    def class_of(self, one: Given) -> str:
        """Whether a transaction is about Common or about the series."""
        named = one.text("stock_class_id")
        if named == self.classes.common.text("id"):
            return "common"
        if named == self.classes.series.text("id"):
            return "series_d"
        shown = self.classes.names.get(named, named)
        raise one.fail(
            f"{shown} is neither the Common nor the series of this ledger; other stock that converts into Common is "
            "recorded as convertible_issued (4E(2)): take it out and record that by hand"
        )

    def plan(self, one: Given) -> str | None:
        """The plan of an issuance, which makes it Excluded Stock (1, limb A); noted where we did not say so."""
        if not one.has("stock_plan_id"):
            return None
        named = one.text("stock_plan_id")
        if named not in self.plans:
            raise one.fail(f"there is no stock plan {named!r}", "stock_plan_id")
        if one.text("security_id") not in self.derived and "excluded" not in one.marks():
            said = (
                f"taken as excluded under (A), for it is under {self.plans[named]}; only a plan duly adopted excludes"
            )
            self.notes.append(Flag(PLAN_EXCLUDES, said, one.text("id")))
        return self.plans[named]

    def runs_under(self, security: str, right: RightGiven) -> None:
        """Begin a security that gives a right."""
        self.rights[security] = right
        self.running[right.name] += 1

    def ends_under(self, security: str) -> None:
        """End a security that gives a right."""
        self.running[self.rights.pop(security).name] -= 1

    def right(self, one: Given, security: str) -> RightGiven:
        """The right that a security gives."""
        if security not in self.rights:
            raise one.fail(f"there is no option, warrant or convertible with the security id {security!r} before it")
        return self.rights[security]
