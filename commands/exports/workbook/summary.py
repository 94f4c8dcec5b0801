"""The answer: a column for each company, a line for each figure, and where to look for more."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from commands.exports.workbook.cap_table import Totals
from commands.exports.workbook.cells import Sheet
from commands.exports.workbook.extract import Company
from commands.exports.workbook.page import (
    CAP_TABLE,
    ENTRIES,
    HEAD,
    PAYMENTS,
    PRICES,
    RIGHTS,
    SUMMARY,
    Column,
    Given,
    Number,
    Page,
    Shape,
    begin,
)
from ledger.events import BalanceAsserted
from projections.documents.company_facts import CompanyFacts

_LABEL, _FIGURE, _WHERE = 36, 40, 26
_NONE = "no certificate by then"


class _Line(NamedTuple):
    """A line: its name, what it says of a company, how it looks, and the sheet that it leads to."""

    label: str
    says: Callable[[CompanyFacts], Number | str | None]
    look: str = "shares"
    where: str = ""
    total: int | None = None
    """The column of the cap table whose total it is."""


def _open(facts: CompanyFacts) -> str:
    states = [one.state(facts.on) for one in facts.open]
    return ", ".join(f"{states.count(one):,} {one}" for one in dict.fromkeys(sorted(states))) or "nothing"


def _asserted(facts: CompanyFacts) -> str:
    asserted = sum(isinstance(one.now, BalanceAsserted) and one.day <= facts.on for one in facts.entries)
    return f"{len(facts.differing)} of {asserted} differ" if asserted else "none asserted"


_LINES = (
    _Line("Series", lambda it: it.terms.series, "text"),
    _Line("Certificate adopted", lambda it: it.adopted.isoformat(), "text"),
    _Line("Conversion Price in effect", lambda it: it.price.in_effect, "price", PRICES),
    _Line("Conversion Price after the close", lambda it: it.price.after_close, "price", PRICES),
    _Line("Common for one Series D", lambda it: it.price.common_per_share, "price"),
    _Line("Series D outstanding", lambda it: it.holders.series_d_outstanding, where=CAP_TABLE, total=2),
    _Line("Common outstanding", lambda it: it.holders.common_outstanding, where=CAP_TABLE, total=1),
    _Line("Series D as converted", lambda it: it.holders.totals.as_converted, where=CAP_TABLE, total=3),
    _Line("Common under rights", lambda it: it.holders.totals.rights, where=RIGHTS, total=4),
    _Line("Fully diluted", lambda it: it.holders.totals.fully_diluted, where=CAP_TABLE, total=5),
    _Line("Common in treasury", lambda it: it.holders.treasury, where=CAP_TABLE),
    _Line("Common authorized", lambda it: it.holders.common_authorized, where=CAP_TABLE),
    _Line("Room that is left", lambda it: it.holders.room.free, where=CAP_TABLE),
    _Line("Steps of the price", lambda it: len(it.steps), where=PRICES),
    _Line("Conversions", lambda it: len(it.conversions), where=PAYMENTS),
    _Line("of which deliveries are assumed", lambda it: sum(not one.stated for one in it.conversions), where=PAYMENTS),
    _Line("Due and overdue", _open, "text"),
    _Line("Asserted balances", _asserted, "text", ENTRIES),
    _Line("Notes on the record", lambda it: len(it.flags), where=ENTRIES),
)
_EXACT = ("Conversion Price in effect", "Conversion Price after the close", "Common for one Series D")
"""The lines that are said exactly too, in columns that are not printed."""


def summary(to: Sheet, given: Given, totals: Totals) -> None:
    """The sheet."""
    companies = given.companies
    names = [Column(one.name, _FIGURE, "shares") for one in companies]
    exact = [Column(f"{one.name}, exactly", _FIGURE) for one in companies]
    columns = [Column("Figure", _LABEL, "label"), *names, Column("See", _WHERE), *exact]
    page = begin(to, Shape(SUMMARY, columns, len(names) + 2), given)
    for line in _LINES:
        _line(page, line, companies, totals)
    _log(page, companies)
    page.finish()


def _line(page: Page, line: _Line, companies: Sequence[Company], totals: Totals) -> None:
    page.text(0, line.label, "label")
    for column, one in enumerate(companies, start=1):
        value = _NONE if one.facts is None else line.says(one.facts)
        if isinstance(value, str):
            page.text(column, value, "wrap")
        elif line.total is not None and one.name in totals and value is not None and value < 10**15:
            at = page.at(line.total, totals[one.name])
            page.formula(column, f"='{CAP_TABLE}'!{at}", float(value), line.look)
        else:
            page.number(column, value, line.look)
            if line.label in _EXACT:
                page.exact(page.printed + column - 1, value)
    if line.where:
        page.to.link(page.row, len(companies) + 1, line.where, line.where, HEAD)
    page.next()


def _log(page: Page, companies: Sequence[Company]) -> None:
    page.text(0, "Entries", "label")
    for column, one in enumerate(companies, start=1):
        page.number(column, one.summary.entries)
    page.to.link(page.row, len(companies) + 1, ENTRIES, ENTRIES, HEAD)
    page.next()
    page.text(0, "Head of the log", "label")
    for column, one in enumerate(companies, start=1):
        page.text(column, one.summary.head, "wrap")
    page.next()
    page.text(0, "Head of the ledger", "label")
    for column, one in enumerate(companies, start=1):
        page.text(column, one.ledger_head or "none yet", "wrap")
    page.next()
