"""The whole package: the files of the format, made in one walk through the timeline, and its losses."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import md5
from typing import Any

from ledger import events
from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item, is_edit
from ledger.refusals import Refusal
from projections.answers.flags import NO_CERTIFICATE
from projections.answers.history import history_of
from projections.ocf import rights, stock
from projections.ocf.comments import mark, marked
from projections.ocf.draft import Draft, Object
from projections.ocf.losses import NO_PLACE, Loss, losses_of
from projections.ocf.ratios import with_ratios
from projections.ocf.static import MANIFEST, files_of
from projections.walk import walk

Writer = Callable[[Draft, Any], None]

WRITERS: Mapping[type[events.Entry], Writer] = {
    events.OpeningBalance: stock.opening_balance,
    events.CommonIssued: stock.issued,
    events.SeriesDIssued: stock.issued,
    events.TreasuryDisposed: stock.issued,
    events.TreasuryAcquired: stock.treasury_acquired,
    events.SharesTransferred: stock.shares_transferred,
    events.CommonSplit: stock.common_split,
    events.StockDividendPaid: stock.stock_dividend_paid,
    events.Reorganized: stock.reorganized,
    events.SeriesDSplit: stock.series_d_split,
    events.CommonAuthorizedChanged: stock.common_authorized_changed,
    events.OptionGranted: rights.option_granted,
    events.ConvertibleIssued: rights.convertible_issued,
    events.RightExercised: rights.right_exercised,
    events.RightTerminated: rights.right_terminated,
    events.RightChanged: rights.right_changed,
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


def package_of(log: Iterable[Recorded], on: date, made: datetime) -> Package:
    """The package of a company at the close of a day, from what is known of it. `made` is when it is made, in UTC.

    Raises `Refusal` when there is no certificate by then, which names the company.
    """
    log = list(log)
    way = walk(log, on)
    draft = Draft(way.state)
    adopted: events.CertificateAdopted | None = None
    for item in way:
        _automatic(draft)
        if isinstance(item.recorded.entry, events.CertificateAdopted):
            adopted = item.recorded.entry
        _write(draft, item)
    _automatic(draft)
    if adopted is None:
        raise Refusal(NO_CERTIFICATE, f"no certificate is adopted by {on}; a package needs one, choose a later day")
    steps = history_of(open_book(log, until=on))
    transactions = with_ratios(draft.transactions, adopted.terms, log, steps, on)
    edited = [one.id for one in log if is_edit(one)]
    losses = losses_of(draft.lost, adopted, edited, steps)
    return Package(files_of(draft, adopted, transactions, on, made), losses)


def _text(content: Object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _checksum(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()  # the checksum that the format asks for


def _write(draft: Draft, item: Item) -> None:
    entry = item.recorded.entry
    draft.begin(entry)
    writer = WRITERS.get(type(entry))
    if writer is not None:
        writer(draft, entry)
    elif isinstance(entry, events.SeriesDConverted) and item.recorded.delivery is not None:
        said = marked(events.write_entry(entry))
        said += [mark(name, str(day)) for name in ("notice_delivered", "surrendered") if (day := getattr(entry, name))]
        made = item.recorded.delivery
        stock.converted(draft, entry.holder, entry.register_to or entry.holder, made, said)
    elif type(entry) in NO_PLACE:
        draft.lose(entry.type)


def _automatic(draft: Draft) -> None:
    """Write the automatic conversions that the entry before really made, as the record now stands (second 4L)."""
    made = draft.state.conversions
    for one in made[draft.conversions :]:
        if one.automatic:
            draft.entry, draft.on = one.entry, one.day
            stock.converted(draft, one.holder, one.holder, one.delivery, [mark(stock.AUTOMATIC, True)])  # noqa: FBT003  the value of the mark
    draft.conversions = len(made)
