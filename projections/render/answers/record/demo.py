"""The tour of the example company: what is asked, as it is typed, and what is answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ledger.numbers.figure import Figure
from projections.answers.history import PriceStep
from projections.render.blocks import Block, Heading, Paragraph, Title, Verbatim

_WIDEST_BAR = 30


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
        yield _typed([f"$ {commands[name]}", *answers[name]])
        if remark is not None:
            yield Paragraph(remark)
    yield Heading("Try next:")
    yield _typed(tries)


_PRICE = "Warrants were cancelled that day: the new price governs from the next day on."
_HOLDERS = "2,775,064 is the count on the cover of the 10-QSB for 2006-04-30."


def _typed(lines: Iterable[str]) -> Verbatim:
    return Verbatim([f" {line}" for line in lines])


def steps(found: Sequence[PriceStep], block: str) -> list[str]:
    """The history as bars, in the share units of the beginning, and the replay behind the readjustment."""
    rows = [("at first", "", "", found[0].before)]
    rows += [(step.governs_from.isoformat(), step.clause, step.entry, step.after) for step in found]
    highest = max(_height(price) for *_, price in rows)
    lines = [f"{'from':<12}{'clause':<8}{'cause':<20}{'price':>14}"]
    for day, clause, entry, price in rows:
        bar = block * round(_height(price) / highest * _WIDEST_BAR)
        lines.append(f"{day:<12}{clause:<8}{entry:<20}{price.short():>14}  {bar}")
    units = "(bars in shares before the reverse split, which changes the unit and nothing else)"
    return [
        *lines,
        units,
        "Without the cancelled warrants every later sale is tested again (4E(3)):",
        *_replayed(found),
    ]


def _height(price: Figure) -> float:
    """How tall a price is drawn; a drawing is approximate, the figure beside it is not."""
    return float(Figure(price.bounded).decimal())


def _replayed(found: Sequence[PriceStep]) -> Iterator[str]:
    yield f"{'cause':<20}{'A':>14}{'C':>14}{'D':>14}{'price':>16}"
    for step in next(step.replayed for step in found if step.replayed):
        figures = [figure.short() if figure else "" for figure in (step.a, step.c, step.d)]
        yield f"{step.entry:<20}{''.join(f'{figure:>14}' for figure in figures)}{step.after.short():>16}"
