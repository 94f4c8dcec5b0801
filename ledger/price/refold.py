"""The fold made again from a fact on: what facts surely do again is taken for granted, the others are looked at.

A fact that is found to do something else changes the prices of all that come after it, so the fold goes on from there.
Where it names rights, whatever names them later is looked at, too: what is tested of a right when it becomes
convertible, or when Common comes out of it, depends on what was deemed issued of it at its grant.
"""

from collections.abc import Callable, Sequence

from ledger.numbers.bounded import Bounded
from ledger.price import sizes
from ledger.price.columns import Columns, Window, names_of
from ledger.price.floats import float_of
from ledger.price.fold import Outcome
from ledger.price.stretch import Stretch, at_start

Look = Callable[[int], tuple[Outcome, Window]]
"""What the fact at a place does, and for which prices."""


def refold(stretches: list[Stretch], place: int, start: Bounded, look: Look, few: int) -> None:
    """Make the fold again from a place on, over the same facts; `stretches` has its new state on the way.

    No more than so `few` facts are gone through one by one, and more in columns.
    """
    number, at = divmod(place, sizes.SIZE)
    is_other = False
    for each in range(number, len(stretches)):
        old = stretches[each]
        before = stretches[each - 1] if each else start
        stretches[each] = new = old.again(at, old.columns) if at else following(before, old.columns)
        at = 0
        is_other |= _go_through(new, look, few, stretches[each + 1 :])
        if not is_other:
            stretches[each] = old.again(len(old), new.columns)


def following(before: Stretch | Bounded, columns: Columns) -> Stretch:
    """A stretch with such columns behind another one, or at the price of the start."""
    return at_start(before, columns) if isinstance(before, Bounded) else before.behind(columns)


def _go_through(stretch: Stretch, look: Look, few: int, later: Sequence[Stretch]) -> bool:
    """Find the prices of a stretch; answers whether any fact does something else than before."""
    is_other, length = False, len(stretch.columns)
    while (place := len(stretch)) < length:
        if length - place > few:
            is_other |= _foresee(stretch, look, later)
        elif stretch.is_sure(place):
            stretch.step(place)
        else:
            is_other |= _look_at(stretch, place, look, later)
    return is_other


def _foresee(stretch: Stretch, look: Look, later: Sequence[Stretch]) -> bool:
    """Find all prices up to the first fact that does something else, or sets the price."""
    from ledger.price.foresight import foresee  # noqa: PLC0415  numpy is loaded where it pays

    begun, columns = len(stretch), stretch.columns
    seen = foresee(columns, begun, float_of(stretch.deemed), *stretch.at(begun - 1))
    for place in seen.unsure:
        stretch.foresaw(seen.after[len(stretch) - begun : place - begun], seen.error)
        if _look_at(stretch, place, look, later):
            return True
        if stretch.columns.outcomes[place].price is not None:
            return False
    stretch.foresaw(seen.after[len(stretch) - begun :], seen.error)
    return False


def _look_at(stretch: Stretch, place: int, look: Look, later: Sequence[Stretch]) -> bool:
    """Look at the next fact; answers whether it does something else than before."""
    columns = stretch.columns
    outcome, window = look(stretch.first + place)
    is_other = outcome != columns.outcomes[place]
    if is_other or (columns.above[place], columns.at_most[place]) != (window.above, window.at_most):
        stretch.columns = columns.otherwise(place, outcome, window)
    if is_other:
        for name in names_of(columns.facts[place]):
            stretch.columns.forget_right(name, after=place)
            for one in later:
                one.columns.forget_right(name)
    stretch.step(place)
    stretch.anchor()
    return is_other
