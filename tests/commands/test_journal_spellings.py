"""One journal, four spellings: the same entries, at the places where they begin."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from commands.journal import read_journal, read_text
from ledger.events import CommonIssued, Entry, Liquidated, read_entry

YAML = """\
# the founding entries
- type: certificate_adopted
  effective: 2005-09-06
  id: 2005-09-06
  company: American Technologies Group, Inc.
  common_authorized: 200000000
  terms:
    conversion_price: 0.0033
    interpretations: {tranche_test: blended}

- type: common_issued
  effective: 2006-03-01
  id: W-1
  holder: 007
  shares: 1e3
  note: 1:30
  source: ~
  consideration: {cash: 11/3, expenses: "0.10", property: }
- type: option_granted
  effective: 2006-03-02
  right: No
  holder: "true"
  shares: 100.5
  exercise_price: .002
  assumed: true
- {type: liquidated, effective: 2007-01-01, assets: 1000000, parity: [{class: E, shares: 25000, preference: 1.5}]}
- type: entry_corrected
  effective: 2007-01-02
  entry: W-1
  reason: "a, slip"
  with:
    type: common_issued
    effective: 2006-03-01
    id: W-1
    holder: 007
    shares: 1001
    consideration: {cash: 11/3}
"""
JSON_ENTRIES = [
    (
        '{"type": "certificate_adopted", "effective": "2005-09-06", "id": "2005-09-06",\n'
        ' "company": "American Technologies Group, Inc.", "common_authorized": 200000000,\n'
        ' "terms": {"conversion_price": 0.0033, "interpretations": {"tranche_test": "blended"}}}'
    ),
    (
        '{"type": "common_issued", "effective": "2006-03-01", "id": "W-1", "holder": "007", "shares": 1e3,\n'
        ' "note": "1:30", "source": null, "consideration": {"cash": "11/3", "expenses": 0.10, "property": null}}'
    ),
    (
        '{"type": "option_granted", "effective": "2006-03-02", "right": "No", "holder": "true", "shares": 100.5,\n'
        ' "exercise_price": ".002", "assumed": true}'
    ),
    (
        '{"type": "liquidated", "effective": "2007-01-01", "assets": 1000000,\n'
        ' "parity": [{"class": "E", "shares": 25000, "preference": 1.5}]}'
    ),
    (
        '{"type": "entry_corrected", "effective": "2007-01-02", "entry": "W-1", "reason": "a, slip",\n'
        ' "with": {"type": "common_issued", "effective": "2006-03-01", "id": "W-1", "holder": "007", "shares": 1001,\n'
        ' "consideration": {"cash": "11/3"}}}'
    ),
]
JSON = "[" + ",\n".join(JSON_ENTRIES) + "]\n"
JSONL = "\n".join(one.replace("\n", "") for one in JSON_ENTRIES)
CSV = """\
type,effective,id,company,common_authorized,terms.conversion_price,terms.interpretations.tranche_test,holder,shares,note,\
consideration.cash,consideration.expenses,right,exercise_price,assumed,assets,parity.0.class,parity.0.shares,\
parity.0.preference,entry,reason,with.type,with.effective,with.id,with.holder,with.shares,with.consideration.cash
certificate_adopted,2005-09-06,2005-09-06,"American Technologies Group, Inc.",200000000,0.0033,blended
common_issued,2006-03-01,W-1,,,,,007,1000,1:30,11/3,0.10

