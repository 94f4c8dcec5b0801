"""What a verb says when it cannot be carried out: the errors that the dispatcher answers with exit code 2."""

from typing import NamedTuple

from ledger.errors import SeriesdError


class UsageError(SeriesdError):
    """The command line cannot be understood (exit code 2); the help of the verb, or of `program`, says what can be."""

    program: str | None = None


class UnableError(UsageError):
    """What was asked is understood and cannot be done here, as where a file cannot be written; no help helps."""


class Error(NamedTuple):
    """Why there is no answer: a rule that refuses, input that cannot be read, a ledger that cannot be opened."""

    code: str
    clause: str
    message: str
    entry: str | None
    line: int | None
