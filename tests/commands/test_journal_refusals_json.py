"""What no JSON journal may hold, and the sentence that says so."""

import pytest

from tests.commands.sentences import NO_LIST, NO_MAPPING, NO_NUMBER, PAIRS, TOO_DEEP, refusal

JSON = {
    f'[{{{PAIRS}, "shares": 1, "shares": 2}}]': (
        "1, entry W-1, field shares: 'shares' is given twice; give each field once"
    ),
    f'[\n{{"consideration": {{"a": 1, "cash": 1, "cash": 2}}, {PAIRS}}}]': (
        "2, entry W-1, field consideration.cash: 'cash' is given twice; give each field once"
    ),
    f'[{{{PAIRS}, "shares": NaN}}]': f"1, entry W-1, field shares: 'NaN' {NO_NUMBER}",
    f'[{{{PAIRS}, "shares": 1, "consideration": {{"cash": -Infinity}}}}]': (
        f"1, entry W-1, field consideration.cash: '-Infinity' {NO_NUMBER}"
    ),
    f'[{{{PAIRS}, "shares": {"9" * 5000}}}]': f"1, entry W-1, field shares: '{'9' * 56}... {NO_NUMBER}",
    f'[{{{PAIRS}, "shares": 1, "note": 5.5}}]': (
        "1, entry W-1, field note: 5.5 is a number, and the field holds text; put it in quotes"
    ),
    f'[{{{PAIRS}, "shares": 1, "note": Infinity}}]': (
        "1, entry W-1, field note: Infinity is a number, and the field holds text; put it in quotes"
    ),
    f'[{{{PAIRS}, "shares": 1, "note": 5}}]': "1, entry W-1, field note: must be text",
    '[{"type": "shares_transferred", "effective": "2006-03-01", "stock": "common", "from": 1e3, "to": "b",'
    ' "shares": 1}]': ("1, field from: 1e3 is a number, and the field holds text; put it in quotes"),
    '[{"type": "liquidated", "effective": "2006-03-01", "assets": 1.5,'
    ' "parity": [{"class": 1.5, "shares": 1, "preference": 1.5}]}]': (
        "1, field parity.0.class: 1.5 is a number, and the field holds text; put it in quotes"
    ),
    "[" * 100_000: f"1: {TOO_DEEP}",
    f'[{{{PAIRS}, "parity": {"[" * 25}{"]" * 25}}}]': f"1, entry W-1, field parity{'.0' * 19}: {TOO_DEEP}",
    f'[{{{PAIRS}, "parity": {"[" * 100_000}': f"1: {TOO_DEEP}",
    f'[{{{PAIRS}, "note": "\\u0000"}}]': "1, entry W-1, field note: a NUL character, which no text may hold",
    f'[{{{PAIRS}, "note": "\\ud800"}}]': ("1, entry W-1, field note: half of a surrogate pair, which is no character"),
    f'[{{{PAIRS}, "\\ud800": 1}}]': "1, entry W-1: half of a surrogate pair, which is no character",
    f'[{{{PAIRS}, "note": "a\nb"}}]': "1: not valid JSON: Invalid control character (column 93)",
    f'[{{{PAIRS}, "shares": 1}},\n]': "2: not valid JSON: Expecting value (column 1)",
    f'[{{{PAIRS}, "shares": 1}}\n {{}}]': '2: not valid JSON: a "," or the closing "]" belongs after an entry',
    f'[{{{PAIRS}, "shares": 1}}': '1: not valid JSON: a "," or the closing "]" belongs after an entry',
    f"[\n{{{PAIRS},\n 5}}]": "3: not valid JSON: Expecting property name enclosed in double quotes (column 2)",
    f'[{{{PAIRS}, "shares": 1}}]\n[]': (
        "2: something follows the end of the list; one entry per line is the format jsonl"
    ),
    f'{{{PAIRS}, "shares": 1}}': f"1: {NO_LIST}; this one has the key 'type'",
    "{}": f"1: {NO_LIST}",
    "{[[]]: 1}": f"1: {NO_LIST}",
    '{"entries": 5}': f"1: {NO_LIST}",
    '{"entries": [], "a": 1}': f"1: {NO_LIST}",
    '{"entries" 5}': '1: not valid JSON: a ":" belongs after "entries"',
    "5": f"1: {NO_LIST}",
    "null": f"1: {NO_LIST}",
    "[1.5]": f"1: {NO_MAPPING} a number",
    "[5]": f"1: {NO_MAPPING} a number",
    "[null]": f"1: {NO_MAPPING} nothing",
    '["a"]': f"1: {NO_MAPPING} text",
    "[[]]": f"1: {NO_MAPPING} a list",
}

JSONL = {
    f'\n{{{PAIRS}, "shares": 1}} {{}}': "2: one line holds one entry, and here something follows it",
    f"\n{{{PAIRS}": "2: not valid JSON: Expecting ',' delimiter (column 80)",
    f'{{{PAIRS}, "shares": 1}}\n{{{PAIRS}, "share": 1}}': (
        "2, entry W-1, field share: unknown field 'share'; did you mean 'shares'?"
    ),
    f'{{{PAIRS}, "note": "{"a" * 1024 * 1024}"}}': "1: the line is longer than 1 MiB; no entry needs that",
    "[" * 100_000: f"1: {TOO_DEEP}",
    "\n\ud800": "2: half of a surrogate pair, which is no character",
}


@pytest.mark.parametrize(("text", "sentence"), JSON.items(), ids=range(len(JSON)))
def test_json_that_no_journal_may_hold_is_refused(text: str, sentence: str) -> None:
    assert str(refusal(text, "json")) == f"j:{sentence}"


@pytest.mark.parametrize(("text", "sentence"), JSONL.items(), ids=range(len(JSONL)))
def test_jsonl_that_no_journal_may_hold_is_refused(text: str, sentence: str) -> None:
    assert str(refusal(text, "jsonl")) == f"j:{sentence}"
