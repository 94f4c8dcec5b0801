"""What one pass over the timeline came by that a notice of an adjustment needs: all of it together, gathered once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.engine.book import Book, open_book
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from projections.answers.due.adjustments_told import Learned, ToTell, adjustments_told
from projections.answers.due.calendar_facts import Gathering
from projections.answers.history import PriceStep, history_of
from projections.answers.registers import Converting, Holdings, TermsInForce
from projections.compare.prices import prices_on
from projections.documents.notices.basis import Contradicted, contradicted, entries_behind
from projections.documents.notices.not_final import PastTerm, past_term
from projections.documents.notices.readings import Around
from projections.explain.steps import Explained, Story


@dataclass(frozen=True, slots=True)
class Passed:
    """The log, the book that was opened of it, and those who looked on."""

    log: Sequence[Recorded]
    book: Book
    story: Story
    steps: Sequence[PriceStep]
    gathering: Gathering
    holdings: Holdings
    terms: TermsInForce
    converting: Converting
    learned: Learned

    @classmethod
    def of(cls, log: Sequence[Recorded]) -> "Passed":
        """Go through the timeline once."""
        story, gathering = Story(lots=True), Gathering()
        holdings, terms, converting = Holdings("series_d"), TermsInForce(), Converting()
        observers = [gathering, holdings, terms, converting, *story.observers]
        book = open_book(log, keep_replays=True, listen=True, observers=observers)
        return cls(log, book, story, history_of(book), gathering, holdings, terms, converting, Learned.of(book.items))

    # -- the entries --------------------------------------------------------------------------------------------------

    def facts(self, asked: Sequence[Explained]) -> list[Recorded]:
        """The entries on which steps rest, in the order of the timeline."""
        before = {one.number + 1: one.entries for one in self.steps}
        names = entries_behind(asked, before)
        return [item.recorded for item in self.book.items if item.recorded.id in names]

    def around(self, *, late: bool, day: date, past_term: bool) -> Around:
        """What else the readings of a notice depend on."""
        state, telling = self.book.state, self.story.telling
        adopted = (one.entry.effective for one in self.log if one.id == telling.terms.adopted)
        terms, preference = self.terms.on(day)
        return Around(
            entries=telling.entries,
            rights=state.rights,
            choices=state.terms.interpretations,
            first_series_d=state.first_series_d,
            adopted=next(adopted, None),
            lenders=state.lenders,
            treasury=bool(state.treasury),
            par_value=terms.par_value,
            late=late,
            past_term=past_term,
            accrued=preference.exact() != terms.stated_value,
        )

    def past_term(self, asked: Iterable[Explained], dated: date) -> Iterator[PastTerm]:
        """The rights among what the steps rest on that are past their own term on the day of the letter (A66)."""
        lots = [lot for one in asked for some in (one.lots, *(row.lots for row in one.beside)) for lot in some]
        names = {lot.right for lot in lots} | {test.right for one in asked for test in one.tested}
        return (one for one in past_term(self.book, dated) if one.right in names)

    # -- who is told, and what was told before ------------------------------------------------------------------------

    def to_tell(self) -> Iterator[ToTell]:
        """Who is to be told of each step."""
        return adjustments_told(self.gathering.found, self.book.state, self.learned)

    def register_on(self, day: date, given: date | None, told: Sequence[ToTell], *, late: bool) -> date:
        """The day whose register says who is told: of what is late the day on which it is told, or the last known."""
        if not late:
            return day
        done = [one for it in told for one in it.done.values()]
        return max(day, min(done) if done else given or self.book.state.day)

    def contradicted(self, told: Sequence[ToTell], *, late: bool) -> list[Contradicted]:
        """The earlier notices, of its day or of a later one, that the notice of these steps contradicts."""
        if not late:
            return []
        day, known = told[-1].step.day, max(self.learned.since(one.step) for one in told)
        days = {one.id: about for one, about in self._notices() if about >= day}
        sent = [one for one, _ in self._notices() if one.id in days]
        unpriced = {days[one.id] for one in sent if isinstance(one.entry, NoticeSent) and one.entry.price is None}
        then = prices_on(self.log[: known - 1], unpriced) if unpriced else {}
        now = {about: self._after(about) for about in days.values()}
        before = {about: price.after_close for about, price in then.items()}
        earlier = [one for one in sent if one.position < known or getattr(one.entry, "price", None) is not None]
        return list(contradicted(earlier, days, now, before))

    def _notices(self) -> Iterator[tuple[Recorded, date]]:
        """The notices of adjustments, each with the day whose price it tells."""
        stands = {item.recorded.id: item.key.day for item in self.book.items}
        for item in self.book.items:
            entry = item.recorded.entry
            if isinstance(entry, NoticeSent) and entry.kind == "adjustment":
                yield item.recorded, stands.get(entry.about or "", entry.effective)

    def _after(self, day: date) -> Figure:
        """The price after the close of a day, as now known."""
        course = self.book.state.course
        last: Step | None = next((one for one in reversed(course.history) if one.day <= day), None)
        return Figure(course.start) if last is None else Figure(last.after, 1 / last.units_after)
