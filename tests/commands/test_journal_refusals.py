"""What every refusal has in common, whatever the spelling."""

import json

import pytest

from tests.commands.sentences import HEADER, ISSUE, PAIRS, ROW, TOO_DEEP, refusal


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        *(("yaml", text) for text in ("", " \n", "# nothing", "---", "~", "[]", "entries:", "entries: []")),
        *(("json", text) for text in ("", " \n", "[]", "[\n]", '{"entries": null}', '{"entries": []}')),
        *(("jsonl", text) for text in ("", "\n\n", " \r\n", "\ufeff")),
        *(("csv", text) for text in ("", "\n\n", HEADER, f"{HEADER}\n,,,,\n")),
    ],
)
def test_a_file_without_entries_is_refused(spelling: str, text: str) -> None:
    assert str(refusal(text, spelling)) == "j: there are no entries in it"


def test_a_refusal_carries_its_parts() -> None:
    found = refusal(f"{HEADER},consideration.csh\n{ROW},1,2", "csv")
    assert (found.file, found.line, found.entry, found.field) == ("j", 1, None, "consideration.csh")
    assert found.message == "unknown field 'consideration.csh'; did you mean 'consideration.cash'?"
    found = refusal("", "jsonl")
    assert (found.file, found.line, found.entry, found.field, found.cell) == ("j", None, None, "", "")


def test_an_unknown_format_is_refused() -> None:
    assert (
        str(refusal("[]", "toml")) == "j: the format 'toml' is unknown; choose yaml, yml, json, jsonl, csv, tsv or xlsx"
    )


def test_a_sentence_stays_one_line_of_bearable_length() -> None:
    found = str(refusal(json.dumps([{"type": "x", "id": "a\x1b[2J\n" + "b" * 1000}]), "json"))
    assert found.startswith("j:1, entry a\\x1b[2J\\nbbb")
    assert found.endswith("[...] bbbbbbbbbb, field type: unknown type 'x'")
    assert len(str(refusal(json.dumps([{"type": "x" * 10_000}]), "json"))) < 500


def test_as_deep_as_allowed_is_read_as_an_unknown_field() -> None:
    for depth, said in ((19, "unknown field 'deep'"), (20, TOO_DEEP)):
        deep = "[" * depth + "1" + "]" * depth
        assert said in str(refusal(f'[{{{PAIRS}, "shares": 1, "deep": {deep}}}]', "json"))
        assert said in str(refusal(f"- {{{ISSUE}, shares: 1, deep: {deep}}}", "yaml"))
