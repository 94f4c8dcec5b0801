"""Tables in text files, as people and exporters write them: read as they are meant, or refused with what would be."""

import json
from pathlib import Path
from typing import Any

import pytest

from commands.journal import Journal, UnreadableError, read_journals
from ledger.events import CommonIssued
from tests.commands.asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, recorded
from tests.commands.sentences import HEADER, ROW
from tests.docs.command import seriesd


def read(folder: Path, text: str | bytes, name: str = "j.csv") -> Journal:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_journals([str(folder / name)])


def issue(journal: Journal) -> CommonIssued:
    (line,) = journal.lines
    assert isinstance(line.entry, CommonIssued)
    return line.entry


def refused(folder: Path, text: str, name: str = "j.csv") -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read(folder, text, name)
    return [str(one).removeprefix(f"{folder}/") for one in caught.value.all_told]


SPELLINGS = {
    "semicolons": "Type;Effective;Holder;Shares\ncommon_issued;2006-03-01;a, b;5\n",
    "tabs": "Type\tEffective\tHolder\tShares\ncommon_issued\t2006-03-01\ta, b\t5\n",
    "a hint": "sep=;\nType;Effective;Holder;Shares\ncommon_issued;2006-03-01;a, b;5\n",
    "a title": 'Acme Corp.,,,\n,,,\nType,Effective,Holder,Shares\ncommon_issued,2006-03-01,"a, b",5\n',
    "trailing commas": 'Type,Effective,Holder,Shares,,\ncommon_issued,2006-03-01,"a, b",5,,\n,,,,,\n',
    "capitals": '" TYPE ",EFFECTIVE,HOLDER,Shares\ncommon_issued,2006-03-01,"a, b",5\n',
    "a line break": 'type,effective,holder,"Sha\nres"\ncommon_issued,2006-03-01,"a, b",5\n',
    "midnight": 'type,effective,holder,shares\ncommon_issued,2006-03-01T00:00:00,"a, b",5\n',
    "text for sure": 'type,effective,holder,shares\ncommon_issued,2006-03-01,"=""a, b""","=""5"""\n',
}


