"""What recording costs as batches grow: of every kind of long batch, three times as many entries beside three times one.

Whatever is looked at anew for each entry, its day, all edits, all rights, shows here: then three times as many cost more
than three times as much. A batch is recorded whole, as the command does.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from commands.api.ledger import open_ledger
from tests.benchmarks.frame.measure import Bench
from tests.benchmarks.frame.row import Row, Times, scaled

Entry = dict[str, Any]

DAY = dt.date(2006, 3, 1)
LATER = dt.date(2030, 1, 1)
TIMES = 3
HOLDERS = 1_000
PROMISED = 1.5
"""Three times as many may cost so much more than three times: what grows with a logarithm, and the machine's caches."""
SQUARE = 3.5
"""Nine times as much: of each void and correction all that follows is tried, and of each issue that moves the price the
issues of its day are asked whether they would have moved it."""


class Batch(NamedTuple):
    """What is recorded first, and then, timed, in one batch."""

    before: list[Entry]
    entries: list[Entry]


def entry(kind: str, name: str, day: dt.date = DAY, /, **fields: Any) -> Entry:
    """An entry of a journal."""
    return {"type": kind, "effective": day.isoformat(), "id": name, **fields}


def begin() -> list[Entry]:
    """A company with a thousand holders, and Series D."""
    day = dt.date(2005, 10, 3)
    return [
        entry("certificate_adopted", "certificate", day, company="Busy Company", common_authorized=10**15),
        *(entry("opening_balance", f"o{each}", day, holder=f"h{each}", common=10**9) for each in range(HOLDERS)),
        entry("series_d_issued", "d", day, holder="dana", shares=900_000),
    ]


def day(at: int) -> dt.date:
    """A day of its own for each number, as far as the calendar goes."""
    return DAY + dt.timedelta(days=at % 8_000)


def holder(at: int) -> str:
    """One of the thousand."""
    return f"h{at % HOLDERS}"


def issue(at: int, on: dt.date = DAY) -> Entry:
    """An issue far above the price."""
    return entry("common_issued", f"i{at}", on, holder=holder(at), shares=1_000, consideration={"cash": 1_000 + at})


def grant(at: int, on: dt.date = DAY, shares: int = 1_000) -> Entry:
    """A warrant above the price."""
    fields = {"right": f"R{at}", "holder": holder(at), "shares": shares, "exercise_price": "0.5"}
    return entry("option_granted", f"g{at}", on, **fields)


def lapse(at: int, on: dt.date = DAY) -> Entry:
    """Its end."""
    return entry("right_terminated", f"l{at}", on, right=f"R{at}", reason="expired")


