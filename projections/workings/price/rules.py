"""The rules that give a price, each as a working: 4E, 4F and 4G, 4H, 9."""

from typing import Literal

from ledger.events import CashDividendPaid, Reorganized, StockDividendPaid
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from ledger.price.facts import Amended, Distributed, Restated
from ledger.working import Expression, Least, Less, Named, Product, Quotient, Sum, Term, Unit, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import amount, total
from projections.workings.leaves import fact as leaf
from projections.workings.price.trigger import Tested

_RESTATED = "The price changes with the share units, at the same moment."
_PRICE = Kind("the Conversion Price after entry {}{}", "", "money per share")
_DISTRIBUTED = _PRICE._replace(
    clause="4H",
    readings=("A36", "A37", "A61"),
    sentence="N is the Common outstanding as the day began, M the Market Price and V the value distributed. The factor "
    "is applied at the close of the day, after everything else of it.",
)
_CASH = Kind(
    "the cash that entry {} distributed",
    "4H",
    "money",
    ("A39",),
    "It is not out of consolidated earnings or earned surplus, so that it is a distribution as well.",
)
_AMENDED = _PRICE._replace(clause="9", readings=("A52",), sentence="It was amended with the consent of all holders.")
_RATIO = Kind("the number of new shares for each old one", "", "ratio")
_RATIO_ON_RECORD = _RATIO._replace(
    readings=("A7",), sentence="Dividends in Common of one record date are on one base, whenever they are paid."
)
_REFLECTED = f"It becomes the value that the terms reflect, if that is less, and follows the ratio. {_RESTATED}"


def of_all(found: list[Tested], what: Literal["shares", "money"], label: str, unit: Unit) -> Expression:
    """C or D: the shares of all that triggered at one moment, or the consideration for them (A6)."""
    parts = [one.division.by if what == "shares" else one.division.of for one in found]
    if len(parts) == 1:
        return parts[0]
    every = total(parts)
    return Working(label, "4E", unit, amount(every), every, readings=("A6",))


def restated(  # noqa: PLR0913, PLR0917
    price: Working, after: Bounded, recorded: Recorded, fact: Restated, by: Expression, replay: str = ""
) -> Working:
    """A price in the new share units, after a fall to the value that a reorganization reflects (4F, 4G, A41).

    `by` is the number of new shares for each old one.
    """
    before: Expression = Named("P", price)
    if isinstance(recorded.entry, Reorganized) and fact.reflected is not None:
        before = Least((before, Named("value", leaf(recorded, "reflected_value"))))
    on_record = isinstance(recorded.entry, StockDividendPaid)
    kind = _RATIO_ON_RECORD if on_record and isinstance(by, Quotient) else _RATIO
    ratio = kind._replace(clause=fact.clause).of(fact.new_units / fact.units, by)
    readings = ("A2", "A41") if fact.clause == "4G" else ("A2", "A7") if on_record else ("A2",)
    sentence = _REFLECTED if isinstance(before, Least) else _RESTATED
    kind = _PRICE._replace(clause=fact.clause, readings=readings, sentence=sentence)
    figure = Figure(after, 1 / fact.new_units)
    return kind.of(figure, Quotient(before, Named("ratio", ratio)), recorded.id, in_replay(replay))


def distributed(  # noqa: PLR0913, PLR0917
    price: Working, after: Bounded, recorded: Recorded, fact: Distributed, at_start: Working, replay: str
) -> Working:
    """P x (N x M - V) / (N x M); `at_start` is N."""
    market = Product((Named("N", at_start), Named("M", leaf(recorded, "market_price"))))
    rest = Sum((market, Less(Named("V", value_distributed(recorded, at_start)))))
    formula = Quotient(Product((Named("P", price), rest)), market)
    return _DISTRIBUTED.of(Figure(after, 1 / fact.units), formula, fact.entry, in_replay(replay))


def value_distributed(recorded: Recorded, at_start: Working) -> Expression:
    """V, the value of all that was distributed; of cash that is not out of earnings, what it comes to (4H)."""
    if not isinstance(recorded.entry, CashDividendPaid):
        return leaf(recorded, "fair_value")
    each = leaf(recorded, "per_share")
    return _CASH.of(recorded.entry.per_share * at_start.amount, Product((at_start, each)), recorded.id)


def amended(after: Bounded, fact: Amended, replay: str) -> Working:
    """The price as the holders agreed to it."""
    figure = Figure(after, 1 / fact.units)
    term = Term("conversion_price", figure.fraction, fact.entry)
    return _AMENDED.of(figure, term, fact.entry, in_replay(replay))


def in_replay(replay: str) -> str:
    """Of which readjustment's replay a price is, as the end of its label."""
    return f", in the replay of entry {replay}," if replay else ""
