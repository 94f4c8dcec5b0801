"""Journals on disk and on standard input."""

import subprocess
import sys
from pathlib import Path

import pytest

from commands.journal import UnreadableError, read_journal
from commands.journal.files import MOST_BYTES

LINE = '{"type": "accrued_dividends_paid", "effective": "2007-01-01", "id": "é"}\n'
ROWS = "type,effective,id\naccrued_dividends_paid,2007-01-01,é\n"


def refusal(path: Path | str, spelling: str | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_journal(str(path), format=spelling)
    return str(caught.value)


def test_a_named_format_goes_before_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "journal.yaml"
    path.write_text(LINE + LINE, encoding="utf-8")
    assert [line.number for line in read_journal(str(path), format="jsonl")] == [1, 2]


@pytest.mark.parametrize(("name", "had"), [("j.txt", "the suffix '.txt' is unknown"), ("j", "the name has no suffix")])
def test_an_unknown_suffix_is_refused_with_the_known_ones(name: str, had: str) -> None:
    said = f"{had}; a journal ends in .yaml, .yml, .json, .jsonl, .csv, .tsv or .xlsx, or name its format"
    assert refusal(name) == f"{name}: {said}"


def test_an_unknown_format_is_refused_before_the_file_is_looked_for() -> None:
    assert (
        refusal("none.csv", "toml")
        == "none.csv: the format 'toml' is unknown; choose yaml, yml, json, jsonl, csv, tsv or xlsx"
    )


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert refusal("none.csv") == "none.csv: cannot be read: No such file or directory"
    (tmp_path / "folder.csv").mkdir()
    assert refusal(tmp_path / "folder.csv") == f"{tmp_path}/folder.csv: cannot be read: Is a directory"
    assert refusal("a\0.csv") == "a\\x00.csv: cannot be read: embedded null byte"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LINE.encode() + LINE.encode("latin-1"), "2: not UTF-8 text (byte 0xe9); save the file as UTF-8"),
        (b"\n\n\xed\xa0\x80", "3: not UTF-8 text (byte 0xed); save the file as UTF-8"),
    ],
)
@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl", "csv"])
def test_other_bytes_than_utf_8_are_refused_with_their_line(
    data: bytes, said: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"j.{suffix}"
    path.write_bytes(data)
    assert refusal(path) == f"{path}:{said}"


@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl"])
def test_utf_16_is_for_tables_alone(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"j.{suffix}"
    path.write_bytes(LINE.encode("utf-16"))
    assert refusal(path) == f"{path}:1: not UTF-8 text (byte 0xff); save the file as UTF-8"


def test_a_file_beyond_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    assert refusal(path) == f"{path}: larger than 256 MiB; record it in several files"


def test_standard_input_is_jsonl_unless_the_format_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "given"
    for text, spelling in ((LINE, None), (LINE, "jsonl"), (ROWS, "csv")):
        path.write_text(text, encoding="utf-8")
        with path.open(encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            (line,) = read_journal("-", format=spelling)
        assert line.entry.id == "é"


def test_standard_input_is_named_in_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "given"
    path.write_text("\n5\n", encoding="utf-8")
    with path.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        said = "an entry must be a mapping of fields to values; this is a number"
        assert refusal("-") == f"standard input:2: {said}"
    assert refusal("-").startswith("standard input: cannot be read: ")  # it is closed by now
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "standard input: cannot be read: there is none"


def test_a_pipe_is_read_to_its_end() -> None:
    script = "from commands.journal import read_journal; print(len(read_journal('-')))"
    done = subprocess.run(
        [sys.executable, "-c", script], input=(LINE * 20_000).encode(), capture_output=True, check=True
    )
    assert done.stdout == b"20000\n"
