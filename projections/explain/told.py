"""A whole timeline told once, for whoever asks about many of its steps: each is explained as if asked for alone."""

from collections.abc import Sequence
from datetime import date
from threading import Lock

from ledger.engine.book import open_book
from ledger.engine.branch import as_of
from ledger.log.recorded import Recorded
from projections.answers.history import Part
from projections.answers.reliance.relied_on import Invoked
from projections.explain.steps import Explanation, Story
from projections.explain.until import Until


class Told:
    """What came about in a timeline, as one pass has it. Any number of threads may ask; one is answered at a time."""

    def __init__(self, log: Sequence[Recorded]) -> None:
        self._story = Story()
        self._book = open_book(log, keep_replays=True, listen=True, observers=self._story.observers)
        self._last = max((item.key.day for item in self._book.items), default=date.min)
        self._lock = Lock()

    def step(self, number: int) -> Explanation:
        """One step of the history. Raises `Refusal` where there is no such step."""
        with self._lock:
            until = Until(number, None)
            until.begins(self._book.items, self._book.state)
            last = until.last(self._book.state)
            then = None if last is None else as_of(self._book, last).state
            return self._story.explanation(self._book, step=number, then=then)

    def price(self, on: date, today: date, part: Part | None) -> Explanation | None:
        """The price on a date, with a part of its steps; None of a date that the timeline does not end before."""
        if on <= self._last:
            return None
        with self._lock:
            return self._story.explanation(as_of(self._book, on), on, part=part, today=today)

    def invoked(self, on: date) -> list[Invoked]:
        """The readings relied on by the close of a day, each with the entries that invoke it."""
        with self._lock:
            return self._story.relying.by_the_close_of(on).invoked()
