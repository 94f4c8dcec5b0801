"""A holder's statement, set as a letter."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ledger.numbers.figure import Figure
from projections.answers.due.calendar import Stands
from projections.answers.holdings.movements import Moved
from projections.documents.statement import Converted, Statement
from projections.render.blocks import Block, Facts, Grid, Heading, NewPage, Paragraph, Signature
from projections.render.notes import of_the_answer, sentence
from projections.render.numbers import exactly, number

TITLE = "Statement of Holdings"
_PLACES = 4
_NO_CERTIFICATE = (
    "This statement says what the record gives. It is no certificate for shares, and no right is given or taken by it."
)
_TYPES = {
    "opening_balance": "held before the record begins",
    "common_issued": "issue",
    "series_d_issued": "issue",
    "series_d_converted": "conversion",
    "series_d_auto_converted": "automatic conversion",
    "right_exercised": "exercise of a right",
    "common_split": "split",
    "series_d_split": "split",
    "stock_dividend_paid": "dividend in Common",
    "reorganized": "reorganization",
    "shares_transferred": "transfer",
    "treasury_acquired": "acquired by the Company",
    "treasury_disposed": "disposed of by the Company",
}
"""What moved shares, by the type of the entry; another type says its own name."""


def letters(statements: Iterable[Statement]) -> Iterator[Block]:
    """The letters to these holders, each on a page of its own."""
    for place, one in enumerate(statements):
        if place:
            yield NewPage()
        yield from letter(one)


def letter(one: Statement) -> Iterator[Block]:
    """The letter to one holder."""
    yield Heading(TITLE, 1)
    yield Facts([("Company", one.company), ("To", one.holder), ("At the close of", one.on.isoformat())])
    yield from _holdings(one)
    yield from _movements(one)
    yield from _conversions(one)
    yield from _rights(one)
    yield from _money(one)
    yield from _due(one)
    yield from _said(one)
    yield Signature(one.company)


def _holdings(one: Statement) -> Iterator[Block]:
    held, series, percent = one.holding, one.series, one.holding.percent
    of_series = Fraction(100 * held.series_d, one.series_d_outstanding) if one.series_d_outstanding else None
    rows = [
        ("Common", number(held.common), _of(percent.common, "Common outstanding")),
        (series, number(held.series_d), _of(of_series, f"{series} outstanding")),
        (f"Common into which its {series} converts", _count(held.as_converted), ""),
        ("Common, as converted", _count(_as_converted(one)), _of(percent.as_converted, "all, as converted")),
        ("Common under rights outstanding", number(held.rights), ""),
        ("Common, fully diluted", _count(held.fully_diluted), _of(percent.fully_diluted, "all, fully diluted")),
        ("votes", _count(held.all_votes), _of(percent.votes, "all votes")),
    ]
    yield Heading(f"Holdings at the close of {one.on}")
    yield Grid(("", "shares", "part of"), rows, right=(1,))
    yield Paragraph(_priced(one))


def _as_converted(one: Statement) -> int | None:
    converted = one.holding.as_converted
    return None if converted is None else one.holding.common + converted


def _priced(one: Statement) -> str:
    price = f"The Conversion Price in effect on {one.on} is {exactly(one.price)} a share of Common."
    if not one.holding.series_d:
        return price
    if one.holding.as_converted is None:
        return f"{price} No number of Common follows from it, so nothing is counted as converted (A36, A44)."
    whole = f"its {number(one.holding.series_d)} {one.series} convert into {number(one.holding.as_converted)} shares"
    return f"{price} At that price {whole}, a fraction of a share dropped, whatever is authorized (4A, 4D)."


def _movements(one: Statement) -> Iterator[Block]:
    yield Heading("Movements" if one.since is None else f"Movements from {one.since} on")
    if one.since is not None:
        before = f"{number(one.before.common)} Common and {number(one.before.series_d)} {one.series}"
        yield Paragraph(f"When {one.since} began, the holder had {before}.")
    if not one.movements:
        yield Paragraph("Nothing moved its shares.")
        return
    rows = [_moved(each, one.series) for each in one.movements]
    yield Grid(("on", "entry", "what", "stock", "change", "balance"), rows, right=(4, 5))


def _moved(one: Moved, series: str) -> tuple[str, ...]:
    what = _TYPES.get(one.type, one.type.replace("_", " "))
    if one.holder is not None:
        what += f", {'to' if one.change < 0 else 'from'} {one.holder}"
    stock = "Common" if one.stock == "common" else series
    sign = "+" if one.change > 0 else ""
    return one.on.isoformat(), one.entry, what, stock, f"{sign}{number(one.change)}", number(one.balance)


def _conversions(one: Statement) -> Iterator[Block]:
    if not one.conversions:
        return
    yield Heading("Conversions, and the certificates for them")
    rows = [_converted(each, one.certificates) for each in one.conversions]
    columns = ("on", "entry", one.series, "at the price", "Common due", "delivered", "certificates")
    yield Grid(columns, rows, right=(2, 3, 4, 5))
    if any(each.due != each.delivered for each in one.conversions):
        yield Paragraph("What was delivered stays a fact; due is what the record as now known gives (A8, A30).")
    if not all(each.stated for each in one.conversions):
        yield Paragraph("Where a delivery is assumed, nobody stated its number: the ledger worked it out (A8).")


def _converted(one: Converted, certificates: Sequence[Stands]) -> tuple[str, ...]:
    delivered = number(one.delivered) + ("" if one.stated else " (assumed)")
    said = "; ".join(_certificate(each) for each in certificates if each.about == one.entry)
    shares = (number(one.series_d), number(one.price), number(one.due))
    return one.on.isoformat(), one.entry, *shares, delivered, said or "none is due"


def _certificate(one: Stands) -> str:
    which = "for Common" if one.kind == "certificate" else "for the balance"
    return f"{which} {_state(one) if one.done is None else f'delivered {one.done}'}"


def _rights(one: Statement) -> Iterator[Block]:
    if not one.rights:
        return
    yield Heading("Rights held")
    rows = [
        (name, *map(number, (each.outstanding, each.exercise_price, each.conversion_price)), each.standing)
        for name, each in one.rights.items()
    ]
    yield Grid(("right", "Common", "exercise price", "conversion price", "under 4E"), rows, right=(1, 2, 3))


def _money(one: Statement) -> Iterator[Block]:
    if not one.holding.series_d and not one.owed:
        return
    yield Heading("Preference, and dividends not paid")
    yield Facts(
        [
            (f"Liquidation Preference of its {one.series}", number(one.preference)),
            ("Of that accrued dividends", number(one.accrued)),
            (f"Owed on {one.series} converted since", number(one.owed)),
        ]
    )


def _due(one: Statement) -> Iterator[Block]:
    yield Heading("What is due to the holder")
    if not one.due:
        yield Paragraph("Nothing that the certificate asks for is open.")
        return
    rows = [(each.kind.replace("_", " "), each.clause, each.about, _state(each)) for each in one.due]
    yield Grid(("what", "clause", "about", ""), rows)


def _said(one: Statement) -> Iterator[Block]:
    """What the reader of a letter should know: it asks no ledger, so flags of the record are not counted to it."""
    yield from (Paragraph(sentence(each.flag.message)) for each in of_the_answer(one.notes))
    if one.rests is not None and one.rests.readings:
        yield Paragraph(f"The figures rest on the readings {', '.join(one.rests.readings)} of the certificate.")
    yield Paragraph(_NO_CERTIFICATE)


def _state(one: Stands) -> str:
    return f"{one.state} {one.due}" if one.due is not None else "awaits surrender"


def _of(percent: Fraction | None, what: str) -> str:
    return "" if percent is None else f"{Figure.of(percent).decimal(_PLACES)} % of {what}"


def _count(value: Fraction | int | None) -> str:
    return "-" if value is None else number(value)
