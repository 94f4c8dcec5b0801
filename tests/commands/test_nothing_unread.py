"""What is in a file is read, or said: unknown fields, numbers in threes, digits cut off, and all bad lines at once."""

import json
from pathlib import Path

import pytest

from commands.journal import UnreadableError, read_journals, read_text
from commands.reading.lines import MOST_TOLD
from ledger.events import EntryError, read_entry
from tests.commands.asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, lines
from tests.commands.sentences import ISSUE, PAIRS, refusal
from tests.docs.command import seriesd

THREES = "has thousands separators, and a comma parts fields here; write"


@pytest.mark.parametrize("empty", ["null", "{}", '""', "[]", "false", "0"])
def test_an_unknown_field_is_refused_whatever_its_value(empty: str) -> None:
    said = "j:1, entry W-1, field considration: unknown field 'considration'; did you mean 'consideration'?"
    assert str(refusal(f'[{{{PAIRS}, "shares": 1, "considration": {empty}}}]', "json")) == said
    assert str(refusal(f'{{{PAIRS}, "shares": 1, "considration": {empty}}}', "jsonl")) == said
    assert str(refusal(f"- {{{ISSUE}, shares: 1, considration: {empty}}}", "yaml")) == said


@pytest.mark.parametrize("text", ["considration:", "considration: ~", "considration: null", "considration: ''"])
def test_an_unknown_field_with_nothing_in_it_is_refused_in_blocks_too(text: str) -> None:
    block = f"- type: common_issued\n  effective: 2006-03-01\n  holder: a\n  shares: 1\n  {text}\n"
    assert "unknown field 'considration'" in str(refusal(block, "yaml"))


def test_unknown_fields_are_refused_at_every_depth() -> None:
    for inner, named in (
        ('"consideration": {"csh": null}', "consideration.csh"),
        ('"determination": {"by": "board", "basis": "b", "date": "2006-01-01", "whom": null}', "determination.whom"),
    ):
        assert f"field {named}: unknown field '{named}'" in str(refusal(f'[{{{PAIRS}, "shares": 1, {inner}}}]', "json"))
    parity = '{"type": "liquidated", "effective": "2006-01-01", "assets": 1, "parity": [{"class": "E", "shars": null}]}'
    assert "field parity.0.shars: unknown field" in str(refusal(parity, "jsonl"))
    with_it = f'{{"type": "entry_corrected", "effective": "2006-01-01", "entry": "a", "reason": "r", "with": {{{PAIRS}, "share": null}}}}'
    assert "unknown field 'share'" in str(refusal(with_it, "jsonl"))


def test_null_is_an_absent_field_where_there_is_one() -> None:
    sale = {"type": "common_issued", "effective": "2006-03-01", "holder": "a", "shares": 1}
    nulls = {"id": None, "consideration": {"cash": None}, "determination": None, "excluded": None}
    assert read_entry(sale | nulls) == read_entry(sale)
    with pytest.raises(EntryError, match="the field 'holder' is required and missing"):
        read_entry(sale | {"holder": None})
    with pytest.raises(EntryError, match=r"parity\.0"):
        read_entry({"type": "liquidated", "effective": "2006-03-01", "assets": 1, "parity": [None]})


@pytest.mark.parametrize(
    ("text", "field", "number", "plain"),
    [
        ("shares: 1, consideration: {cash: 12,500,000}", "consideration.cash", "12,500,000", "12500000"),
        ("shares: 12,500", "shares", "12,500", "12500"),
        ("shares: 1, consideration: {cash: 1,234.50, expenses: 1}", "consideration.cash", "1,234.50", "1234.50"),
        (
            "consideration: {expenses: 5, cash: 12, 500, 000}, shares: 1",
            "consideration.cash",
            "12, 500, 000",
            "12500000",
        ),
        ("shares: [12,500,000]", "shares", "12,500,000", "12500000"),
        ("shares: 1, parity: [[5,000]]", "parity.0", "5,000", "5000"),
    ],
)
def test_a_number_in_threes_is_refused_where_yaml_makes_members_of_it(
    text: str, field: str, number: str, plain: str
) -> None:
    said = str(refusal(f"- {{{ISSUE}, {text}}}", "yaml"))
    assert said == f"j:1, entry W-1, field {field}: '{number}' {THREES} {plain}"


