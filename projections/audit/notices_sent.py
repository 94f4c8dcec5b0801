"""The prices that notices of adjustments stated, beside the computed ones: as now known, and as known when given (4K).

A notice states the price that the adjustments of a day leave (A53): that of the day of the entry that it is about, or,
where it names none, of the day of its mailing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

from ledger.cap_table.state import State
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.figure import Figure
from projections.answers.price import Price
from projections.audit.verdicts import agree
from projections.compare.prices import PricesOn, prices_on
from projections.members import Name


@dataclass(frozen=True, slots=True)
class SentFound:
    """What a notice stated of the price after the close of `on`, and what the record gives.

    `then` is the price as it was known when the notice was recorded; it is worked out where `computed`, the price as
    now known, is another than stated. `put_right_by` is a later notice to the same holder that states the price.
    """

    entry: str
    holder: str
    mailed: date
    about: str | None
    on: date
    stated: Figure
    places: int | None
    computed: Figure
    agrees: bool
    then: Annotated[Figure | None, Name("as_known_then")]
    agreed_then: bool
    put_right_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the holder has been told the price as now known, by this notice or by a later one."""
        return self.agrees or self.put_right_by is not None

    @property
    def verdict(self) -> str:
        """Whether it states the price, in a few words."""
        if self.agrees:
            return "it states the price as now known"
        if self.agreed_then:
            return "it was right as known when it was given"
        return "it did not state the price as known when it was given"

    @property
    def says(self) -> str:
        """What became of it."""
        since = "; what was recorded since changed the price" if self.agreed_then and not self.agrees else ""
        right = f"; {self.put_right_by} put it right" if self.put_right_by else ""
        return f"{self.verdict}{since}{right}"


@dataclass(slots=True)
class SentPrices(PricesOn):
    """Notes the prices of the days that notices are about, and compares what the notices stated."""

    days: set[date] = field(default_factory=set, init=False)
    log: Sequence[Recorded] = field(kw_only=True)
    sent: list[Recorded] = field(default_factory=list)
    about: dict[str, date] = field(default_factory=dict)

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  nothing has happened yet
        """The days that the notices are about."""
        self.about = days_of_sent(self.log, items)
        self.days = {*self.about.values()}
        return self.days

    def copied(self) -> "SentPrices":
        """One that knows the same, to go on by itself: with `log` as it then is."""
        found, series_d, converting = self.found.copy(), self.series_d.copy(), self.converting.copy()
        other = SentPrices(found, series_d, converting, log=self.log, sent=self.sent[:], about=self.about)
        other.days = self.days
        return other

    def happened(self, item: Item, state: State) -> None:  # noqa: ARG002  a notice changes nothing
        """A notice was given."""
        if item.recorded.id in self.about:
            self.sent.append(item.recorded)

    def answer(self) -> list[SentFound]:
        """Every notice that stated a price, in the order of the timeline."""
        found = [_found(self.log, one, self.about[one.id], self.found) for one in self.sent]
        positions = {one.id: one.position for one in self.sent}
        return [replace(one, put_right_by=_put_right(one, found, positions)) for one in found]


def days_of_sent(log: Iterable[Recorded], items: Iterable[Item]) -> dict[str, date]:
    """The day whose adjustments each notice that stated a price is about, by its id, in the order of the timeline."""
    standing = [item.recorded for item in items]
    sent = [one for one in standing if _states(one)]
    stands = {one.id: one.entry.effective for one in (*log, *standing) if sent}
    return {one.id: _day(stands, one) for one in sent}


def _states(one: Recorded) -> bool:
    return isinstance(one.entry, NoticeSent) and one.entry.price is not None


def _day(stands: Mapping[str, date], one: Recorded) -> date:
    """The day whose adjustments the notice is about; of an entry that was voided since, the day that it had."""
    about = one.entry.about if isinstance(one.entry, NoticeSent) else None
    return stands.get(about or "", one.entry.effective)


def _put_right(one: SentFound, found: Iterable[SentFound], positions: Mapping[str, int]) -> str | None:
    """A later notice to the same holder, of the same day, that states the price as now known."""
    if one.agrees:
        return None
    later = (it for it in found if (it.holder, it.on) == (one.holder, one.on) and it.agrees)
    return next((it.entry for it in later if positions[it.entry] > positions[one.entry]), None)


def _found(log: Sequence[Recorded], one: Recorded, on: date, now: Mapping[date, Price]) -> SentFound:
    entry = one.entry
    assert isinstance(entry, NoticeSent)  # noqa: S101  see _states
    assert entry.price is not None  # noqa: S101  likewise
    price = now.get(on) or prices_on(log, [on])[on]  # of a day that lies ahead, no pass has come to it
    computed = price.after_close
    agrees = agree(entry.price, computed, entry.places)
    # the notice itself moves no price, so what was known when it was recorded is the log before it
    then = None if agrees else prices_on(log[: one.position - 1], [on])[on].after_close
    return SentFound(
        entry=one.id,
        holder=entry.holder,
        mailed=entry.effective,
        about=entry.about,
        on=on,
        stated=Figure.of(entry.price),
        places=entry.places,
        computed=computed,
        agrees=agrees,
        then=then,
        agreed_then=then is None or agree(entry.price, then, entry.places),
    )
