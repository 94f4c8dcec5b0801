"""The notice of an adjustment (4K) as a letter: to one holder, or to all of them with a table of who they are."""

from collections.abc import Iterator, Sequence

from ledger.numbers.figure import Figure
from projections.documents.notices.adjustment import AdjustmentNotice, Told
from projections.documents.notices.basis import Contradicted
from projections.render.blocks import Block, Facts, Grid, Paragraph
from projections.render.documents.letter import Annex, Letter, in_a_line, letter_blocks
from projections.render.documents.notices.calculation import Calculation
from projections.render.documents.notices.exact import Exact
from projections.render.documents.notices.grounds import TITLE as OF_ANNEX
from projections.render.documents.notices.grounds import grounds, is_contested
from projections.render.documents.notices.happened import happened, is_past
from projections.render.documents.notices.not_final import marked, provisional, running_on
from projections.render.numbers import dollars, long_date, number

TITLE = "Notice of Adjustment of the Conversion Price"


def title(notice: AdjustmentNotice) -> str:
    """What the letter is called; first of all whether its figures are final."""
    return marked(TITLE, provisional=notice.provisional)


def letter(notice: AdjustmentNotice, to: Sequence[Told]) -> Iterator[Block]:
    """The letter to these holders."""
    calculation = Calculation(notice.explained[0].entries)
    names = [one.holder for one in to]
    contradicts = [one for one in notice.contradicts if len(to) > 1 or one.holder in names]
    body = list(_body(notice, to, contradicts, calculation.exact))
    annex = Annex(OF_ANNEX, list(grounds(notice, calculation, contradicts)))
    return letter_blocks(
        Letter(notice.envelope, names, notice.series, title(notice), body, [annex], list(_alerts(notice)))
    )


def _alerts(notice: AdjustmentNotice) -> Iterator[str]:
    if notice.provisional:
        yield provisional("this price", "is given again")
    if notice.undetermined is not None:
        yield (
            "UNDETERMINED. A distribution took all of the market value of the Common Stock, and since then the "
            "Certificate gives no price. What stands here goes on from the price before it. What was provided in it: "
            f"{notice.provision or 'nothing that is recorded'}."
        )


def _body(
    notice: AdjustmentNotice, to: Sequence[Told], contradicts: Sequence[Contradicted], exact: Exact
) -> Iterator[Block]:
    none_left = len(to) == 1 and _has_none_left(to[0], notice)
    until = f" until {long_date(notice.on)}" if none_left else ""
    yield Paragraph(
        f"{notice.company} (the “Company”) gives you this notice under Section 4K of the certificate of designations "
        f"of its {notice.series} Preferred Stock (the “Certificate”), as a holder of record of the {notice.series}"
        f"{until}."
    )
    yield Paragraph(" ".join([*_causes(notice), *_adjusted(notice)]))
    if any(one.holder in notice.converted for one in to):
        yield Paragraph(_automatically(notice, to))
    if notice.late:
        yield Paragraph(_LATE.format(long_date(notice.register_on)))
    if contradicts:
        yield Paragraph(_contradicted(contradicts))
    yield from running_on(notice.past_term)
    yield Facts(list(_result(notice, to, exact)))
    if len(to) > 1:
        yield Grid(_columns(notice), [_row(one, notice) for one in to])
    yield Paragraph(_EXACT)
    if is_contested(notice):
        yield Paragraph(_RESERVED)


_LATE = (
    "This became known, or was corrected, after the day on which it took effect. Notice is given to the holders on "
    "the books of the Company on {}, not to those of the day of the cause."
)
_EXACT = (
    "The price is the exact number; its decimal is rounded for reading only, and … marks where its decimals go on. "
    "Shares of Common Stock are rounded down once for each notice of conversion, and no cash is paid for a fraction. "
    "The annex sets out how the price was calculated and the facts on which the calculation is based."
)
_RESERVED = (
    "The Certificate can be read in more than one way where the annex says so; this notice follows the readings named "
    "there. By giving it the Company waives nothing, admits no other reading and reserves all its rights under each, "
    "as the holders reserve theirs."
)


def _causes(notice: AdjustmentNotice) -> Iterator[str]:
    """What moved the price, each once."""
    dated = notice.envelope.dated
    steps = [one for explanation in notice.explained for one in explanation.steps]
    said = (happened(cause.entry, dated, one.taken.get(cause.id)) for one in steps for cause in one.causes)
    yield from dict.fromkeys(said)


