"""What each verb answers to a program, and the JSON Schemas of it, which are published with the documentation."""

from collections.abc import Mapping
from typing import Any

from commands.complaints import Complaint
from commands.exports.request import Written
from commands.verbs.administer.completion import Script
from commands.verbs.administer.help import Help
from commands.verbs.answers.calendar import Expiries
from commands.verbs.compare.black_scholes import Proposed
from commands.verbs.meanings.of_all import OF_ALL
from commands.verbs.meanings.of_classes import OF_CLASSES
from commands.verbs.prove.key import Keys
from commands.verbs.record.demo import Toured
from commands.verbs.record.describe import TypeDescribed, Types
from commands.verbs.record.template import Template
from projections.answers.balances import Holders
from projections.answers.companies import Companies
from projections.answers.consents import Consents
from projections.answers.dividends import Dividends
from projections.answers.due.calendar import Calendar
from projections.answers.entries import Entries
from projections.answers.flags import Flags
from projections.answers.history import History
from projections.answers.holdings.since import HoldersSince
from projections.answers.liquidation import Waterfall
from projections.answers.price import Price
from projections.audit.audit import Audit
from projections.audit.documents import Attachment, Documents
from projections.audit.keeping import BackedUp, Restored, Rights
from projections.audit.proofs import Checked, ForOthers, Witnessed
from projections.audit.recordings import Recordings
from projections.audit.verification import AllVerified, Verified
from projections.certificate.clause_map import Map
from projections.compare.knowledge import Learned
from projections.compare.proposals import IsApproved, IsDeclined, IsProposed, Tray
from projections.compare.readings import Readings
from projections.compare.recording import TakenBack
from projections.compare.scenario_answers import IsDropped, IsRebased, IsSaved, Promoted, Shelf, Shown, SideBySide
from projections.compare.sweep import Sweep
from projections.compare.what_if import WhatIf
from projections.documents.notices.answer import Notice
from projections.documents.notices.due import Letters, LettersSent
from projections.documents.notices.standing import NoticesStanding
from projections.documents.statement import Statements
from projections.explain.clauses import Moved
from projections.read_model.position import Projected
from projections.render.json.recording import ReceiptTold, Recording
from projections.render.json.schema import schema_of
from projections.render.json.types import AllRefusals, Edit, NothingRefused, PriceExplained, RefusalExplained
from projections.render.json.working_types import Account

_MEANINGS = {**OF_ALL, **OF_CLASSES}

ANSWERS: Mapping[str, tuple[Any, ...]] = {
    "record": (Recording, IsProposed),
    "proposals": (Tray,),
    "approve": (IsApproved,),
    "decline": (IsDeclined,),
    "check": (Recording,),
    "void": (TakenBack,),
    "correct": (TakenBack,),
    "demo": (Toured,),
    "describe": (Types, TypeDescribed),
    "template": (Template,),
    "price": (Price,),
    "history": (History, Learned),
    "holders": (Holders, HoldersSince),
    "entries": (Entries,),
    "attach": (Attachment,),
    "documents": (Documents,),
    "explain": (PriceExplained, Edit, Account, RefusalExplained, AllRefusals, NothingRefused),
    "what-if": (WhatIf,),
    "readings": (Readings,),
    "sweep": (Sweep,),
    "scenario": (IsSaved, Shelf, Shown, SideBySide, IsRebased, Promoted, IsDropped),
    "audit": (Audit,),
    "notice": (Notice, Letters, LettersSent, NoticesStanding),
    "statement": (Statements,),
    "dividends": (Dividends,),
    "waterfall": (Waterfall,),
    "calendar": (Calendar, Expiries),
    "consents": (Consents,),
    "flags": (Flags,),
    "companies": (Companies,),
    "clauses": (Map, Moved),
    "recordings": (Recordings, ReceiptTold),
    "verify": (Verified, AllVerified),
    "prove": (ForOthers,),
    "verify-proof": (Checked,),
    "seal": (ForOthers,),
    "countersign": (ForOthers,),
    "witness": (Witnessed,),
    "key": (Keys,),
    "project": (Projected,),
    "backup": (BackedUp,),
    "restore": (Restored,),
    "roles": (Rights,),
    "export": (Written,),
    "black-scholes": (Proposed,),
    "help": (Help,),
    "completion": (Script,),
}
"""The classes of the answers of each verb."""

OF_EACH = ("price", "holders", "calendar", "flags", "documents")
"""Verbs that can be asked about all companies at once."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of the answers of each verb, and of what is said where there is no answer."""
    complaint = schema_of("error", "What is said where there is no answer", _MEANINGS, Complaint)
    return {verb: schema(verb) for verb in ANSWERS} | {"error": complaint}


def schema(verb: str) -> dict[str, Any]:
    """The schema of the answers of a verb."""
    return schema_of(verb, f"The answers of `seriesd {verb} --json`", _MEANINGS, *ANSWERS[verb], each=verb in OF_EACH)
