"""The report on one company: as a PDF to be printed, or as a web page, by the name of the file."""

from commands.exports.company_report import company_report_of
from commands.exports.request import Made, Request


def write(request: Request) -> Made:
    """The report as of the close of a day, as a PDF where the request does not ask for a page."""
    return Made(company_report_of(request.ledgers[0], request.on, request.as_known, request.format))