@pytest.mark.parametrize(
    "text", ["shares: 12,500", "shares: '12,500'", "shares: 12 500", "shares: 12'500", "shares: 12_500"]
)
def test_a_number_in_threes_is_refused_in_blocks(text: str) -> None:
    block = f"- type: common_issued\n  effective: 2006-03-01\n  holder: a\n  {text}\n"
    assert "no thousands separators" in str(refusal(block, "yaml"))


def test_a_number_in_threes_is_refused_in_json() -> None:
    for text, spelling in (
        (f'[{{{PAIRS}, "shares": 12,500,000}}]', "json"),
        (f'{{{PAIRS}, "shares": 12,500}}', "jsonl"),
    ):
        assert THREES in str(refusal(text, spelling))
    for number in ('"12,500"', "[12, 500]"):
        assert "is not a number" in str(refusal(f'[{{{PAIRS}, "shares": {number}}}]', "json"))


def test_the_value_of_a_term_in_threes_is_no_text() -> None:
    amended = {"type": "terms_amended", "effective": "2006-03-01", "action": "a", "term": "designated_shares"}
    with pytest.raises(EntryError, match="no thousands separators"):
        read_entry(amended | {"value": "900,000"})


@pytest.mark.parametrize("spelling", ["yaml", "json"])
def test_a_count_whose_last_digits_a_spreadsheet_cut_off_is_refused(spelling: str) -> None:
    text = f'[{{{PAIRS}, "shares": "1.23457E+09"}}]' if spelling == "json" else f"- {{{ISSUE}, shares: 1.23457E+09}}"
    said = (
        "j:1, entry W-1, field shares: '1.23457E+09' is how a spreadsheet shows a long number, and its last digits are"
    )
    assert str(refusal(text, spelling)).startswith(said)
    assert read_text(text.replace("1.23457E+09", "1e3"), spelling, "j")[0].entry.shares == 1000  # type: ignore[union-attr]


BAD = {"type": "common_issued", "effective": "2006-03-01", "holder": "x"}


