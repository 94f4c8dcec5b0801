"""What differs between two ledgers, say the one as it is and one that is supposed: findings, each with its sentence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Annotated, NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book
from ledger.numbers.bounded import same
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from projections.answers.balances import Balances, Holding, RightHeld, balances_of
from projections.answers.price import Price, price_on
from projections.compare.divergence import conversions_apart, holders_apart, rights_apart
from projections.members import Hidden, Maybe, Name, Spread, member

Value = Figure | date | int | str | bool | None
"""What a finding compares. A figure is exact; nothing stands for what is not there."""

SUBJECTS = {
    "left_out": "entry",
    "written": "entry",
    "parted": "on",
    "rejoined": "on",
    "now_triggers": "entry",
    "no_longer_triggers": "entry",
    "price": "on",
    "total": "on",
    "balance": "holder",
    "votes": "holder",
    "right": "right",
    "entitlement": "entry",
    "delivery": "entry",
    "assertion": "entry",
}
"""The kinds of finding, and what each is about: under this name a JSON answer has the id, the holder, ... ."""


class Voice(NamedTuple):
    """How a finding is said, by what the two sides are: `what` it is about, with the values of both."""

    differs: str
    parted: str
    written: str
    now_triggers: str
    no_longer_triggers: str
    deemed: str
    not_deemed: str
    left_out: str = "{what}"
    rejoined: str = "from {about} on the prices are the same again, {actual}"


SUPPOSED = Voice(
    differs="{what} would be {other}, and is {actual}",
    parted="the prices part on {about}: {other} would be in effect, and {actual} is",
    written="{what} would convert automatically into {more}",
    now_triggers="{what} would adjust the price, and does not",
    no_longer_triggers="{what} adjusts the price, and would not",
    deemed="{what} would be deemed issued, and is not",
    not_deemed="{what} would not be deemed issued, and is",
)
"""The ledger as it is, and one that is supposed."""

RECORDED = Voice(
    differs="{what} is {other}, and was {actual}",
    parted="from {about} on the price in effect changes: {other} instead of {actual}",
    written="{what} convert automatically into {more}; nobody stated it, so it is assumed",
    now_triggers="{what} adjusts the price now, and did not",
    no_longer_triggers="{what} adjusted the price, and no longer does",
    deemed="{what} is deemed issued, and was not",
    not_deemed="{what} was deemed issued, and no longer is",
)
"""The ledger before something is recorded, and after it."""


class Subject(NamedTuple):
    """What a finding is about: one of these."""

    entry: Maybe[str] = None
    on: Maybe[str] = None
    holder: Maybe[str] = None
    right: Maybe[str] = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding. `figure` names the number compared; `clause` is that of the rule for which an entry was left out.

    `what` is the subject of its sentence, and `more` what is to be added to it.
    """

    kind: str
    about: Hidden[str]
    figure: str
    clause: Maybe[str] = field(default=None, kw_only=True)
    actual: Value
    what_if: Value
    what: Hidden[str]
    more: Hidden[str] = ""
    voice: Hidden[Voice] = SUPPOSED

    @property
    @member(before="figure")
    def subject(self) -> Spread[Subject]:
        """What it is about, under its name."""
        return Subject(**{SUBJECTS[self.kind]: self.about})

    @property
    @member()
    def message(self) -> str:
        """The finding as a sentence, without a full stop."""
        pattern: str = self.voice._asdict().get(self._said_as, self.voice.differs)
        said_of = {"actual": said(self.actual), "other": said(self.what_if)}
        sentence = pattern.format(what=self.what, about=self.about, more=self.more, **said_of)
        return f"{sentence}; {self.more}" if self.more and "{more}" not in pattern else sentence

    @property
    def _said_as(self) -> str:
        """What is a matter of yes and no has a sentence for each."""
        if self.figure == "triggered":
            return "deemed" if self.what_if else "not_deemed"
        return self.kind


@dataclass(frozen=True, slots=True)
class Between(Difference):
    """A finding where the two sides are equals, a first and a second."""

    actual: Annotated[Value, Name("first")]
    what_if: Annotated[Value, Name("second")]


