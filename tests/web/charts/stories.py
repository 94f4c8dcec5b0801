"""Ledgers whose figures were worked out by hand, and the documents that charts are drawn of.

(10,000,000 x .0033 + 6,000) / 15,000,000 = .0026; ten shares become one, so that it is .026; and then
(1,500,000 x .026 + 9,000) / 3,000,000 = .016.
"""

from datetime import date
from pathlib import Path
from typing import Any

import seriesd
from commands.web.charts.documents import Chart, Marks
from projections.answers.history import History
from tests.notices.company import START

SALE = {"type": "common_issued", "id": "sale", "effective": "2006-01-02", "holder": "Buyers", "shares": 5_000_000,
        "consideration": {"cash": "6000"}}  # fmt: skip
SPLIT = {"type": "common_split", "id": "split", "effective": "2006-02-01", "old": 10, "new": 1}
SECOND = {"type": "common_issued", "id": "second", "effective": "2006-03-01", "holder": "Buyers", "shares": 1_500_000,
          "consideration": {"cash": "9000"}}  # fmt: skip
STORY = (SALE, SPLIT, SECOND)


def ledger(folder: Path, *entries: Any) -> seriesd.Ledger:
    """A company's ledger with the opening of all these stories and these entries."""
    made = seriesd.open_ledger(folder / "charts.db")
    made.record([*START, *entries])
    return made


def history(of: seriesd.Ledger) -> History:
    """The history with all that belongs to it."""
    whole: History = of.history().whole
    return whole


def link(number: int) -> str:
    """Where the mark of a step leads."""
    return f"/step/{number}"


def claim_link(number: int) -> str:
    """Where the dot of a claim leads."""
    return f"/claim/{number}"


def field(marks: Marks, name: str) -> list[str]:
    """What the marks say under a name."""
    (says,) = (one["says"] for one in marks["fields"] if one["name"] == name)
    return list(says)


def place(day: str) -> int:
    """The place of a day."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def points(chart: Chart, number: int = 0) -> list[tuple[float, float | None]]:
    """The points of a curve."""
    curve = chart["curves"][number]
    return list(zip(curve["x"], curve["y"], strict=True))
