"""Places to come back to in a replay: what a state was, and a state made what it was (see `ledger.replay`)."""

from dataclasses import dataclass

from ledger.price.course import Mark
from ledger.state import State


@dataclass(frozen=True, slots=True)
class Saved:
    """A state to come back to."""

    fields: dict[str, object]
    course: Mark
    conversions: int
    passed: int


_SHARED = ("course", "conversions", "passed", "flags")


def save(state: State) -> Saved:
    """Remember a state."""
    fields = {name: _copied(getattr(state, name)) for name in State.__slots__ if name not in _SHARED}
    return Saved(fields, state.course.mark(), len(state.conversions), len(state.passed))


def restore(state: State, saved: Saved) -> None:
    """Make a state what it was when it was saved."""
    later = dict(state.rights)
    for name, value in saved.fields.items():
        setattr(state, name, _copied(value))
    state.course.rights = state.rights
    del state.conversions[saved.conversions :]
    while len(state.passed) > saved.passed:
        state.passed.popitem()
    changed = [name for name, right in later.items() if state.rights.get(name) is not right]
    state.course.rewind(saved.course, changed)


def _copied(value: object) -> object:
    return dict(value) if isinstance(value, dict) else value
