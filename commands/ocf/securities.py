"""A package being read: its register of securities, and the entries so far."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from commands.ocf.certificate import Classes, Mapped
from commands.ocf.files import Parts
from commands.ocf.given import Given
from commands.ocf.register import Register, Security, smaller, told
from ledger.numbers.exact import in_words
from ledger.refusals import Flag
from ledger.rules import flags
from projections.ocf.comments import MARKED

PLAN_EXCLUDES = flags(
    "plan_excludes",
    "1",
    "What a package has under a plan is taken to be excluded under limb (A).",
    "Have counsel confirm that the plan was duly adopted and the holder is one whom (A) names.",
)
STATEMENT_DIFFERS = flags(
    "statement_differs",
    "",
    "What a package says twice is compared; where it does not agree, what is taken is said.",
    "Find out which of the two is right, and correct the package or the entry.",
)
REST_STAYS = flags(
    "rest_stays",
    "",
    "Where a part of a security ends and no security is named for the rest, the rest goes on under its id.",
    "Correct the entry where all of it ended; else nothing.",
)

_LAST_PLACE = Fraction(1, 10**9)
"""By how much prices of ten places may be off from each other."""
_READ_BACK = {
    *MARKED, "consideration", "kind", "plan", "shares", "exercise_price", "notice_delivered", "surrendered", "price",
    "withheld",
}  # fmt: skip
"""The fields of an entry that a comment of ours may give."""
NOTHING_MORE = frozenset(
    {
        "opening_balance",
        "automatic_conversion",
        "treasury_disposed",
        "treasury_retired",
        "exercised",
        "stock_dividend_paid",
    }
)
"""Marks that say what kind of act it was, or what a field of the format would."""


@dataclass(slots=True)
class Reading:
    """Made by `read_package`; each transaction in turn adds to it."""

    parts: Parts
    classes: Classes
    register: Register
    holders: dict[str, str] = field(default_factory=dict)
    """The holder that each stakeholder is."""
    derived: set[str] = field(default_factory=set)
    """The securities that came out of others, so that their issuance is no act of its own."""
    deals: dict[str, str] = field(default_factory=dict)
    issued: dict[tuple[str, str], list[Given]] = field(default_factory=dict)
    """The issuances of a date to a stakeholder."""
    acts: Counter[str] = field(default_factory=Counter)
    """How many acts on each security are still to come."""
    touched: set[str] = field(default_factory=set)
    """The securities of which a part was taken, and that live on."""
    reissued: dict[str, set[str]] = field(default_factory=dict)
    """By split, the securities that are issued anew for it."""
    entries: list[tuple[Given, Mapped]] = field(default_factory=list)
    notes: list[Flag] = field(default_factory=list)
    rights: set[str] = field(default_factory=set)
    """The names of all rights so far."""
    names: set[str] = field(default_factory=set)
    """The ids that are taken: those of all transactions, and of further entries."""
    automatic: Counter[str] = field(default_factory=Counter)
    """The Common that came out of automatic conversions, by holder."""
    converted: dict[str, Given] = field(default_factory=dict)
    """The securities that came out of a conversion already read, and of which."""
    split: Mapped | None = None
    """The split just read, which a change of the authorized number of its day belongs to."""
    dividends: set[str] = field(default_factory=set)
    """The dividends in Common so far, by their ids."""
    plans: dict[str, Given] = field(default_factory=dict)

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
        name = one.text("id") if number == 1 else self._further(one.text("id"), number)
        base = {"type": kind, "id": name, "effective": one.text("date")}
        return {key: value for key, value in (base | fields | marks).items() if value is not None}

    def _further(self, name: str, number: int) -> str:
        """An id for a further entry of a transaction, which no other has."""
        while f"{name}#{number}" in self.names:
            number += 1
        self.names.add(f"{name}#{number}")
        return f"{name}#{number}"

    def stakeholder(self, one: Given, security: str) -> str:
        """The id of whoever holds a security."""
        issuance = self.register.issuance(one, security)
        named = issuance.text("stakeholder_id")
        if named not in self.holders:
            raise issuance.fail(f"there is no stakeholder {named!r}", "stakeholder_id")
        return named

    # -- stock ----------------------------------------------------------------------------------------------------

    def stock(self, one: Given, security: str) -> str:
        """Whether a security is `common` or `series_d`; another class has no register in the ledger."""
        issuance = self.register.issuance(one, security)
        if issuance.text("object_type") != "TX_STOCK_ISSUANCE":
            raise one.fail(f"{told(issuance)} is no stock", "security_id")
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

    def living_stock(self, one: Given) -> Security:
        """The stock that an act is done on, outstanding."""
        security = one.text("security_id")
        self.stock(one, security)
        return self.register.at(one, security)

    def begin_stock(self, one: Given, security: str) -> Security:
        """Begin a certificate that comes out of an act, or by its own issuance."""
        issuance, of = self.register.issuance(one, security), self.stock(one, security)
        self._compare_dates(one, issuance)
        shares = issuance.number_at("quantity")
        if shares.denominator != 1:
            raise issuance.fail(f"{shares} is not a whole number; shares are whole", "quantity")
        return self.register.begin(one, Security(issuance, self.stakeholder(one, security), of, shares))

    def _compare_dates(self, one: Given, issuance: Given) -> None:
        if issuance.day("date") != one.day("date"):
            said = (
                f"{told(issuance)} comes out of it and is issued on {issuance.text('date')}; {one.text('date')} counts"
            )
            self.notes.append(Flag(STATEMENT_DIFFERS, said, one.text("id")))

    # -- parts ----------------------------------------------------------------------------------------------------

    def taken(self, one: Given, security: Security, shares: Fraction, field: str) -> Fraction:
        """So many shares out of a security; all of it where the difference is but rounding. Refused beyond it."""
        if shares <= 0:
            raise one.fail(f"{in_words(shares)} of {told(security.issuance)}; an act is on more than none of it", field)
        slack = 0 if security.is_stock else security.slack
        if shares > security.left + slack:
            raise smaller(one, security, shares, field)
        return security.left if abs(security.left - shares) <= slack else shares

    def leave(self, one: Given, security: Security, taken: Fraction, *, partly: bool = False) -> Security | None:
        """Take so much out of a security; the one under which the rest goes on, if there is any.

        `partly` says that the format has no other way to leave a rest than under the same id.
        """
        rest, named = security.left - taken, one.text_or_none("balance_security_id")
        if named is None or named == security.name:
            if rest == 0:
                self.register.end(one, security)
                return None
            if security.money is not None:
                security.money *= rest / security.left
            security.left = rest
            self.touched.add(security.name)
            if named is None and not partly:
                self._rest_stays(one, security, taken)
            return security
        self.register.end(one, security)
        return self._balance(one, security, named, rest)

    def _balance(self, one: Given, security: Security, named: str, rest: Fraction) -> Security:
        issuance = self.register.issuance(one, named)
        holder = issuance.text("stakeholder_id")
        if holder != security.stakeholder:
            raise one.fail(
                f"{told(issuance)} is to hold the rest and is {holder!r}'s; the rest stays with the holder of "
                f"{told(security.issuance)}",
                "balance_security_id",
            )
        begun = self.begin_stock(one, named) if security.is_stock else self.goes_on(one, security, named)
        if begun.of != security.of:
            raise one.fail(f"{told(issuance)} is to hold the rest and is of another class", "balance_security_id")
        if abs(begun.left - rest) > (0 if security.is_stock else security.slack):
            raise one.fail(
                f"{told(security.issuance)} has {in_words(rest)} left after this act, and {told(issuance)} for the "
                f"rest has {in_words(begun.left)}; it must have {in_words(rest)}",
                "balance_security_id",
            )
        return begun

    def _rest_stays(self, one: Given, security: Security, taken: Fraction) -> None:
        """Say that the rest goes on; refused where another issuance of that day looks like the rest."""
        for other in self.issued.get((one.text("date"), security.stakeholder), ()):
            if _is_like(other, security) and other.text("security_id") not in self.derived:
                raise one.fail(
                    f"it names no security for the rest of {told(security.issuance)}, {in_words(security.left)}, and "
                    f"{told(other)} of that day is as much of the same holder: name it as balance_security_id if it is "
                    "the rest; if it is not, name the first security itself",
                    "balance_security_id",
                )
        said = (
            f"{in_words(taken)} of {told(security.issuance)} end and no security is named for the rest: "
            f"{in_words(security.left)} stay under it"
        )
        self.notes.append(Flag(REST_STAYS, said, one.text("id")))

    # -- rights ---------------------------------------------------------------------------------------------------

    def begin_right(self, one: Given, security: str, right: str) -> Security:
        """Begin a security under which a right runs."""
        issuance = self.register.issuance(one, security)
        if issuance.text("object_type") not in RIGHTS:
            raise one.fail(f"{told(issuance)} gives no right")
        self._compare_dates(one, issuance)
        money = issuance.money("investment_amount") if issuance.has("investment_amount") else None
        price = issuance.money("exercise_price") if issuance.has("exercise_price") else None
        holder = self.stakeholder(one, security)
        return self.register.begin(one, Security(issuance, holder, right, shares_under(issuance), money, price))

    def goes_on(self, one: Given, security: Security, named: str) -> Security:
        """Begin a security under which a right, or a part of it, goes on; on other terms, that is said."""
        begun = self.begin_right(one, named, security.of)
        was, now = security.price, begun.price
        if was is not None and now is not None and abs(was - now) > _LAST_PLACE + was / 10**6:
            said = (
                f"{told(begun.issuance)} is at {in_words(now)} and {told(security.issuance)}, which it comes out of, at"
            )
            change = "a change of the price is a right_changed (4E(3)), which the package does not have"
            self.notes.append(Flag(STATEMENT_DIFFERS, f"{said} {in_words(was)}; {change}", one.text("id")))
        begun.price = now if was is None else was
        begun.slack = max(begun.slack, security.slack)
        return begun

    def living_right(self, one: Given) -> Security:
        """The right that an act is done on, outstanding."""
        security = one.text("security_id")
        issuance = self.register.issuances.get(security)
        if issuance is None or issuance.text("object_type") not in RIGHTS:
            raise one.fail(
                f"there is no option, warrant or convertible with the security id {security!r}", "security_id"
            )
        return self.register.at(one, security)

    def plan(self, one: Given) -> str | None:
        """The plan of an issuance, which makes it Excluded Stock (1, limb A); noted where we did not say so."""
        if not one.has("stock_plan_id"):
            return None
        named = one.text("stock_plan_id")
        if named not in self.plans:
            raise one.fail(f"there is no stock plan {named!r}", "stock_plan_id")
        plan = self.plans[named].text("plan_name")
        if "excluded" not in one.marks():
            said = f"taken as excluded under (A), for it is under {plan}; only a plan duly adopted excludes"
            self.notes.append(Flag(PLAN_EXCLUDES, said, one.text("id")))
        return plan


RIGHTS = frozenset(
    {
        "TX_EQUITY_COMPENSATION_ISSUANCE",
        "TX_PLAN_SECURITY_ISSUANCE",
        "TX_WARRANT_ISSUANCE",
        "TX_CONVERTIBLE_ISSUANCE",
    }
)
"""The issuances of what gives a right to Common."""


def _is_like(other: Given, security: Security) -> bool:
    """Whether an issuance looks like the rest of a security, without being named as such."""
    same = ("object_type", "stock_class_id")
    return (
        all(other.fields.get(name) == security.issuance.fields.get(name) for name in same)
        and other.has("quantity")
        and other.number_at("quantity") == security.left
    )


def shares_under(issuance: Given) -> Fraction:
    """The Common under a security that gives a right: its quantity, or the most that it converts into."""
    if issuance.has("quantity"):
        return issuance.number_at("quantity")
    converts = [converts_to(trigger) for trigger in issuance.objects("conversion_triggers")]
    return max((number for number in converts if number is not None), default=Fraction(0))


def converts_to(trigger: Given) -> Fraction | None:
    """The fixed number of shares that a trigger converts into; None where it is not fixed."""
    mechanism = trigger.inner("conversion_right").inner("conversion_mechanism")
    fixed = mechanism.peek("type") == "FIXED_AMOUNT_CONVERSION"
    return mechanism.number_at("converts_to_quantity") if fixed else None
