"""Options, warrants and convertibles with something outstanding, and what exercise would bring in."""

from fractions import Fraction

from commands.exports.workbook.cells import Sheet, is_short
from commands.exports.workbook.page import RIGHTS, Column, Given, Page, Shape, begin, parts
from ledger.events import ConvertibleIssued, OptionGranted
from projections.answers.balances import RightHeld
from projections.documents.company_facts import CompanyFacts

_COLUMNS = (
    Column("Right", 20),
    Column("Holder", 26),
    Column("Granted by entry", 20),
    Column("Kind", 12),
    Column("Ends", 11, "date"),
    Column("Shares outstanding", 24, "shares"),
    Column("As option", 24, "shares"),
    Column("As convertible", 24, "shares"),
    Column("Price per share", 14, "price"),
    Column("Further price on conversion", 14, "price"),
    Column("Deemed issued", 10),
    Column("Under 4E", 11),
    Column("Shares x price", 26, "money"),
    *(Column(f"{name}, exactly", 24) for name in ("Shares", "Price", "Further price")),
)
_PRINTED = 13
_SHARES, _OPTION, _CONVERTIBLE, _PRICE, _FURTHER, _DEEMED, _STANDING, _MONEY = range(5, 13)


def rights(to: Sheet, given: Given) -> None:
    """The sheet."""
    page = begin(to, Shape(RIGHTS, _COLUMNS, _PRINTED), given)
    for one, facts in parts(page, given):
        _rights(page, one.name, facts)
    page.finish()


def _rights(page: Page, company: str, facts: CompanyFacts) -> None:
    if not facts.holders.rights:
        page.text(0, "No right is outstanding.", "text")
        page.next()
        return
    first, grants = page.row, _grants(facts)
    counted = [_right(page, company, name, one, grants) for name, one in facts.holders.rights.items()]
    page.text(0, "Total", "sum of what")
    held = facts.holders.rights.values()
    for column, number in (
        (_SHARES, sum((one.outstanding for one in held), Fraction(0))),
        (_OPTION, sum((one.as_option for one in held), Fraction(0))),
        (_CONVERTIBLE, sum((one.as_convertible for one in held), Fraction(0))),
    ):
        if all(counted):
            page.formula(column, f"=SUM({page.span(column, first)})", float(number), "sum")
        else:
            page.number(column, number, "sum")
    page.next(2)


def _right(
    page: Page, company: str, name: str, one: RightHeld, grants: dict[str, OptionGranted | ConvertibleIssued]
) -> bool:
    """A row; whether a formula can count with its shares."""
    grant = grants.get(name)
    page.text(0, name)
    page.text(1, one.holder)
    if grant is not None:
        page.link(2, company, grant.id or "")
        page.text(3, grant.kind if isinstance(grant, OptionGranted) else "convertible")
        page.value(4, grant.expires if isinstance(grant, OptionGranted) else grant.matures)
    shares = (one.outstanding, one.as_option, one.as_convertible)
    counted = [page.number(_SHARES + place, number) for place, number in enumerate(shares)]
    prices = (one.exercise_price, one.conversion_price)
    priced = [page.number(_PRICE + place, number) for place, number in enumerate(prices)]
    page.text(_DEEMED, "yes" if one.triggered else "no")
    page.text(_STANDING, one.standing)
    if counted[0] and priced[0] and is_short(one.outstanding * one.exercise_price):
        page.formula(_MONEY, f"={page.at(_SHARES)}*{page.at(_PRICE)}", float(one.outstanding * one.exercise_price))
    for place, number in enumerate((one.outstanding, *prices)):
        page.exact(_PRINTED + place, number)
    page.next()
    return all(counted)


def _grants(facts: CompanyFacts) -> dict[str, OptionGranted | ConvertibleIssued]:
    """The grant of each right, as it now stands."""
    standing = (one.now for one in facts.entries)
    return {one.right: one for one in standing if isinstance(one, OptionGranted | ConvertibleIssued)}
