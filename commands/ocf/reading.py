"""The transactions of a package, in order, as entries of a journal."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import NamedTuple

from commands.ocf.certificate import certificate, classes_of
from commands.ocf.files import Parts, read_parts
from commands.ocf.given import Given
from commands.ocf.securities import Reading
from commands.ocf.transactions import HANDLERS, IGNORED, LEFT_OUT
from commands.reading.lines import Line
from ledger.clauses.conversion import DELIVERY_DIFFERS
from ledger.engine.book import Book, open_book
from ledger.events import SeriesDAutoConverted
from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from ledger.rules import flags
from projections.compare.prices import prices_on
from projections.ocf.static import INTEGRAL

RATIO_DIFFERS = flags(
    "ratio_differs",
    "4E",
    "What a package says of ratios is compared with what its transactions give, and not taken over.",
    "Look for what the package leaves out, or ask who adjusted how; the ledger does not take it over.",
)

_RATIO = "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"
_RESULTS = ("balance_security_id", "resulting_security_id")


class RatioClaim(NamedTuple):
    """What an adjusted ratio of the package says: from this day on, this Conversion Price (to ten places)."""

    name: str
    day: date
    price: Fraction


@dataclass(frozen=True, slots=True)
class Imported:
    """What a package gives: the entries, what should be known about them, and the prices that it claims."""

    lines: list[Line]
    notes: list[Flag]
    claims: list[RatioClaim]
    automatic: Mapping[str, int]
    """The Common that automatic conversions gave, by holder: the ledger makes these anew (second 4L)."""


def read_package(path: str, *, series: str | None = None) -> Imported:
    """Read a package whole. `series` names the stock class that the ledger is about, where that is not clear.

    Raises `UnreadableError` for whatever keeps it from being read, and for what has no entry and cannot be left out.
    """
    parts = read_parts(path)
    classes = classes_of(parts, series)
    transactions = _in_order(parts)
    earliest = next((one.text("date") for one in transactions), "")
    reading = Reading(parts, classes, {one.text("security_id"): one for one in transactions if _is_issuance(one)})
    reading.derived = {name for one in transactions for name in _results(one)}
    reading.deals = dict(_deals(parts))
    reading.put(classes.series, certificate(parts, classes, earliest))
    claims: list[RatioClaim] = []
    for one in transactions:
        kind = one.text("object_type")
        if kind == _RATIO:
            claims += _claim(reading, one)
        elif kind in HANDLERS:
            HANDLERS[kind](reading, one)
        elif kind not in IGNORED:
            raise one.fail(
                f"{kind} is no transaction that has an entry in the ledger; take it out and record it by hand"
            )
    lines = [given.place.line(entry, given.number) for given, entry in reading.entries]
    return Imported(lines, [*reading.notes, *_ignored(transactions)], claims, reading.automatic)


def disagreements(imported: Imported) -> list[Flag]:
    """Where the package is not what its own entries give: in prices, and in what automatic conversions delivered.

    Nothing where the entries break a rule.
    """
    book = open_book([])
    try:
        for line in imported.lines:
            book.record(line.entry, datetime.min.replace(tzinfo=UTC))
    except Refusal:
        return []
    return [*_prices_apart(imported, book), *_deliveries_apart(imported, book)]


def _deliveries_apart(imported: Imported, book: Book) -> Iterator[Flag]:
    made = Counter[str]()
    for one in book.log:
        if isinstance(one.entry, SeriesDAutoConverted):
            made[one.entry.holder] += one.entry.common_shares
    for holder in sorted(made.keys() | imported.automatic.keys()):
        was, now = imported.automatic.get(holder, 0), made[holder]
        if was != now:
            said = (
                f"{holder} got {was:,} Common by the automatic conversion, says the package; its entries give {now:,}"
            )
            yield Flag(DELIVERY_DIFFERS, said, under="4L (second)")


def _prices_apart(imported: Imported, book: Book) -> list[Flag]:
    claims = {claim.day: claim for claim in imported.claims}  # the last of each day
    prices = prices_on(book.log, claims)
    return [
        Flag(RATIO_DIFFERS, _difference(day, claim.price, prices[day].in_effect), claim.name)
        for day, claim in claims.items()
        if decimal_text(claim.price) != prices[day].in_effect.decimal()
    ]


def _difference(day: date, said: Fraction, computed: Figure) -> str:
    return f"the package says {decimal_text(said)} from {day} on; its entries give {computed.decimal()}"


def _in_order(parts: Parts) -> list[Given]:
    """All transactions by date, those of one date as they stand; ids and securities are unique."""
    transactions = parts["transactions"]
    for what in ("id", "security_id"):
        named = [one for one in transactions if what == "id" or _is_issuance(one)]
        twice = [name for name, times in Counter(one.text(what) for one in named).items() if times > 1]
        if twice:
            raise next(one for one in named if one.text(what) == twice[0]).fail(f"{twice[0]!r} stands twice", what)
    for one in transactions:
        one.text("object_type")
    return sorted(transactions, key=lambda one: one.day("date"))


def _is_issuance(one: Given) -> bool:
    return str(one.fields.get("object_type")).endswith("_ISSUANCE")


def _results(one: Given) -> Iterator[str]:
    yield from one.texts("resulting_security_ids")
    for field in _RESULTS:
        if one.has(field):
            yield one.text(field)


def _deals(parts: Parts) -> Iterator[tuple[str, str]]:
    """The issuances of each integral transaction (A6), and its name."""
    for one in parts["financings"]:
        if INTEGRAL in one.marks():
            for issuance in one.texts("issuance_ids"):
                yield issuance, one.text("name")


def _claim(reading: Reading, one: Given) -> Iterator[RatioClaim]:
    if one.text("stock_class_id") == reading.classes.series.text("id"):
        mechanism = one.inner("new_ratio_conversion_mechanism")
        day = one.day("date")
        yield RatioClaim(one.text("id"), day, mechanism.money("conversion_price"))


def _ignored(transactions: Sequence[Given]) -> Iterator[Flag]:
    counted = Counter(kind for one in transactions if (kind := one.text("object_type")) in IGNORED)
    for kind, times in sorted(counted.items()):
        yield Flag(LEFT_OUT, f"{times} {kind} left out: {IGNORED[kind]}")
