"""The tour of the example company: what is asked, as it is typed, and what is answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.render.blocks import Block, Grid, Heading, Note, Paragraph, Title, Verbatim

_WIDEST_BAR, _NARROWEST_BAR = 30, 8
_GAP = 2


def blocks(
    title: str, done: str, commands: Mapping[str, str], answers: Mapping[str, Sequence[str]], tries: Sequence[str]
) -> Iterator[Block]:
    """The parts of the tour, one for each of its verbs, and what to try next."""
    said = {
        "price": ("The Conversion Price on a day, exactly", _PRICE),
        "history": ("Every change of it, and why", None),
        "holders": ("Who held what on a day", _HOLDERS),
        "verify": ("Proof that nothing was changed since", None),
    }
    yield Title(title)
    yield Paragraph(done)
    for number, (name, (what, remark)) in enumerate(said.items(), start=1):
        yield Heading(f"{number}. {what}")
        yield _typed([f"$ {commands[name]}"], commands=True)
        yield _typed(answers[name])
        if remark is not None:
            yield Paragraph(remark)
    yield Heading("Try next:")
    yield _typed(tries, commands=True)


_PRICE = "Warrants were cancelled that day: the new price governs from the next day on."
_HOLDERS = "2,775,064 is the count on the cover of the 10-QSB for 2006-04-30."


def _typed(lines: Iterable[str], *, commands: bool = False) -> Verbatim:
    return Verbatim([f" {line}" for line in lines], commands)


def steps(found: Sequence[PriceStep], block: str, width: int) -> Iterator[Block]:
    """The history as bars, in the share units of the beginning, and the replay behind the readjustment.

    The bars take what the figures leave of a width, and are left out where that is too little to see a difference.
    """
    rows = [("at first", "", "", found[0].before)]
    rows += [(step.governs_from.isoformat(), step.clause, step.entry, step.after) for step in found]
    lines = [(day, clause, entry, price.short()) for day, clause, entry, price in rows]
    columns = ("from", "clause", "cause", "price")
    taken = sum(max(map(len, cells)) + _GAP for cells in zip(columns, *lines, strict=True))
    longest = min(_WIDEST_BAR, width - taken)
    if longest >= _NARROWEST_BAR:
        highest = max(_height(price) for *_, price in rows)
        bars = [block * round(_height(price) / highest * longest) for *_, price in rows]
        yield Grid((*columns, ""), [(*line, bar) for line, bar in zip(lines, bars, strict=True)], right=(3,))
        yield Note("(bars in shares before the reverse split, which changes the unit and nothing else)")
    else:
        yield Grid(columns, lines, right=(3,))
        yield Note("(the reverse split changes the unit and nothing else)")
    yield Note("Without the cancelled warrants every later sale is tested again (4E(3)):")
    yield Grid(("cause", "A", "C", "D", "price"), [*_replayed(found)], right=range(1, 5))


def _height(price: Figure) -> float:
    """How tall a price is drawn; a drawing is approximate, the figure beside it is not."""
    return float(Figure(price.bounded).decimal())


def _replayed(found: Sequence[PriceStep]) -> Iterator[tuple[str, ...]]:
    for step in next(step.replayed for step in found if step.replayed):
        figures = [figure.short() if figure else "" for figure in (step.a, step.c, step.d)]
        yield step.entry, *figures, step.after.short()
