"""An answer as the document that the command prints of it with --json, made by the one serializer."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ledger.errors import ArgumentError
from ledger.events import EntryVoided
from ledger.names import shown
from projections.answers.balances import Holders
from projections.answers.companies import Companies
from projections.answers.consents import Consents
from projections.answers.dividends import Dividends
from projections.answers.due.calendar import Calendar
from projections.answers.entries import Entries
from projections.answers.flags import Flags
from projections.answers.history import History
from projections.answers.liquidation import Waterfall
from projections.answers.price import Price
from projections.audit.audit import Audit
from projections.audit.documents import Attachment, Documents
from projections.audit.keeping import BackedUp, Restored
from projections.audit.proofs import Checked, ForOthers
from projections.audit.recordings import Recordings
from projections.compare.knowledge import Learned
from projections.compare.proposals import IsApproved, IsDeclined, IsProposed, Tray
from projections.compare.readings import Readings
from projections.compare.recording import RecordResult, TakenBack
from projections.compare.scenario_answers import Promoted, Shelf, Shown, SideBySide, Standing
from projections.compare.sweep import Sweep
from projections.compare.what_if import WhatIf
from projections.explain.balances import Accounts
from projections.explain.edit import EditExplained
from projections.explain.steps import Explanation
from projections.render.json.documents import headed
from projections.render.json.edit import edit_document
from projections.render.json.extent import fitting
from projections.render.json.recording import recording
from projections.render.json.serialize import as_json
from projections.render.json.steps import price_document
from projections.render.json.workings import account


class Named(NamedTuple):
    """The name of an answer, which is that of the verb that gives it, and the value that is serialized."""

    name: str
    value: Any


_NAMES: Mapping[type, str] = {
    Price: "price",
    History: "history",
    Learned: "history",
    Holders: "holders",
    Entries: "entries",
    WhatIf: "what-if",
    Readings: "readings",
    Sweep: "sweep",
    Shelf: "scenario",
    Shown: "scenario",
    SideBySide: "scenario",
    Promoted: "scenario",
    Audit: "audit",
    Dividends: "dividends",
    Waterfall: "waterfall",
    Calendar: "calendar",
    Consents: "consents",
    Flags: "flags",
    Companies: "companies",
    Attachment: "attach",
    Documents: "documents",
    BackedUp: "backup",
    Restored: "restore",
    Recordings: "recordings",
    Checked: "verify-proof",
    IsProposed: "record",
    Tray: "proposals",
    IsApproved: "approve",
    IsDeclined: "decline",
}
"""The answers that are serialized as they are."""

_MADE: Mapping[type, Callable[[Any, bool], Named]] = {
    RecordResult: lambda one, _: Named("record", recording(one)),
    TakenBack: lambda one, _: Named("void" if isinstance(one.edit, EntryVoided) else "correct", one),
    ForOthers: lambda one, _: Named("seal" if one.kind == "seal" else "prove", one),
    Standing: lambda one, _: Named("scenario", Shelf([one])),
    EditExplained: lambda one, _: Named("explain", edit_document(one)),
    Explanation: lambda one, exact: Named("explain", price_document(one, everything=exact, extent=fitting(one))),
    Accounts: lambda one, exact: Named("explain", account(one, everything=exact, depth=fitting(one).depth)),
}
"""The answers that a program is told otherwise than they are, and how."""


def named(answer: Any, *, exact: bool = False) -> Named:
    """The name of an answer and the value of its document. Raises `ArgumentError` for what is no answer."""
    whole = getattr(answer, "whole", answer)
    kind = type(whole)
    if kind in _NAMES:
        return Named(_NAMES[kind], whole)
    if kind in _MADE:
        return _MADE[kind](whole, exact)
    raise ArgumentError(f"{shown(answer)} is no answer of a ledger; give what one of its questions answered")


def to_dict(answer: Any, *, exact: bool = False) -> dict[str, Any]:
    """An answer as the document that the command prints with --json; `exact` as with its --exact.

    Numbers are `{"exact", "decimal"}` as text and whole ones `int`, days and moments text. Raises `ArgumentError` for
    what is no answer.
    """
    name, value = named(answer, exact=exact)
    return headed(name, as_json(value, everything=exact))
