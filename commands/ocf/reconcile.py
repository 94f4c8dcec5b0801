"""What a package says beside what its own entries give: prices, ratios, deliveries, balances."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from commands.ocf.given import Given
from commands.ocf.register import Register
from commands.ocf.terms import is_as_written
from commands.reading.lines import Line
from ledger.clauses.conversion import DELIVERY_DIFFERS
from ledger.engine.book import Book, open_book
from ledger.events import SeriesDAutoConverted
from ledger.log.edition import SECOND_EDITION
from ledger.numbers.exact import decimal_text, in_words
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from ledger.rules import flags
from projections.answers.package import NotUsed, SecuritiesCompared
from projections.compare.prices import prices_on

RATIO_DIFFERS = flags(
    "ratio_differs",
    "4E",
    "What a package says of ratios is compared with what its transactions give, and not taken over.",
    "Look for what the package leaves out, or ask who adjusted how; the ledger does not take it over.",
)
BALANCE_DIFFERS = flags(
    "balance_differs",
    "",
    "The living securities of a package come to what its entries give each holder, by class and by right.",
    "Look for an act that is missing, or a number that was rounded, and correct the entry.",
)

_CLASSES = {"common": "Common", "series_d": "of the series"}


class RatioClaim(NamedTuple):
    """What an adjusted ratio of the package says: the price from this day on (to ten places), and the ratio."""

    name: str
    day: date
    price: Fraction
    ratio: Given | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What a package gives: the entries by their dates, what should be known about them, and what it claims."""

    lines: list[Line]
    notes: list[Flag]
    claims: list[RatioClaim]
    automatic: Mapping[str, int]
    """The Common that automatic conversions gave, by holder: the ledger makes these anew (second 4L)."""
    register: Register
    holders: Mapping[str, str]
    not_used: list[NotUsed]


def disagreements(imported: Imported) -> list[Flag]:
    """Where the package is not what its own entries give. Nothing where the entries break a rule."""
    return reconciled(imported)[0]


def reconciled(imported: Imported) -> tuple[list[Flag], list[SecuritiesCompared]]:
    """Where the package is not what its own entries give, and each holding beside the ledger's.

    Nothing where the entries break a rule.
    """
    book = open_book([])
    try:
        for line in imported.lines:
            book.record(line.entry, SECOND_EDITION)  # whatever is read now is judged by it
    except Refusal:
        return [], []
    balances = [*_of_stock(imported, book), *_of_rights(imported, book)]
    apart = [_balance_differs(one) for one in balances if not one.agrees]
    return [*_prices_apart(imported, book), *_deliveries_apart(imported, book), *apart], balances


def _balance_differs(one: SecuritiesCompared) -> Flag:
    of = _CLASSES.get(one.of, f"under {one.of}")
    under = f" ({', '.join(one.securities)})" if one.securities else ""
    return Flag(
        BALANCE_DIFFERS,
        f"{one.holder}: the living securities of the package come to {in_words(one.package)} {of}{under}, and its "
        f"entries give {in_words(one.ledger)}",
    )


def _of_stock(imported: Imported, book: Book) -> Iterator[SecuritiesCompared]:
    found: dict[tuple[str, str], tuple[Fraction, list[str]]] = {}
    for (stakeholder, of), securities in imported.register.held():
        shares = sum((one.left for one in securities), Fraction(0))
        found[imported.holders[stakeholder], of] = shares, [one.name for one in securities]
    state = book.state
    ledger = {(holder, "common"): shares for holder, shares in state.common.items()}
    ledger |= {(holder, "series_d"): shares for holder, shares in state.series_d.items()}
    for holder, of in sorted(found.keys() | ledger.keys()):
        shares, names = found.get((holder, of), (Fraction(0), []))
        held = Fraction(ledger.get((holder, of), 0))
        yield SecuritiesCompared(holder, of, tuple(names), shares, held, shares == held)


def _of_rights(imported: Imported, book: Book) -> Iterator[SecuritiesCompared]:
    state = book.state
    for name, right in state.rights.items():
        living = imported.register.of(name)
        package = sum((one.left for one in living), Fraction(0))
        ledger = Fraction(right.outstanding() * state.units)
        slack = sum((one.slack for one in living), Fraction(0))
        names = tuple(one.name for one in living)
        if living or ledger:
            yield SecuritiesCompared(right.holder, name, names, package, ledger, abs(package - ledger) <= slack)


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


def _prices_apart(imported: Imported, book: Book) -> Iterator[Flag]:
    claims = {claim.day: claim for claim in imported.claims}  # the last of each day
    prices = prices_on(book.log, claims)
    for day, claim in claims.items():
        price = prices[day]
        if decimal_text(claim.price) != price.in_effect.decimal():
            yield Flag(RATIO_DIFFERS, _difference(day, claim.price, price.in_effect), claim.name)
        elif claim.ratio is not None and not _follows(claim.ratio, price.common_per_share):
            numerator, denominator = claim.ratio.number_at("numerator"), claim.ratio.number_at("denominator")
            said = f"the package says {in_words(numerator)} to {in_words(denominator)} from {day} on"
            now = "nothing" if price.common_per_share is None else price.common_per_share.decimal()
            yield Flag(RATIO_DIFFERS, f"{said}; its entries give {now} Common for one share", claim.name)


def _follows(ratio: Given, common_per_share: Figure | None) -> bool:
    if common_per_share is None:
        return not ratio.number_at("numerator")
    return is_as_written(common_per_share.rounded() if _is_long(common_per_share) else common_per_share.fraction, ratio)


def _is_long(figure: Figure) -> bool:
    return figure.num()["exact"] is None


def _difference(day: date, said: Fraction, computed: Figure) -> str:
    return f"the package says {decimal_text(said)} from {day} on; its entries give {computed.decimal()}"
