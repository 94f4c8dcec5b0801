"""Money that is missing, or far from the prices of late."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.events import AnyEntry, CommonIssued, ConvertibleIssued, OptionGranted, RightChanged, TreasuryDisposed
from ledger.numbers.bounded import Bounded, is_less
from ledger.numbers.exact import in_words
from ledger.numbers.figure import Figure
from ledger.refusals import Flag
from ledger.rules import flags
from projections.compare.second_look.around import Around

NO_CONSIDERATION = flags(
    "no_consideration",
    "4E(5)",
    "What is issued with no consideration stated counts as issued for nothing, and takes the price down the most.",
    "Correct the entry with what was received for it; if that was nothing, say so: `consideration: {cash: 0}`.",
)
FAR_FROM_LAST_PRICES = flags(
    "far_from_last_prices",
    "4E",
    "Money per share that is more than twenty times, or less than a twentieth, of both the Conversion Price and the "
    "price of the last sale is more often a total typed as a price per share, or a price per share as a total.",
    "`consideration` is the money in all; `exercise_price` and `conversion_price` are money per share.",
)
COULD_BE_THOUSANDS = flags(
    "could_be_thousands",
    "",
    "An amount of money in all that is typed with a point and three digits behind it, 1.500, is read as the decimal "
    "that it is here; in many countries the point parts thousands, and it would be 1,500.",
    "Write 1500 if that is meant, or 1.5; a price per share may well have three decimals, and is not asked about.",
)

_FAR = 20


def no_consideration(around: Around) -> Iterator[Flag]:
    """Something is issued and tested, and nothing is said of what was received for it.

    A grant whose exercise is paid for brings its money then, and is no such case; a `consideration` that says zero is
    not either.
    """
    entry = around.entry
    if not isinstance(entry, CommonIssued | TreasuryDisposed | OptionGranted | ConvertibleIssued):
        return
    if "consideration" in entry.model_fields_set or entry.excluded is not None or not around.before.is_protected:
        return
    if around.is_paid_for or getattr(entry, "dividend_on", None) is not None or getattr(entry, "assumed", False):
        return
    if getattr(entry, "subsidiary_left", False) or getattr(entry, "exercise_price", 0) or _on_conversion(entry):
        return
    what = "the shares count as issued" if isinstance(entry, CommonIssued | TreasuryDisposed) else "it counts as given"
    said = f"no consideration is stated, so that {what} for nothing; give what was received, or "
    said += "say consideration: {cash: 0} where it was nothing"
    yield Flag(NO_CONSIDERATION, said, around.said_of)


def far_from_last_prices(around: Around) -> Iterator[Flag]:
    """Money per share is far from the Conversion Price in effect, and from the price of the last sale."""
    if not around.before.is_protected:
        return
    per_share = _per_share(around.entry)
    if per_share and (way := _far(per_share, around)):
        field, how, if_high, if_low = _told(around.entry, per_share)
        than = f"more than {_FAR} times" if way == "more" else "less than a twentieth of"
        said = f"{field}: {how} is {than} {_beside(around)}; {if_high if way == 'more' else if_low}"
        yield Flag(FAR_FROM_LAST_PRICES, said, around.said_of)


def _on_conversion(entry: object) -> object:
    return getattr(entry, "conversion_price", None)


def _per_share(entry: AnyEntry) -> Fraction | None:
    """Money per share as an entry states it; None where it states none."""
    if isinstance(entry, CommonIssued | TreasuryDisposed | ConvertibleIssued):
        further = entry.conversion_price if isinstance(entry, ConvertibleIssued) else 0
        return (entry.consideration.cash + entry.consideration.property) / entry.shares + further
    return entry.exercise_price if isinstance(entry, OptionGranted | RightChanged) else None


def _told(entry: AnyEntry, per_share: Fraction) -> tuple[str, str, str, str]:
    """In which field it is stated, and how; and what may have been meant where it is high, and where it is low."""
    if not isinstance(entry, CommonIssued | TreasuryDisposed | ConvertibleIssued):
        high = "is a total typed where the price per share belongs?"
        return "exercise_price", f"{in_words(per_share)} a share", high, "is it the price of one share?"
    how = f"{in_words(entry.consideration.cash + entry.consideration.property)} for {in_words(entry.shares)} shares"
    if isinstance(entry, ConvertibleIssued) and entry.conversion_price:
        how += f" and {in_words(entry.conversion_price)} a share on conversion"
    low = "is a price per share typed where the money in all belongs?"
    high = "is the money right, and the number of shares?"
    return "consideration", f"{how}, {_short(per_share)} a share,", high, low


def _far(per_share: Fraction, around: Around) -> str:
    """Whether a price is far above or far below both prices: `more`, `less`, or nothing."""
    price, sale = around.before.price, around.before.last_sale
    lowest, highest = per_share / _FAR, per_share * _FAR
    if is_less(price, Bounded.of(lowest)) and (sale is None or sale.price < lowest):
        return "more"
    if price.is_above(highest.numerator, highest.denominator) and (sale is None or sale.price > highest):
        return "less"
    return ""


def _beside(around: Around) -> str:
    price, sale = around.before.price, around.before.last_sale
    said = f"the Conversion Price of {Figure(price).short(threes=True)}"
    return said if sale is None else f"{said} and the {_short(sale.price)} of the last sale ({sale.entry})"


def _short(price: Fraction) -> str:
    return Figure.of(price).short(threes=True)
