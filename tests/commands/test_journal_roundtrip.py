"""Entries of all types go through every spelling and come back as the same."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.journal import read_text, write_jsonl
from ledger.events import ENTRY_TYPES, Entry, write_entry
from tests.commands.strategies import SPELLINGS, entries, numbers_in, of_type


def _back(text: str, spelling: str) -> list[Entry]:
    found: list[Entry] = [line.entry for line in read_text(text, spelling, "j")]
    assert not any(isinstance(leaf, float) for entry in found for leaf in numbers_in(entry))
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=5))
def test_canonical_lines_read_back_as_the_same_entries(some: list[Entry]) -> None:
    lines = list(write_jsonl(some))
    assert all("\n" not in line for line in lines)
    assert _back("\n".join(lines), "jsonl") == some
    assert list(write_jsonl(_back("\n".join(lines), "jsonl"))) == lines


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=100, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=4))
def test_every_spelling_gives_the_same_entries_back(spelling: str, some: list[Entry]) -> None:
    assert _back(SPELLINGS[spelling]([write_entry(entry) for entry in some]), spelling) == some


@pytest.mark.parametrize("name", ENTRY_TYPES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_type_effective_and_id_come_first(name: str, data: st.DataObject) -> None:
    entry = data.draw(of_type(name))
    (line,) = write_jsonl([entry])
    first = ["type", "effective"] + (["id"] if entry.id else [])
    assert list(json.loads(line))[: len(first)] == first
    assert _back(line, "jsonl") == [entry]


def test_a_canonical_line_is_plain_to_read() -> None:
    text = (
        '{"id": "W-1", "shares": "1000", "consideration": {"expenses": 0, "cash": 0.50}, "note": "é",'
        ' "holder": "a", "effective": "2006-03-01", "type": "common_issued"}'
    )
    assert list(write_jsonl(_back(text, "jsonl"))) == [
        '{"type": "common_issued", "effective": "2006-03-01", "id": "W-1", "note": "é",'
        ' "consideration": {"cash": "0.50"}, "holder": "a", "shares": 1000}'.replace("0.50", "0.5")
    ]
