"""What hangs on a reading, as blocks: each switch that would move something with its figures side by side."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ledger.numbers.figure import Figure
from projections.compare.differences import equal, said
from projections.compare.readings import Entitled, PerHolder, Reason, Weighed, is_same, less
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph
from projections.render.marks.marked import each_reasoned, reasoned
from projections.render.marks.why import Why

_MOST_ENTRIES = 3
_MOST_CONVERSIONS = 20


def of_switches(switches: Sequence[Weighed], level: int = 2) -> Iterator[Block]:
    """Each switch that would move something, with its figures side by side; then those that would not."""
    moving = [one for one in switches if one.moves]
    unmoved = [one for one in switches if not one.moves]
    for one in moving:
        yield Heading(reasoned(f"{one.name} ({one.reading}): {one.choice}, or {one.other}", _of(one)), level)
        yield from _moving(one)
    if not moving:
        yield Paragraph("No switch of the terms moves anything in this ledger: both choices of each give every figure.")
    if unmoved:
        yield Heading("Switches that move nothing here" if moving else "The switches", level)
        yield Items([reasoned(still(one), _of(one)) for one in unmoved])


def _of(one: Weighed) -> Why:
    return Why("reading", one.reading)


def still(one: Weighed) -> str:
    """A switch that moves nothing, as a sentence."""
    named = f"{one.name} ({one.reading}): {one.choice}"
    if one.apart_since is None:
        return f"{named}. Under {one.other} all is as it is."
    before = f"{named}. Under {one.other} the price of {one.apart_since} would have been another one"
    return f"{before}; on {one.actual.on}, and for every conversion, all is as it is."


def _moving(one: Weighed) -> Iterator[Block]:
    yield Items([f"{one.choice}, as chosen: {one.says}.", f"{one.other}: {one.other_says}."])
    if one.what_if is None:
        yield Paragraph(
            f"What {one.other} would give cannot be told, since the record cannot stand under it: {one.refused}."
        )
        return
    yield Grid(("", one.choice, one.other, "difference"), list(_rows(one)), right=(1, 2, 3))
    sentences = [*_sentences(one)]
    if sentences:
        yield Items(sentences)


# -- the figures ------------------------------------------------------------------------------------------------------


def _rows(one: Weighed) -> Iterator[tuple[str, ...]]:
    assert one.what_if is not None  # noqa: S101  the caller has looked
    price = Why("price", on=one.actual.on)
    yield _row("Conversion Price in effect", one.actual.in_effect, one.what_if.in_effect, _of(one), price)
    if not equal(one.actual.after_close, one.what_if.after_close):
        yield _row("Conversion Price after the close", one.actual.after_close, one.what_if.after_close, _of(one), price)
    apart = [holder for holder in one.holders if not is_same(holder)]
    for names, rate in _by_rate(apart):
        yield _row(f"Common for one Series D{names}", rate.common_per_share, rate.other, _of(one), price)
    for holder in apart:
        if holder.votes != holder.other_votes:
            held = Why("holder", holder.holder, one.actual.on)
            what = f"votes of {holder.holder} ({holder.series_d:,} Series D)"
            yield _row(what, holder.votes, holder.other_votes, _of(one), held)
    converted = [made for made in one.conversions if made.entitled != made.other]
    for made in converted[:_MOST_CONVERSIONS]:
        what = f"{made.entry} of {made.on}, {made.holder} ({made.converted:,} Series D)"
        yield _row(what, made.entitled, made.other, _of(one), Why("entry", made.entry))


def _by_rate(apart: Iterable[PerHolder]) -> Iterator[tuple[str, PerHolder]]:
    """The holders whose Series D would convert into another number, those of one rate together."""
    moved = [one for one in apart if not equal(one.common_per_share, one.other)]
    found = [list(group) for _, group in groupby(moved, key=lambda one: (said(one.common_per_share), said(one.other)))]
    for group in found:
        names = "" if len(found) == 1 else f" of {', '.join(one.holder for one in group)}"
        yield names, group[0]


def _row(what: str, actual: Figure | int | None, other: Figure | int | None, of: Why, why: Why) -> tuple[str, ...]:
    """A figure of the record, which has its own reason; what the other choice gives is told with the reading."""
    supposed = each_reasoned((said(other), _signed(actual, other)), of)
    return reasoned(what, why), reasoned(said(actual), why), *supposed


def _signed(actual: Figure | int | None, other: Figure | int | None) -> str:
    if actual is None or other is None:
        return "-"
    if isinstance(actual, int) and isinstance(other, int):
        return f"{other - actual:+,}" if other != actual else "0"
    difference = less(_figure(other), _figure(actual))
    return f"{'+' if difference > 0 else ''}{difference.short(threes=True)}"


def _figure(value: Figure | int) -> Figure:
    return value if isinstance(value, Figure) else Figure.of(value)


# -- in words ---------------------------------------------------------------------------------------------------------


def _sentences(one: Weighed) -> Iterator[str]:
    yield from (f"{words}." for words in one.supposed)
    converted = [made for made in one.conversions if made.entitled != made.other]
    if converted:
        yield _of_conversions(one, converted)
    now, then = sum(map(_as_converted, one.holders)), sum(_as_converted(each, other=True) for each in one.holders)
    if now != then:
        held = sum(holder.series_d for holder in one.holders)
        stands = f"All {held:,} Series D outstanding stand for {now:,} Common"
        yield f"{stands}, and would for {then:,}: {_more(then - now)}."
    if one.apart_since is not None:
        yield f"The prices part on {one.apart_since}."


def _of_conversions(one: Weighed, converted: Sequence[Entitled]) -> str:
    change = sum(made.other - made.entitled for made in converted)
    count = "One conversion" if len(converted) == 1 else f"{len(converted):,} conversions"
    unshown = len(converted) - _MOST_CONVERSIONS
    rest = f" ({unshown:,} more than are shown)" if unshown > 0 else ""
    return f"{count} of {len(one.conversions):,}{rest} should have given another number: {_more(change)} in all."


def _as_converted(holder: PerHolder, *, other: bool = False) -> int:
    rate = holder.other if other else holder.common_per_share
    return 0 if rate is None else int(rate.fraction * holder.series_d)


def _more(change: int) -> str:
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'}"


def in_words(one: Reason) -> str:
    """A reading relied on as a sentence, with what is said else where it is contested, and what invokes it."""
    mark = " $" if one.contested else ""
    against = f"; else: {one.other}" if one.contested and one.other else ""
    return f"{one.reading}{mark}: {one.says}{against}.{_by(one.entries)}"


def _by(entries: Sequence[str]) -> str:
    if not entries:
        return ""
    more = len(entries) - _MOST_ENTRIES
    named = ", ".join(entries[:_MOST_ENTRIES])
    return f" By {named}{f' and {more:,} more' if more > 0 else ''}."
