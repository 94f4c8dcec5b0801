"""Holders that are renamed or become one, in a package of the Open Cap Format and read back out of it."""

from pathlib import Path
from typing import Any

from commands.ocf import read_package
from ledger.engine.book import open_book
from tests.exports.packages import faults, package, put
from tests.ledger.engine import NOON, judge
from tests.reference.figures import MILLION, Entry, base, converts, entry, exercised, option_x, sale, series_d

STORY: list[Entry] = [
    *base(1_000),
    series_d(200, "eve", name="more-d"),
    option_x(2),
    converts(3, 26),
    entry("holder_renamed", 4, id="rename", to="Dana LLC", **{"from": "dana"}),
    entry("holder_renamed", 4, id="second", to="Olga LLC", **{"from": "olga"}),
    exercised(5, "X", MILLION),
    converts(6, 26, "Dana LLC", "later"),
    entry("holders_merged", 7, id="merger", into="eve", **{"from": "Dana LLC"}),
    converts(8, 400, "eve", "last"),
]


def package_again(*entries: Entry, folder: Path) -> tuple[Any, Any, list[str]]:
    judged = judge(entries)
    assert not judged.refused, judged.refused
    made = package(judged.log)
    assert list(faults(made.texts())) == []
    book = open_book([])
    for line in read_package(str(put(made.texts(), folder))).lines:
        book.record(line.entry, NOON)
    return judged.book.state, book.state, [one.code for one in made.losses]


def test_they_come_back_with_the_same_balances_and_the_names_of_now(tmp_path: Path) -> None:
    was, now, lost = package_again(*STORY, folder=tmp_path / "p")
    # at .0026 26 give 111,111, and 400 give 1,709,400
    assert dict(was.common) == dict(now.common)
    assert dict(now.common) == {"public": 10 * MILLION, "Olga LLC": MILLION, "eve": 111_111 * 2 + 1_709_400}
    assert dict(was.series_d) == dict(now.series_d) == {"eve": 748}
    assert was.price_after_close.exact() == now.price_after_close.exact()
    assert {"holder_renamed", "holders_merged"} <= set(lost)


def test_who_had_the_name_before_stays_another_stakeholder(tmp_path: Path) -> None:
    sold = entry("shares_transferred", 3, id="sold", stock="common", to="eve", shares=5, **{"from": "buyer"})
    named = entry("holder_renamed", 4, id="rename", to="buyer", **{"from": "dana"})
    was, now, _ = package_again(*base(1_000), sale(2, 5, 1), sold, named, folder=tmp_path / "p")
    assert dict(was.series_d) == dict(now.series_d) == {"buyer": 1_000}
    assert dict(was.common) == dict(now.common) == {"public": 10 * MILLION, "eve": 5}
