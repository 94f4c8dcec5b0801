"""The certificate: the map of its clauses with what each moved here, one page for each; and what a rule says."""

from commands.web.ledgers import NotThereError
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.errors import ArgumentError


def _certificate(place: Place) -> Shown:
    if place.key is None:
        return Shown("Certificate", [place.ask("clauses", ["--moved", *place.as_known])])
    try:
        return Shown(f"Clause {place.key}", [place.ask("clauses", [f"--of={place.key}", *place.as_known])])
    except ArgumentError as error:
        raise NotThereError(str(error)) from None


def _rule(place: Place) -> Shown:
    return Shown(f"The rule {place.key}", [place.ask("explain", [f"--refusal={place.key}", *place.as_known])])


PAGES = (
    Page("certificate", "Certificate", _certificate, keyed=True, alone=True, menu="Certificate", letter="k"),
    Page("rules", "Rule", _rule, keyed=True),
)
