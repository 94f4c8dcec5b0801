"""The shape of a chart's document, which is JSON.

What is read is text, in the words of the house. Numbers are places on the page: days since the first of 1970, heights
and amounts as floats. No figure is read off them. Marks are kept as columns, a list for each field, so that a history
of a hundred thousand steps stays a document that a page can load.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from projections.render.marks.marked import Tone

Link = Callable[[int], str]
"""Where a mark leads: asked with the number of its step, or with the place of its claim or its day, from 0."""


class Axis(TypedDict):
    """An axis: its ends, the lines for the eye, and what stands beside each."""

    low: float
    high: float
    ticks: Sequence[float]
    labels: Sequence[str]


class Across(TypedDict):
    """What lies across: days, whose names the page writes as it has room, or amounts, with lines as an `Axis` has."""

    low: float
    high: float
    days: bool
    ticks: Sequence[float]
    labels: Sequence[str]
    unit: str


class Curve(TypedDict):
    """A line by name, as points; in steps where the chart is of steps."""

    name: str
    x: Sequence[float]
    y: Sequence[float | None]


class Field(TypedDict):
    """What the marks say under one name, each in its turn; a field without a name is what was found of them."""

    name: str
    says: Sequence[str]


class Marks(TypedDict):
    """Marks in order from left to right, of the curve with this number.

    Each has a place, a title, its fields and where it leads (`href`, empty where nowhere). A mark without a height is
    of all heights: a day, an amount. `tones` say how it stands, as those of `projections.render.marks` do.
    """

    curve: int
    x: Sequence[float]
    y: Sequence[float | None]
    titles: Sequence[str]
    fields: Sequence[Field]
    href: NotRequired[Sequence[str]]
    tones: NotRequired[Sequence[Tone]]


class Line(TypedDict):
    """A line across all heights, and what is written at it: where share units change, how many became how many."""

    x: float
    says: str


class Stops(TypedDict):
    """What two handles choose between: `values` as they are asked with, in order, and how each is written."""

    names: tuple[str, str]
    values: Sequence[str]
    says: Sequence[str]
    places: NotRequired[Sequence[float]]


class Chart(TypedDict):
    """A chart of curves: in `steps`, in straight `lines`, or parts of a whole laid on one another (`parts`).

    `title` stands over it, `describes` says in words what it shows, `caption` what is to be known to read it. `log` is
    the same axis of heights in equal ratios, where all heights are above zero.
    """

    kind: Literal["steps", "lines", "parts"]
    title: str
    describes: str
    caption: str
    unit: str
    across: Across
    heights: Axis
    log: NotRequired[Axis]
    curves: Sequence[Curve]
    marks: Sequence[Marks]
    lines: Sequence[Line]
    stops: NotRequired[Stops]


class Named(TypedDict):
    """An axis of a map: its name, its title with what its values are, and the values in order."""

    name: str
    title: str
    values: Sequence[str]


class Map(TypedDict):
    """A map of scenarios: rows of cells, each with what it says and the number of its colour, None for none.

    `colours` are those of the scale, each with the one that is read on it; `base` is the figure as it is, `base_at` how
    far up the scale that lies, in hundredths, and `base_cell` the row and column of the case as it is.
    """

    kind: Literal["map"]
    title: str
    describes: str
    figure: str
    down: Named
    across: Named
    says: Sequence[Sequence[str]]
    colour: Sequence[Sequence[int | None]]
    colours: Sequence[tuple[str, str]]
    scale: Sequence[str]
    base: str
    base_at: int | None
    base_cell: tuple[int, int] | None
