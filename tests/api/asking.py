"""A ledger with something in all of its answers, asked from Python and with the command."""

from pathlib import Path

import seriesd
from tests.notices.company import STORY, sent

ON = "2006-06-01"
ENTRIES = [
    *STORY,
    {"type": "cash_dividend_paid", "id": "dividend", "effective": "2006-05-10", "per_share": "0.01"},
    {"type": "series_d_converted", "id": "conversion", "effective": "2006-05-20", "holder": "Dana", "shares": 100},
    {"type": "consent_given", "id": "yes", "effective": "2006-05-21", "holder": "Dana", "action": "the plan"},
    {"type": "option_granted", "id": "grant", "effective": "2006-05-22", "right": "Y", "holder": "Adviser", "shares": 1_000,
     "exercise_price": "0.01"},
    sent("lapse", "0.0032"),
]  # fmt: skip


def ledger(folder: Path) -> seriesd.Ledger:
    """The ledger in a folder, made when it is not there."""
    made = seriesd.open_ledger(folder / "ledger.db")
    made.record(ENTRIES)
    return made
