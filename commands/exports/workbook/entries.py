"""The record, entry by entry as it takes effect, what became of each, and below it what should be known of them."""

from collections.abc import Sequence

from commands.exports.workbook.cells import Sheet
from commands.exports.workbook.extract import Company
from commands.exports.workbook.page import ENTRIES, HEAD, Column, Given, Page, Rows, Shape, begin
from projections.answers.listing.entry import Listed
from projections.render.entries import says

_COLUMNS = (
    Column("Entry", 22),
    Column("No", 6, "whole"),
    Column("Takes effect", 12, "date"),
    Column("Kind", 16),
    Column("What happened", 48),
    Column("State", 11),
    Column("Voided or corrected by", 18),
    Column("Recorded (UTC)", 19, "moment"),
    Column("Note", 24),
    Column("Source", 24),
)
_NOTES = ("Entry", "", "", "Clause", "What should be known", "", "", "", "", "")


def rows_of(companies: Sequence[Company]) -> Rows:
    """The row that each entry has on the sheet."""
    row, found = HEAD + 1, {}
    for one in companies:
        row += len(companies) > 1
        for entry in one.entries:
            found[one.name, entry.recorded.id] = row
            row += 1
        row += 1 + _notes(one)
    return found


def _notes(one: Company) -> int:
    """How many rows the notes of a company take, with their head and a line of space."""
    return 0 if one.facts is None or not one.facts.flags else len(one.facts.flags) + 2


def entries(to: Sheet, given: Given) -> None:
    """The sheet."""
    page = begin(to, Shape(ENTRIES, _COLUMNS, len(_COLUMNS)), given)
    for one in given.companies:
        if given.several:
            page.band(one.name)
        for entry in one.entries:
            _entry(page, one.name, entry)
            page.next()
        page.next()
        if _notes(one):
            _flags(page, one)
    page.finish()


def _entry(page: Page, company: str, one: Listed) -> None:
    recorded = one.recorded
    entry = one.now or recorded.entry
    page.text(0, recorded.id)
    page.number(1, recorded.position)
    page.value(2, one.day)
    page.text(3, entry.type.replace("series_d", one.series).replace("_", " "))
    page.text(4, says(entry, series=one.series))
    page.text(5, f"{one.state}{', late' if one.late else ''}")
    if one.edited_by:
        page.link(6, company, one.edited_by[-1].id)
    page.value(7, recorded.recorded_at)
    page.text(8, entry.note or "")
    page.text(9, entry.source or "")


def _flags(page: Page, one: Company) -> None:
    assert one.facts is not None  # noqa: S101  the caller has looked
    page.head(_NOTES)
    for flag in one.facts.flags:
        if flag.entry:
            page.link(0, one.name, flag.entry)
        page.text(3, flag.clause)
        page.text(4, flag.message)
        page.next()
    page.next()
