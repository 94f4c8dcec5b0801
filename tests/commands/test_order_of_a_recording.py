"""One recording puts its entries in the order of their dates: how a file is sorted does not decide what is delivered."""

import json
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.api.ledger import open_ledger
from ledger.events import read_entry
from ledger.log.timeline import order_of_dates
from ledger.refusals import Refusal
from tests.docs.command import seriesd

from .asking_the_command import CERTIFICATE, CONVERSION, SALE, SERIES_D, TOO_MANY, lines, recorded
from .asking_the_command import OPENING as OF_THE_SAME_DAY

OPENING = OF_THE_SAME_DAY | {"effective": "2005-09-07"}
STORY = [CERTIFICATE, OPENING, SERIES_D, SALE, CONVERSION]
VOID = {"type": "entry_voided", "id": "void", "effective": "2006-03-05", "entry": "sale", "reason": "never happened"}


def test_a_file_sorted_newest_first_gives_what_one_sorted_by_date_gives(tmp_path: Path) -> None:
    # with the sale before it 26 x 11.1111 / .0026 = 111,111; judged as the file has them it would be 87,542 at .0033
    for number, order in enumerate(permutations(STORY)):
        if number % 10:
            continue  # a dozen of the 120
        with open_ledger(str(tmp_path / f"{number}.db")) as ledger:
            result = ledger.record(order)
            assert [one.id for one in ledger.log()] == ["certificate", "opening", "series-d", "sale", "conversion"]
            assert result.entries == [one.id for one in ledger.log()]
            (made,) = ledger.audit([]).conversions
            assert (made.delivered, made.stated) == (111_111, False)


def test_all_files_of_a_recording_are_one(tmp_path: Path) -> None:
    (tmp_path / "later.jsonl").write_text(lines(CONVERSION), "utf-8")
    (tmp_path / "earlier.jsonl").write_text(lines(SALE, SERIES_D, OPENING, CERTIFICATE), "utf-8")
    done = seriesd("record", "later.jsonl", "earlier.jsonl", "--json", folder=tmp_path)
    assert json.loads(done.stdout)["entries"] == ["certificate", "opening", "series-d", "sale", "conversion"]
    held = json.loads(seriesd("holders", "--on", "2006-03-02", "--json", folder=tmp_path).stdout)
    assert held["holders"]["dana"]["common"] == 111_111


def test_what_was_recorded_before_stays_before(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, CONVERSION)
    said = recorded(tmp_path, SALE)
    codes = [one["code"] for one in said["warnings"] if one["entry"] == "sale"]
    assert codes == ["late", "new_holder", "price_moved_much"]
    held = json.loads(seriesd("holders", "--on", "2006-03-02", "--json", folder=tmp_path).stdout)
    assert held["holders"]["dana"]["common"] == 87_542  # 26 x 11.1111 / .0033


def test_given_ids_count_in_the_order_of_the_dates(tmp_path: Path) -> None:
    unnamed = [{name: value for name, value in one.items() if name != "id"} for one in reversed(STORY)]
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        assert ledger.record(unnamed).entries == [
            "certificate_adopted-1",
            "opening_balance-2",
            "series_d_issued-3",
            "common_issued-4",
            "series_d_converted-5",
        ]


def test_a_void_keeps_its_place_and_what_is_given_after_it_comes_after_it(tmp_path: Path) -> None:
    # the sale is void before the conversion is judged: 87,542; given after the conversion, that has had its 111,111
    for number, (order, delivered) in enumerate(
        (([SALE, SERIES_D, OPENING, CERTIFICATE, VOID, CONVERSION], 87_542), ([*reversed(STORY), VOID], 111_111))
    ):
        with open_ledger(str(tmp_path / f"{number}.db")) as ledger:
            ledger.record(order)
            assert [one.delivered for one in ledger.audit([]).conversions] == [delivered]


def test_a_refusal_names_the_line_at_which_the_entry_was_given(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text(lines(TOO_MANY, *reversed(STORY)), "utf-8")
    done = seriesd("record", "journal.jsonl", folder=tmp_path)
    assert done.returncode == 1
    # of one date: as given; too-many stands first of the two, and it is the sale for which there is no room
    assert done.stderr.endswith(" [journal.jsonl:3]\n")
    assert "sale" in done.stderr
    with open_ledger(str(tmp_path / "other.db")) as ledger, pytest.raises(Refusal) as caught:
        ledger.record([SALE | {"shares": 11_000_000, "id": "too-much"}, CERTIFICATE, SERIES_D, OPENING])
    assert (caught.value.entry, caught.value.index) == ("too-much", 0)


def test_what_if_and_check_put_in_order_likewise(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record([CERTIFICATE, OPENING, SERIES_D])
        supposed = ledger.what_if(add=[CONVERSION, SALE])
        assert {one.about: one.what_if for one in supposed.differences if one.figure == "common"}["dana"] == 111_111
        checked = ledger.record([CONVERSION, SALE], write=False)
        assert (checked.entries, len(ledger.log())) == (["sale", "conversion"], 3)


@st.composite
def _several(draw: st.DrawFn) -> list[Any]:
    days = st.integers(1, 5).map(lambda day: f"2006-01-0{day}")
    every = []
    for number in range(draw(st.integers(0, 12))):
        one = {"effective": draw(days), "id": str(number)}
        edits = draw(st.integers(0, 4)) == 0
        fields = {"type": "entry_voided", "entry": "x", "reason": "r"} if edits else SALE | one
        every.append(read_entry(fields | one))
    return every


@given(_several())
def test_dates_rise_between_edits_and_nothing_else_moves(entries: list[Any]) -> None:
    order = order_of_dates(entries)
    assert sorted(order) == list(range(len(entries)))
    for place, one in enumerate(entries):
        if one.type == "entry_voided":
            assert order[place] == place
    for before, after in pairwise(order):
        one, other = entries[before], entries[after]
        if "entry_voided" not in (one.type, other.type):
            assert (one.effective, before) < (other.effective, after)
