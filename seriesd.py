"""seriesd: a cap table ledger that answers what the Conversion Price was on a day, and proves it.

    from datetime import date
    import seriesd

    with seriesd.open_ledger("seriesd.db") as ledger:
        ledger.record([{"type": "common_issued", "effective": "2006-03-01", "holder": "Fund", "shares": 5000000}])
        ledger.price(date(2006, 3, 2)).in_effect.fraction

This module is the face of the Python interface: `open_ledger`, the models of the entries, the errors, and the answers.
Answers carry `fractions.Fraction` (as `Figure`, which works itself out when asked), `datetime.date` and `int`.
"""

from commands.api.ledger import Ledger, open_ledger
from ledger import events
from ledger.events import *  # noqa: F403  the models of the entries, which that room names
from ledger.log.seals import CorruptLedgerError
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from ledger.store.documents import DocumentError
from ledger.store.store import StoreError
from projections.answers.balances import Holders
from projections.answers.consents import Consents
from projections.answers.dividends import Dividends
from projections.answers.due.calendar import Calendar
from projections.answers.history import PriceStep
from projections.answers.liquidation import Waterfall
from projections.answers.price import Price
from projections.audit.audit import Audit, Claim
from projections.audit.documents import Attachment, Document, Documents
from projections.compare.readings import Readings
from projections.compare.recording import RecordResult, TakenBack
from projections.compare.what_if import WhatIf

__all__ = [  # noqa: PLE0604  names, all of them
    "Attachment",
    "Audit",
    "Calendar",
    "Claim",
    "Consents",
    "CorruptLedgerError",
    "Dividends",
    "Document",
    "DocumentError",
    "Documents",
    "Figure",
    "Flag",
    "Holders",
    "Ledger",
    "Price",
    "PriceStep",
    "Readings",
    "RecordResult",
    "Refusal",
    "StoreError",
    "TakenBack",
    "Waterfall",
    "WhatIf",
    "open_ledger",
    *events.__all__,
]
