"""The notice of an adjustment (4K) as a letter: to one holder, or to all of them with a table of who they are."""

from collections.abc import Iterator, Sequence

from ledger.log.recorded import Recorded
from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.certificate.readings import READINGS, SWITCHES, is_default, words_of
from projections.documents.notices.adjustment import AdjustmentNotice, Told
from projections.documents.notices.basis import Contradicted
from projections.documents.notices.passed import PastTerm
from projections.explain.cited import clauses_of
from projections.render.blocks import Block, Facts, Grid, Heading, Items, Paragraph, Signature
from projections.render.documents.notices.calculation import Calculation
from projections.render.documents.notices.determined import by_whom
from projections.render.documents.notices.exact import Exact
from projections.render.entries import says
from projections.render.numbers import number
from projections.render.papers import quotations

TITLE = "Notice of Adjustment of the Conversion Price"


def title(notice: AdjustmentNotice) -> str:
    """What the letter is called; first of all whether its figures are final."""
    return f"PROVISIONAL: {TITLE}" if notice.provisional else TITLE


def letter(notice: AdjustmentNotice, to: Sequence[Told]) -> Iterator[Block]:
    """The letter to these holders."""
    calculation = Calculation(notice.explained[0].entries)
    exact = calculation.exact
    yield Heading(title(notice), 1)
    if notice.undetermined is not None:
        yield Paragraph(_UNDETERMINED.format(notice.undetermined, notice.provision or "nothing that is recorded"))
    if notice.provisional:
        yield Paragraph(_PROVISIONAL)
    yield Facts(list(_head(notice, to)))
    yield Paragraph(_sentence(notice))
    if notice.late:
        yield Paragraph(_LATE.format(notice.register_on))
    yield Facts(list(_result(notice, to, exact)))
    if len(to) > 1:
        yield Grid(_columns(notice), [_row(one) for one in to])
    yield Paragraph(_EXACT)
    if notice.contradicts:
        yield from _contradicts(notice)
    yield Heading("How the price was calculated")
    for explanation in notice.explained:
        for one in explanation.steps:
            yield from calculation.step(one)
    yield from _quoted(notice)
    yield from _since(notice)
    yield Heading("Facts on which the calculation is based")
    taken = {name: shares for it in notice.explained for one in it.steps for name, shares in one.taken.items()}
    yield Facts([(one.id, _fact(one, notice.corrections.get(one.id), taken.get(one.id))) for one in notice.facts])
    yield from _determined(notice)
    yield from _readings(notice)
    yield from exact.annex()
    yield Signature(notice.company)


_UNDETERMINED = (
    "UNDETERMINED. The distribution {} took all of the market value of the Common, and since then no clause gives a "
    "price (4H, A36). What stands here goes on from the price before it. What was provided in it: {}."
)
_PROVISIONAL = (
    "A figure on which this price rests is not final, as said below under determinations. When it is final the price "
    "is worked out again from the day of its cause, and notice is given again (A8, A40)."
)
_LATE = (
    "This became known, or was corrected, after the day on which it took effect. Notice is "
    "given to the holders on the books of the Company on {}, not to those of the day of the cause."
)
_EXACT = (
    "The price is the exact number. Its decimal is rounded for reading only: no number of shares is worked out from "
    "it, and … marks where its decimals go on. Shares of Common are rounded down once for each notice of conversion, "
    "and no cash is paid for a fraction (4D, A43)."
)
_RESERVED = (
    "The certificate can be read in more than one way where it says so here. This notice follows the readings above. "
    "By giving it the Company waives nothing, admits no other reading and reserves all its rights under each, as the "
    "holders reserve theirs."
)


def _head(notice: AdjustmentNotice, to: Sequence[Told]) -> Iterator[tuple[str, str]]:
    yield "From", notice.company
    if len(to) == 1:
        yield "To", f"{to[0].holder}, at the address on the books of the Company, by first-class mail"
    else:
        yield "To", f"each holder of {notice.series} named below, by first-class mail"
    yield "Section", "4K of the certificate of designations"
    yield "Adjusted on", notice.on.isoformat()
    yield "By the entries", ", ".join(f"{' and '.join(step.entries)} ({step.clause})" for step in notice.steps)


def _sentence(notice: AdjustmentNotice) -> str:
    times = "" if len(notice.steps) == 1 else f", in {len(notice.steps)} steps"
    units = ""
    if notice.before.factor != notice.after.factor:
        units = " Share units changed with it: what stands for before is per old share, what results per new share."
    return (
        f"The Conversion Price of the {notice.series} was adjusted on {notice.on}{times}. The price that results "
        f"governs conversions from {notice.governs_from} on; those of days before keep the price that governed them."
        f"{units}"
    )


