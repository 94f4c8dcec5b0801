"""What the ledger does about each clause of the certificate, and what each moved in a ledger."""

from collections.abc import Iterator, Sequence

from ledger.log.recorded import Recorded
from projections.certificate.clauses import CLAUSES, MEANS, Clause
from projections.explain.clauses import ClauseMoved, Moved
from projections.render.answers.history import steps_grid
from projections.render.blocks import Block, Facts, Grid, Heading, Note, Paragraph, Title
from projections.render.entries import says
from projections.render.marks.citations import clause
from projections.render.marks.marked import reasoned
from projections.render.marks.why import Why
from projections.render.papers import not_quoted, quoted

_COLUMNS = ("clause", "about", "handling", "what the ledger does", "readings", "where")
_MOVED = ("clause", "about", "handling", "readings", "steps", "entries", "the last of them")
_NAMED = 3
"""So many entries of a clause are named where all clauses are told."""
_MOST = 50
"""So many steps and entries of a clause are told where it alone is."""


def blocks() -> Iterator[Block]:
    """A line for each clause, in the order of the document."""
    yield Title("The certificate, clause by clause")
    yield Grid(_COLUMNS, [_row(one) for one in CLAUSES])


def _row(one: Clause) -> tuple[str, ...]:
    return _printed(one), one.about, one.handling, one.does, _readings(one), "\n".join(one.where)


def _printed(one: Clause) -> str:
    return reasoned(one.printed, clause(one.printed))


def _readings(one: Clause) -> str:
    return reasoned(" ".join(one.readings), *(Why("reading", name) for name in one.readings))


# -- what each moved --------------------------------------------------------------------------------------------------


def moved(answer: Moved, known: str) -> Iterator[Block]:
    """How many steps and entries each clause has, or of the clauses asked about all that they moved."""
    if answer.of is None:
        yield Title(f"The certificate, clause by clause, and what each moved, {known}")
        yield Grid(_MOVED, [_counted(one) for one in answer.clauses], right=(4, 5))
        return
    yield Title(f"Clause {answer.of} of the certificate, {known}")
    yield from not_quoted(answer.papers)
    for one in answer.clauses:
        yield from _in_full(one, answer)


def _counted(one: ClauseMoved) -> tuple[str, ...]:
    why = clause(one.clause.printed)
    steps, entries = (reasoned(f"{len(some):,}" if some else "", why) for some in (one.made, one.recorded))
    names = one.entries[-_NAMED:]
    last = reasoned(", ".join(names), *(Why("entry", name) for name in names))
    return _printed(one.clause), one.clause.about, one.clause.handling, _readings(one.clause), steps, entries, last


def _in_full(one: ClauseMoved, answer: Moved) -> Iterator[Block]:
    of = one.clause
    yield Heading(of.about[0].upper() + of.about[1:])
    facts = [
        ("handling", f"{of.handling}: {MEANS[of.handling]}"),
        ("what the ledger does", of.does),
        ("readings", _readings(of)),
        ("where", ", ".join(of.where)),
    ]
    yield Facts([(name, said) for name, said in facts if said])
    yield from quoted(answer.papers, of.id)
    if not one.made and not one.recorded:
        yield Paragraph("Nothing in this ledger falls under it so far.")
    if one.made:
        yield Heading("Steps of the price under it", 3)
        yield from _of_so_many("steps", len(one.made))
        yield steps_grid(one.made[-_MOST:])
    if one.recorded:
        yield Heading("Entries under it", 3)
        yield from _of_so_many("entries", len(one.recorded))
        yield Grid(("on", "entry", "what it says"), [_entry(each) for each in one.recorded[-_MOST:]])


def _of_so_many(what: str, number_of: int) -> Iterator[Note]:
    if number_of > _MOST:
        yield Note(f"The last {_MOST} of {number_of:,} {what}; the answer as JSON names all.")


def _entry(one: Recorded) -> Sequence[str]:
    return str(one.entry.effective), reasoned(one.id, Why("entry", one.id)), says(one.entry, None)