def test_all_bad_lines_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("- {type: common_isued}\n- [a]\n- {type: liquidated, effective: 5}\n- a: b: c\n")
    (tmp_path / "two.csv").write_text(
        "type,effective,holder,shares\ncommon_issued,03/04/2006,a,1\n\ncommon_issued,2006-03-04,,1e9\n"
    )
    (tmp_path / "three.jsonl").write_text(lines(SALE) + "{\n" + lines(BAD))
    (tmp_path / "four.json").write_text("[]")
    done = seriesd("check", "one.yaml", "two.csv", "three.jsonl", "four.json", "none.yaml", "--json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, "")
    answer = json.loads(done.stdout)
    assert answer.keys() == {"schema", "error", "errors"}
    assert answer["error"] == answer["errors"][0]
    assert [one["message"].partition(":")[0] + ":" + str(one["line"]) for one in answer["errors"]] == [
        *("one.yaml:1", "one.yaml:2", "one.yaml:3", "one.yaml:3", "one.yaml:4"),
        *("two.csv:2", "two.csv:4", "two.csv:4"),
        *("three.jsonl:2", "three.jsonl:3"),
        *("four.json:None", "none.yaml:None"),
    ]
    spoken = seriesd("record", "one.yaml", "two.csv", folder=tmp_path)
    assert (spoken.returncode, spoken.stdout) == (2, "")
    assert [line.partition(",")[0] for line in spoken.stderr.splitlines()] == [
        *("seriesd: one.yaml:1", "seriesd: one.yaml:2: an entry must be a mapping of fields to values; this is a list"),
        *("seriesd: one.yaml:3", "seriesd: one.yaml:3"),
        "seriesd: one.yaml:4: not valid YAML: mapping values are not allowed in this context",
        *("seriesd: two.csv:2", "seriesd: two.csv:4", "seriesd: two.csv:4"),
    ]
    assert not (tmp_path / "seriesd.db").exists()


@pytest.mark.parametrize("name", ["wrong.csv", "wrong.yaml"])
def test_every_wrong_field_of_an_entry_is_told(tmp_path: Path, name: str) -> None:
    """What a cell would have filled is not told to be missing as well; what is missing anyway is."""
    header, cells = "type,effective,id,shares,consideration.cash", "common_issued,2006-02-30,a,1.5.5,five"
    entry = "{type: common_issued, effective: 2006-02-30, id: a, shares: 1.5.5, consideration: {cash: five}}"
    (tmp_path / name).write_text(f"{header}\n{cells}\n" if name.endswith("csv") else f"- {entry}\n")
    answer = json.loads(seriesd("check", name, "--json", folder=tmp_path).stdout)
    fields = sorted(one["message"].split("field ")[1].partition(":")[0] for one in answer["errors"])
    assert fields == ["consideration.cash", "effective", "holder", "shares"]


def test_of_a_corrected_entry_every_wrong_field_is_told(tmp_path: Path) -> None:
    inner = "{type: common_issued, effective: 2006-02-31, holder: a, shares: five}"
    edit = f"- {{type: entry_corrected, effective: 2006-02-30, entry: sale, reason: x, with: {inner}}}\n"
    (tmp_path / "edit.yaml").write_text(edit)
    said = seriesd("check", "edit.yaml", folder=tmp_path).stderr.splitlines()
    fields = [one.split("field ")[1].partition(":")[0] for one in said]
    assert sorted(fields) == ["effective", "with.effective", "with.shares"]


def test_of_very_many_wrong_fields_the_first_are_told_and_all_are_counted(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(json.dumps(SALE | {f"field{number}": 1 for number in range(3000)}))
    answer = json.loads(seriesd("check", "many.jsonl", "--json", folder=tmp_path).stdout)
    assert (len(answer["errors"]), answer["more"]) == (20, 2980)


def test_a_cell_of_a_list_that_cannot_be_read_is_not_called_empty(tmp_path: Path) -> None:
    (tmp_path / "end.csv").write_text(
        "type,effective,id,assets,parity.0.shares,parity.1.class,parity.1.shares,parity.1.preference\n"
        'liquidated,2006-03-01,end,1000,"1,0x",Class C,5,five\n'
    )
    said = seriesd("check", "end.csv", folder=tmp_path).stderr
    assert "is empty and a later one is not" not in said
    assert [f"field parity.{name}" in said for name in ("0.shares", "1.preference")] == [True, True]


def test_the_first_twenty_are_told_and_how_many_more(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(lines(*[BAD] * 1000))
    (tmp_path / "more.jsonl").write_text(lines(*[BAD] * 25))
    answer = json.loads(seriesd("check", "many.jsonl", "more.jsonl", "--json", folder=tmp_path).stdout)
    assert len(answer["errors"]) == MOST_TOLD == 20
    assert answer["more"] == 1005
    spoken = seriesd("check", "many.jsonl", "more.jsonl", folder=tmp_path).stderr.splitlines()
    assert spoken[-1] == "seriesd: and 1,005 more that cannot be read"
    assert len(spoken) == 21


def test_one_bad_line_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(lines(CERTIFICATE, OPENING, SERIES_D, BAD))
    assert json.loads(seriesd("check", "one.jsonl", "--json", folder=tmp_path).stdout).keys() == {"schema", "error"}


def test_a_bad_entry_does_not_hide_what_is_wrong_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    path.write_text(
        f"- {{{ISSUE}, shares: 1, shares: 2, parity: [[[{{a: 1}}]]]}}\n- *a\n- {{{ISSUE}, shares: &a [1]}}\n- ok\n"
    )
    with pytest.raises(UnreadableError) as caught:
        read_journals([str(path)])
    assert [one.line for one in caught.value.all_told] == [1, 2, 3, 4]
