"""The cap table at the close of the day: shares and percentages of each holder, the rights, and what is authorized."""

from collections.abc import Iterator

from projections.answers.balances import RightHeld
from projections.answers.holdings.dilution import Stake
from projections.documents.company_facts import CompanyFacts
from projections.render.blocks import Block, Facts, Grid, Heading, Paragraph
from projections.render.documents.company_report.parts import shares, table
from projections.render.numbers import number, percent

_PERCENT = ("holder", "% Common", "% as converted", "% fully diluted", "votes", "% votes")
_RIGHTS = ("right", "holder", "shares", "price", "deemed issued", "under 4E")


def holdings(report: CompanyFacts) -> Iterator[Block]:
    """The cap table."""
    held, series = report.holders, report.terms.series
    yield Heading(f"Cap table at the close of {report.on}")
    if not held.holders:
        yield Paragraph("Nobody holds anything.")
        return
    yield Paragraph(
        f"As converted is the whole Common for all {series} of a holder; fully diluted is Common, as converted and all "
        "rights together. Votes are one for each share of Common and those of the "
        f"{series} (5)."
    )
    # whoever has most stands first
    names = sorted(held.holders, key=lambda name: (-(held.holders[name].fully_diluted or 0), name))
    stakes = [*((name, held.holders[name]) for name in names), ("total", held.totals)]
    columns = ("holder", "Common", series, "as converted", "rights", "fully diluted")
    yield Grid(columns, [_shares(*one) for one in stakes], range(1, 6), strong=(len(names),))
    yield Grid(_PERCENT, [_parts(*one) for one in stakes], range(1, 6), strong=(len(names),))
    yield from _room(report)


def _shares(name: str, one: Stake) -> list[str]:
    return [name, *map(shares, (one.common, one.series_d, one.as_converted, one.rights, one.fully_diluted))]


def _parts(name: str, one: Stake) -> list[str]:
    part = one.percent
    measured = (part.common, part.as_converted, part.fully_diluted)
    return [name, *map(percent, measured), shares(one.all_votes), percent(part.votes)]


def _room(report: CompanyFacts) -> Iterator[Block]:
    room = report.holders.room
    free = "-" if room.free is None else number(abs(room.free))
    yield Heading("Common authorized, and what it must suffice for", 3)
    yield Facts(
        [
            ("Authorized", shares(room.authorized)),
            ("Outstanding", shares(room.outstanding)),
            ("In treasury", shares(room.treasury)),
            (f"For all {report.terms.series} as converted", shares(room.for_series_d)),
            ("For all rights", shares(room.for_rights)),
            ("Of Common under rights deemed issued", number(report.holders.deemed_issued)),
            ("Short by" if room.free is not None and room.free < 0 else "Left over", free),
        ]
    )


def rights(report: CompanyFacts) -> Iterator[Block]:
    """Options, warrants and convertibles with something outstanding."""
    rows = ((name, *_right(one)) for name, one in report.holders.rights.items())
    yield from table("Options, warrants and convertibles outstanding", _RIGHTS, rows)


def _right(one: RightHeld) -> tuple[str, ...]:
    deemed = "yes" if one.triggered else "no"
    return (
        one.holder,
        number(one.outstanding),
        number(one.exercise_price) if one.exercise_price else "none",
        deemed,
        one.standing,
    )
