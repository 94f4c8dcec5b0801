"""The whole package: the files of the format, made in one pass over the timeline, and its losses."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import md5
from types import MappingProxyType
from typing import Any

from ledger import events
from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.log.documents import attached
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item, certificate, is_edit
from ledger.refusals import Refusal
from ledger.shown import visible_in_json
from projections.answers.flags import NO_CERTIFICATE
from projections.answers.history import history_of
from projections.ocf import holders, rights, stock
from projections.ocf.comments import mark, marked
from projections.ocf.draft import Draft, Object
from projections.ocf.losses import NO_PLACE, Loss, losses_of
from projections.ocf.ratios import Ratios, with_ratios
from projections.ocf.static import MANIFEST, files_of

Writer = Callable[[Draft, Any], None]

WRITERS: Mapping[type[events.Entry], Writer] = {
    events.OpeningBalance: stock.opening_balance,
    events.CommonIssued: stock.issued,
    events.SeriesDIssued: stock.issued,
    events.TreasuryDisposed: stock.issued,
    events.TreasuryAcquired: stock.treasury_acquired,
    events.TreasuryRetired: stock.treasury_retired,
    events.SharesTransferred: stock.shares_transferred,
    events.HolderRenamed: holders.holder_renamed,
    events.HoldersMerged: holders.holders_merged,
    events.CommonSplit: stock.split,
    events.StockDividendPaid: stock.stock_dividend_paid,
    events.Reorganized: stock.reorganized,
    events.SeriesDSplit: stock.split,
    events.CommonAuthorizedChanged: stock.common_authorized_changed,
    events.OptionGranted: rights.option_granted,
    events.ConvertibleIssued: rights.convertible_issued,
    events.RightExercised: rights.right_exercised,
    events.RightTerminated: rights.right_terminated,
}
"""What is written for an entry of each type. Conversions need what was delivered too; the rest is in `NO_PLACE`."""


@dataclass(frozen=True, slots=True)
class Package:
    """The files of the format by name, the manifest among them as it is before its checksums; and what was lost."""

    files: dict[str, Object]
    losses: Sequence[Loss]

    def texts(self) -> dict[str, str]:
        """The files as they are written, the manifest last and with the checksums of the others."""
        texts = {name: _text(content) for name, content in self.files.items() if name != MANIFEST}
        manifest = self.files[MANIFEST] | {
            listed: [one | {"md5": _checksum(texts[one["filepath"]])} for one in named]
            for listed, named in self.files[MANIFEST].items()
            if listed.endswith("_files")
        }
        return texts | {MANIFEST: _text(manifest)}


def package_of(
    log: Iterable[Recorded], on: date, made: datetime, heads: Mapping[str, str] = MappingProxyType({})
) -> Package:
    """The package of a company at the close of a day, from what is known of it. `made` is when it is made, in UTC.

    `heads` are those of the log and of the ledger that it rests on, for the comments of the manifest.

    Raises `Refusal` when there is no certificate by then, which names the company.
    """
    log = list(log)
    writing, ratios = _Writing(), Ratios()
    book = open_book(log, until=on, observers=[writing, ratios])
    draft, adopted = writing.draft, certificate(book.items)
    if adopted is None:
        raise Refusal(NO_CERTIFICATE, f"no certificate is adopted by {on}; a package needs one, choose a later day")
    steps = history_of(book)
    transactions = with_ratios(draft.transactions, adopted.terms, ratios, steps)
    for one in attached(log):
        draft.lost.setdefault(one.document.type, {})[one.by.id] = None
    edited = [one.id for one in log if is_edit(one)]
    losses = losses_of(draft.lost, adopted, edited, steps)
    return Package(files_of(draft, adopted, transactions, on, made, heads), losses)


def _text(content: Object) -> str:
    return visible_in_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _checksum(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()  # the checksum that the format asks for


@dataclass(slots=True)
class _Writing(Observer):
    """Writes each act when it has happened, from the right as it was just before it."""

    draft: Draft = field(default_factory=Draft)
    conversions: int = 0
    """How many of the conversions so far were seen."""

    def happens(self, item: Item, state: State) -> None:
        self.draft.units, entry = state.units, item.recorded.entry
        self.draft.authorized = state.authorized or 0
        self.draft.right = state.rights.get(entry.right) if isinstance(entry, _ABOUT_A_RIGHT) else None

    def happened(self, item: Item, state: State) -> None:
        self.draft.units_after, self.draft.common = state.units, state.common
        _write(self.draft, item)
        self._convert(state)

    def _convert(self, state: State) -> None:
        """Write the automatic conversions that the entry really made, as the record now stands (second 4L).

        Of one by notice note where what is assumed as delivered is no longer what the record gives (A8).
        """
        draft, made = self.draft, state.conversions
        for one in made[self.conversions :]:
            if one.automatic:
                draft.entry, draft.on = one.entry, one.day
                said = [mark(stock.AUTOMATIC, True), stock.ASSUMED]  # noqa: FBT003  the value of the mark
                stock.converted(draft, one.holder, one.holder, one.delivery, said)
            elif not one.stated and entitlement(one) != one.delivery.common_shares:
                draft.lose("assumed")
        self.conversions = len(made)


_ABOUT_A_RIGHT = (events.RightExercised, events.RightTerminated, events.RightChanged)


def _write(draft: Draft, item: Item) -> None:
    entry = item.recorded.entry
    draft.begin(entry)
    writer = WRITERS.get(type(entry))
    if writer is not None:
        writer(draft, entry)
    elif isinstance(entry, events.SeriesDConverted) and item.recorded.delivery is not None:
        said = marked(events.write_entry(entry))
        days = {"notice_delivered": entry.notice_delivered, "surrendered": entry.surrendered}
        said += [mark(name, day.isoformat()) for name, day in days.items() if day is not None]
        said += [] if entry.common_shares is not None else [stock.ASSUMED, stock.UNSTATED]
        made = item.recorded.delivery
        stock.converted(draft, entry.holder, entry.register_to or entry.holder, made, said)
    elif type(entry) in NO_PLACE:
        draft.lose(entry.type)
