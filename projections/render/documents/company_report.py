"""The report on one company as blocks: a cover, the price and what moved it, holders, what a reader should know."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ledger.numbers.days import written
from projections.answers.balances import RightHeld
from projections.answers.flags import flag_says
from projections.answers.history import PriceStep
from projections.audit.documents import SHORT, Document
from projections.certificate.readings import SWITCHES
from projections.documents.company_report import CompanyReport, protection_begins
from projections.explain.steps import ExplainedConversion
from projections.render.blocks import Block, Drawing, Facts, Grid, Heading, Items, Level, NewPage, Paragraph
from projections.render.charts.price import price_drawing
from projections.render.documents.report import Colophon
from projections.render.explain.steps import blocks as explained_blocks
from projections.render.numbers import entries_in_words, exactly, number
from projections.render.papers import AS_WHAT
from projections.render.readings import in_words, of_switches

_MOST_FLAGS = 100


def title_of(report: CompanyReport) -> str:
    """The title of the document."""
    return f"{report.company}: {report.terms.series}"


def blocks(report: CompanyReport, colophon: Colophon) -> Iterator[Block]:
    """The whole report."""
    yield from _cover(report, colophon)
    yield NewPage()
    for part in (_price, _outstanding, _holders, _conversions, _notices, _flags, _readings, _workings, _documents):
        yield from part(report)


def _cover(report: CompanyReport, colophon: Colophon) -> Iterator[Block]:
    series, price, held = report.terms.series, report.price, report.holders
    yield Heading(title_of(report), 1)
    yield Paragraph(
        f"The Conversion Price of the {series}, what moved it, and who holds what at the close of {report.on}. Every "
        "figure is worked out from the entries of the ledger as known at the moment below; no price is rounded before "
        "it is shown (A43)."
    )
    yield Facts(
        [
            ("Company", report.company),
            ("Series", series),
            ("Certificate adopted", report.adopted.isoformat()),
            ("As of the close of", report.on.isoformat()),
            ("As known", f"{written(colophon.moment, 'seconds')}, {entries_in_words(colophon.entries)}"),
            ("Head of the log", colophon.head),
        ]
    )
    rate = price.common_per_share
    yield Facts(
        [
            ("Conversion Price in effect", exactly(price.in_effect)),
            ("Conversion Price after the close", exactly(price.after_close)),
            (f"Common for one {series}", "none" if rate is None else exactly(rate)),
            (f"{series} outstanding", number(held.series_d_outstanding)),
            ("Common outstanding", number(held.common_outstanding)),
            ("Common in treasury", number(held.treasury)),
            ("Common authorized", "-" if held.common_authorized is None else number(held.common_authorized)),
            ("Common deemed issued", number(held.deemed_issued)),
        ]
    )
    if report.steps:
        yield price_drawing(report.steps, protection_begins(report), report.on)


def _price(report: CompanyReport) -> Iterator[Block]:
    if not report.steps:
        yield Heading("Conversion Price")
        yield Paragraph(
            f"It is {exactly(report.price.in_effect)}, as the certificate fixes it; nothing has changed it."
        )
    columns = ("step", "on", "governs from", "clause", "entry", "before", "after")
    yield from _table("Conversion Price", columns, map(_step, report.steps))
    adjusted = (_figures(step) for step in report.steps if step.a is not None)
    columns = ("step", "entries", "A", "B", "C", "D", "after")
    yield from _table("Adjustments by the formula (A x B + D) / (A + C)", columns, adjusted)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Block]:
    """A table under its heading; neither where there is no row."""
    if found := list(rows):
        yield Heading(title)
        yield Grid(columns, found)


def _step(step: PriceStep) -> list[str]:
    dates = [step.effective.isoformat(), step.governs_from.isoformat()]
    return [str(step.number), *dates, step.clause, step.entry, number(step.before), number(step.after)]


def _figures(step: PriceStep) -> list[str]:
    figures = [number(figure) for figure in (step.a, step.b, step.c, step.d, step.after) if figure is not None]
    return [str(step.number), ", ".join(step.entries), *figures]


def _outstanding(report: CompanyReport) -> Iterator[Block]:
    if not report.outstanding:
        return
    series = report.terms.series
    yield Heading(f"{series} and Common outstanding over time")
    since = protection_begins(report)
    levels = [
        Level(one.since, Fraction(one.series_d), number(one.series_d))
        for one in report.outstanding
        if one.since >= since
    ]
    describes = f"{series} outstanding, {number(report.holders.series_d_outstanding)} on {report.on}."
    if levels:
        yield Drawing(f"{series} outstanding", describes, levels, report.on)
    rows = [(one.since.isoformat(), number(one.series_d), number(one.common)) for one in report.outstanding]
    yield Grid(("from the close of", series, "Common"), rows)


def _holders(report: CompanyReport) -> Iterator[Block]:
    series, balances = report.terms.series, report.holders
    yield Heading(f"Holders at the close of {report.on}")
    rows = [
        (name, number(one.series_d), number(one.common), "-" if one.votes is None else number(one.votes))
        for name, one in balances.holders.items()
    ]
    yield Grid(("holder", series, "Common", f"votes of {series}"), rows)
    columns = ("right", "holder", "shares", "price", "deemed issued", "under 4E")
    rights = ((name, *_right(one)) for name, one in balances.rights.items())
    yield from _table("Options, warrants and convertibles outstanding", columns, rights)


def _right(one: RightHeld) -> tuple[str, ...]:
    deemed = "yes" if one.triggered else "no"
    return one.holder, number(one.outstanding), number(one.exercise_price), deemed, one.standing


def _conversions(report: CompanyReport) -> Iterator[Block]:
    columns = ("entry", "on", "holder", "converted", "price", "due", "delivered", "difference", "")
    yield from _table(f"Conversions of {report.terms.series}", columns, map(_conversion, report.conversions))
    if any(one.delivered != one.entitled for one in report.conversions):
        yield Paragraph(
            "What was delivered stays a fact; what is missing is due, what was too much is reported (A8, A30)."
        )
    if not all(one.stated for one in report.conversions):
        yield Paragraph("Where a delivery is assumed, nobody stated its number: the ledger worked it out (A8).")


def _conversion(one: ExplainedConversion) -> list[str]:
    shares = (one.entitled, one.delivered, one.delivered - one.entitled)
    how = "stated" if one.stated else "assumed"
    made = [one.entry, one.on.isoformat(), one.holder, number(one.converted), number(one.price)]
    return [*made, *map(number, shares), how]


def _notices(report: CompanyReport) -> Iterator[Block]:
    rows = (
        (one.entry, one.holder, one.mailed.isoformat(), number(one.stated), number(one.computed), one.verdict)
        for one in report.notices
    )
    columns = ("notice", "to", "mailed", "stated", "as now known", "")
    yield from _table("Prices that notices stated (4K)", columns, rows)


def _flags(report: CompanyReport) -> Iterator[Block]:
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


def _readings(report: CompanyReport) -> Iterator[Block]:
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
        yield Paragraph("Nothing has come into play that a switch decides: every figure is the same under each choice.")
    if report.readings:
        yield Heading("The readings that the figures rest on", 3)
        yield Items([in_words(one) for one in report.readings])


def _workings(report: CompanyReport) -> Iterator[Block]:
    if not report.steps:
        return
    yield NewPage()
    yield Heading("How each step was calculated")
    if report.explained is None:
        yield Paragraph(f"There are {len(report.steps):,} steps; `seriesd explain --step N` sets each one out.")
        return
    for block in list(explained_blocks(report.explained, ""))[1:]:
        yield block._replace(level=3) if isinstance(block, Heading) else block


def _documents(report: CompanyReport) -> Iterator[Block]:
    columns = ("entry", "file", "bytes", "as", "sha256", "")
    yield from _table("Documents attached to entries", columns, map(_document, report.documents))


def _document(one: Document) -> list[str]:
    wrong = "" if one.is_here else one.condition
    return [one.entry, one.name, number(one.size), AS_WHAT[one.role], f"{one.sha256[:SHORT]}…", wrong]
