"""What was verified last of each company, and when: to verify takes its time, and is done when somebody asks for it."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import NamedTuple

from commands.web.asking import Answer
from commands.web.places import Place

_KEPT = 32

Of = tuple[str, str | None, str | None, str]
"""Of which ledger, documents, company and state of knowledge."""


class Verification(NamedTuple):
    """What `verify` answered, when it had, and the last event that the ledger then had."""

    answer: Answer
    at: datetime
    number: int


def now(place: Place, answer: Answer) -> Verification:
    """What was found just now."""
    return Verification(answer, datetime.now(UTC), place.number)


@dataclass(frozen=True, slots=True)
class Verifications:
    """The last verifications, so many at most; whatever is changed is changed under the lock."""

    _last: "OrderedDict[Of, Verification]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, place: Place) -> Verification | None:
        """The last of a place."""
        with self._lock:
            return self._last.get(_of(place))

    def keep(self, place: Place, answer: Answer) -> Verification:
        """Keep what was found just now."""
        found = now(place, answer)
        with self._lock:
            self._last[_of(place)] = found
            self._last.move_to_end(_of(place))
            while len(self._last) > _KEPT:
                self._last.popitem(last=False)
        return found


def _of(place: Place) -> Of:
    return place.source.url, place.source.documents, place.source.company, place.asked.clocks["known"]