def lapses_by_day(count: int) -> Batch:
    """Grants on a day each, and their ends on a day each."""
    half = count // 2
    grants = [grant(at, day(at // 2)) for at in range(half)]
    return Batch(begin(), [*grants, *(lapse(at, day(4_000 + at // 2)) for at in range(half))])


def lapses_of_one_day(count: int) -> Batch:
    """Grants of one day, and their ends on another."""
    half = count // 2
    return Batch(begin(), [*(grant(at) for at in range(half)), *(lapse(at, LATER) for at in range(half))])


def bulk_lapse(count: int) -> Batch:
    """The end of many rights, in a batch of its own."""
    return Batch([*begin(), *map(grant, range(count))], [lapse(at, LATER) for at in range(count)])


def late(count: int) -> Batch:
    """Issues of one day, recorded after what takes effect later."""
    return Batch([*begin(), issue(-1, LATER)], [issue(at) for at in range(count)])


def of_one_day(count: int) -> Batch:
    """Issues of one day."""
    return Batch(begin(), [issue(at) for at in range(count)])


def below_the_price(count: int) -> Batch:
    """Issues of one day of which each lowers the price."""
    sold = ({"holder": holder(at), "shares": 1_000, "consideration": {"cash": "1"}} for at in range(count))
    return Batch(begin(), [entry("common_issued", f"i{at}", **fields) for at, fields in enumerate(sold)])


def parts_of_one_option(count: int) -> Batch:
    """One option, exercised in many parts."""
    before = [*begin(), grant(0, shares=10**9)]
    return Batch(before, [entry("right_exercised", f"x{at}", day(at), right="R0", shares=1_000) for at in range(count)])


def voids(count: int) -> Batch:
    """Issues, all voided."""
    before = [*begin(), *(issue(at, day(at)) for at in range(count))]
    return Batch(before, [entry("entry_voided", f"v{at}", entry=f"i{at}", reason="twice") for at in range(count)])


def corrections(count: int) -> Batch:
    """Issues, all corrected."""
    before = [*begin(), *(issue(at, day(at)) for at in range(count))]
    fixed = ({**issue(at, day(at)), "shares": 2_000} for at in range(count))
    made = [
        entry("entry_corrected", f"c{at}", entry=f"i{at}", reason="two", **{"with": one})
        for at, one in enumerate(fixed)
    ]
    return Batch(before, made)


def corrections_of_one(count: int) -> Batch:
    """One issue, corrected again and again."""
    made = ({**issue(0), "shares": 1_000 + at} for at in range(count))
    said = [entry("entry_corrected", f"c{at}", entry="i0", reason="so", **{"with": one}) for at, one in enumerate(made)]
    return Batch([*begin(), issue(0)], said)


def transfers(count: int) -> Batch:
    """Transfers among a thousand holders."""
    passed = ({"from": holder(at), "to": holder(at * 7 + 1), "shares": 1, "stock": "common"} for at in range(count))
    return Batch(begin(), [entry("shares_transferred", f"t{at}", day(at), **one) for at, one in enumerate(passed)])


def conversions(count: int) -> Batch:
    """Conversions of one holder."""
    made = (entry("series_d_converted", f"k{at}", day(at), holder="dana", shares=1) for at in range(count))
    return Batch(begin(), list(made))


def distributions(count: int) -> Batch:
    """Distributions of one day."""
    fields = {"fair_value": "0.0000001", "market_price": "10"}
    return Batch(begin(), [entry("distribution_made", f"h{at}", **fields) for at in range(count)])


def documents(count: int) -> Batch:
    """Documents attached to issues."""
    before = [*begin(), *(issue(at, day(at)) for at in range(count))]
    files = ({"entry": f"i{at}", "name": "a.pdf", "sha256": f"{at:064x}", "size": 10} for at in range(count))
    return Batch(before, [entry("document_attached", f"f{at}", **one) for at, one in enumerate(files)])


def notices(count: int) -> Batch:
    """Notices of one dividend to so many holders, mailed before its record date."""
    then = dt.date(2005, 10, 3)
    held = [entry("series_d_issued", f"d{at}", then, holder=f"d{at}", shares=1) for at in range(count)]
    fields = {"per_share": "0.0001", "record_date": "2029-12-01"}
    dividend = entry("cash_dividend_paid", "dividend", LATER, **fields)
    told = {"kind": "dividend", "about": "dividend"}
    mailed = [entry("notice_sent", f"n{at}", holder=f"d{at}", **told) for at in range(count)]
    return Batch([*begin()[:1], *held, dividend], mailed)


SHAPES: dict[str, Callable[[int], Batch]] = {
    "grants and their ends, a day each": lapses_by_day,
    "grants of one day and their ends": lapses_of_one_day,
    "ends of rights, a batch of them": bulk_lapse,
    "issues of one late day": late,
    "issues of one day": of_one_day,
    "issues of one day below the price": below_the_price,
    "exercises of one option": parts_of_one_option,
    "voids": voids,
    "corrections": corrections,
    "corrections of one entry": corrections_of_one,
    "transfers": transfers,
    "conversions": conversions,
    "distributions of one day": distributions,
    "documents": documents,
    "notices of one dividend": notices,
}
"""What is recorded in long batches, by what it is called in the table."""


SQUARES = (below_the_price, voids, corrections)
"""What grows with the square of a batch."""


def recorded(bench: Bench, batch: Batch) -> Times:
    """How long the batch takes, behind what is recorded before it."""
    with open_ledger(str(bench.fresh() / "ledger.db")) as ledger:
        ledger.record(batch.before)
        return bench.timed(lambda: ledger.record(batch.entries), 1)


def rows(bench: Bench) -> Iterator[Row]:
    """Each kind of batch, beside a third of it."""
    entries = 3_000 if bench.budget.whole else 300
    for what, batch in SHAPES.items():
        few, many = recorded(bench, batch(entries)), recorded(bench, batch(TIMES * entries))
        promised = SQUARE if batch in SQUARES else PROMISED
        yield Row(
            f"record {TIMES * entries:,} {what}", many, f"{TIMES} times {entries:,}", scaled(few, TIMES), promised
        )
