"""seriesd: a cap table ledger that answers what the Conversion Price was on a day, and proves it.

    import seriesd

    with seriesd.open_ledger("seriesd.db") as ledger:
        ledger.record([{"type": "common_issued", "effective": "2006-03-01", "holder": "Fund", "shares": 5000000}])
        ledger.price("2006-03-02").in_effect.fraction

This module is the face of the Python interface: `open_ledger`, the models of the entries, the errors, the answers, and
what a sweep can vary. Answers carry `fractions.Fraction` (as `Figure`, which works itself out when asked),
`datetime.date` and `int`; `to_dict` and `to_frame` make a document or a data frame of each. Whatever is raised for
what a question was given is a `SeriesdError`.
"""

from commands.api.data.documents import to_dict
from commands.api.data.frames import NoFrameError, to_frame
from commands.api.ledger import Ledger, open_ledger
from commands.api.proving.checking import check_proof
from commands.api.scenarios import Scenarios
from commands.api.session import Session
from commands.api.sweep import ClusterError
from commands.exports.backup import back_up, restore
from commands.keys import signing_key
from ledger import events
from ledger.errors import ArgumentError, SeriesdError
from ledger.events import *  # noqa: F403  the models of the entries, which that room names
from ledger.log.seals import CorruptLedgerError
from ledger.numbers.figure import Figure
from ledger.proof.handed import NotProvedError
from ledger.refusals import Flag, Refusal
from ledger.store.documents import DocumentError
from ledger.store.restoring import NotWholeError
from ledger.store.store import ConcurrentWriteError, StoreError
from projections.answers.balances import Holders
from projections.answers.companies import CompanySummary
from projections.answers.consents import Consents
from projections.answers.dividends import Dividends
from projections.answers.due.calendar import Calendar
from projections.answers.entries import Entries
from projections.answers.history import PriceStep
from projections.answers.liquidation import Waterfall
from projections.answers.price import Price
from projections.audit.audit import Audit, Claim
from projections.audit.documents import Attachment, Document, Documents
from projections.audit.keeping import BackedUp, Restored
from projections.audit.proofs import Checked, ForOthers
from projections.audit.recordings import Recordings
from projections.compare.knowledge import Learned
from projections.compare.readings import Readings
from projections.compare.recording import RecordResult, TakenBack
from projections.compare.scenario_answers import Promoted, Shown, SideBySide, Standing
from projections.compare.sweep import Sweep
from projections.compare.sweep_grid import EachLapses, EachRepriced, NextIssue, NextOption, Vary, steps
from projections.compare.what_if import WhatIf
from projections.explain.balances import Accounts
from projections.explain.edit import EditExplained
from projections.explain.steps import Explanation

__all__ = [  # noqa: PLE0604  names, all of them
    "Accounts",
    "ArgumentError",
    "Attachment",
    "Audit",
    "BackedUp",
    "Calendar",
    "Checked",
    "Claim",
    "ClusterError",
    "CompanySummary",
    "ConcurrentWriteError",
    "Consents",
    "CorruptLedgerError",
    "Dividends",
    "Document",
    "DocumentError",
    "Documents",
    "EachLapses",
    "EachRepriced",
    "EditExplained",
    "Entries",
    "Explanation",
    "Figure",
    "Flag",
    "ForOthers",
    "Holders",
    "Learned",
    "Ledger",
    "NextIssue",
    "NextOption",
    "NoFrameError",
    "NotProvedError",
    "NotWholeError",
    "Price",
    "PriceStep",
    "Promoted",
    "Readings",
    "RecordResult",
    "Recordings",
    "Refusal",
    "Restored",
    "Scenarios",
    "SeriesdError",
    "Session",
    "Shown",
    "SideBySide",
    "Standing",
    "StoreError",
    "Sweep",
    "TakenBack",
    "Vary",
    "Waterfall",
    "WhatIf",
    "back_up",
    "check_proof",
    "open_ledger",
    "restore",
    "signing_key",
    "steps",
    "to_dict",
    "to_frame",
    *events.__all__,
]
