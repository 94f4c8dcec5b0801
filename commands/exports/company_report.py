"""The report on one company, as a PDF or as a web page."""

from dataclasses import replace
from datetime import date, datetime

from commands.api.ledger import Ledger
from commands.terminal.output import colophon_of


def company_report_of(ledger: Ledger, on: date, known: datetime | None, form: str = "pdf") -> bytes:
    """The report as of the close of a day."""
    from projections.documents.company_report import company_report
    from projections.render.documents.company_report.document import blocks
    from projections.render.documents.company_report.first_page import title_of
    from projections.render.documents.report import report
    from projections.render.html import as_html
    from projections.render.pdf import as_pdf

    colophon = colophon_of(ledger, on, known)
    documents = tuple(ledger.documents(as_known=known).documents)
    facts = replace(company_report(ledger.log(as_known=known), on), documents=documents)
    made = report(title_of(facts), blocks(facts, colophon), colophon)
    return as_pdf(made) if form == "pdf" else f"{as_html(made)}\n".encode()
