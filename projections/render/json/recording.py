"""What came of recording, for a program: the sentences about the entries, and the steps of the price."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.numbers.lazy import Later
from projections.answers.history import PriceStep
from projections.audit.documents import Attachment
from projections.audit.recordings import Receipt
from projections.audit.recordings import Told as TheRecording
from projections.compare.recording import RecordResult
from projections.members import Maybe, Spread
from projections.render.answers.record.told import sentences_of


class Told(NamedTuple):
    """An entry said back in a sentence, with what follows from it."""

    entry: str
    sentence: str


class Recording(NamedTuple):
    """The answer of `record` and `check`: the company and the ledger, what came of it, and each entry in a sentence."""

    company: str
    ledger: str
    result: Spread[RecordResult]
    steps: Sequence[PriceStep]
    told: Maybe[Sequence[Told]]


class ReceiptTold(NamedTuple):
    """The answer of `recordings N`: one recording, and what came of its entries, as it was answered then."""

    recording: TheRecording
    recorded: Maybe[Recording]
    """What came of recording them; absent where it is of no entries, or of very many."""
    attached: Maybe[Sequence[Attachment]] = None
    """The documents that it attached and that are here."""


def receipt(found: Receipt) -> ReceiptTold:
    """The whole receipt."""
    result = None if found.result is None else recording(found.result)
    return ReceiptTold(found.recording, result, found.attached or None)


def recording(result: RecordResult, *, quiet: bool = False) -> Recording:
    """The whole answer; where it is `quiet`, without the sentences."""
    told = None if quiet else Later(lambda: (Told(*one) for one in sentences_of(result, result.entries)))
    return Recording(result.company, result.ledger, result, result.steps, told)
