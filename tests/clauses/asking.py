"""How the tests of the clauses ask: journals go in, and what is asked must be accepted, refused or flagged.

A journal is a list of entries in the words of `tests.reference.figures`. The engine is asked through the ledger's own
API and a real file, so that "nothing changed" means what stands on the disk.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from commands.api.ledger import Ledger, open_ledger
from commands.journal import write_jsonl
from ledger.refusals import Flag, Refusal
from projections.answers.history import PriceStep, history_of
from tests.ledger.engine import Judged, judge
from tests.reference.figures import Entry, jan

LAST = dt.date(2026, 1, 1)


@dataclass(frozen=True)
class NotAccepted:
    """A journal that is accepted, and an entry after it that is not.

    `says` is a phrase of the reason or of the remedy.
    """

    name: str
    before: list[Entry]
    entry: Entry
    code: str
    clause: str
    says: str


def made_of(*entries: Entry) -> Judged:
    """What the engine makes of a journal, all of which it accepts."""
    made = judge(entries)
    assert [str(refusal) for _, refusal in made.refused] == []
    return made


def steps_of(*entries: Entry) -> list[PriceStep]:
    """The history of the price after a journal."""
    return history_of(made_of(*entries).book)


def price_after(*entries: Entry) -> Fraction | None:
    """The price after the close of the last day."""
    return made_of(*entries).price(LAST)["after_close"]


def price_on(day: int, *entries: Entry) -> Fraction | None:
    """The price for the conversions of a day of January 2006."""
    return made_of(*entries).price(jan(day))["in_effect"]


def delivered(*entries: Entry) -> list[tuple[int, int]]:
    """Of each conversion: the Series D converted and the Common delivered."""
    return [(one["converted"], one["delivered"]) for one in made_of(*entries).conversions.values()]


def entitled(*entries: Entry) -> list[int]:
    """Of each conversion: the Common that it should have given, as now known."""
    return [one["entitled"] for one in made_of(*entries).conversions.values()]


def balance(holder: str, *entries: Entry) -> tuple[int, int]:
    """The Series D and the Common of a holder in the end."""
    found = made_of(*entries).holders(LAST)["holders"].get(holder, {"series_d": 0, "common": 0})
    return found["series_d"], found["common"]


def common_outstanding(*entries: Entry) -> int:
    """The Common outstanding in the end."""
    return int(made_of(*entries).holders(LAST)["common_outstanding"])


def deemed(*entries: Entry) -> Fraction:
    """The Common deemed issued in the end."""
    return Fraction(made_of(*entries).holders(LAST)["deemed_issued"])


def flags_of(*entries: Entry) -> dict[str, Flag]:
    """What is flagged about the last entry, by code."""
    name = made_of(*entries).log[-1].id if "id" not in entries[-1] else entries[-1]["id"]
    return {flag.code: flag for flag in made_of(*entries).flags if flag.entry == name}


def check_flag(code: str, clause: str, says: str, *entries: Entry) -> None:
    """The last entry is accepted and flagged so; what comes before it is not flagged for it."""
    found = flags_of(*entries)
    assert code in found, sorted(found)
    assert found[code].clause == clause
    assert says in found[code].message


def check_refusal(case: NotAccepted, folder: Path) -> None:
    """The entry is refused as the case says, and on the disk nothing changed."""
    with open_ledger(str(folder / "ledger.db")) as ledger:
        ledger.record(case.before)
        stood = picture(ledger)
        try:
            ledger.record([case.entry])
        except Refusal as refusal:
            found = refusal
        else:
            raise AssertionError("accepted")
        assert (found.code, found.clause) == (case.code, case.clause)
        assert found.entry == case.entry["id"]
        assert case.says in found.message
        assert "\n" not in str(found)
        assert picture(ledger) == stood
    with open_ledger(str(folder / "ledger.db")) as ledger:
        assert picture(ledger) == stood


def picture(ledger: Ledger) -> dict[str, Any]:
    """All that can be seen of a ledger."""
    price = ledger.price(LAST)
    return {
        "head": ledger.store.head(ledger.chosen_company()),
        "log": list(write_jsonl(one.entry for one in ledger.log())),
        "price": (price.in_effect.fraction, price.after_close.fraction),
        "steps": [(step.entry, step.after.fraction) for step in ledger.history()],
        "holders": ledger.holders(LAST),
    }