def _result(notice: AdjustmentNotice, to: Sequence[Told], exact: Exact) -> Iterator[tuple[str, str]]:
    yield "Conversion Price before", exact.of(notice.before)
    yield "Conversion Price resulting", exact.of(notice.after)
    one_share = f"one {notice.series}{' that carries every accrual' if notice.differing else ''}"
    yield f"Common for {one_share} before", _rate(notice.common_per_share.before, exact)
    yield f"Common for {one_share} after", _rate(notice.common_per_share.after, exact)
    yield "Governs conversions from", notice.governs_from.isoformat()
    if len(to) == 1:
        one = to[0]
        yield f"Your {notice.series} {_when(notice)}", number(one.series_d)
        yield (
            "Whole Common for all of it",
            f"{_whole(one.common.before)} before, {_whole(one.common.after)} after",
        )


def _when(notice: AdjustmentNotice) -> str:
    return f"on {notice.register_on}" if notice.late else "at the close of the day"


def _rate(figure: Figure | None, exact: Exact) -> str:
    return exact.of(figure) if figure is not None else "none: nothing can be divided by a price of zero (A44)"


def _columns(notice: AdjustmentNotice) -> tuple[str, ...]:
    return ("holder", f"{notice.series} {_when(notice)}", "whole Common before", "whole Common after")


def _row(one: Told) -> list[str]:
    return [one.holder, number(one.series_d), _whole(one.common.before), _whole(one.common.after)]


def _whole(shares: int | None) -> str:
    return "-" if shares is None else number(shares)


# -- what was told before, and what came after ------------------------------------------------------------------------


def _contradicts(notice: AdjustmentNotice) -> Iterator[Block]:
    yield Heading("Earlier notices that this one contradicts")
    yield Grid(_CONTRADICTED, [_earlier(one) for one in notice.contradicts], right=(4, 5))


_CONTRADICTED = ("notice", "mailed", "to", "about", "stated", "the record now gives")


def _earlier(one: Contradicted) -> tuple[str, ...]:
    stated = "no price" if one.stated is None else number(one.stated)
    return one.entry, str(one.mailed), one.holder, one.about or "the price of its day", stated, number(one.now)


def _since(notice: AdjustmentNotice) -> Iterator[Block]:
    if notice.since and (notice.late or notice.contradicts):
        yield Heading("What the price has been since, as the record now gives it")
        rows = [(str(one.governs_from), one.entry, one.clause, number(one.after)) for one in notice.since]
        yield Grid(("governs from", "entry", "clause", "price"), rows, right=(3,))


def _quoted(notice: AdjustmentNotice) -> Iterator[Block]:
    """What the certificate says of the clauses by which it was calculated, where its text is attached."""
    steps = [one for explanation in notice.explained for one in explanation.steps]
    found = list(quotations(notice.papers, [clause for one in steps for clause in clauses_of(one, 1)]))
    if found:
        yield Heading("What the certificate says of it", 3)
        yield from found


# -- what it rests on -------------------------------------------------------------------------------------------------


def _fact(one: Recorded, correction: Recorded | None, shares: Figure | None) -> str:
    """The fact as it stands; a corrected one was first recorded otherwise, and says since when it stands like this."""
    source = one.entry.source or "none is named"
    note = f" Note: {one.entry.note.rstrip('.')}." if one.entry.note else ""
    said = (
        f"On {one.entry.effective} {says(one.entry, shares)}.{note} Source: {source}. "
        f"Recorded: {written(one.recorded_at, 'seconds')}"
    )
    if correction is None:
        return f"{said}."
    return f"{said}; corrected to this by {correction.id}: {written(correction.recorded_at, 'seconds')}."


def _determined(notice: AdjustmentNotice) -> Iterator[Block]:
    """Values that somebody determined, or a market gave; and what is not settled about them."""
    items = [by_whom(one) for one in notice.determinations]
    items += [f"{flag.entry}: {flag.message} ({flag.clause})." for flag in notice.unsettled]
    items += [_ran_out(one) for one in notice.past_term]
    if items:
        yield Heading("Determinations and quotations")
        yield Items(items)


def _ran_out(one: PastTerm) -> str:
    said = (
        f"{one.right} ran out on {one.ended} and its end is not recorded; what is outstanding of it is still counted "
        "here, and once its end is recorded the price is readjusted (4E(3), A66)"
    )
    return f"{said}. Had it ended then, the price would now be {number(one.price_if_ended)}."


def _readings(notice: AdjustmentNotice) -> Iterator[Block]:
    """The readings that these figures rest on; of what is contested the other reading as well."""
    choices = {SWITCHES[one.name]: one for one in notice.switches}
    items = []
    for name in notice.readings:
        reading, choice = READINGS[name], choices.get(name)
        statement, other = reading.statement, reading.other
        if choice is not None and not is_default(choice):
            statement, other = words_of(choice), reading.statement
        switch = f" (switch {choice.name}: {choice.choice})" if choice is not None else ""
        against = f" The other reading is that {other}." if reading.contested and other else ""
        items.append(f"{name} ({reading.clause}): {statement}{switch}.{against}")
    yield Heading("Readings on which these figures rest")
    yield Items(items)
    if any(READINGS[name].contested for name in notice.readings):
        yield Paragraph(_RESERVED)
