"""A notice as the verb `notice` answers it."""

from datetime import datetime
from typing import NamedTuple

from projections.answers.flags import Warned
from projections.compare.recording import RecordResult
from projections.documents.notices import adjustment, events
from projections.documents.notices.conversion import ConversionNotice
from projections.members import Maybe, Spread

Mailing = adjustment.Mailing | events.Mailing | ConversionNotice


class Notice(NamedTuple):
    """A notice, the state of knowledge that it was made from, and the head of the log.

    `record` is what came of recording that it was mailed, where that was asked for, and `warnings` what should be
    known of it: to whom it went without an address on the books.
    """

    mailing: Spread[Mailing]
    as_known: datetime | None
    head: str
    record: Maybe[RecordResult]
    warnings: Maybe[list[Warned]] = None
    ledger_head: Maybe[str] = None
    """The head of the whole ledger under which it stands, SIZE:ROOT; absent where the ledger keeps none yet."""
