"""Answers that were given, kept as they were sent: the same question of the same ledger is answered once.

What stands for an answer, its mark, changes with everything that the answer depends on; so nothing that is kept can be
out of date. As much is kept as there is room for, and what nobody has asked for longest goes first.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from starlette.responses import Response

ROOM = 48_000_000
"""So many bytes of answers are kept; one that takes a quarter of them is not."""


@dataclass(slots=True)
class Kept:
    """The answers that are kept, by their marks. Any number of threads may ask."""

    room: int = ROOM
    _answers: "OrderedDict[str, bytes]" = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def again(self, mark: str) -> Response | None:
        """The answer with this mark, where it is kept."""
        with self._lock:
            found = self._answers.get(mark)
            if found is None:
                return None
            self._answers.move_to_end(mark)
        return Response(found, 200, {"etag": mark}, "application/json")

    def keep(self, mark: str, response: Response) -> Response:
        """The same response, which is kept if it is not too large."""
        body = bytes(response.body)
        if len(body) * 4 > self.room:
            return response
        with self._lock:
            self._size += len(body) - len(self._answers.pop(mark, b""))
            self._answers[mark] = body
            while self._size > self.room:
                self._size -= len(self._answers.popitem(last=False)[1])
        return response
