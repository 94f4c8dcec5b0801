"""Lists and tables that share with others say what a list or a dict would, and nobody else sees what is written."""

import random
from typing import Any

import pytest

from ledger.sharing import Map, Row, Table, Tail, can_differ, table_of

SOME = list(range(10))


def change(one: Row[int], number: int) -> None:
    """One of the ways in which a list is changed, at a place drawn from a number."""
    draw = random.Random(number)  # noqa: S311  no secret
    place, other = sorted(draw.randint(-14, 14) for _ in range(2))
    [
        lambda: one.append(number),
        lambda: one.insert(place, number),
        lambda: one.__setitem__(slice(place, other), [number, number + 1]),
        lambda: one.__delitem__(slice(place, None)),
        lambda: one.__setitem__(place % len(one), number) if one else None,
        lambda: one.__delitem__(place % len(one)) if one else None,
        lambda: one.pop() if one else None,
        lambda: one.extend([number, number]),
    ][draw.randrange(8)]()


def said(one: Row[int]) -> Any:
    """All that can be read of a list."""
    parts = [list(one[first:last]) for first in range(-12, 13, 3) for last in range(-12, 13, 3)]
    return list(one), list(reversed(one)), len(one), parts, [one[at] for at in range(-len(one), len(one))]


@pytest.mark.parametrize("shared", [0, 4, 10])
@pytest.mark.parametrize("seed", range(40))
def test_a_tail_says_what_a_list_would_and_changes_no_other(seed: int, shared: int) -> None:
    under = SOME[:]
    tail, plain = Tail(under, shared), SOME[:shared]
    for step in range(6):
        before, kept = Tail(tail, len(tail)), plain[:]
        shorter = tail[: len(tail) // 2]
        change(tail, 100 * seed + step)
        change(plain, 100 * seed + step)
        assert said(tail) == said(plain)
        assert tail == plain
        assert before == kept  # what was taken of it does not see it
        assert shorter == kept[: len(kept) // 2]
    assert under == SOME


def test_what_is_put_behind_a_list_is_not_seen_in_what_shares_its_beginning() -> None:
    under = SOME[:]
    tail = Tail(under, 10)
    under.append(10)
    assert tail == SOME
    tail.append(99)
    assert [*Tail(tail, 11)] == [*SOME, 99]
    assert under[-1] == 10


def test_two_tails_on_one_list_go_their_own_ways() -> None:
    one, other = Tail(SOME, 5), Tail(SOME, 5)
    one.append(1)
    other.append(2)
    one[4] = 40
    assert ([*one], [*other]) == ([0, 1, 2, 3, 40, 1], [0, 1, 2, 3, 4, 2])
    assert one != other


def test_no_place_of_a_tail_is_outside_of_it() -> None:
    tail = Tail(SOME, 3)
    for place in (3, -4, 7):
        with pytest.raises(IndexError):
            tail[place]
        with pytest.raises(IndexError):
            tail[place] = 1


LETTERS = dict.fromkeys("abcdef", 0)


def alter(one: Map[str, int], number: int) -> None:
    """Put or take out a key drawn from a number."""
    draw = random.Random(number)  # noqa: S311  no secret
    name = draw.choice("abcdefgh")
    if draw.random() < 0.4:
        one.pop(name, None)
    else:
        one[name] = number


@pytest.mark.parametrize("seed", range(60))
def test_a_table_says_what_a_dict_would_and_changes_no_other(seed: int) -> None:
    under = LETTERS.copy()
    table, plain = Table(under), LETTERS.copy()
    for step in range(8):
        before, kept = table.copy(), plain.copy()
        alter(table, 100 * seed + step)
        alter(plain, 100 * seed + step)
        assert [*table.items()] == [*plain.items()]
        assert [*reversed(table)] == [*reversed(plain)]
        assert (len(table), [name in table for name in "abcdefgh"]) == (
            len(plain),
            [name in plain for name in "abcdefgh"],
        )
        assert [table.get(name) for name in "abcdefgh"] == [plain.get(name) for name in "abcdefgh"]
        assert [*before.items()] == [*kept.items()]
        differ = {name for name in "abcdefgh" if table.get(name) != LETTERS.get(name)}
        assert differ <= set(can_differ(under, table) or ())
    assert under == LETTERS
    with pytest.raises(KeyError):
        del table["z"]


@pytest.mark.parametrize("one", [{"a": 1}, {"a": 2, "b": 2}, {}, {"b": 2, "a": 1}, {"a": 1, "c": 3}])
def test_a_table_of_what_was_stands_on_what_is(one: dict[str, int]) -> None:
    end = {"a": 1, "b": 2, "c": 3}
    table = table_of(one, end)
    assert [*table.items()] == [*one.items()]
    is_first = [*end][: len(one)] == [*one]
    known = can_differ(end, table)
    assert (known is not None) == is_first
    if known is not None:
        assert {name for name in end if end[name] != one.get(name)} == set(known)


def test_of_two_that_stand_on_nothing_common_it_is_not_known_what_can_differ() -> None:
    assert can_differ(LETTERS, LETTERS.copy()) is None
    assert can_differ(Table(LETTERS), Table(LETTERS.copy())) is None
    assert not can_differ(Table(LETTERS), Table(LETTERS))
    assert not can_differ(LETTERS, LETTERS)
