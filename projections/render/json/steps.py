"""The price explained, of a date, a step or an entry, for a program."""

from dataclasses import replace

from ledger.numbers.figure import Figure
from projections.audit.documents import Document
from projections.certificate.readings import relied_on_as
from projections.explain.cited import causes_of, clauses_of, clauses_of_figures, entries_below
from projections.explain.readjustment import Beside
from projections.explain.steps import Explained, Explanation
from projections.render.explain.steps import paragraphs
from projections.render.json.extent import WHOLE, Extent
from projections.render.json.types import Initial, Moment, Outstanding, PriceExplained, Quoted, StepExplained, Test
from projections.render.json.working_types import LeftOut, Reading
from projections.render.json.workings import Listing, chosen, placed
from projections.render.papers import cut
from projections.workings.price.trigger import Tested


def price_document(answer: Explanation, *, everything: bool = False, extent: Extent = WHOLE) -> PriceExplained:
    """The whole answer, or a part of it; `text` says the same in sentences."""
    listing = Listing(everything=everything)
    roots = {name: listing.add(working, extent.depth) for name, working in answer.figures.items()}
    steps = [_explained(one, answer, listing, extent) for one in answer.steps]
    roots |= {f"step {one.step.number}": one.working for one in steps if one.step is not None and one.working}
    listed = listing.workings(roots, answer.entries)
    return PriceExplained(
        on=answer.on,
        entry=answer.entry,
        recorded_by=None if answer.by is None else answer.by.by.recorded_by,
        recording=None if answer.by is None else answer.by.position,
        price=answer.price,
        initial=Initial(answer.initial, None if answer.adopted is None else answer.adopted.id),
        steps_in_all=answer.steps_in_all,
        steps=steps,
        conversion=answer.conversion,
        waivers=answer.waivers,
        warnings=answer.notes or None,
        documents=_documents(answer, extent.depth),
        quoted=_quoted(answer, extent.depth),
        text=list(paragraphs(answer)),
        listed=listed._replace(left_out=_left_out(answer, extent, listed.left_out.workings)),
    )


def _documents(answer: Explanation, depth: int | None) -> list[Document] | None:
    """The documents of all entries that the answer cites, where there are any."""
    return answer.papers.of([*causes_of(answer), *entries_below(answer, depth)]) or None


def _quoted(answer: Explanation, depth: int | None) -> list[Quoted] | None:
    """What the certificate says of all clauses that the answer cites, where its text is attached."""
    text = answer.papers.certificate
    if text is None:
        return None
    clauses = [clause for one in answer.steps for clause in clauses_of(one, depth)]
    found = answer.papers.quoting([*clauses, *clauses_of_figures(answer, depth)])
    return [Quoted(one.clause, *cut(one.paragraphs), text.document, text.sha256) for one in found] or None


def _left_out(answer: Explanation, extent: Extent, workings: int) -> LeftOut:
    """How much of the answer is not told."""
    steps = () if extent.replays else answer.steps
    return LeftOut(workings, sum(len(one.beside) for one in steps), sum(len(one.deemed) for one in steps))


def _explained(one: Explained, answer: Explanation, listing: Listing, extent: Extent) -> StepExplained:
    on, depth, step = answer.on, extent.depth, one.step
    return StepExplained(
        step=step if step is None or extent.replays else replace(step, replayed=None),
        in_effect=None if on is None or step is None else step.governs_from <= on,
        causes=[placed(cause) for cause in one.causes],
        rule=one.rule,
        figures=one.figures,
        outstanding=_outstanding(one, extent),
        tests=[_tested(tested, listing.add(tested.working, depth)) for tested in one.tested],
        beside=_replay(one, listing, extent),
        readings=[Reading(name, relied_on_as(name, one.switches)) for name in one.readings],
        switches=[chosen(switch) for switch in one.switches],
        rights_before=[listing.add(working, depth) for working in one.stood],
        working=listing.add_any(one.working, depth),
    )


def _outstanding(one: Explained, extent: Extent) -> Outstanding | None:
    if one.outstanding is None:
        return None
    deemed = Figure.of(sum(it.shares.fraction for it in one.deemed))
    return Outstanding(one.outstanding, deemed, one.deemed if extent.replays else ())


def _tested(one: Tested, working: str) -> Test:
    return Test(
        entry=one.entry,
        clause=one.working.clause,
        right=one.right,
        shares=one.shares,
        consideration=one.money,
        per_share=one.per_share,
        against=one.against,
        triggers=one.triggers,
        waived=one.waived,
        parts=one.parts,
        working=working,
    )


def _replay(one: Explained, listing: Listing, extent: Extent) -> list[Moment]:
    if extent.replays:
        return [_moment(row, listing, extent.depth) for row in one.beside]
    for working in (it for row in one.beside for it in (row.first_working, row.replayed_working) if it is not None):
        listing.reach(working)
    return []


def _moment(row: Beside, listing: Listing, depth: int | None) -> Moment:
    return Moment(
        on=row.on,
        entries=row.entries,
        first=row.first,
        replayed=row.replayed,
        change=row.change,
        now_triggers=row.now_triggers,
        no_longer_triggers=row.no_longer_triggers,
        first_working=listing.add_any(row.first_working, depth),
        replayed_working=listing.add_any(row.replayed_working, depth),
    )
