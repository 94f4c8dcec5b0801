"""A grid of next issues as a map, with a slider for each axis; or each right in turn, lapsed or repriced."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Literal, NamedTuple

from markupsafe import Markup
from pydantic import Field

from commands.web.asked import Dated
from commands.web.asking import Answer, option
from commands.web.charts.sweep import heat_chart
from commands.web.pages.page import Page
from commands.web.pages.record.tried import Tried, tried
from commands.web.places import Place, Shown
from ledger.numbers.exact import write_number
from projections.compare.sweep import Sweep
from projections.compare.sweep_grid import Axis, Value
from projections.render.blocks import HeatMap
from projections.render.html import drawn

_VALUES = "a number, several (0.001, 0.002), or steps (0.001:0.005:0.0005)"
Kind = Literal["issue", "option", "lapses", "repriced"]


class Grid(Dated):
    """What is varied: the next issue, the next option, or each right in turn."""

    of: Kind = "issue"
    shares: str = Field(default="", description=_VALUES)
    price: str = Field(default="", description=_VALUES)


class Cell(NamedTuple):
    """A cell of the map: what it says, its colour, and the address of that case alone."""

    says: str
    colour: int | None
    href: str


def _swept(place: Place) -> Shown:
    asked = place.params
    assert isinstance(asked, Grid)  # noqa: S101  the page asks this
    words = _words(asked)
    if not words:
        return Shown("The next issue", [place.ask("price", ["--replay", *place.clocks])], _about(place, asked))
    most, jobs = f"--most={place.settings.most_cases}", "--jobs=1"  # a thread of many does not fork
    found = tried(lambda: place.ask("sweep", [*words, most, jobs, *place.clocks]))
    answers = [replace(found.answer, words=[*words, *place.clocks])] if found.answer else []
    refused = HTTPStatus.UNPROCESSABLE_ENTITY
    status = HTTPStatus.OK if found.problem is None else max(found.problem.status, refused)
    return Shown("The next issue", answers, _about(place, asked, found), status)


def _words(asked: Grid) -> list[str]:
    """The options that ask for it; none where nothing is asked yet."""
    match asked.of:
        case "lapses":
            return ["--each-lapses"]
        case "repriced":
            return option("--each-repriced-to", asked.price.strip() or None)
        case "issue" | "option":
            given = asked.shares.strip(), asked.price.strip()
            return [f"--{asked.of}", f"shares={given[0]}", f"price={given[1]}"] if any(given) else []


def _about(place: Place, asked: Grid, found: Tried | None = None) -> dict[str, Any]:
    answer = None if found is None else found.answer
    heat = None if answer is None else next((one for one in answer.blocks if isinstance(one, HeatMap)), None)
    return {
        "grid": asked,
        "tried": found or Tried(),
        "most": place.settings.most_cases,
        "blocks": [] if answer is None else [one for one in answer.blocks if one is not heat],
        "map": None if heat is None or answer is None else _map(place, asked, heat, answer),
    }


def _map(place: Place, asked: Grid, heat: HeatMap, answer: Answer) -> Mapping[str, Any]:
    """The map, and the same as a table whose cells lead to each case alone."""
    found: Sweep = answer.found
    axes = [axis for axis in found.axes if len(axis.values) > 1]
    cells = [
        [_cell(place, asked, cell, axes, (down, across)) for across, cell in enumerate(row)]
        for down, row in enumerate(heat.cells)
    ]
    return {
        "document": heat_chart(heat),
        "still": Markup(drawn(heat)),  # noqa: S704  the house's own drawing
        "rows": heat.rows,
        "columns": heat.columns,
        "down": heat.down,
        "across": heat.across,
        "title": heat.title,
        "cells": cells,
    }


def _cell(place: Place, asked: Grid, cell: Any, axes: Sequence[Axis], at: tuple[int, int]) -> Cell:
    values = [_spelt(axis.values[number]) for axis, number in zip(axes, at, strict=True)]
    alone = {"of": asked.of, "shares": values[0], "price": values[1]}
    can_be_alone = asked.of in ("issue", "option")
    return Cell(cell.says, cell.colour, place.address("sweep", alone) if can_be_alone else "")


def _spelt(value: Value) -> str:
    return value if isinstance(value, str) else str(write_number(value))


PAGES = (Page("sweep", "The next issue", _swept, Grid, "sweep.html"),)
