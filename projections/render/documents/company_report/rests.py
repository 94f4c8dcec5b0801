"""What the figures rest on: the readings, how each step was calculated, and the log."""

from collections.abc import Iterator

from ledger.numbers.days import written
from projections.audit.documents import SHORT, Document
from projections.certificate.readings import SWITCHES
from projections.documents.company_facts import CompanyFacts
from projections.documents.company_report import CompanyReport
from projections.render.blocks import Block, Facts, Heading, Items, Paragraph
from projections.render.documents.company_report.parts import table
from projections.render.documents.report import Colophon
from projections.render.explain.steps import blocks as explained_blocks
from projections.render.numbers import exactly, exactly_in_brief, number
from projections.render.papers import AS_WHAT
from projections.render.readings import in_words, of_switches


def readings(report: CompanyReport) -> Iterator[Block]:
    """The switches of the terms, what their other choice would give, and every reading that came into play."""
    yield Heading("What hangs on a reading")
    yield Paragraph(
        "Where the text of the certificate can be read in more than one way, the ledger follows a numbered reading. "
        "These are the switches of its terms, and what the other choice of each that came into play would give."
    )
    yield Facts(
        [
            (f"{name} ({SWITCHES[name]})", f"{choice}{', the default' if default else ''}")
            for name, (choice, default) in report.switches.items()
        ]
    )
    if report.weighed:
        yield from of_switches(report.weighed, 3)
    else:
        yield Paragraph("Nothing has come into play that a switch decides: no switch moves a figure.")
    if report.readings:
        yield Heading("The readings that the figures rest on", 3)
        yield Items([in_words(one) for one in report.readings])


def workings(report: CompanyReport) -> Iterator[Block]:
    """How each step was calculated, where they are not too many."""
    if not report.steps:
        return
    yield Heading("How each step was calculated")
    if report.explained is None:
        yield Paragraph(f"There are {len(report.steps):,} steps; `seriesd explain --step N` sets each one out.")
        return
    for block in list(explained_blocks(report.explained, ""))[1:]:
        yield block._replace(level=3) if isinstance(block, Heading) else block


def exact_figures(report: CompanyFacts) -> Iterator[Block]:
    """The exact figures of the first page, where they are too long for it."""
    price = report.price
    found = {
        "Conversion Price in effect": price.in_effect,
        "From the next day on": price.after_close,
        f"Common for one {report.terms.series}": price.common_per_share,
    }
    long = [
        (name, exactly(figure))
        for name, figure in found.items()
        if figure is not None and exactly(figure) != exactly_in_brief(figure)
    ]
    if long:
        yield Heading("The figures of the first page, exactly")
        yield Facts(long)


def documents(report: CompanyReport) -> Iterator[Block]:
    """The files attached to entries, each with whether it is here as it was attached."""
    columns = ("entry", "file", "bytes", "as", "sha256", "")
    yield from table("Documents attached to entries", columns, map(_document, report.documents))


def _document(one: Document) -> list[str]:
    wrong = "" if one.is_here else one.condition
    return [one.entry, one.name, number(one.size), AS_WHAT[one.role], f"{one.sha256[:SHORT]}…", wrong]


def the_log(report: CompanyFacts, colophon: Colophon) -> Iterator[Block]:
    """The log that all of it rests on, so that the same report can be asked for again."""
    entries = report.entries
    edited = sum(bool(one.edited_by) for one in entries)
    later = sum(one.day > report.on for one in entries if one.edits is None)
    recorded = [one.recorded.recorded_at for one in entries]
    yield Heading("The log")
    yield Facts(
        [
            ("Company", report.company),
            ("Certificate adopted", report.adopted.isoformat()),
            ("As of the close of", report.on.isoformat()),
            ("As known", written(colophon.moment)),
            ("Entries", f"{colophon.entries:,}, of which {edited:,} were voided or corrected"),
            ("Of a later day, in no figure", f"{later:,}"),
            ("Recorded", f"{written(min(recorded), 'seconds')} to {written(max(recorded), 'seconds')}"),
            ("Head of the log", colophon.head),
            *([("Head of the ledger", colophon.ledger_head)] if colophon.ledger_head else []),
        ]
    )
