"""What others recorded since somebody looked: the receipts of it, the last of very many."""

from commands.web.asking import Answer
from commands.web.places import Place
from projections.audit.recordings import Told

_MOST = 5


def recorded_since(place: Place, seen: int) -> list[Answer]:
    """The receipts of what was recorded behind so many entries, the first of it first."""
    if place.known is None or seen >= len(place.known.log):
        return []
    every = place.afresh.ask("recordings").found.recordings
    new = [one.recording for one in every if _is_behind(one, place.known.company, seen)]
    return [place.afresh.ask("recordings", [str(number)]) for number in new[-_MOST:]]


def _is_behind(one: Told, company: str, seen: int) -> bool:
    return any(part.company == company and part.what == "entries" and part.last > seen for part in one.written)
