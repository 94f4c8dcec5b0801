"""What no CSV journal may hold, and the sentence that says so."""

import pytest

from tests.commands.sentences import BOTH, HEADER, ROW, TOO_DEEP, refusal

CSV = {
    f"{HEADER},holder\n": "row 1, field holder: 'holder' is given twice; give each field once",
    f"{HEADER},,\n": "row 1: column 6 has no name; the first row names the field of every column",
    f"{HEADER},consideration.\n": (
        "row 1, field consideration.: the column 'consideration.' has a part without a name;"
        " the first row names the field of every column"
    ),
    f"{HEADER}\n\n{ROW},1,": "row 3, entry W-1: the row has 6 cells, and the first row names 5 columns",
    f"{HEADER},consideration,consideration.cash\n{ROW},1,2,3": (
        f"row 2, entry W-1, field consideration.cash: 'consideration.cash' {BOTH}"
    ),
    f"{HEADER},consideration.cash,consideration\n{ROW},1,2,3": (
        f"row 2, entry W-1, field consideration: 'consideration' {BOTH}"
    ),
    f"{HEADER},consideration.cash.a,consideration.cash\n{ROW},1,2,3": (
        f"row 2, entry W-1, field consideration.cash: 'consideration.cash' {BOTH}"
    ),
    f"{HEADER},parity.1.class\n{ROW},1,2": (
        "row 2, entry W-1, field parity: 'parity.0' is empty and a later one is not; count from 0 without gaps"
    ),
    f"{HEADER},holdr\n{ROW},1,2": "row 2, entry W-1, field holdr: unknown field 'holdr'; did you mean 'holder'?",
    f"{HEADER},consideration.csh\n{ROW},1,2": (
        "row 2, entry W-1, field consideration.csh: unknown field 'consideration.csh'; did you mean 'cash'?"
    ),
    f"{HEADER}\ncommon_isued,,W-1": (
        "row 2, entry W-1, field type: unknown type 'common_isued'; did you mean 'common_issued'?"
    ),
    f"{HEADER}\n{ROW},1\x00": "row 2, entry W-1, field shares: the control character #x00 cannot stand in a cell",
    f"{HEADER}\n{ROW},1,\x1b": "row 2, entry W-1: the control character #x1b cannot stand in a cell",
    f"{HEADER}\x7f\n{ROW},1": "row 1: the control character #x7f cannot stand in a cell",
    f'{HEADER}\n{ROW},"1': "row 2: not valid CSV: unexpected end of data",
    f'{HEADER}\n{ROW},"1"2': "row 2: not valid CSV: ',' expected after '\"'",
    f"{HEADER},note\n{ROW},1,{'a' * 140_000}": "row 2: not valid CSV: field larger than field limit (131072)",
    HEADER.replace(",", ";"): (
        "row 1, field type: the first row must name the columns, 'type' among them, separated by commas"
    ),
    f"type,{'.'.join('abcdefghijklmnopqrstu')}": f"row 1, field {'.'.join('abcdefghijklmnopqrstu')}: {TOO_DEEP}",
}


@pytest.mark.parametrize(("text", "sentence"), CSV.items(), ids=range(len(CSV)))
def test_csv_that_no_journal_may_hold_is_refused(text: str, sentence: str) -> None:
    assert str(refusal(text, "csv")) == f"j, {sentence}"
