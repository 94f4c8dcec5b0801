"""A company with forty holders, seventy events and a reverse split, the same at every run: what a report must hold."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

Entry = dict[str, Any]

FAMILIES = ("Aldgate", "Bishop", "Crane", "Dunmore", "Elmwood", "Farrow", "Gilt", "Harbour")
KINDS = ("Capital Partners II, L.P.", "Family Trust", "Ventures", "Holdings", "Growth Fund (Offshore), Ltd.")
HOLDERS = [f"{family} {kind}" for family in FAMILIES for kind in KINDS]
ON = dt.date(2022, 12, 31)
_EVENTS, _SPLIT = 70, 33


def large() -> list[Entry]:
    """The entries."""
    return [*_beginning(), *_events(), *_end()]


def _beginning() -> Iterator[Entry]:
    yield {"type": "certificate_adopted", "id": "certificate", "effective": "2015-01-05",
           "company": "Larkspur Therapeutics, Inc.", "common_authorized": 2_000_000_000,
           "terms": {"conversion_price": "0.5"}}  # fmt: skip
    for number, name in enumerate(HOLDERS):
        yield {"type": "opening_balance", "id": f"opening-{number + 1}", "effective": "2015-01-05", "holder": name,
               "common": 250_000 + number * 13_337}  # fmt: skip
    for number, name in enumerate(HOLDERS[:9]):
        yield {"type": "series_d_issued", "id": f"series-d-{number + 1}", "effective": "2015-02-02", "holder": name,
               "shares": 9_000 + number * 111, "consideration": {"cash": 12 * (9_000 + number * 111)}}  # fmt: skip


def _events() -> Iterator[Entry]:
    for number in range(_EVENTS):
        day = dt.date(2015, 4, 1) + dt.timedelta(days=38 * number + number % 5)
        made = {"id": f"event-{number}", "effective": day.isoformat()}
        if number == _SPLIT:
            yield made | {"type": "common_split", "id": "reverse-split", "old": 10, "new": 1}
        else:
            yield made | _event(number, 1 if number < _SPLIT else 10)


def _event(number: int, units: int) -> Entry:
    holder = HOLDERS[number * 7 % len(HOLDERS)]
    match number % 7:
        case 0 | 3:
            return {"type": "common_issued", "id": f"private-placement-{number}", "holder": holder,
                    "shares": 300_000 + 7_001 * number, "consideration": {"cash": 60_000 + 997 * number}}  # fmt: skip
        case 1:
            return {"type": "option_granted", "id": f"grant-{number}", "right": f"W-{number}", "holder": holder,
                    "shares": 120_000, "exercise_price": f"{units * 3}/10", "kind": "warrant"}  # fmt: skip
        case 2:
            return {"type": "shares_transferred", "stock": "common", "from": HOLDERS[number % 20],
                    "to": HOLDERS[39 - number % 20], "shares": 1_000}  # fmt: skip
        case 4:
            return {"type": "series_d_converted", "id": f"conversion-{number}", "holder": HOLDERS[number % 9],
                    "shares": 50 + number}  # fmt: skip
        case 5:
            return {"type": "cash_dividend_paid", "id": f"dividend-{number}", "per_share": "0.001",
                    "out_of_earnings": True, "series_d": "paid" if number % 2 else "unpaid"}  # fmt: skip
        case _:
            return {"type": "right_terminated", "id": f"lapse-{number}", "right": f"W-{number - 5}",
                    "reason": "cancelled"}  # fmt: skip


def _end() -> Iterator[Entry]:
    yield {"type": "balance_asserted", "id": "transfer-agent", "effective": "2022-06-30", "stock": "common",
           "shares": 123}  # fmt: skip
    yield {"type": "option_granted", "id": "last-grant", "effective": "2022-07-15", "right": "Plan 2022",
           "holder": HOLDERS[3], "shares": 100_001, "exercise_price": "7/3"}  # fmt: skip
