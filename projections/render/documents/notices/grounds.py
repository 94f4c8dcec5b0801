"""The annex of a notice of an adjustment: how the price was calculated, and all that the calculation rests on (4K)."""

from collections.abc import Iterator, Sequence

from ledger.log.recorded import Recorded
from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.certificate.readings import READINGS, SWITCHES, is_default, words_of
from projections.documents.notices.adjustment import AdjustmentNotice
from projections.documents.notices.basis import Contradicted
from projections.explain.cited import clauses_of
from projections.render.blocks import Block, Facts, Grid, Heading, Items, Paragraph
from projections.render.documents.notices.calculation import Calculation
from projections.render.documents.notices.determined import by_whom
from projections.render.documents.notices.not_final import in_the_annex
from projections.render.entries import says
from projections.render.numbers import number
from projections.render.papers import not_quoted, quotations

TITLE = "how the price was calculated, and on which facts"


def grounds(notice: AdjustmentNotice, calculation: Calculation, contradicts: Sequence[Contradicted]) -> Iterator[Block]:
    """The calculation step by step, the facts, the determinations, the readings, and exact numbers."""
    yield Facts(list(_head(notice)))
    if notice.undetermined is not None:
        yield Paragraph(_UNDETERMINED.format(notice.undetermined, notice.provision or "nothing that is recorded"))
    if contradicts:
        yield Heading("Earlier notices that this one contradicts")
        yield Grid(_CONTRADICTED, [_earlier(one) for one in contradicts], right=(4, 5))
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
    yield from calculation.exact.annex()


_UNDETERMINED = (
    "Since the distribution {} no clause gives a price (4H, A36); what was provided in it: {}. What stands here goes "
    "on from the price before it."
)


def _head(notice: AdjustmentNotice) -> Iterator[tuple[str, str]]:
    yield "Section", "4K of the certificate of designations"
    yield "Adjusted on", notice.on.isoformat()
    yield "By the entries", ", ".join(f"{' and '.join(step.entries)} ({step.clause})" for step in notice.steps)
    yield "Fractions of a share", "rounded down once for each notice of conversion, no cash is paid (4D, A43)"


def _quoted(notice: AdjustmentNotice) -> Iterator[Block]:
    """What the certificate says of the clauses by which it was calculated, where its text is attached."""
    steps = [one for explanation in notice.explained for one in explanation.steps]
    found = list(quotations(notice.papers, [clause for one in steps for clause in clauses_of(one, 1)]))
    missing = list(not_quoted(notice.papers)) if steps else []
    if found or missing:
        yield Heading("What the certificate says of it", 3)
        yield from (*missing, *found)


# -- what was told before, and what came after ------------------------------------------------------------------------

_CONTRADICTED = ("notice", "mailed", "to", "about", "stated", "the record now gives")


def _earlier(one: Contradicted) -> tuple[str, ...]:
    stated = "no price" if one.stated is None else number(one.stated)
    return one.entry, str(one.mailed), one.holder, one.about or "the price of its day", stated, number(one.now)


def _since(notice: AdjustmentNotice) -> Iterator[Block]:
    if notice.since and (notice.late or notice.contradicts):
        yield Heading("What the price has been since, as the record now gives it")
        rows = [(str(one.governs_from), one.entry, one.clause, number(one.after)) for one in notice.since]
        yield Grid(("governs from", "entry", "clause", "price"), rows, right=(3,))


# -- what it rests on -------------------------------------------------------------------------------------------------


def _fact(one: Recorded, correction: Recorded | None, shares: Figure | None) -> str:
    """The fact as it stands; a corrected one was first recorded otherwise, and says since when it stands like this.

    Its source is said, and not its note, which is the Company's own.
    """
    source = one.entry.source or "none is named"
    said = (
        f"On {one.entry.effective} {says(one.entry, shares)}. Source: {source}. "
        f"Recorded: {written(one.recorded_at, 'seconds')}"
    )
    if correction is None:
        return f"{said}."
    return f"{said}; corrected to this by {correction.id}: {written(correction.recorded_at, 'seconds')}."


def _determined(notice: AdjustmentNotice) -> Iterator[Block]:
    """Values that somebody determined, or a market gave; and what is not settled about them."""
    items = [by_whom(one) for one in notice.determinations]
    items += in_the_annex(notice.unsettled, notice.past_term, notice.envelope.dated)
    if items:
        yield Heading("Determinations and quotations")
        yield Items(items)


def is_contested(notice: AdjustmentNotice) -> bool:
    """Whether the certificate can be read otherwise where a figure of the notice rests on it."""
    return any(READINGS[name].contested for name in notice.readings)


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