def between(one: Difference) -> Between:
    """The same finding of two that are equals."""
    return Between(**{name.name: getattr(one, name.name) for name in fields(one)})


@dataclass(frozen=True, slots=True)
class Side:
    """One of two ledgers: its price and balances on a date and its conversions, so far as they can differ."""

    price: Price
    holders: Balances
    conversions: Mapping[str, Conversion]


def sides(on: date, one: Book, other: Book, one_then: Book, other_then: Book) -> tuple[Side, Side]:
    """What two books say at their end, and what they said at the close of a day, so far as that can differ."""
    names = holders_apart(one_then.state, other_then.state), rights_apart(one_then.state, other_then.state)
    conversions = conversions_apart(one, other)
    found = [
        Side(price_on(then, on), balances_of(then.state, on, *names), {each.entry: each for each in some})
        for then, some in zip((one_then, other_then), conversions, strict=True)
    ]
    return found[0], found[1]


def differences(
    actual: Side, other: Side, left_out: Mapping[str, Refusal], voice: Voice = SUPPOSED
) -> list[Difference]:
    """Every difference, consequences for the record first, then the price, balances, rights and conversions."""
    found = [
        *(_gone(name, why.message, why.clause) for name, why in left_out.items()),
        *_conversions_apart(actual, other, left_out),
        *_prices(actual.price, other.price),
        *_totals(actual.holders, other.holders),
        *_balances(actual.holders, other.holders),
        *_rights(actual.holders, other.holders),
        *_entitlements(actual, other),
    ]
    return found if voice is SUPPOSED else [replace(one, voice=voice) for one in found]


