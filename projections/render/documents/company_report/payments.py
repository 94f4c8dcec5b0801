"""Conversions of Series D, those whose delivery somebody stated apart from the assumed ones; dividends on it."""

from collections.abc import Iterator

from ledger.numbers.figure import Figure
from projections.answers.dividends import AccrualPaid, DividendDue
from projections.documents.company_facts import CompanyFacts
from projections.explain.steps import ExplainedConversion
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph
from projections.render.documents.company_report.parts import table
from projections.render.numbers import number

_MADE = ("entry", "on", "holder", "converted", "price", "due", "delivered", "difference")
_PAID = ("entry", "kind", "record date", "paid on", "per share", "due to all", "Series D was")
_ACCRUALS = ("entry", "on", "at most per share", "paid in all")


def conversions(report: CompanyFacts) -> Iterator[Block]:
    """What was converted, what was due and what was delivered."""
    if not report.conversions:
        return
    yield Heading(f"Conversions of {report.terms.series}")
    if any(one.delivered != one.entitled for one in report.conversions):
        yield Paragraph(
            "What was delivered stays a fact; what is missing is due, what was too much is reported (A8, A30)."
        )
    stated, assumed = ([_made(one) for one in report.conversions if one.stated == how] for how in (True, False))
    yield from table("Delivered as stated", _MADE, stated, level=3)
    intro = "Nobody stated these numbers: the ledger worked them out when the conversion was recorded (A8)."
    yield from table("Delivered as assumed", _MADE, assumed, intro, level=3)


def _made(one: ExplainedConversion) -> list[str]:
    shares = (one.entitled, one.delivered, one.delivered - one.entitled)
    made = [one.entry, one.on.isoformat(), one.holder, number(one.converted), number(one.price)]
    return [*made, *map(number, shares)]


def dividends(report: CompanyFacts) -> Iterator[Block]:
    """Each dividend, what was paid of accruals, and what is still accrued and owed."""
    found = report.dividends
    if not found.dividends and not found.payments:
        return
    series = report.terms.series
    yield Heading("Dividends")
    if found.dividends:
        yield Grid((*_PAID[:-1], f"{series} was"), list(map(_dividend, found.dividends)))
    yield from table("Accruals paid", _ACCRUALS, map(_accrual, found.payments), level=3)
    each = found.accrued_per_share
    said = [f"Accrued and unpaid on a share of {series}: {number(each)}, part of its Liquidation Preference (3)."]
    if found.by_accrual[1:]:
        said += [f"{shares:,} {series} carry {number(carried)} each (A60)." for carried, shares in found.by_accrual]
    said += [
        f"Owed to {name} on {series} converted since: {number(debt)}, in no preference (A60)."
        for name, debt in found.debts.items()
    ]
    yield Items(said)


def _dividend(one: DividendDue) -> list[str]:
    days = [one.record_date.isoformat(), one.paid_on.isoformat()]
    return [one.entry, one.kind, *days, number(one.per_share), number(one.total), one.series_d or "-"]


def _accrual(one: AccrualPaid) -> list[str]:
    paid = sum((amount.fraction for amount in one.holders.values()), Figure.of(0).fraction)
    return [one.entry, one.on.isoformat(), number(one.per_share), number(paid)]
