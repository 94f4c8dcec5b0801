"""Who is new in a record, and who is somebody misspelt: what is said of the names in entries just recorded."""

import time

import pytest

from ledger.refusals import Flag
from projections.compare.second_look.newcomers import newcomers
from tests.ledger.test_book import log_of
from tests.reference.figures import Entry, base, entry, sale, series_d


def bought(holder: str, name: str = "sale") -> Entry:
    return sale(2, 5, 1, name) | {"holder": holder}


def said(before: list[Entry], *new: Entry) -> list[Flag]:
    """What is said of new entries behind those that stand."""
    log = log_of(*before, *new)
    return list(newcomers(log[: len(before)], log[len(before) :]))


def messages(before: list[Entry], *new: Entry) -> list[tuple[str, str]]:
    return [(flag.code, flag.message) for flag in said(before, *new)]


def test_in_a_record_that_stands_every_new_holder_is_said() -> None:
    assert messages(base(), bought("Fund")) == [("new_holder", "'Fund' is a new holder: no entry before names it")]
    assert messages(base(), bought("dana")) == []
    assert [flag.entry for flag in said(base(), bought("Fund"), bought("Fund", "more"))] == ["sale"]


def test_a_name_that_is_nearly_another_is_said_even_where_all_are_new() -> None:
    two = [bought("Lakeside Angels"), bought("Lakeside Angles", "typo")]
    near = ("new_holder", "'Lakeside Angles' is a new holder; did you mean 'Lakeside Angels'?")
    assert messages([], *base(), *two) == [near]
    assert messages([*base(), two[0]], two[1]) == [near]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Fund 1", "Fund 2"), ("Lakeside Fund II LP", "Lakeside Fund III LP"), ("Trust A", "Trust B"), ("Ann", "Bob")],
)
def test_what_only_counts_names_is_no_slip_of_the_pen(one: str, other: str) -> None:
    assert messages([], *base(), bought(one), bought(other, "more")) == []


def test_an_address_of_a_name_that_is_nearly_another_is_said() -> None:
    lives = entry("address_changed", 3, id="home", holder="Lakeside Angles", address="1 Main Street")
    near = ("new_holder", "'Lakeside Angles' is a new holder; did you mean 'Lakeside Angels'?")
    assert messages([*base(), bought("Lakeside Angels")], lives) == [near]
    assert messages(base(), lives | {"holder": "dana"}) == []


@pytest.mark.parametrize("taken_back", ["voided", "corrected"])
def test_a_slip_that_was_taken_back_is_one_again(taken_back: str) -> None:
    right, slip = bought("Lakeside Angels"), bought("Lakeside Angles", "typo")
    edit = entry(f"entry_{taken_back}", 5, id="edit", entry="typo", reason="a slip")
    if taken_back == "corrected":
        edit |= {"with": slip | {"holder": "Lakeside Angels"}}
    again = slip | {"id": "again"}
    near = ("new_holder", "'Lakeside Angles' is a new holder; did you mean 'Lakeside Angels'?")
    assert messages([*base(), right, slip, edit], again) == [near]
    assert [one.meant for one in said([*base(), right, slip, edit], again)] == ["Lakeside Angels"]


def test_a_company_without_its_full_stop_is_nearly_itself() -> None:
    # a full stop may tell two names apart, so it is a new name, and said
    found = messages([*base(), bought("Marlowe Biologics, Inc.")], bought("Marlow Biologics Inc", "more"))
    assert found == [("new_holder", "'Marlow Biologics Inc' is a new holder; did you mean 'Marlowe Biologics, Inc.'?")]


def test_a_name_that_a_rename_gives_is_no_newcomer_and_a_takers_is() -> None:
    renamed = entry("holder_renamed", 3, id="rename", to="Dana LLC", **{"from": "dana"})
    assert messages(base(), renamed, bought("Dana LLC") | {"effective": "2006-01-04"}) == []
    taken = entry("series_d_converted", 3, id="c", holder="dana", shares=1, register_to="Eve")
    assert [flag.entry for flag in said(base(), taken)] == ["c"]


def test_a_name_that_nobody_goes_by_any_more_is_said() -> None:
    renamed = entry("holder_renamed", 3, id="rename", to="Dana LLC", **{"from": "dana"})
    later = series_d(5, "dana", "2006-01-04", "later")
    assert messages([*base(), renamed], later) == [
        ("former_name", "'dana' is what 'Dana LLC' was called until 2006-01-03; from then on it is a holder of its own")
    ]
    assert messages([*base(), renamed], series_d(5, "dana", "2006-01-02", "before")) == []


def test_thousands_of_names_are_compared_in_no_time() -> None:
    words = ["north", "river", "stone", "maple", "harbor", "summit", "cedar", "valley", "ocean", "garden"]
    names = [f"{a} {b} {c} {d}" for a in words for b in words for c in words for d in words[:4]]
    begun = time.monotonic()
    said([], *base(), *(bought(name, f"sale-{number}") for number, name in enumerate(names)))
    assert time.monotonic() - begun < 20