@pytest.mark.parametrize("how", SPELLINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_it_comes(how: str, encoding: str, tmp_path: Path) -> None:
    found = issue(read(tmp_path, SPELLINGS[how].encode(encoding)))
    assert (found.holder, found.shares, found.effective.isoformat()) == ("a, b", 5, "2006-03-01")


def test_tsv_is_parted_by_tabs(tmp_path: Path) -> None:
    assert issue(read(tmp_path, SPELLINGS["tabs"], "j.tsv")).shares == 5


def test_it_is_said_which_row_was_taken_for_the_header_and_what_was_left_out(tmp_path: Path) -> None:
    text = "Acme Corp.\n\nType,Effective,Holder,Shares,Expiry\ncommon_issued,2006-03-01,a,5,\n\nTotal,,,5\nPrepared by X\n* unaudited\n"
    notes = read(tmp_path, text).notes
    assert [(one.code, one.message.removeprefix(f"{tmp_path}/")) for one in notes] == [
        (
            "header_row",
            "j.csv: row 3 names the columns (Type, Effective, Holder, Shares, Expiry); what stands above it is a title and "
            "left out",
        ),
        ("empty_column", "j.csv: the column 'Expiry' is no field, and empty; did you mean 'expires'?"),
        (
            "rows_left_out",
            "j.csv: no entries and left out: row 6, 'Total'; row 7, 'Prepared by X'; row 8, '* unaudited'",
        ),
    ]


def test_the_notes_are_warnings_of_the_answer(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    (tmp_path / "sales.csv").write_text(f"Sales\n{HEADER},expiry\n{ROW},5,\n")
    done = seriesd("check", "sales.csv", "--json", folder=tmp_path)
    assert [one["code"] for one in json.loads(done.stdout)["warnings"]][-2:] == ["header_row", "empty_column"]
    assert "note: sales.csv: row 2 names the columns" in seriesd("check", "sales.csv", folder=tmp_path).stderr


def test_an_unknown_column_is_refused_once_where_it_is_filled(tmp_path: Path) -> None:
    assert refused(tmp_path, f"{HEADER},expiry\n{ROW},5,\n{ROW},5,2007-01-01\n{ROW},5,2007-01-01\n{ROW},x,\n") == [
        "j.csv:1, field expiry: unknown field 'expiry'; did you mean 'expires'?",
        "j.csv:5, entry W-1, field shares: 'x' is not a number; write it like 5000000, 0.0033 or 11/3 (no thousands "
        "separators, no units)",
    ]


BAD_CELLS: list[tuple[str, str, str]] = [
    ("shares", "1.23457E+09", "its last digits are cut off; write them all"),
    ("shares", "1E+09", "its last digits are cut off"),
    ("shares", "1e9", "its last digits are cut off"),
    ("shares", '"1,234"', "'1,234' has a comma; write a decimal point, and nothing between thousands"),
    ("shares", "1 234", "'1 234' has thousands separators"),
    ("shares", "1\u00a0234", "has thousands separators"),
    ("shares", "1'234", "has thousands separators"),
    ("shares", "$5", "'$5' is not a number"),
    ("shares", "(5)", "-5 is not above zero"),
    ("consideration.cash", "($5.00)", "-5.00 is below zero"),
    ("consideration.cash", "$(5.00)", "-5.00 is below zero"),
    ("consideration.cash", '"$1,234.50"', "'$1,234.50' has a comma"),
    ("consideration.cash", "€5", "'€5' is not a plain number; write it without €"),
    ("consideration.cash", "5 USD", "write it without USD"),
    ("consideration.cash", "5%", "write it without %"),
    ("consideration.cash", "1.23457E-05", "its last digits are cut off"),
    ("consideration.cash", "#REF!", "'#REF!' is not a number"),
    ("consideration.cash", "-", "'-' is not a number"),
    ("effective", "03/04/2006", "which number is the day and which the month is not guessed"),
    ("effective", "3.4.2006", "is not guessed"),
    ("effective", "2006-3-4", "is not a date"),
    ("effective", "2006-03-01 12:00:00", "is not a date"),
    ("effective", "38777", "is not a date"),
    ("effective", "1 March 2006", "is not a date"),
    ("effective", "Mar-06", "is not a date"),
]


@pytest.mark.parametrize(("column", "cell", "says"), BAD_CELLS, ids=[f"{one[0]} {one[1]}" for one in BAD_CELLS])
def test_what_could_be_meant_in_two_ways_is_refused(column: str, cell: str, says: str, tmp_path: Path) -> None:
    cells = {"type": "common_issued", "effective": "2006-03-01", "holder": "a", "shares": "5"} | {column: cell}
    (said,) = refused(tmp_path, f"{','.join(cells)}\n{','.join(cells.values())}\n")
    assert said.startswith(f"j.csv:2, field {column}: ")
    assert says in said


@pytest.mark.parametrize(
    ("cell", "cash"), [("$1.25", "1.25"), ("US$ 1.25", "1.25"), ("1e-7", "1e-7"), ("11/3", "11/3")]
)
def test_what_is_plain_is_read(cell: str, cash: str, tmp_path: Path) -> None:
    found = issue(read(tmp_path, f"{HEADER},Consideration: Cash ($)\n{ROW},5,{cell}\n"))
    assert found == issue(read(tmp_path, f"{HEADER},consideration.cash\n{ROW},5,{cash}\n"))


def test_a_number_in_threes_is_no_row_of_more_cells(tmp_path: Path) -> None:
    said = "could be one number with thousands separators, or two cells"
    for columns, cells in (
        ("consideration.cash,note", "12,500,000"),  # fits, but for the zeros
        ("consideration.cash,consideration.expenses,note", "12,500"),  # shorter than the header
    ):
        (found,) = refused(tmp_path, f"{HEADER},{columns}\n{ROW},{cells}\n")
        assert said in found
    (found,) = refused(tmp_path, f"{HEADER}\n{ROW},12,500,000\n")
    assert "the row has 7 cells, and row 1 names 5 columns" in found
    assert issue(read(tmp_path, f"{HEADER},consideration.cash\n{ROW},12,500\n")).shares == 12


def test_a_point_may_part_thousands_where_a_comma_parts_decimals(tmp_path: Path) -> None:
    text = f"{HEADER},consideration.cash\n{ROW},5,1.250\n"
    assert issue(read(tmp_path, text)).consideration.cash == 1.25
    (said,) = refused(tmp_path, text.replace(",", ";"))
    assert "'1.250' could be thousands in a file of this kind; write 1250 or 1.2500" in said
    (said,) = refused(tmp_path, text.replace(",", ";").replace("1.250", "0,0033"))
    assert "'0,0033' has a comma; write a decimal point" in said
    assert issue(read(tmp_path, text.replace(",", ";").replace("1.250", "0.003"))).consideration.cash * 1000 == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Holder,Shares\na,5\n",
            "j.csv:1, field type: row 1 seems to name the columns (Holder, Shares), and none of them is 'type'",
        ),
        ("a,b\nc,d\n", "j.csv:1: no row names the columns; one must, with 'type' and 'effective' among its cells"),
        (
            f"common_issued,2006-02-01,W-0,a,5\n{HEADER}\n{ROW},5\n",
            "j.csv:1: this could be an entry, and stands above row 2",
        ),
        (
            f"{HEADER},Holder\n{ROW},5,b\n",
            "j.csv:1, field holder: 'holder' is given twice; give each field once: 'holder' and 'Holder'",
        ),
        (f"{HEADER},Price (old)\n{ROW},5,1\n", "unknown field 'Price (old)'; did you mean 'price'?"),
        (f"{HEADER},Shares (000s)\n{ROW},5,1\n", "unknown field 'Shares (000s)'"),
        (f"{HEADER}\n,2006-03-01,W-1,a,5\n", "field type: an entry needs a type"),
        (f"{HEADER}\ncommon_issued,,,,\n", "field effective: the field 'effective' is required and missing"),
        (f"{HEADER}\n{ROW},5\n,,W-2,,\n", "field type: an entry needs a type"),
        (f"{HEADER}\n{ROW},5\nTotal,2006-03-31,,,5\n", "unknown type 'Total'"),
    ],
)
def test_what_may_be_an_entry_is_never_left_out(text: str, says: str, tmp_path: Path) -> None:
    assert says in refused(tmp_path, text)[0]


