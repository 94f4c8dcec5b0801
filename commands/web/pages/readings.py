"""The readings: which this ledger relies on, and what each is worth; one page for each."""

from collections.abc import Iterator

from commands.web.asking import Answer
from commands.web.ledgers import NotThereError
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.errors import ArgumentError
from ledger.events import CertificateAdopted
from projections.certificate.readings import SWITCHES


def _readings(place: Place) -> Shown:
    return _all(place) if place.key is None else _one(place, place.key)


def _all(place: Place) -> Shown:
    """What is relied on at once; what each switch is worth costs a replay for each, and is loaded one by one."""
    if place.form is not None:
        return Shown("Readings", [place.ask("readings", place.clocks)])
    found = place.ask("readings", ["--relied-on", *place.clocks])
    chosen = [(name, SWITCHES[name], choice) for name, choice in (found.found.chosen or {}).items()]
    return Shown("Readings", [found], {"key": None, "switches": chosen})


def _one(place: Place, reading: str) -> Shown:
    try:
        worth = place.ask("readings", [f"--of={reading}", *place.clocks])
    except ArgumentError as error:
        raise NotThereError(str(error)) from None
    about = {"key": reading, "suppositions": [*_suppositions(place, worth)]}
    return Shown(f"Reading {reading}", [place.ask("help", ["--", reading]), worth], about)


def _suppositions(place: Place, worth: Answer) -> Iterator[tuple[str, str]]:
    """The other choice of each switch that was weighed, as a what-if in full: what is supposed, and its address."""
    log = () if place.known is None else place.known.log
    adopted = next((one.id for one in log if isinstance(one.entry, CertificateAdopted)), None)
    for one in worth.found.switches if adopted is not None else ():
        change = {"entry": adopted, "field": f"terms.interpretations.{one.name}", "value": one.other}
        yield f"{one.name}: {one.other}", place.address("what-if", change)


PAGES = (
    Page(
        "readings", "Readings", _readings, template="readings.html", keyed=True, alone=True, menu="Readings", letter="d"
    ),
)
