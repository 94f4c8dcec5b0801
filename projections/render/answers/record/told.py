"""An entry said back to whoever recorded it: one sentence, with what follows from it."""

from collections.abc import Iterator, Sequence

from ledger.events import AnyEntry, EntryCorrected, EntryVoided
from ledger.log.recorded import Recorded
from projections.answers.following import Delivered, Follows, Test, following
from projections.answers.history import PriceStep
from projections.compare.recording import RecordResult
from projections.render.blocks import Note
from projections.render.entries import says
from projections.render.numbers import number


def sentences_of(result: RecordResult, entries: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sentences about some of the entries recorded, each with its id, in the order given: one as it is wanted."""
    book = result.book
    if book is None or not entries:
        return
    found, series = result.follows or following(book, entries), book.state.terms.series
    for name in entries:
        yield name, told(book.by_id[name], found[name], series)


def told(one: Recorded, follows: Follows, series: str) -> str:
    """The sentence about an entry; of a void or a correction, about what has become of the entry that it names."""
    clauses = [_what(one, follows, series), *_consequences(follows, series)]
    return f"On {_day(one, follows)} {'; '.join(clauses)}."


def _day(one: Recorded, follows: Follows) -> str:
    stands = one if follows.stands is None or isinstance(one.entry, EntryVoided) else follows.stands
    return str(stands.entry.effective)


def _what(one: Recorded, follows: Follows, series: str) -> str:
    if isinstance(one.entry, EntryCorrected):
        stands = follows.stands
        now = "it stands no longer" if stands is None else says(stands.entry, series=series)
        return f"as {one.id} corrects {one.entry.entry} ({one.entry.reason}), {now}"
    if isinstance(one.entry, EntryVoided):
        return f"{one.id} voids {one.entry.entry} ({one.entry.reason}), which is in no figure any more"
    said = says(one.entry, series=series)
    return said if follows.stands is not None else f"{said}; it is void, and in no figure"


def _consequences(follows: Follows, series: str) -> Iterator[str]:
    if follows.delivered is not None:
        yield _delivered(follows.delivered, follows)
        if follows.delivered.common:
            yield _certificate(follows)
    if follows.test is not None:
        yield _tested(follows.test)
    before, after = follows.outstanding
    if follows.stands is not None and _restates(follows.stands.entry) and before:
        yield f"{number(before)} outstanding become {number(after)}"
    yield from (_step(step) for step in follows.steps)
    if follows.automatic:
        common = sum(one.common for one in follows.automatic)
        holders = _many(len(follows.automatic), "holder")
        yield f"all {series} of {holders} converts automatically into {number(common)} shares (second 4L, A46)"
    if follows.holders and follows.steps:
        yield f"{_many(follows.holders, 'holder')} of {series} must be told of it (4K)"
    if follows.mailing is not None and follows.holders:
        yield f"notice of it is mailed in time to {_many(follows.holders, 'holder')} by {follows.mailing} (first 4L)"


def _delivered(one: Delivered, follows: Follows) -> str:
    shares = f"{number(one.common)} {'share' if one.common == 1 else 'shares'} of Common"
    if one.stated:
        said = f"{shares} were delivered, as stated"
        if one.common != one.entitled:
            said += f", where the record gives {number(one.entitled)}"
    else:
        said = f"nobody stated how many were delivered, and {shares} are assumed"
        if one.common != one.entitled:
            said += f", where the record now gives {number(one.entitled)}"
    converted = getattr(follows.stands and follows.stands.entry, "shares", one.series_d)
    if one.series_d != converted:
        said += f", for {number(one.series_d)} of them (A45)"
    return f"{said}{_source(one)}"


def _source(one: Delivered) -> str:
    if not one.out_of_treasury:
        return ", out of unissued shares" if one.common else ""
    if one.out_of_treasury == one.common:
        return ", out of the treasury"
    return f", {number(one.out_of_treasury)} of them out of the treasury"


def _certificate(follows: Follows) -> str:
    if follows.due is None:
        return "the certificate is due once the old one is surrendered (4C)"
    return f"the certificate is due by {follows.due} (4C)"


def _tested(test: Test) -> str:
    each = f"{number(test.per_share)} a share in all"
    if test.triggers:
        return f"{each}, below the Conversion Price of {number(test.against)}, so the price is adjusted"
    below = test.per_share < test.against
    why = "and yet not adjusted" if below else "so nothing is adjusted"
    return f"{each}, {'' if below else 'not '}below the Conversion Price of {number(test.against)}, {why}"


def _step(step: PriceStep) -> str:
    prices = f"from {number(step.before)} to {number(step.after)}"
    return f"the Conversion Price goes {prices} from {step.governs_from} on ({step.clause})"


def _restates(entry: AnyEntry) -> bool:
    return entry.type in ("common_split", "stock_dividend_paid", "reorganized")


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def to_be_told(series: str) -> Note:
    """That an adjustment was made of which the holders of the series, as the certificate calls it, must be told."""
    must = f"Holders of {series} must be told of every adjustment (4K)"
    return Note(f"{must}: `seriesd notice adjustment` writes to them.")
