"""The readings, each in a few words, and the switches that decide some; `docs/readings.md` has them whole."""

from collections.abc import Iterable, Mapping

from ledger.events.terms import Interpretations
from ledger.working import Switch
from projections.certificate.holder_readings import HOLDER_READINGS
from projections.certificate.price_readings import PRICE_READINGS, Reading
from projections.certificate.settled_readings import SETTLED_READINGS

__all__ = ["READINGS", "SWITCHES", "Reading", "in_order", "is_default", "relied_on_as", "switch_of", "words_of"]


def in_order(names: Iterable[str]) -> list[str]:
    """The names of readings, each once, in the order of their numbers."""
    return sorted(set(names), key=lambda name: int(name[1:]))


_FOUND = {**PRICE_READINGS, **HOLDER_READINGS, **SETTLED_READINGS}

READINGS: Mapping[str, Reading] = {name: _FOUND[name] for name in in_order(_FOUND)}

SWITCHES: Mapping[str, str] = {
    "same_day_price": "A5",
    "readjustment_effective": "A3",
    "tranche_test": "A24",
    "grant_consideration": "A23",
    "lender_options": "A14",
    "net_exercise": "A29",
    "conversion_amount": "A42",
    "votes": "A47",
    "unit_lapse": "A59",
}
"""The reading that each switch decides. Its default is what the reading states, its other choice what is said else."""


def is_default(switch: Switch) -> bool:
    """Whether the choice made of a switch is the certificate's own."""
    return bool(switch.choice == Interpretations.model_fields[switch.name].default)


def words_of(switch: Switch) -> str:
    """What a choice of a switch means, as a clause of a sentence."""
    reading = READINGS[SWITCHES[switch.name]]
    return reading.statement if is_default(switch) else reading.other


def switch_of(reading: str) -> str | None:
    """The switch of the terms that decides a reading; None where none does."""
    return next((name for name, decided in SWITCHES.items() if decided == reading), None)


def relied_on_as(reading: str, switches: Iterable[Switch]) -> str:
    """What a reading says where these choices are made, as a clause of a sentence: one statement, never both."""
    deciding = (one for one in switches if SWITCHES[one.name] == reading)
    return next(map(words_of, deciding), READINGS[reading].statement)
