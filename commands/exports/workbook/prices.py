"""Every change of the price, with A, B, C and D, and the formula of 4E worked out again."""

from collections.abc import Mapping
from fractions import Fraction

from commands.exports.workbook.cells import Sheet
from commands.exports.workbook.page import PRICES, Column, Given, Page, Shape, begin, parts
from ledger.events import AnyEntry
from projections.answers.history import PriceStep
from projections.render.entries import says

_COLUMNS = (
    Column("Step", 6, "whole"),
    Column("On", 11, "date"),
    Column("Governs from", 11, "date"),
    Column("Clause", 8),
    Column("Entry", 20),
    Column("What happened", 38),
    Column("A: Common outstanding and deemed issued", 15, "shares"),
    Column("B: price before", 14, "price"),
    Column("C: Additional Shares", 13, "shares"),
    Column("D: consideration", 14, "money"),
    Column("Price after", 14, "price"),
    Column("(A x B + D) / (A + C) worked out again", 14, "price"),
    Column("Agrees", 8, "agrees"),
    *(Column(f"{name}, exactly", 30) for name in ("A", "B", "C", "D", "Price after")),
)
_PRINTED = 13
_A, _B, _C, _D, _AFTER, _AGAIN, _AGREES, _EXACT = range(6, 14)
_CLOSE = "1E-9"


def prices(to: Sheet, given: Given) -> None:
    """The sheet."""
    page = begin(to, Shape(PRICES, _COLUMNS, _PRINTED, frozen=5), given)
    for one, facts in parts(page, given):
        if not facts.steps:
            page.text(0, "Nothing has changed the price that the certificate fixes.", "text")
            page.next()
        standing = {entry.recorded.id: entry.now for entry in facts.entries if entry.now is not None}
        for step in facts.steps:
            _step(page, one.name, standing, step)
            page.next()
    page.finish()


def _step(page: Page, company: str, standing: Mapping[str, AnyEntry], step: PriceStep) -> None:
    page.number(0, step.number)
    page.value(1, step.effective)
    page.value(2, step.governs_from)
    page.text(3, step.clause)
    page.link(4, company, step.entry)
    page.text(5, _cause(standing, step))
    figures = (step.a, step.before, step.c, step.d, step.after)
    counted = [page.number(_A + place, figure) for place, figure in enumerate(figures) if figure is not None]
    for place, figure in enumerate(figures):
        page.exact(_EXACT + place, figure)
    if step.a is not None and all(counted):
        a, b, c, d, given = (page.at(place) for place in (_A, _B, _C, _D, _AFTER))
        after = Fraction(step.after.fraction)
        page.formula(_AGAIN, f"=({a}*{b}+{d})/({a}+{c})", float(after))
        again = page.at(_AGAIN)
        page.formula(_AGREES, f'=IF(ABS({again}-{given})<={_CLOSE}*ABS({given}),"yes","no")', "yes")


def _cause(standing: Mapping[str, AnyEntry], step: PriceStep) -> str:
    """What the entries of the moment say happened."""
    return "; ".join(says(standing[name]) for name in step.entries if name in standing) or step.entry
