"""The whole report, in order."""

from collections.abc import Iterator

from projections.documents.company_report import CompanyReport
from projections.render.blocks import Block, Contents, NewPage
from projections.render.documents.company_report.first_page import first_page
from projections.render.documents.company_report.history import history, outstanding
from projections.render.documents.company_report.holdings import holdings, rights
from projections.render.documents.company_report.payments import conversions, dividends
from projections.render.documents.company_report.rests import documents, exact_figures, readings, the_log, workings
from projections.render.documents.company_report.standing import due, flags, notices
from projections.render.documents.report import Colophon

_PARTS = (
    *(history, outstanding, holdings, rights, conversions, dividends, due, notices, flags),
    *(readings, workings, exact_figures, documents),
)


def blocks(report: CompanyReport, colophon: Colophon) -> Iterator[Block]:
    """The answer on a page of its own, then the parts; the log, which all of it rests on, stands last."""
    yield from first_page(report, colophon)
    yield NewPage()
    yield Contents()
    for part in _PARTS:
        yield from part(report)
    yield from the_log(report, colophon)
