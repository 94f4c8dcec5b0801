"""Who has what part of the whole over time: the largest holders by name, and all others together."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from commands.web.charts.axes import day_place, of_days, of_heights, place
from commands.web.charts.documents import Chart, Curve, Field, Link, Marks
from projections.answers.balances import Holders
from projections.render.answers.holders import PARTS
from projections.render.charts.axes import heights
from projections.render.numbers import percent

Measure = Literal["common", "as_converted", "fully_diluted", "votes"]
Point = tuple[date, Holders]

MOST = 7
"""More parts than these are not told apart; the others are one."""

_ALL = Fraction(100)


class _Part(NamedTuple):
    """A holder, or all others, with what part it has at each point; None where that is not known."""

    name: str
    parts: Sequence[Fraction | None]


def ownership_chart(
    points: Sequence[Point],
    link: Link,
    *,
    measure: Measure = "as_converted",
    until: date | None = None,
    of: int | None = None,
) -> Chart:
    """The parts of the whole at these days, from each of them up to the next; `link` is asked with the place of a day.

    The parts are those of the cap table: of the Common, as converted, fully diluted, or of the votes. The largest
    holders are those that had the most on any of the days. `of` is how many days there are to choose from, where these
    are only some of them.
    """
    ordered = sorted(points, key=lambda point: point[0])
    days = [day for day, _ in ordered]
    last = max([*days, *([until] if until else [])], default=date.min)
    found = list(_parts([answer for _, answer in ordered], measure))
    return Chart(
        kind="parts",
        title=PARTS[measure],
        describes=_described(found, days),
        caption=_chosen(len(days), of),
        unit=PARTS[measure],
        across=of_days(days[0] if days else last, last),
        heights=of_heights(heights(_ALL, _ALL)),
        curves=list(_curves(found, [*days, last])),
        marks=[_marks(found, days, link)],
        lines=[],
    )


def _parts(answers: Sequence[Holders], measure: Measure) -> Iterator[_Part]:
    """The largest first, and what is left as one part."""
    by_holder = {name: [_part(answer, name, measure) for answer in answers] for name in _names(answers)}
    by_size = sorted(by_holder, key=lambda name: (-max(one or 0 for one in by_holder[name]), name))
    # a single holder left over is named as well
    named = by_size if len(by_size) <= MOST + 1 else by_size[:MOST]
    yield from (_Part(name, by_holder[name]) for name in named)
    rest = by_size[len(named) :]
    if rest:
        yield _Part(f"{len(rest)} others", [_sum([by_holder[name][at] for name in rest]) for at in range(len(answers))])


def _names(answers: Sequence[Holders]) -> Sequence[str]:
    return [*dict.fromkeys(name for answer in answers for name in answer.holders)]


def _part(answer: Holders, name: str, measure: Measure) -> Fraction | None:
    """None where no part is known; nothing of it where the holder has nothing."""
    if getattr(answer.totals.percent, measure) is None:
        return None
    stake = answer.holders.get(name)
    part: Fraction | None = Fraction(0) if stake is None else getattr(stake.percent, measure)
    return part


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    known = [one for one in parts if one is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None


def _curves(found: Sequence[_Part], days: Sequence[date]) -> Iterator[Curve]:
    """The upper edge of each part, the largest at the bottom."""
    below: list[Fraction | None] = [Fraction(0)] * (len(days) - 1)
    for one in found:
        below = [
            None if low is None or part is None else low + part for low, part in zip(below, one.parts, strict=True)
        ]
        edges = [None if edge is None else place(edge) for edge in below]
        yield Curve(name=one.name, x=[*map(day_place, days)], y=[*edges, *edges[-1:]])


def _marks(found: Sequence[_Part], days: Sequence[date], link: Link) -> Marks:
    return Marks(
        curve=0,
        x=[*map(day_place, days)],
        y=[None] * len(days),
        titles=[str(day) for day in days],
        fields=[Field(name=one.name, says=[*map(percent, one.parts)]) for one in found],
        href=[link(at) for at in range(len(days))],
    )


def _described(found: Sequence[_Part], days: Sequence[date]) -> str:
    if not days:
        return ""
    now = ", ".join(f"{one.name} {percent(one.parts[-1])}" for one in found)
    return f"On {days[-1]}: {now}."


def _chosen(shown: int, of: int | None) -> str:
    if of is None or of == shown:
        return ""
    return f"{shown:,} of the {of:,} days on which something changed; what lies between two of them is not drawn."
