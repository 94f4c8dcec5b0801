"""Conversions of Series D with what was due worked out again, and what each dividend gave its holders."""

from fractions import Fraction
from math import floor

from commands.exports.workbook.cells import Sheet, is_short
from commands.exports.workbook.page import PAYMENTS, Column, Given, Page, Shape, begin, parts
from ledger.events import SeriesDSplit
from projections.answers.dividends import DividendDue, Due
from projections.documents.company_facts import CompanyFacts
from projections.explain.steps import ExplainedConversion

_CONVERSIONS = (
    Column("Entry", 20),
    Column("On", 11, "date"),
    Column("Holder", 26),
    Column("Series D converted", 12, "shares"),
    Column("Preference of each", 14, "price"),
    Column("Price", 14, "price"),
    Column("Common due", 20, "shares"),
    Column("Common delivered", 20, "shares"),
    Column("Delivered less due", 14, "shares"),
    Column("Delivered as", 12),
    Column("Due, worked out again", 26, "shares"),
    Column("Agrees", 8, "agrees"),
    Column("Preference, exactly", 26),
    Column("Price, exactly", 30),
)
_PRINTED = 12
_DIVIDENDS = (
    *("Entry", "Paid on", "Holder", "Series D on the record date", "Per share of Common", "", "As converted", ""),
    *("", "Series D was", "Due", "", "Due, exactly", "Record date"),
)
_CONVERTED, _PREFERENCE, _PRICE, _DUE, _DELIVERED, _LESS, _HOW, _AGAIN, _AGREES = range(3, 12)
_SHARES = (_CONVERTED, _DUE, _DELIVERED, _LESS)
_PLACES = 6
_NO_TOTAL = "Share units changed between these conversions: where they did, shares have no total."


def payments(to: Sheet, given: Given) -> None:
    """The sheet."""
    page = begin(to, Shape(PAYMENTS, _CONVERSIONS, _PRINTED, repeated=1), given)
    for one, facts in parts(page, given):
        _conversions(page, one.name, facts)
        _dividends(page, one.name, facts)
    page.finish()


def _conversions(page: Page, company: str, facts: CompanyFacts) -> None:
    if not facts.conversions:
        page.text(0, "No Series D was converted.", "text")
        page.next(2)
        return
    first = page.row
    counted = [_conversion(page, company, one) for one in facts.conversions]
    page.text(0, "Total", "sum of what")
    of_one_unit = _columns_of_one_unit(facts)
    for column, total in (
        (_CONVERTED, sum(one.converted for one in facts.conversions)),
        (_DUE, sum(one.entitled for one in facts.conversions)),
        (_DELIVERED, sum(one.delivered for one in facts.conversions)),
        (_LESS, sum(one.delivered - one.entitled for one in facts.conversions)),
    ):
        if column not in of_one_unit:
            page.text(column, "-", "sum")
        elif all(counted):
            page.formula(column, f"=SUM({page.span(column, first)})", total, "sum")
        else:
            page.number(column, total, "sum")
    page.next()
    if len(of_one_unit) < len(_SHARES):
        page.text(
            0, "Share units changed between these conversions; where they did there is no total of shares.", "text"
        )
        page.next()
    page.next()


def _columns_of_one_unit(facts: CompanyFacts) -> frozenset[int]:
    """The columns of shares in which all conversions are in the same share units, so that a total means something."""
    days = [one.on for one in facts.conversions]
    split = any(isinstance(one.now, SeriesDSplit) and min(days) <= one.day <= max(days) for one in facts.entries)
    # the factor of a price takes it into the units of its place
    same = len({one.price.factor for one in facts.conversions}) == 1
    return frozenset([_CONVERTED] * (not split) + [_DUE, _DELIVERED, _LESS] * same)


def _conversion(page: Page, company: str, one: ExplainedConversion) -> bool:
    """A row; whether a formula can count with its shares."""
    page.link(0, company, one.entry)
    page.value(1, one.on)
    page.text(2, one.holder)
    counted = [
        page.number(column, shares)
        for column, shares in ((_CONVERTED, one.converted), (_DUE, one.entitled), (_DELIVERED, one.delivered))
    ]
    page.number(_PREFERENCE, one.preference)
    page.number(_PRICE, one.price)
    if all(counted):
        page.formula(_LESS, f"={page.at(_DELIVERED)}-{page.at(_DUE)}", one.delivered - one.entitled)
    else:
        page.number(_LESS, one.delivered - one.entitled)
    page.text(_HOW, "stated" if one.stated else "assumed")
    _again(page, one)
    page.exact(_PRINTED, one.preference)
    page.exact(_PRINTED + 1, one.price)
    page.next()
    return all(counted)


def _again(page: Page, one: ExplainedConversion) -> None:
    """The floor of Series D x preference / price, where the 15 digits of a spreadsheet come to the same (4A, 4D)."""
    price, preference = one.price.fraction, one.preference.fraction
    if len(one.parts) > 1 or not price or not is_short(price) or not is_short(preference):
        return
    if floor(round(one.converted * (float(preference) / float(price)), _PLACES)) != one.entitled:
        return
    each = f"{page.at(_CONVERTED)}*({page.at(_PREFERENCE)}/{page.at(_PRICE)})"
    page.formula(_AGAIN, f"=INT(ROUND({each},{_PLACES}))", one.entitled)
    page.formula(_AGREES, f'=IF({page.at(_AGAIN)}={page.at(_DUE)},"yes","no")', "yes")


def _dividends(page: Page, company: str, facts: CompanyFacts) -> None:
    found = [(one, name, due) for one in facts.dividends.dividends for name, due in one.holders.items()]
    if not found:
        page.text(0, "No dividend was paid on Common.", "text")
        page.next(2)
        return
    page.head(_DIVIDENDS)
    first = page.row
    counted = [_dividend(page, company, *row) for row in found]
    page.text(0, "Total", "sum of what")
    total = sum((due.due or Fraction(0) for _, _, due in found), Fraction(0))
    if all(counted):
        page.formula(_AGAIN, f"=SUM({page.span(_AGAIN, first)})", float(total), "sum of money")
    else:
        page.number(_AGAIN, total, "sum of money")
    page.next(2)


def _dividend(page: Page, company: str, one: DividendDue, holder: str, due: Due) -> bool:
    """A row; whether a formula can count with what is due. Money per share times shares, in one share unit."""
    page.link(0, company, one.entry)
    page.value(1, one.paid_on)
    page.text(2, holder)
    page.number(_CONVERTED, due.series_d)
    priced = page.number(_PREFERENCE, one.per_share, "price")
    counted = page.number(_DUE, due.as_converted)
    page.text(_HOW, one.series_d or one.kind)
    page.exact(_PRINTED, due.due)
    page.text(_PRINTED + 1, one.record_date.isoformat(), "text")
    together = due.as_converted is not None and due.due == due.as_converted * one.per_share
    if priced and counted and together and is_short(one.per_share) and due.due is not None:
        page.formula(_AGAIN, f"={page.at(_DUE)}*{page.at(_PREFERENCE)}", float(due.due), "money")
        known = True
    else:
        known = page.number(_AGAIN, due.due, "money")
    page.next()
    return known
