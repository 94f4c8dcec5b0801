"""The books on a day: where each holder gets its mail (4K), and what stands at the head of the Company's letters."""

import pytest
from hypothesis import HealthCheck, given, settings

from ledger.events import AddressChanged, EntryError, read_entry, write_entry
from ledger.log.books import Books, books_on
from projections.answers.history import history_of
from tests.ledger.engine import judge
from tests.reference.figures import Entry, base, entry, jan, sale
from tests.reference.timelines import disturbed_timelines

HERE, THERE = ["100 Main Street", "Springfield"], "PO Box 7\nShelbyville"


def lives(day: int, holder: str = "dana", name: str = "home", at: object = HERE, **more: object) -> Entry:
    return entry("address_changed", day, id=name, holder=holder, address=at, **more)


def books(*entries: Entry, on: int = 28) -> Books:
    return books_on(judge([*base(), *entries]).book.items, jan(on))


def lines(found: Books, holder: str) -> tuple[str, ...] | None:
    return found.addresses[holder].lines if holder in found.addresses else None


def test_an_address_holds_from_its_day_on_until_the_next() -> None:
    entries = lives(3), lives(9, name="move", at=THERE)
    assert [lines(books(*entries, on=day), "dana") for day in (2, 3, 8, 9)] == [
        None,
        ("100 Main Street", "Springfield"),
        ("100 Main Street", "Springfield"),
        ("PO Box 7", "Shelbyville"),
    ]


def test_what_is_recorded_late_stands_in_the_order_of_its_dates() -> None:
    assert lines(books(lives(9, at=THERE), lives(3, name="late")), "dana") == ("PO Box 7", "Shelbyville")


def test_an_edit_takes_an_address_out_or_puts_another_in_its_place() -> None:
    void = entry("entry_voided", 5, entry="home", reason="another dana")
    correction = entry("entry_corrected", 5, entry="home", reason="typed wrongly", **{"with": lives(3, at=THERE)})
    assert lines(books(lives(3), void), "dana") is None
    assert lines(books(lives(3), correction), "dana") == ("PO Box 7", "Shelbyville")


def test_an_address_follows_its_holder_to_another_name() -> None:
    rename = entry("holder_renamed", 5, id="rename", to="Dana LLC", **{"from": "dana"})
    assert lines(books(lives(3), rename), "Dana LLC") == ("100 Main Street", "Springfield")
    # by the name of now it is known from the beginning, and of a day before the rename too
    assert lines(books(lives(3), rename, on=4), "Dana LLC") == ("100 Main Street", "Springfield")
    assert lines(books(lives(3), rename, lives(7, "Dana LLC", "move", THERE)), "Dana LLC") == (
        "PO Box 7",
        "Shelbyville",
    )


@pytest.mark.parametrize(
    ("own", "kept"), [(True, ("PO Box 7", "Shelbyville")), (False, ("100 Main Street", "Springfield"))]
)
def test_who_becomes_one_with_another_gets_its_mail_there(own: bool, kept: tuple[str, ...]) -> None:
    merger = entry("holders_merged", 5, id="merger", into="eve", **{"from": "dana"})
    before = [lives(2, "eve", "of eve", THERE)] if own else []
    held = sale(2, 5, 1) | {"holder": "eve"}
    found = books(held, *before, lives(3), merger)
    assert (lines(found, "eve"), lines(found, "dana")) == (kept, None)


def test_a_letterhead_is_taken_as_a_whole() -> None:
    first = entry(
        "letterhead_changed", 2, id="first", address="1 Road", phone="1", signatory="J. Roe", signatory_title="CFO"
    )
    second = entry("letterhead_changed", 4, id="second", address="2 Road")
    assert books(first, on=1).letterhead is None
    found = books(first, second, on=3).letterhead
    assert found is not None
    assert (found.lines, found.phone, found.signatory_title) == (("1 Road",), "1", "CFO")
    found = books(first, second).letterhead
    assert found is not None
    assert (found.lines, found.phone, found.signatory) == (("2 Road",), None, None)


@pytest.mark.parametrize(
    "given",
    ["100 Main Street\nSpringfield", "  100 Main Street \r\n\n Springfield\n", HERE, ["100 Main Street\nSpringfield"]],
)
def test_lines_are_one_thing_however_they_are_given(given: object) -> None:
    found = read_entry(lives(3, at=given))
    assert isinstance(found, AddressChanged)
    assert found.lines == ("100 Main Street", "Springfield")
    assert write_entry(found)["address"] == "100 Main Street\nSpringfield"


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(EntryError, match="address: has 13 lines; give one to 12"):
        read_entry(lives(3, at=["x"] * 13))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(disturbed_timelines())
def test_no_figure_hangs_on_an_address(log: list[Entry]) -> None:
    with_mail = judge(log).book
    without = judge([one for one in log if one["type"] not in ("address_changed", "letterhead_changed")]).book
    assert [step.after for step in history_of(with_mail)] == [step.after for step in history_of(without)]
    assert with_mail.state.common == without.state.common
    assert with_mail.state.series_d == without.state.series_d
