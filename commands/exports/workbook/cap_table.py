"""Who holds what: Common, as converted and fully diluted, with parts and totals as formulas; and the room left."""

from collections.abc import Mapping

from commands.exports.workbook.cells import MOST_DIGITS, Sheet
from commands.exports.workbook.page import CAP_TABLE, Column, Given, Number, Page, Shape, begin, parts
from projections.answers.balances import Holders
from projections.answers.holdings.dilution import Room, Stake

_COLUMNS = (
    Column("Holder", 34),
    Column("Common", 24, "shares"),
    Column("Series D", 16, "shares"),
    Column("As converted", 21, "shares"),
    Column("Rights", 24, "shares"),
    Column("Fully diluted", 24, "shares"),
    Column("% of Common", 12, "percent"),
    Column("% as converted", 12, "percent"),
    Column("% fully diluted", 12, "percent"),
    Column("Votes", 21, "shares"),
    Column("% of votes", 12, "percent"),
    *(Column(f"{name}, exactly", 26) for name in ("% of Common", "% as converted", "% fully diluted", "% of votes")),
)
_PRINTED = 11
_COMMON, _SERIES_D, _CONVERTED, _RIGHTS, _DILUTED, _OF_COMMON, _OF_CONVERTED, _OF_DILUTED, _VOTES, _OF_VOTES = range(
    1, 11
)
_SUMMED = (_COMMON, _SERIES_D, _CONVERTED, _RIGHTS, _DILUTED, _VOTES)
_MEASURES: Mapping[int, frozenset[int]] = {
    _OF_COMMON: frozenset({_COMMON}),
    _OF_CONVERTED: frozenset({_COMMON, _CONVERTED}),
    _OF_DILUTED: frozenset({_DILUTED}),
    _OF_VOTES: frozenset({_VOTES}),
}
"""Of which columns the parts are parts."""
_PERCENT = 100

Totals = Mapping[str, int]
"""The row of the totals of each company."""


def cap_table(to: Sheet, given: Given) -> Totals:
    """The sheet; where the totals of each company stand."""
    page = begin(to, Shape(CAP_TABLE, _COLUMNS, _PRINTED), given)
    totals = {}
    for one, _ in parts(page, given):
        if one.held.holders:
            totals[one.name] = _holders(page, one.held)
        _room(page, one.held.room)
        page.next()
    page.finish()
    return totals


def _holders(page: Page, held: Holders) -> int:
    first = page.row
    stakes = sorted(held.holders.items(), key=lambda one: (-(one[1].fully_diluted or 0), one[0]))
    total = first + len(stakes)
    counted = _counted(held)
    for name, stake in stakes:
        _holder(page, name, stake, total, counted)
        page.next()
    _total(page, held.totals, first, counted)
    page.next()
    for column, number in zip(_SUMMED, _counts(held.totals), strict=True):
        page.number(column, number)
    page.text(0, "in the ledger", "quiet")
    if counted:
        page.next()
        page.text(0, "agrees", "quiet")
        for column in sorted(counted):
            page.formula(
                column, f'=IF({page.at(column, total)}={page.at(column, total + 1)},"yes","no")', "yes", "agrees"
            )
    page.next(2)
    return total


def _counts(stake: Stake) -> tuple[Number | None, ...]:
    return (stake.common, stake.series_d, stake.as_converted, stake.rights, stake.fully_diluted, stake.all_votes)


def _counted(held: Holders) -> frozenset[int]:
    """The columns that a spreadsheet sums up exactly: where something is not whole, too long or not known, it does not.

    In the others the figures of the ledger stand alone.
    """
    columns = zip(*map(_counts, (*held.holders.values(), held.totals)), strict=True)
    return frozenset(column for column, numbers in zip(_SUMMED, columns, strict=True) if all(map(_whole, numbers)))


def _whole(number: Number | None) -> bool:
    """Whether a spreadsheet counts with a number as it is."""
    return number is not None and number % 1 == 0 and abs(number) < 10**MOST_DIGITS


def _holder(page: Page, name: str, stake: Stake, total: int, counted: frozenset[int]) -> None:
    page.text(0, name)
    for column, number in zip(_SUMMED, _counts(stake), strict=True):
        page.number(column, number)
    parts = (stake.percent.common, stake.percent.as_converted, stake.percent.fully_diluted, stake.percent.votes)
    columns = (_OF_COMMON, _OF_CONVERTED, _OF_DILUTED, _OF_VOTES)
    for place, (column, part) in enumerate(zip(columns, parts, strict=True)):
        page.exact(_PRINTED + place, part)
        if part is None or not _MEASURES[column] <= counted:
            page.number(column, None if part is None else part / _PERCENT)
        else:
            page.formula(column, _part(page, column, total), float(part / _PERCENT))
    if _DILUTED in counted and stake.fully_diluted is not None:
        page.formula(_DILUTED, f"={_added(page, page.row)}", float(stake.fully_diluted))


def _added(page: Page, row: int) -> str:
    return "+".join(page.at(column, row) for column in (_COMMON, _CONVERTED, _RIGHTS))


def _part(page: Page, column: int, total: int) -> str:
    """The formula of a part of the total."""
    if column == _OF_CONVERTED:
        some, every = (
            f"({page.at(_COMMON, row, fixed=fixed)}+{page.at(_CONVERTED, row, fixed=fixed)})"
            for row, fixed in ((page.row, False), (total, True))
        )
        return f"={some}/{every}"
    measure = {_OF_COMMON: _COMMON, _OF_DILUTED: _DILUTED, _OF_VOTES: _VOTES}[column]
    return f"={page.at(measure)}/{page.at(measure, total, fixed=True)}"


def _total(page: Page, totals: Stake, first: int, counted: frozenset[int]) -> None:
    page.text(0, "Total", "sum of what")
    for column, number in zip(_SUMMED, _counts(totals), strict=True):
        if column in counted and number is not None:
            page.formula(column, f"=SUM({page.span(column, first)})", float(number), "sum")
        else:
            page.number(column, number, "sum")
    parts = (totals.percent.common, totals.percent.as_converted, totals.percent.fully_diluted, totals.percent.votes)
    for column, part in zip((_OF_COMMON, _OF_CONVERTED, _OF_DILUTED, _OF_VOTES), parts, strict=True):
        if part is not None and _MEASURES[column] <= counted:
            page.formula(column, f"=SUM({page.span(column, first)})", float(part / _PERCENT), "sum of percent")
        else:
            page.number(column, None if part is None else part / _PERCENT, "sum of percent")


def _room(page: Page, room: Room) -> None:
    page.text(0, "Common authorized, and what it must suffice for", "label")
    page.next()
    first, lines = page.row, _lines(room)
    for label, number in lines:
        page.text(0, label)
        page.number(1, number)
        page.next()
    page.text(0, "Left over, or short by if below zero", "sum of what")
    whole = all(_whole(number) for _, number in lines)
    if room.free is not None and whole:
        taken = "".join(f"-{page.at(1, first + place)}" for place in (1, 3, 4))
        page.formula(1, f"={page.at(1, first)}{taken}", float(room.free), "sum")
    else:
        page.number(1, room.free, "sum")
    page.next()


def _lines(room: Room) -> list[tuple[str, Number | None]]:
    return [
        ("Authorized", room.authorized),
        ("Outstanding", room.outstanding),
        ("In treasury, which can be delivered", room.treasury),
        ("For all Series D as converted", room.for_series_d),
        ("For all rights", room.for_rights),
    ]
