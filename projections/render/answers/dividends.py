"""What each dividend gives the holders of Series D, and what is accrued."""

from collections.abc import Iterator

from ledger.numbers.figure import Figure
from projections.answers.dividends import AccrualPaid, DividendDue, Dividends
from projections.render.blocks import Block, Grid, Items, Paragraph, Title
from projections.render.marks.citations import clause
from projections.render.marks.marked import each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import resting, touching

_COLUMNS = ("entry", "record date", "paid on", "holder", "Series D", "as converted", "per Common", "due", "")


def blocks(answer: Dividends, known: str) -> Iterator[Block]:
    """A line for each dividend and holder, and what is accrued and unpaid."""
    yield Title(f"Dividends due to Series D up to {answer.on}, {known}")
    if answer.dividends:
        yield Grid(_COLUMNS, [row for one in answer.dividends for row in _rows(one)], right=range(4, 8))
    else:
        yield Paragraph("none so far")
    for paid in answer.payments:
        yield Paragraph(reasoned(_paid(paid), Why("entry", paid.entry)))
    accrued = answer.accrued_per_share.short()
    most = "at most " if answer.by_accrual[1:] else ""
    said = f"accrued and unpaid: {most}{accrued} a share, part of the Liquidation Preference (3)"
    yield Paragraph(reasoned(said, clause("3")))
    if most:
        yield Items([f"{shares:,} Series D carry {each.short()} each" for each, shares in answer.by_accrual])
    for name, debt in answer.debts.items():
        said = f"owed to {name} on Series D converted since: {debt.short()}, in no preference (A60)"
        yield Paragraph(naming(said, Why("holder", name, answer.on)))
    yield from touching(answer.notes)
    yield from resting(answer.rests)


def _paid(paid: AccrualPaid) -> str:
    of = f"{paid.per_share.short()} a share{' (assumed: all that was accrued)' * paid.assumed}"
    said = f"accruals of {of} were paid on {paid.on} ({paid.entry})"
    debts = ", ".join(f"{debt.short()} to {name}" for name, debt in paid.debts.items())
    return f"{said}, of it on Series D converted since: {debts} (A60)" if debts else said


def _rows(one: DividendDue) -> Iterator[tuple[str, ...]]:
    per_share, days = Figure.of(one.per_share).short(), (str(one.record_date), str(one.paid_on))
    for name, due in one.holders.items():
        shares = "-" if due.as_converted is None else f"{due.as_converted:,}"
        money = "-" if due.due is None else Figure.of(due.due).short()
        of_it = f", {due.debt.short()} a debt" if due.debt.fraction else ""
        figures = (f"{due.series_d:,}", shares, per_share, money, (one.series_d or one.kind) + of_it)
        entry, *told = each_reasoned((one.entry, *figures), Why("entry", one.entry))
        yield entry, *days, reasoned(name, Why("holder", name, one.record_date)), *told
