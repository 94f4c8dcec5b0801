"""The report on one company, as a PDF."""

from dataclasses import replace
from datetime import date, datetime

from commands.api.ledger import Ledger
from commands.terminal.output import colophon_of


def company_report_of(ledger: Ledger, on: date, known: datetime | None) -> bytes:
    """The report as of the close of a day."""
    from projections.documents.company_report import company_report
    from projections.render.documents.company_report import blocks, title_of
    from projections.render.documents.report import report
    from projections.render.pdf import as_pdf

    colophon = colophon_of(ledger, on, known)
    documents = tuple(ledger.documents(as_known=known).documents)
    made = replace(company_report(ledger.log(as_known=known), on), documents=documents)
    return as_pdf(report(title_of(made), blocks(made, colophon), colophon))
