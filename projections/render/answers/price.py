"""The Conversion Price on a date."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from projections.render.blocks import Block, Grid, Title
from projections.render.marks.marked import each_reasoned
from projections.render.marks.why import Why
from projections.render.notes import short, under

_ROWS = {
    "at_opening": "at the opening",
    "in_effect": "in effect",
    "after_close": "after the close",
    "common_per_share": "Common per share",
}


def blocks(answer: Mapping[str, Any], known: str) -> Iterator[Block]:
    """The price in effect, the one after the close, and what a share converts into; each with its exact rational."""
    yield Title(f"Conversion Price on {answer['on']}, {known}")
    why = Why("price", on=date.fromisoformat(answer["on"]))
    rows = [_row(name, answer[key]) for key, name in _ROWS.items() if key in answer]
    yield Grid((), [(name, *each_reasoned(figures, why)) for name, *figures in rows])
    if differing := answer.get("by_accrual"):
        yield Grid(_BY_ACCRUAL, [each_reasoned(_carrying(one), why) for one in differing], right=(0, 1, 2))
    yield from under(answer)


_BY_ACCRUAL = ("Series D", "accrued on each", "Common per share")


def _carrying(one: Mapping[str, Any]) -> tuple[str, str, str]:
    common = one["common_per_share"]
    return f"{one['shares']:,}", short(one["accrued"]), "-" if common is None else short(common)


def _row(name: str, num: Mapping[str, Any] | None) -> tuple[str, str, str]:
    if num is None:
        return name, "none: the price is zero (A44)", ""
    exact = num["exact"]
    return name, short(num), f"a rational of {num['digits']:,} digits; --exact prints it" if exact is None else exact
