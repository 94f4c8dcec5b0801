"""What an error says that is an answer: to a person, to a program, and as an exit code."""

from collections.abc import Sequence
from typing import NamedTuple

from commands.complaints import Complaint
from commands.errors import Error, UsageError
from commands.journal import UnreadableError
from ledger.errors import ArgumentError
from ledger.events import EntryError
from ledger.log.seals import CorruptLedgerError, LaterFormatError
from ledger.proof.handed import NotProvedError
from ledger.refusals import Refusal
from ledger.store.restoring import NotWholeError
from ledger.store.store import StoreError


class Told(NamedTuple):
    """What an error says that is an answer: its sentences for a person, the same for a program, and the exit code."""

    sentences: Sequence[str]
    complaint: Complaint
    code: int


def told_of(error: BaseException) -> Told | None:
    """What an error says; None where it is no answer but a fault."""
    match error:
        case Refusal():
            found = Error(error.code, error.clause, error.message, error.entry, error.line)
            place = "" if error.line is None else f" [{error.file or 'line'}:{error.line}]"
            return Told([f"refused: {error}{place}"], Complaint(found), 1)
        case UnreadableError():
            told = [Error("unreadable", "", str(one), one.entry, one.line) for one in error.all_told]
            said = [str(one) for one in error.all_told]
            said += [f"and {error.more:,} more that cannot be read"] if error.more else []
            return Told(said, Complaint(told[0], told if told[1:] else None, error.more or None), 2)
        case EntryError():
            return Told([str(error)], Complaint(Error("unreadable", "", str(error), error.entry, None)), 2)
        case CorruptLedgerError() if not isinstance(error, LaterFormatError):
            sentence = f"{error}; nothing is answered from a log that was tampered with, `seriesd verify` says more"
            return _plainly("corrupt_ledger", sentence, 1)
        case UsageError() | ArgumentError():  # the last of a name or a reason that cannot stand with a recording
            return _plainly("usage", str(error), 2)
        case _:
            what = next((said for kind, said in _PLAIN.items() if isinstance(error, kind)), None)
            return None if what is None else _plainly(what[0], str(error), what[1])


def _plainly(what: str, sentence: str, code: int) -> Told:
    return Told([sentence], Complaint(Error(what, "", sentence, None, None)), code)


_PLAIN: dict[type[BaseException], tuple[str, int]] = {
    LaterFormatError: ("later_format", 2),
    StoreError: ("store", 2),
    NotWholeError: ("not_whole", 1),
    NotProvedError: ("not_proved", 1),
}
"""The codes of errors that say nothing but a sentence, and the exit codes."""
