"""What is said to a program where there is no answer: apart from the errors, which every command has to load."""

from collections.abc import Sequence
from typing import NamedTuple

from commands.errors import Error
from projections.members import Maybe


class Complaint(NamedTuple):
    """What is said to a program instead of an answer."""

    error: Error
    errors: Maybe[Sequence[Error]] = None
    """Where several lines cannot be read, each of them, up to 20; the first is `error`."""
    more: Maybe[int] = None
    """How many more cannot be read."""
