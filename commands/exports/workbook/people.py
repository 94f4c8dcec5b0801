"""The six sheets for people, in order. They lead to each other: an entry to its row, a figure to its sheet."""

from collections.abc import Sequence

from commands.exports.request import Request
from commands.exports.workbook.cap_table import cap_table
from commands.exports.workbook.cells import Sheet
from commands.exports.workbook.entries import entries, rows_of
from commands.exports.workbook.extract import Company
from commands.exports.workbook.page import CAP_TABLE, ENTRIES, PAYMENTS, PRICES, RIGHTS, SUMMARY, Given
from commands.exports.workbook.payments import payments
from commands.exports.workbook.prices import prices
from commands.exports.workbook.rights import rights
from commands.exports.workbook.summary import summary

SHEETS = (SUMMARY, PRICES, CAP_TABLE, RIGHTS, PAYMENTS, ENTRIES)


def write_people(sheets: Sequence[Sheet], request: Request, companies: Sequence[Company]) -> None:
    """Fill the sheets."""
    answer, steps, table, outstanding, paid, record = sheets
    given = Given(request, companies, rows_of(companies))
    prices(steps, given)
    totals = cap_table(table, given)
    rights(outstanding, given)
    payments(paid, given)
    entries(record, given)
    summary(answer, given, totals)