option_granted,2006-03-02,,,,,,true,100.5,,,,No,.002,true
liquidated,2007-01-01,,,,,,,,,,,,,,1000000,E,25000,1.5
entry_corrected,2007-01-02,,,,,,,,,,,,,,,,,,W-1,"a, slip",common_issued,2006-03-01,W-1,007,1001,11/3
"""
TEXTS = {"yaml": YAML, "json": JSON, "jsonl": JSONL, "csv": CSV}


def _entries(text: str, spelling: str) -> list[Entry]:
    return [line.entry for line in read_text(text, spelling, "j")]


@pytest.mark.parametrize("spelling", TEXTS)
def test_the_four_spellings_give_equal_entries(spelling: str) -> None:
    found = _entries(TEXTS[spelling], spelling)
    assert found == _entries(JSONL, "jsonl")
    issued, wound_up = found[1], found[3]
    assert isinstance(issued, CommonIssued)
    assert isinstance(wound_up, Liquidated)
    assert (issued.holder, issued.shares, issued.note, issued.source) == ("007", 1000, "1:30", None)
    assert issued.consideration.cash == Fraction(11, 3)
    assert issued.consideration.expenses == Fraction("0.1")
    assert wound_up.parity[0].preference == Fraction(3, 2)


@pytest.mark.parametrize(
    ("spelling", "places"),
    [("yaml", [2, 11, 19, 26, 27]), ("json", [1, 4, 6, 8, 10]), ("jsonl", [1, 2, 3, 4, 5]), ("csv", [2, 3, 5, 6, 7])],
)
def test_every_entry_knows_where_it_begins(spelling: str, places: list[int]) -> None:
    assert [line.number for line in read_text(TEXTS[spelling], spelling, "j")] == places


@pytest.mark.parametrize("spelling", TEXTS)
def test_files_are_read_by_suffix_with_or_without_a_byte_order_mark(spelling: str, tmp_path: Path) -> None:
    for name, mark in ((f"plain.{spelling}", b""), (f"marked.{spelling.upper()}", b"\xef\xbb\xbf")):
        (tmp_path / name).write_bytes(mark + TEXTS[spelling].encode())
        assert [line.entry for line in read_journal(str(tmp_path / name))] == _entries(JSONL, "jsonl")


@pytest.mark.parametrize("spelling", TEXTS)
def test_windows_line_ends_change_nothing(spelling: str) -> None:
    assert _entries(TEXTS[spelling].replace("\n", "\r\n"), spelling) == _entries(JSONL, "jsonl")


def test_a_mapping_with_the_key_entries_is_the_same_as_the_list() -> None:
    inner = "\n".join(f"  {row}" for row in YAML.splitlines())
    assert _entries(f"---\nentries:\n{inner}\n...\n", "yaml") == _entries(JSONL, "jsonl")
    assert _entries(f'\n{{ "entries" : {JSON} }}', "json") == _entries(JSONL, "jsonl")
    assert [line.number for line in read_text(f'\n{{ "entries" :\n {JSON} }}', "json", "j")] == [3, 6, 8, 10, 12]


def test_blank_lines_and_empty_rows_are_no_entries() -> None:
    spaced = "\n \t\r\n" + JSONL.replace("\n", "\n\n")
    assert [line.number for line in read_text(spaced, "jsonl", "j")] == [3, 5, 7, 9, 11]
    rows = "\n type , effective,assets\n,,\n liquidated,2007-01-01 , 5\n , ,\n"
    assert [line.number for line in read_text(rows, "csv", "j")] == [4]


def test_a_note_over_several_lines_is_one_cell_of_one_row() -> None:
    text = 'type,effective,note,assets\nliquidated,2007-01-01,"one\ntwo",5\nliquidated,2007-01-01,,6\n'
    first, second = read_text(text, "csv", "j")
    assert (first.entry.note, first.number, second.number) == ("one\ntwo", 2, 3)


def test_an_absent_consideration_and_an_empty_one_are_the_same() -> None:
    plain = read_entry({"type": "common_issued", "effective": "2006-03-01", "holder": "a", "shares": 1})
    start = '{"type": "common_issued", "effective": "2006-03-01", "holder": "a", "shares": 1, "consideration": '
    for value in ("null", "{}", '{"cash": null}'):
        assert _entries(start + value + "}", "jsonl") == [plain]


def test_texts_that_only_look_like_something_else_stay_as_written() -> None:
    odd = [
        "No",
        "yes",
        "on",
        "0o17",
        "0x1F",
        "1_000",
        "190:20:30",
        "2006-03-01",
        ".inf",
        "NULL",
        "True",
        "<<",
        "=",
        "1e3",
    ]
    for text in odd:
        (entry,) = _entries(f"- {{type: common_issued, effective: 2006-03-01, holder: {text}, shares: 1}}", "yaml")
        assert isinstance(entry, CommonIssued)
        assert entry.holder == text
    (quoted,) = _entries("- {type: common_issued, effective: 2006-03-01, holder: '~', shares: 1, note: 'null'}", "yaml")
    assert isinstance(quoted, CommonIssued)
    assert (quoted.holder, quoted.note) == ("~", "null")


@pytest.mark.parametrize("number", ["0.0033", "1e-7", "1E+2", "123456789012345678901234567890.5", "3.3e0"])
def test_json_numbers_are_read_as_written(number: str) -> None:
    for written in (number, json.dumps(number)):
        line = '{"type": "liquidated", "effective": "2007-01-01", "assets": ' + written + "}"
        (entry,) = _entries(line, "jsonl")
        assert isinstance(entry, Liquidated)
        assert entry.assets == Fraction(number)


def test_an_escape_in_json_is_the_character() -> None:
    (entry,) = _entries(
        '[{"type": "accrued_dividends_paid", "effective": "2007-01-01", "note": "a\\nb\\ud83d\\ude00"}]', "json"
    )
    assert entry.note == "a\nb😀"