def _adjusted(notice: AdjustmentNotice) -> Iterator[str]:
    dated = notice.envelope.dated
    times = "" if len(notice.steps) == 1 else f", in {len(notice.steps)} steps"
    adjusted = "has been" if is_past(notice.on, dated) else "will be"
    governs = "governs" if is_past(notice.governs_from, dated) else "will govern"
    moved = f"from {dollars(notice.before)} to {dollars(notice.after)}"
    yield f"For that reason the Conversion Price of the {notice.series} {adjusted} adjusted{times}, {moved}."
    yield (
        f"The price that results {governs} conversions from {long_date(notice.governs_from)} on; those of days before "
        "keep the price that governed them."
    )
    if notice.before.factor != notice.after.factor:
        yield "Share units changed with it: what stands for before is per old share, what results per new share."


def _automatically(notice: AdjustmentNotice, to: Sequence[Told]) -> str:
    """That Series D converted by itself on the day, and what one holder got for it (second 4L)."""
    past = is_past(notice.on, notice.envelope.dated)
    said = f"On {long_date(notice.on)} the {notice.series} {'was' if past else 'will be'} converted into Common Stock "
    said += "automatically, under the second Section 4L of the Certificate"
    if len(to) > 1:
        return f"{said}; the table says what each holder {'got' if past else 'gets'} for it."
    one = notice.converted[to[0].holder]
    into = f"{number(one.common)} shares of Common Stock, counted as they are after the adjustment"
    return f"{said}: your {number(one.series_d)} shares of it into {into}."


def _has_none_left(one: Told, notice: AdjustmentNotice) -> bool:
    return one.series_d == 0 and one.holder in notice.converted


def _contradicted(contradicts: Sequence[Contradicted]) -> str:
    days = ", ".join(long_date(day) for day in dict.fromkeys(one.mailed for one in contradicts))
    notices = "a notice" if len(contradicts) == 1 else "notices"
    return (
        f"It takes the place of {notices} mailed on {days}, which told another price than the record now gives; the "
        "annex sets both beside each other."
    )


def _result(notice: AdjustmentNotice, to: Sequence[Told], exact: Exact) -> Iterator[tuple[str, str]]:
    yield "Conversion Price before", exact.of(notice.before, dollars)
    yield "Conversion Price resulting", exact.of(notice.after, dollars)
    one_share = f"one {notice.series}{' that carries every accrual' if notice.differing else ''}"
    yield f"Common for {one_share} before", _rate(notice.common_per_share.before, exact)
    yield f"Common for {one_share} after", _rate(notice.common_per_share.after, exact)
    yield "Governs conversions from", long_date(notice.governs_from)
    if notice.restated_since != 1:
        yield "Share units here", _units(notice)
    if len(to) == 1:
        one = to[0]
        if _has_none_left(one, notice):
            gone = notice.converted[one.holder]
            yield f"Your {notice.series} converted automatically", number(gone.series_d)
            yield "Common for it", number(gone.common)
            return
        yield f"Your {notice.series} {_when(notice)}", number(one.series_d)
        yield (
            "Whole Common for all of it",
            f"{_whole(one.common.before)} before, {_whole(one.common.after)} after",
        )


def _units(notice: AdjustmentNotice) -> str:
    """In which share units the figures are, where they have changed by the date of the letter (4F, 4G)."""
    new, old = notice.restated_since.numerator, notice.restated_since.denominator
    became = f"each share of Common Stock has become {number(new)} since"
    if old != 1:
        became = f"each {number(old)} shares of Common Stock have become {number(new)} since"
    return f"those of {long_date(notice.on)}, also of the whole Common; {became}"


def _when(notice: AdjustmentNotice) -> str:
    return f"on {long_date(notice.register_on)}" if notice.late else f"at the close of {long_date(notice.on)}"


def _rate(figure: Figure | None, exact: Exact) -> str:
    return exact.of(figure) if figure is not None else "none: nothing can be divided by a price of zero"


def _columns(notice: AdjustmentNotice) -> tuple[str, ...]:
    held = f"{notice.series} {_when(notice)}"
    converted = ("Common for what converted",) if notice.converted else ()
    return ("holder", held, "whole Common before", "whole Common after", *converted, "address")


def _row(one: Told, notice: AdjustmentNotice) -> list[str]:
    shares = number(one.series_d), _whole(one.common.before), _whole(one.common.after)
    gone = notice.converted.get(one.holder)
    converted = (_whole(None if gone is None else gone.common),) if notice.converted else ()
    return [one.holder, *shares, *converted, in_a_line(notice.envelope, one.holder)]


def _whole(shares: int | None) -> str:
    return "-" if shares is None else number(shares)
