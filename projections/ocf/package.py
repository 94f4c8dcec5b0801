"""The whole package: the files of the format, made in one walk through the timeline, and its losses."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from hashlib import md5
from typing import Any

from ledger import events
from ledger.book import open_book
from ledger.recorded import Delivery, Recorded
from ledger.refusals import Refusal
from ledger.timeline import Item, is_edit
from projections.history import PriceStep, history_of
from projections.ocf import rights, stock
from projections.ocf.draft import Draft, Object
from projections.ocf.losses import NO_PLACE, Loss, losses_of
from projections.ocf.marks import mark, marked
from projections.ocf.static import MANIFEST, files_of, ratio_adjustment
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
    values: list[tuple[date, Fraction]] = []
    adopted: events.CertificateAdopted | None = None
    for item in way:
        entry = item.recorded.entry
        draft.begin(entry)
        if isinstance(entry, events.CertificateAdopted):
            adopted = entry
            values.append((date.min, entry.terms.stated_value))
        elif isinstance(entry, events.SeriesDSplit):
            values.append((entry.effective, values[-1][1] * entry.old / entry.new))
        _write(draft, item)
    if adopted is None:
        raise Refusal(
            "no_certificate", "", f"no certificate is adopted by {on}; a package needs one, choose a later day"
        )
    steps = history_of(open_book(log, until=on))
    adjustments = [ratio_adjustment(step, _value_on(values, step)) for step in steps if step.governs_from <= on]
    edited = [one.id for one in log if is_edit(one)]
    losses = losses_of(draft.lost, adopted, edited, steps)
    return Package(files_of(draft, adopted, _merged(draft.transactions, adjustments), on, made), losses)


def _text(content: Object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _checksum(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()  # the checksum that the format asks for


def _write(draft: Draft, item: Item) -> None:
    entry = item.recorded.entry
    writer = WRITERS.get(type(entry))
    if writer is not None:
        writer(draft, entry)
    elif isinstance(entry, events.SeriesDConverted) and item.recorded.delivery is not None:
        made = item.recorded.delivery
        said = marked(events.write_entry(entry))
        said += [mark(name, str(day)) for name in ("notice_delivered", "surrendered") if (day := getattr(entry, name))]
        stock.converted(draft, entry.holder, entry.register_to or entry.holder, made, said)
    elif type(entry) in NO_PLACE:
        draft.lose(entry.type)
    for one in item.automatic:
        if isinstance(one.entry, events.SeriesDAutoConverted):
            draft.begin(one.entry)
            said = [mark(stock.AUTOMATIC, one.entry.cause)]
            made = Delivery(one.entry.shares, one.entry.common_shares)
            stock.converted(draft, one.entry.holder, one.entry.holder, made, said)


def _value_on(values: Sequence[tuple[date, Fraction]], step: PriceStep) -> Fraction:
    return next(value for since, value in reversed(values) if since <= step.governs_from)


def _merged(transactions: Sequence[Object], adjustments: Sequence[tuple[bool, Object]]) -> list[Object]:
    """All in the order of their dates: an adjustment before the acts of its day, unless it was one of that day."""
    before = [one for own_day, one in adjustments if not own_day]
    after = [one for own_day, one in adjustments if own_day]
    return sorted([*before, *transactions, *after], key=lambda one: str(one["date"]))
