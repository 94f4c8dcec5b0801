"""What no CSV journal may hold, and the sentence that says so."""

import pytest

from tests.commands.sentences import BOTH, HEADER, ROW, refusal

DEEP = ".".join("abcdefghijklmnopqrstu")

CSV = {
    f"{HEADER},holder\n": "1, field holder: 'holder' is given twice; give each field once",
    f"{HEADER},,\n{ROW},1,,2": "2, entry W-1: '2' stands in a column without a name; name it, or leave it out",
    f"{HEADER},consideration.\n{ROW},1,2": (
        "1, field consideration.: unknown field 'consideration.'; did you mean 'consideration'?"
    ),
    f"{HEADER}\n\n{ROW},1,2": ("3, entry W-1: the row has 6 cells, and row 1 names 5 columns; '2' is one too many"),
    f"{HEADER},consideration,consideration.cash\n{ROW},1,2,3": (
        f"2, entry W-1, field consideration.cash: 'consideration.cash' {BOTH}"
    ),
    f"{HEADER},consideration.cash,consideration\n{ROW},1,2,3": (
        f"2, entry W-1, field consideration: 'consideration' {BOTH}"
    ),
    f"{HEADER},consideration.cash.a,consideration.cash\n{ROW},1,2,3": (
        "1, field consideration.cash.a: unknown field 'consideration.cash.a'; did you mean 'consideration.cash'?"
    ),
    f"{HEADER},parity.1.class\n{ROW},1,2": (
        "2, entry W-1, field parity: 'parity.0' is empty and a later one is not; count from 0 without gaps"
    ),
    f"{HEADER},holdr\n{ROW},1,2": "1, field holdr: unknown field 'holdr'; did you mean 'holder'?",
    f"{HEADER},consideration.csh\n{ROW},1,2": (
        "1, field consideration.csh: unknown field 'consideration.csh'; did you mean 'consideration.cash'?"
    ),
    f"{HEADER}\ncommon_isued,,W-1": (
        "2, entry W-1, field type: unknown type 'common_isued'; did you mean 'common_issued'?"
    ),
    f"{HEADER}\n{ROW},1\x00": "2, entry W-1, field shares: the control character #x00 cannot stand in a cell",
    f"{HEADER}\n{ROW},1,\x1b": "2, entry W-1: the control character #x1b cannot stand in a cell",
    f"{HEADER}\x7f\n{ROW},1": "1: the control character #x7f cannot stand in a cell",
    f'{HEADER}\n{ROW},"1': "2: not valid CSV: unexpected end of data",
    f'{HEADER}\n{ROW},"1"2': "2: not valid CSV: ',' expected after '\"'",
    f"{HEADER},note\n{ROW},1,{'a' * 140_000}": "2: not valid CSV: field larger than field limit (131072)",
    HEADER.replace(",", "|"): (
        "1: no row names the columns; one must, with 'type' and 'effective' among its cells: the first row under a "
        "title, if any"
    ),
    f"{HEADER},{DEEP}\n{ROW},1,2": (
        f"1, field {DEEP}: unknown field '{DEEP}'; if it is one, say which with --column FIELD={DEEP}"
    ),
}


@pytest.mark.parametrize(("text", "sentence"), CSV.items(), ids=range(len(CSV)))
def test_csv_that_no_journal_may_hold_is_refused(text: str, sentence: str) -> None:
    assert str(refusal(text, "csv")) == f"j:{sentence}"