def claims(folder: Path, text: str, *words: str) -> Any:
    (folder / "claims.csv").write_text(text)
    return seriesd("audit", "claims.csv", *words, "--json", folder=folder)


def test_claims_come_in_the_same_tables(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE)
    text = "Marlowe Biologics, Inc.\nPrices\n\nDate;Conversion Price ($);Source;\n2006-03-02;$0.0026;10-K;\n;;;\nSource: filings\n"
    answer = json.loads(claims(tmp_path, text).stdout)
    assert [(one["row"], one["verdict"]) for one in answer["claims"]] == [(5, "exact")]
    assert [one["code"] for one in answer["warnings"]][-2:] == ["header_row", "rows_left_out"]


def test_all_bad_claims_are_told_at_once(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    answer = json.loads(claims(tmp_path, 'date,price\n03/04/2006,1\n2006-03-04,cheap\n2006-03-04,"1,234"\n').stdout)
    assert [one["line"] for one in answer["errors"]] == [2, 3, 4]


def test_what_is_left_out_is_said_wherever_a_table_is_read(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    (tmp_path / "sales.csv").write_text(f"Sales\n{HEADER}\n{ROW},5\nTotal,,,,5\n")
    (tmp_path / "claims.csv").write_text("Prices\ndate,price\n2006-03-02,0.0033\n")
    for words in (
        ["what-if", "--add", "sales.csv"],
        ["explain", "--refused", "sales.csv"],
        ["explain", "--audit", "claims.csv"],
    ):
        done = seriesd(*words, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "row 2 names the columns" in done.stderr
        assert ("row 4, 'Total'" in done.stderr) == ("sales.csv" in words)


@pytest.mark.parametrize("shares", ["5.000", "12.500", "1.000"])
def test_a_count_with_three_decimals_could_be_thousands_whatever_parts_the_columns(shares: str, tmp_path: Path) -> None:
    (tmp_path / "j.csv").write_text(f"type,effective,holder,shares\ncommon_issued,2006-03-01,Fund,{shares}\n", "utf-8")
    with pytest.raises(UnreadableError, match="could be thousands; write"):
        read_journals([str(tmp_path / "j.csv")])


def test_a_holder_whose_name_begins_like_a_total_is_no_footer(tmp_path: Path) -> None:
    lines = "type,effective,holder,shares\ncommon_issued,2006-03-01,Fund,5\n,,Total Return Fund,7\n"
    (tmp_path / "j.csv").write_text(lines, "utf-8")
    with pytest.raises(UnreadableError, match=r"j\.csv:3"):
        read_journals([str(tmp_path / "j.csv")])


def test_a_space_before_a_quote_does_not_make_the_quote_a_part_of_the_name(tmp_path: Path) -> None:
    (tmp_path / "j.csv").write_text(
        'type, effective, holder, shares, note\ncommon_issued, 2006-03-01, "Fund", 5, "see minutes, page 3"\n', "utf-8"
    )
    (line,) = read_journals([str(tmp_path / "j.csv")]).lines
    assert isinstance(line.entry, CommonIssued)
    assert (line.entry.holder, line.entry.note) == ("Fund", "see minutes, page 3")
