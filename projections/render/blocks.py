"""What is answered, as a list of blocks. Each rendering shows the same ones: `text`, `markdown`, `html` and `pdf`.

A block is a tuple with names, which is there eight times sooner than a dataclass: an answer that is read off the tables
takes no longer than a few of those.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction


class Title(NamedTuple):
    """The line over an answer: what it says, of which day, as known when; `level` 2 under another one."""

    text: str
    level: int = 1


class Heading(NamedTuple):
    """A heading; `level` 1 is that of a whole document."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Sentences."""

    text: str


class Note(NamedTuple):
    """A sentence about the answer, not of it: what touches it, what is to be done next."""

    text: str


class Items(NamedTuple):
    """A list; each item is one or more sentences."""

    items: Sequence[str]


class Grid(NamedTuple):
    """A table: names of columns (none: it has no head), and rows of cells.

    On pages columns of numbers stand flush right, as everywhere those named by their place in `right` do; the rows in
    `strong` are sums.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Collection[int] = ()
    strong: Collection[int] = ()


class Facts(NamedTuple):
    """Short facts by name, one to a line: the fields of a form, the head of a letter.

    Those that are `kept` stand on one page of paper, together with what follows.
    """

    pairs: Sequence[tuple[str, str]]
    kept: bool = False


class Verbatim(NamedTuple):
    """Lines as they are typed or printed; `commands` are typed, and what each does may stand behind two spaces."""

    lines: Sequence[str]
    commands: bool = False


class Level(NamedTuple):
    """From this day on the curve has this height; `says` is the height as it is written.

    `cause` says in short what made it so; `changes`, where share units change that day, how many became how many.
    """

    since: date
    height: "Fraction"
    says: str
    cause: str = ""
    changes: str = ""


class Drawing(NamedTuple):
    """A curve in steps up to a day. `title` stands over it, `describes` says in words what it shows.

    `unit` is what its heights are, and `caption` what is to be known to read it.
    """

    title: str
    describes: str
    levels: Sequence[Level]
    until: date
    unit: str = ""
    caption: str = ""


class Curves(NamedTuple):
    """Curves by name over an amount, from zero on, as points. `describes` says in words what they show."""

    title: str
    describes: str
    curves: "Sequence[tuple[str, Sequence[tuple[Fraction, Fraction]]]]"


class Alert(NamedTuple):
    """A sentence over a letter or an answer that must not be overlooked."""

    text: str


class Letterhead(NamedTuple):
    """The head of a letter: the company, the lines of its address, and how else it is reached."""

    company: str
    lines: Sequence[str] = ()
    contact: Sequence[str] = ()


class Lines(NamedTuple):
    """Lines that stay lines: a date, an address."""

    lines: Sequence[str]


class Quotation(NamedTuple):
    """Words of somebody else, paragraph by paragraph, and whose they are. `left_out` says where and why they end early.

    They are shown apart from all that the program says itself.
    """

    words: Sequence[str]
    whose: str
    left_out: str = ""


class Cell(NamedTuple):
    """A cell of a heat map: what it says, and the place of its colour among all; None where it has none."""

    says: str
    colour: int | None


class HeatMap(NamedTuple):
    """Cells in rows, one axis down and another across, in colours from the lowest figure to the highest.

    `scale` says the lowest, the middle and the highest; `base` the figure as it is, and `base_at` how far up the scale
    that lies, in hundredths, where it lies on it; `base_cell` is the row and column of the case as it is, where the map
    has it. `table` is the same for where there are letters alone, and `describes` says in words what it shows.
    """

    title: str
    describes: str
    down: str
    across: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    scale: Sequence[str]
    base: str
    base_at: int | None
    base_cell: tuple[int, int] | None
    table: Grid


class Signature(NamedTuple):
    """Where somebody signs: for whom, the lines to fill in, and who signs, below the lines, where that is known.

    `closing` are the words with which a letter closes; they stand on the page of the signature.
    """

    on_behalf_of: str
    lines: Sequence[str] = ("By", "Name", "Title", "Date")
    below: Sequence[str] = ()
    closing: str = ""


class Space(NamedTuple):
    """A line of space between what belongs to different questions, where no heading stands."""


class NewPage(NamedTuple):
    """What follows begins on a page of its own: an annex, the next letter."""


class Contents(NamedTuple):
    """The headings of what follows, with their pages; on paper only where there are more than a few pages."""


SIGNED = 44
"""How wide the line is on which somebody signs, with its name."""

Block = (
    Title
    | Heading
    | Paragraph
    | Note
    | Items
    | Grid
    | Facts
    | Verbatim
    | Alert
    | Letterhead
    | Lines
    | Quotation
    | Signature
    | Drawing
    | Curves
    | HeatMap
    | Space
    | NewPage
    | Contents
)


def sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """The sentences of a report alone, tables and headings left out."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items


def flush_right(grid: Grid) -> list[bool]:
    """Of each column of a table on a page, whether it stands flush right."""
    width = len(grid.columns) or max(map(len, grid.rows), default=0)
    numeric = [is_numeric(cells) for cells in zip(*grid.rows, strict=True)] if grid.rows else [False] * width
    return [number in grid.right or is_number for number, is_number in enumerate(numeric)]


def is_numeric(cells: Iterable[str]) -> bool:
    """Whether a column of a table holds numbers, which stand flush right; empty cells and dashes say nothing."""
    said = [cell for cell in cells if cell not in ("", "-")]
    return bool(said) and all(cell.strip("-+…%").replace(",", "").replace(".", "", 1).isdigit() for cell in said)
