"""A company in a real ledger file, asked in Python, with a clock that ticks a day with each recording."""

import datetime as dt
from pathlib import Path
from typing import Any

from commands.api.ledger import Ledger, open_ledger
from ledger.log.recorded import Recorded

Entry = dict[str, Any]

START: list[Entry] = [
    {
        "type": "certificate_adopted",
        "id": "certificate",
        "effective": "2005-09-06",
        "company": "Acme",
        "common_authorized": 20_000_000,
    },
    {"type": "opening_balance", "id": "opening", "effective": "2005-09-06", "holder": "Public", "common": 10_000_000},
    {"type": "series_d_issued", "id": "d-1", "effective": "2005-10-03", "holder": "Dana", "shares": 1_000},
    {"type": "series_d_issued", "id": "d-2", "effective": "2005-10-03", "holder": "Fund", "shares": 26},
]
OPTION: Entry = {
    "type": "option_granted", "id": "option", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
    "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1_000}, "source": "Board minutes, 2 January",
}  # fmt: skip
SALE: Entry = {
    "type": "common_issued", "id": "sale", "effective": "2006-02-01", "holder": "Buyers", "shares": 5_000_000,
    "consideration": {"cash": 15_000},
}  # fmt: skip
LAPSE: Entry = {"type": "right_terminated", "id": "lapse", "effective": "2006-04-30", "right": "X", "reason": "expired"}
STORY = [*START, OPTION, SALE, LAPSE]
""".0033 -> .0026 by the option; the sale at .003 is no trigger until the option lapses: .0032."""


class Company:
    def __init__(self, folder: Path, *entries: Entry) -> None:
        self.path = folder / "seriesd.db"
        self.moments = 0
        self.record(*entries)

    def now(self) -> dt.datetime:
        self.moments += 1
        return dt.datetime(2007, 1, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=self.moments)

    def open(self) -> Ledger:
        # what is recorded by the command beside it is of today, so the clock of these moments is far behind
        ledger = open_ledger(str(self.path), at_risk=True)
        ledger.clock = self.now
        return ledger

    def record(self, *entries: Entry) -> None:
        with self.open() as ledger:
            ledger.record(entries)

    def log(self) -> list[Recorded]:
        with self.open() as ledger:
            return ledger.log()


def sent(about: str | None, price: str, holder: str = "Dana", on: str = "2006-05-02", **more: Any) -> Entry:
    entry = {"type": "notice_sent", "effective": on, "kind": "adjustment", "holder": holder, "price": price}
    return entry | ({} if about is None else {"about": about}) | more
