"""A cap table to come back to, and a second one beside it: what of a state has to be copied, in one place.

What is inside the tables of a state is never changed, only replaced; so a copy of the tables is a copy of all.
"""

from copy import copy
from dataclasses import dataclass

from ledger.cap_table.state import State
from ledger.price.facts import Mark


@dataclass(frozen=True, slots=True)
class Saved:
    """A state to come back to."""

    fields: dict[str, object]
    course: Mark
    conversions: int
    passed: int


_GROWING = ("course", "conversions", "passed", "flags")
"""What is not remembered by a copy: of these it is enough to know how far they had come."""


def save(state: State) -> Saved:
    """Remember a state."""
    fields = {name: _copied(getattr(state, name)) for name in State.__slots__ if name not in _GROWING}
    return Saved(fields, state.course.mark(), len(state.conversions), len(state.passed))


def restore(state: State, saved: Saved) -> None:
    """Make a state what it was when it was saved. Nothing that another state shares with it is changed."""
    for name, value in saved.fields.items():
        setattr(state, name, _copied(value))
    state.course.rewind(saved.course, state.rights)
    state.conversions = state.conversions[: saved.conversions]
    state.passed = state.passed.copy()
    while len(state.passed) > saved.passed:
        state.passed.popitem()


def branch(state: State, saved: Saved) -> State:
    """A state of its own that is what this one was when it was saved."""
    other = on_its_own_day(state)
    restore(other, saved)
    return other


def on_its_own_day(state: State) -> State:
    """The same state, which can come to a later day without the other; nothing else may happen in it."""
    other = copy(state)
    other.course, other.flags = copy(state.course), None
    return other


def _copied(value: object) -> object:
    return value.copy() if isinstance(value, dict) else value