def said(value: Value) -> str:
    """A value as a sentence has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Figure):
        return value.short(threes=True)
    return "none" if value is None else str(value)


def equal(one: Value, other: Value) -> bool:
    """Whether two values are the same; of figures it is decided exactly, from their bounds where those suffice."""
    if isinstance(one, Figure) and isinstance(other, Figure):
        if one.factor == other.factor:
            return same(one.bounded, other.bounded)
        return same(one.bounded.times(one.factor), other.bounded.times(other.factor))
    return one == other


def _compare(kind: str, about: str, figure: str, pair: tuple[Value, Value], what: str) -> Iterator[Difference]:
    actual, other = pair
    if not equal(actual, other):
        yield Difference(kind, about, figure, actual, other, what)


def _gone(name: str, why: str, clause: str) -> Difference:
    said_of = f"{name} falls away: {why}"
    return Difference("left_out", name, "recorded", actual=True, what_if=False, what=said_of, clause=clause or None)


def _conversions_apart(actual: Side, other: Side, left_out: Mapping[str, Refusal]) -> Iterator[Difference]:
    """Automatic conversions made on one side only: the ledger writes them, so nobody records or removes them."""
    both = {_made(one) for one in actual.conversions.values()} & {_made(one) for one in other.conversions.values()}
    for name, one in actual.conversions.items():
        if one.automatic and name not in other.conversions and name not in left_out and _made(one) not in both:
            yield _gone(name, "the automatic conversion is not made, or not as it is recorded", "4L (second)")
    for name, one in other.conversions.items():
        if one.automatic and name not in actual.conversions and _made(one) not in both:
            yield _written(name, one)


def _made(one: Conversion) -> tuple[object, ...]:
    """An automatic conversion whatever its name: two ledgers that are both supposed may number them otherwise."""
    return one.automatic, one.day, one.holder, one.delivery


def _written(name: str, one: Conversion) -> Difference:
    given = one.delivery
    what, into = f"{given.converted:,} Series D of {one.holder}", f"{given.common_shares:,} on {one.day}"
    clause = "4L (second)"
    return Difference("written", name, "recorded", actual=False, what_if=True, what=what, clause=clause, more=into)


_TOTALS: Mapping[str, tuple[str, Callable[[Balances], Value]]] = {
    "series_d_outstanding": ("the Series D outstanding", lambda then: then.series_d_outstanding),
    "common_outstanding": ("the Common outstanding", lambda then: then.common_outstanding),
    "treasury": ("the Common in the treasury", lambda then: then.treasury),
    "common_authorized": ("the authorized Common", lambda then: then.common_authorized),
    "deemed_issued": ("the Common deemed issued", lambda then: Figure.of(then.deemed_issued)),
}


def _prices(actual: Price, other: Price) -> Iterator[Difference]:
    on = actual.on.isoformat()
    in_effect, after_close = (actual.in_effect, other.in_effect), (actual.after_close, other.after_close)
    per_share = actual.common_per_share, other.common_per_share
    yield from _compare("price", on, "in_effect", in_effect, f"the price in effect on {on}")
    yield from _compare("price", on, "after_close", after_close, f"the price after the close of {on}")
    yield from _compare("price", on, "common_per_share", per_share, f"the Common for one share on {on}")


def _totals(actual: Balances, other: Balances) -> Iterator[Difference]:
    on = actual.on.isoformat()
    for name, (what, of) in _TOTALS.items():
        yield from _compare("total", on, name, (of(actual), of(other)), f"{what} on {on}")


def _balances(actual: Balances, other: Balances) -> Iterator[Difference]:
    nothing = Holding(0, 0, 0)
    for name in sorted(actual.holders.keys() | other.holders.keys()):
        one, two = actual.holders.get(name, nothing), other.holders.get(name, nothing)
        yield from _compare("balance", name, "series_d", (one.series_d, two.series_d), f"the Series D of {name}")
        yield from _compare("balance", name, "common", (one.common, two.common), f"the Common of {name}")
        yield from _compare("votes", name, "votes", (one.votes, two.votes), f"the number of Series D votes of {name}")


def _rights(actual: Balances, other: Balances) -> Iterator[Difference]:
    names = actual.rights.keys() | other.rights.keys()
    for name in sorted(name for name in names if actual.rights.get(name) != other.rights.get(name)):
        one, two = _numbers_of(actual.rights.get(name)), _numbers_of(other.rights.get(name))
        for number in (known for known in one if known in two):
            what = _OF_A_RIGHT[number].format(name)
            yield from _compare("right", name, number, (one[number], two[number]), what)


_OF_A_RIGHT = {
    "holder": "the holder of {}",
    "outstanding": "the Common still issuable under {}",
    "as_option": "the Common still issuable under {} as an option",
    "as_convertible": "the Common still issuable under {} as a Convertible Security",
    "exercise_price": "the exercise price of {}",
    "conversion_price": "the conversion price of {}",
    "triggered": "what {} can still give",
    "standing": "the standing of {}",
}
"""What is compared of a right, as the subject of a sentence."""


def _numbers_of(right: RightHeld | None) -> dict[str, Value]:
    """What is compared of a right; of one that is not there, that nothing is outstanding, which says it all."""
    if right is None:
        return {"outstanding": Figure.of(0)}
    return {name: one if isinstance(one, bool | str) else Figure.of(one) for name, one in asdict(right).items()}


def _entitlements(actual: Side, other: Side) -> Iterator[Difference]:
    for name, one in actual.conversions.items():
        two = other.conversions.get(name)
        if two is None:
            continue
        given = one.delivery.common_shares, two.delivery.common_shares
        for found in _compare("delivery", name, "delivered", given, f"the Common delivered on {name}"):
            yield replace(found, more=_assumed(one, two))
        due = entitlement(one), entitlement(two)
        what = f"the Common that {name} should have given"
        for found in _compare("entitlement", name, "entitled", due, what):
            yield replace(found, more=_delivered(due[1], two))


def _assumed(one: Conversion, two: Conversion) -> str:
    """Which of two numbers delivered nobody stated."""
    if not one.stated and not two.stated:
        return "both are assumed, since nobody stated them"
    off = [f"{side.delivery.common_shares:,}" for side in (one, two) if not side.stated]
    return f"{off[0]} is assumed, since nobody stated it" if off else ""


def _delivered(due: int, made: Conversion) -> str:
    """What was delivered, or is assumed to have been, beside what should have been."""
    given = made.delivery.common_shares
    off, how = given - due, "delivered" if made.stated else "assumed as delivered"
    return f"{given:,} {how}" + (f", {abs(off):,} too {'many' if off > 0 else 'few'}" if off else "")
