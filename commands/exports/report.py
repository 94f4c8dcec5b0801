"""PDF: the report on one company, to be printed."""

from commands.exports.company_report import company_report_of
from commands.exports.request import Made, Request


def write(request: Request) -> Made:
    """The report as of the close of a day."""
    return Made(company_report_of(request.ledgers[0], request.on, request.as_known))
