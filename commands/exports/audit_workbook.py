"""XLSX: the working paper of an audit as a workbook: each finding a row, with room for what its reviewer makes of it.

The numbers stand twice: as text, exact, and beside it as numbers to sort and to sum by. The sheets are set up for
paper: landscape, as wide as the page, their headings on every page, the head of the log at the foot.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from commands.exports.workbook.cells import FORMATS, Sheet
from ledger.numbers.figure import Figure
from ledger.shown import visible
from projections.audit.findings import Audit, ClaimFound, Compared, ConversionFound
from projections.audit.notices_sent import SentFound
from projections.render.answers.audit.audit import (
    as_written,
    explanation_of_common,
    explanations_of_price,
    finding_in_words,
)
from projections.render.answers.audit.working_paper import (
    NO_NOTES,
    TICKS,
    TITLE,
    criteria,
    headings,
    how_stated,
    note_of,
    origin,
    sums_of,
)
from projections.render.documents.report import Colophon

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Value = str | int | date | Figure | None

_LEGAL = 5
_LINE, _TO_WRITE_IN = 15, 2
_LOOKS = FORMATS | {
    "whole": FORMATS["whole"] | {"valign": "top"},
    "wrap": FORMATS["wrap"] | {"align": "left", "indent": 1},
    "row": {"align": "left", "valign": "top"},
    "date": FORMATS["date"] | {"valign": "top"},
    "exact": FORMATS["exact"] | {"valign": "top", "text_wrap": True, "align": "left", "indent": 1},
    "decimal": FORMATS["decimal"] | {"valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "review": {"text_wrap": True, "valign": "top", "bg_color": "#FFF9E5", "border": 1, "border_color": "#C9C5BB"},
}


class Column(NamedTuple):
    """A column: what stands over it, how wide it is, and how its cells look, which says what they hold."""

    name: str
    width: int
    look: str


_REVIEW = (
    Column("reviewer: decision", 13, "review"),
    Column("initials", 8, "review"),
    Column("reviewer: note", 24, "review"),
)
_CLAIMS = (
    Column("row", 5, "row"),
    Column("date", 11, "date"),
    Column("source", 12, "wrap"),
    Column("of what", 11, "wrap"),
    Column("finding", 9, "wrap"),
    Column("claimed (as written)", 13, "exact"),
    Column("claimed", 19, "decimal"),
    Column("computed (exact)", 18, "exact"),
    Column("computed", 19, "decimal"),
    Column("claimed less computed", 19, "decimal"),
    Column("how it is stated, or what explains it", 44, "wrap"),
    Column("conversions touched", 14, "whole"),
    Column("shares, these conversions", 15, "whole"),
    Column("in money", 16, "money"),
    Column("shares, all Series D of the day", 16, "whole"),
    Column("in money, all Series D", 16, "money"),
)
_TOUCHED = (
    Column("row of the claim", 10, "row"),
    Column("conversion", 28, "wrap"),
    Column("on", 11, "date"),
    Column("holder", 28, "wrap"),
    Column("Series D converted", 14, "whole"),
    Column("record's price (exact)", 24, "exact"),
    Column("record's price", 19, "decimal"),
    Column("Common at the record's price", 16, "whole"),
    Column("Common at the price claimed", 16, "whole"),
    Column("difference in shares", 16, "whole"),
    Column("in money", 16, "money"),
)
_DELIVERIES = (
    Column("conversion", 28, "wrap"),
    Column("on", 11, "date"),
    Column("holder", 28, "wrap"),
    Column("Series D converted", 14, "whole"),
    Column("due on the record as now known", 18, "whole"),
    Column("delivered", 16, "whole"),
    Column("delivered less due", 16, "whole"),
    Column("who says how many", 26, "wrap"),
)
_NOTICES = (
    Column("notice", 24, "wrap"),
    Column("to", 28, "wrap"),
    Column("mailed", 11, "date"),
    Column("stated (exact)", 20, "exact"),
    Column("stated", 19, "decimal"),
    Column("computed (exact)", 24, "exact"),
    Column("computed", 19, "decimal"),
    Column("finding", 44, "wrap"),
)


def working_paper(answer: Audit, colophon: Colophon, file: str, reviewed: Mapping[int, str] = NO_NOTES) -> bytes:
    """The workbook; `reviewed` is what a reviewer noted already, by the rows of the claims."""
    book, stream = _new_book(colophon)
    formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
    too_long: dict[str, None] = {}

    def sheet(name: str) -> Sheet:
        made = Sheet(book.add_worksheet(name), formats, too_long)
        _set_up(made, colophon)
        return made

    _summary(sheet("Summary"), answer, colophon, file)
    if answer.claims:
        lines = [(row, note) for one in answer.worst_first for row, note in _noted(one, note_of(one, reviewed))]
        _table(sheet("Claims"), _CLAIMS, [row for row, _ in lines], frozen=2, notes=[note for _, note in lines])
    touched = [(one.claim.row, *_touched) for one in answer.worst_first for _touched in _conversions_of(one)]
    if touched:
        _table(sheet("Conversions touched"), _TOUCHED, touched, frozen=2)
    for name, found in (("Stated deliveries", answer.stated), ("Assumed deliveries", answer.assumed)):
        if found:
            _table(sheet(name), _DELIVERIES, [*map(_delivery, found)], frozen=1)
    if answer.notices:
        _table(sheet("Notices"), _NOTICES, [*map(_notice, answer.notices)], frozen=1)
    book.close()
    return stream.getvalue()


def _new_book(colophon: Colophon) -> "tuple[Workbook, io.BytesIO]":
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    about = {"title": TITLE, "company": visible(colophon.company), "created": colophon.moment.replace(tzinfo=None)}
    book.set_properties(about)
    return book, stream


def _set_up(to: Sheet, colophon: Colophon) -> None:
    to.sheet.set_landscape()
    to.sheet.set_paper(_LEGAL)
    to.sheet.fit_to_pages(1, 0)
    to.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    company = visible(colophon.company)[:100].replace("&", "&&")
    to.sheet.set_header(f"&L{company}&R{TITLE}")
    to.sheet.set_footer(f"&L&8Head of the log {colophon.head}&R&8&A, page &P of &N")


def _summary(to: Sheet, answer: Audit, colophon: Colophon, file: str) -> None:
    to.sheet.fit_to_pages(1, 1)  # whoever signs below does so on the page of what is signed
    to.sheet.set_column(0, 0, 34)
    to.sheet.set_column(1, 5, 22)
    to.text(0, 0, TITLE, "title")
    row = 2
    for label, fact in origin(answer, colophon, file):
        to.text(row, 0, label, "label")
        to.text(row, 1, fact)
        row += 1
    for head, lines in _sums(answer):
        row += 1
        for column, name in enumerate(head):
            to.text(row, column, name, "header")
        for line in lines:
            row += 1
            for column, value in enumerate(line):
                _put(to, row, column, _look(column, value), value)
        row += 1
    row += 1
    to.text(row, 0, "Criteria", "label")
    notes = [*criteria(answer), *(f"To know: {one.flag.message}." for one in answer.notes or ())]
    for note in notes:
        row += 1
        to.sheet.merge_range(row, 0, row, 5, "", to.formats["wrap"])
        to.sheet.set_row(row, 15 * (1 + len(note) // 140))
        to.text(row, 0, note, "wrap")
    for label in ("Prepared by, date", "Reviewed by, date"):
        row += 2
        to.text(row, 0, label, "label")
        to.sheet.merge_range(row, 1, row, 3, "", to.formats["review"])
    to.sheet.print_area(0, 0, row, 5)


def _sums(answer: Audit) -> Iterator[tuple[Sequence[str], Sequence[Sequence[Value]]]]:
    """The tables of the summary."""
    told = [one.finding for one in answer.claims]
    if told:
        yield ("claims", "number"), [(name, told.count(finding)) for finding, name in headings(answer)]
    if "wrong" in told:
        head = ("conversions touched", "shares too few", "in money", "shares too many", "in money")
        sums = sums_of(answer)
        shares = [Figure.of(it) if it.denominator != 1 else int(it) for it in (sums.too_few, sums.too_many)]
        line = (sums.conversions, shares[0], sums.worth_too_few, shares[1], sums.worth_too_many)
        yield head, [line, *((note,) for note in sums.notes)]
    if answer.conversions:
        lines: list[Sequence[Value]] = [
            (name, len(found), *(sum(_sign(one.difference) == sign for one in found) for sign in (0, -1, 1)))
            for name, found in (("stated", answer.stated), ("assumed", answer.assumed))
        ]
        yield ("deliveries", "recorded", "as due", "too few", "too many"), lines


def _look(column: int, value: Value) -> str:
    """Shares, where they are restated in other units, with their decimals; money stands beside them."""
    return "whole" if not isinstance(value, Figure) else "money" if column % 2 == 0 else "decimal"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _noted(one: ClaimFound, note: str) -> Iterator[tuple[tuple[Value, ...], str]]:
    """The rows of a claim, the first of them with what a reviewer noted."""
    for number, row in enumerate(_claim(one)):
        yield row, note if number == 0 else ""


def _table(
    to: Sheet, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, frozen: int, notes: Sequence[str] = ()
) -> None:
    """A table with the columns of its reviewer; what these hold is checked, and everything can be filtered.

    `notes` are what the reviewer noted already, one for each row or none at all.
    """
    of_all, last = (*columns, *_REVIEW), len(rows)
    for place, column in enumerate(of_all):
        to.sheet.set_column(place, place, column.width)
        to.text(0, place, column.name, "header")
    to.sheet.set_row(0, _LINE * max(_lines_of_head(column) for column in of_all) + 3)
    for at, (row, note) in enumerate(zip(rows, notes or [""] * last, strict=True), start=1):
        filled = (*row, "", "", note)
        to.sheet.set_row(
            at,
            _LINE * max(_TO_WRITE_IN, *(_lines(column, value) for column, value in zip(of_all, filled, strict=True))),
        )
        for place, (column, value) in enumerate(zip(of_all, filled, strict=True)):
            _put(to, at, place, column.look, value)
    decision = len(columns)
    ticks = {"validate": "list", "source": list(TICKS), "error_message": "Choose one of the list."}
    to.sheet.data_validation(1, decision, last, decision, ticks)
    to.sheet.freeze_panes(1, frozen)
    to.sheet.autofilter(0, 0, last, len(of_all) - 1)
    to.sheet.repeat_rows(0)
    to.sheet.print_area(0, 0, last, len(of_all) - 1)


def _lines_of_head(column: Column) -> int:
    """How many lines the name of a column takes: bold, set in, and with the arrow of the filter beside it."""
    return len(wrap(column.name, column.width - _BESIDE_A_NAME))


_BESIDE_A_NAME = 4


def _lines(column: Column, value: Value) -> int:
    """How many lines a cell takes; not every program works that out for itself."""
    shown = str(value.num()["exact"]) if isinstance(value, Figure) and column.look == "exact" else str(value)
    return sum(1 + len(line) // column.width for line in shown.split("\n")) if column.look in _WRAPPED else 1


_WRAPPED = ("wrap", "exact", "review")


def _put(to: Sheet, row: int, column: int, look: str, value: Value) -> None:
    """Write a value as its column has it."""
    match value:
        case Figure() if look == "exact":
            num = value.num()
            to.text(row, column, num["exact"] or f"a rational of {num.get('digits', 0):,} digits", look)
        case Figure():
            to.number(row, column, value.fraction, value.decimal(), look)
        case date():
            to.value(row, column, "date", value)
        case int():
            to.sheet.write_number(row, column, value, to.formats[look])
        case str():
            to.text(row, column, value, "wrap" if look == "whole" else look)
        case None:
            to.sheet.write_blank(row, column, None, to.formats[look])


def _claim(one: ClaimFound) -> Iterator[tuple[Value, ...]]:
    """A claim as rows: its price, and the Common for one share where that is claimed."""
    effect = one.effect
    touched: tuple[Value, ...] = (None,) * 5
    if effect is not None:
        these = (len(effect.conversions), effect.converted_common, effect.converted_money)
        touched = (*these, effect.common, effect.money)
    why = "\n".join([*([one.note] if one.note else []), *([] if one.price.agrees else explanations_of_price(one))])
    yield (*_compared(one, "price", one.price, why or how_stated(one.price, one.claim.places)), *touched)
    if one.common_per_share is not None:
        common = one.common_per_share
        said = how_stated(common, one.claim.common_places) if common.agrees else explanation_of_common(one)
        shares = None if common.effect is None else common.effect.common
        yield (*_compared(one, "Common per share", common, said), None, None, None, shares, None)


def _compared(one: ClaimFound, what: str, it: Compared, why: str) -> tuple[Value, ...]:
    finding = finding_in_words(it.finding, it.rounded)
    numbers = (it.claimed, it.computed, it.computed, it.difference)
    return (
        one.claim.row,
        one.claim.on,
        one.claim.source,
        what,
        finding,
        as_written(one, it) or it.claimed.text(),
        *numbers,
        why,
    )


def _conversions_of(one: ClaimFound) -> Iterator[tuple[Value, ...]]:
    for it in () if one.effect is None else one.effect.conversions:
        numbers = (it.at_record, it.at_claim, it.difference, it.money)
        yield (it.entry, it.on, it.holder, it.converted, it.price, it.price, *numbers)


def _delivery(one: ConversionFound) -> tuple[Value, ...]:
    says = "its entry states it" if one.stated else "nobody; the ledger assumes it"
    return (one.entry, one.on, one.holder, one.converted, one.entitled, one.delivered, one.difference, says)


def _notice(one: SentFound) -> tuple[Value, ...]:
    return (one.entry, one.holder, one.mailed, one.stated, one.stated, one.computed, one.computed, one.says)
