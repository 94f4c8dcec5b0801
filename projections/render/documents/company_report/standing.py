"""How the record stands: what is due, what notices stated of the price, and what a reader should know."""

from collections import Counter
from collections.abc import Iterator

from projections.answers.flags import flag_says
from projections.documents.company_facts import CompanyFacts
from projections.render.blocks import Block, Heading, Items, Paragraph
from projections.render.documents.company_report.parts import due_to_many, table
from projections.render.numbers import number

_MOST_FLAGS = 100
_DUE = ("due", "state", "what", "clause", "about", "holder")
_SENT = ("notice", "to", "mailed", "stated", "as now known", "")


def due(report: CompanyFacts) -> Iterator[Block]:
    """What is open, the same thing to several holders in one line."""
    rows = (
        (str(one.due or "-"), one.state, one.what, one.clause, one.about, one.whom)
        for one in due_to_many(report.open, report.on)
    )
    yield from table("What is due and overdue", _DUE, rows)


def notices(report: CompanyFacts) -> Iterator[Block]:
    """The prices that notices stated."""
    rows = (
        (one.entry, one.holder, one.mailed.isoformat(), number(one.stated), number(one.computed), one.verdict)
        for one in report.notices
    )
    yield from table("Prices that notices stated (4K)", _SENT, rows)


def flags(report: CompanyFacts) -> Iterator[Block]:
    """What an attentive reader should know of the entries."""
    yield Heading("What a reader should know")
    if not report.flags:
        yield Paragraph("Nothing is flagged.")
    if len(report.flags) <= _MOST_FLAGS:
        yield Items([f"{flag_says(one)}." for one in report.flags])
        return
    yield Paragraph(f"There are {len(report.flags):,}; of each kind this is the latest. `seriesd flags` shows all.")
    latest = {one.code: one for one in report.flags}
    more = Counter(one.code for one in report.flags)
    yield Items([f"{flag_says(one)}. ({more[code]:,} of this kind.)" for code, one in latest.items()])
