"""Answers on a real pseudo-terminal: as wide as it is, with emphasis and drawings, through a pager where they are long."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections import Counter
from pathlib import Path

import pytest

from tests.commands.asking_the_command import STORY, lines, recorded
from tests.docs.command import BIN, environment

VOID = {"type": "entry_voided", "effective": "2006-03-05", "entry": "conversion", "reason": "it never was"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    recorded(tmp_path, *STORY, VOID)
    return tmp_path


def shown(folder: Path, *words: str, columns: int = 100, rows: int = 200, **settings: str) -> str:
    """What a terminal of this size shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    env = environment() | {"TERM": "xterm-256color"} | settings
    env = {name: value for name, value in env.items() if name not in ("COLUMNS", "LINES") and value}
    process = subprocess.Popen([str(BIN / "seriesd"), *words], cwd=folder, env=env, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # its other end is closed
            break
        if not more:
            break
        seen += more
    os.close(ours)
    assert process.wait() == 0, seen
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_has_its_width_and_its_drawing(folder: Path) -> None:
    wide, narrow = shown(folder, "history", columns=120), shown(folder, "history", columns=60)
    assert "step  on " in wide
    assert "Conversion Price, money per share of Common" in wide
    narrow = narrow.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "governs from: 2006-03-02" in narrow
    assert max(map(len, narrow.splitlines())) <= 60
    assert max(map(len, shown(folder, "flags", "--width", "40").splitlines())) <= 48  # with the signs of emphasis


def test_what_is_voided_is_struck_through(folder: Path) -> None:
    assert "\x1b[9mconversion\x1b[0m" in shown(folder, "entries")
    assert "~~conversion~~" in shown(folder, "entries", TERM="dumb")
    assert "\x1b" not in shown(folder, "entries", TERM="dumb")


def test_colours_only_where_they_are_wanted(folder: Path) -> None:
    sweep = ["sweep", "--issue", "shares=1000,2000", "price=0.001,0.002", "--on", "2006-03-02"]
    assert ";48;" in shown(folder, *sweep, NO_COLOR="")
    assert ";48;" not in shown(folder, *sweep)


def test_long_answers_go_through_the_pager(folder: Path) -> None:
    pager = "sh -c 'echo PAGED; cat'"
    assert shown(folder, "entries", rows=5, PAGER=pager).startswith("PAGED\n")
    assert "PAGED" not in shown(folder, "entries", rows=50, PAGER=pager)
    assert "PAGED" not in shown(folder, "entries", "--no-pager", rows=5, PAGER=pager)
    assert "PAGED" not in shown(folder, "entries", "--json", rows=5, PAGER=pager)
    for none in ("there-is-no-such-pager", "'"):
        assert "what happened" in shown(folder, "entries", rows=5, PAGER=none)


def test_a_pager_that_is_left_early_is_no_failure(folder: Path) -> None:
    shown(folder, "clauses", rows=5, PAGER="head -1")


@pytest.mark.parametrize(("form", "called"), [("pdf", "a PDF"), ("docx", "a Word document")])
def test_paper_is_not_for_a_terminal(form: str, called: str, folder: Path) -> None:
    with pytest.raises(AssertionError, match=f"{called} is not for a terminal"):
        shown(folder, "price", "--format", form)


NUMBER = re.compile(r"\d[\d,./…-]*")
WORDS = [
    ("history",),
    ("price", "--on", "2006-03-02"),
    ("holders", "--on", "2006-03-02"),
    ("waterfall", "--assets", "5000000", "--on", "2006-03-02"),
    ("entries",),
    ("explain", "--on", "2006-03-02", "--depth", "3"),
    ("what-if", "--without", "sale", "--on", "2006-03-02"),
    ("notice", "adjustment"),
]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_in_80_columns_no_line_is_longer_and_no_number_is_broken(folder: Path, words: tuple[str, ...]) -> None:
    sale = {**STORY[3], "id": "odd", "effective": "2006-02-01", "shares": 1_234_567, "consideration": {"cash": 777}}
    recorded(folder, sale)  # a price of many digits
    narrow = re.sub(r"\x1b\[\d+m", "", shown(folder, *words, columns=80, TERM="dumb"))
    assert max(map(len, narrow.splitlines())) <= 80
    wide = shown(folder, *words, columns=400, TERM="dumb")
    found = Counter(NUMBER.findall(narrow))
    assert not Counter(NUMBER.findall(wide.partition("[drawing")[0])) - found or words[0] in ("history", "waterfall")


def test_what_is_said_beside_an_answer_is_as_wide_as_the_terminal(folder: Path) -> None:
    (folder / "late.jsonl").write_text(
        lines({**STORY[3], "id": "late", "effective": "2006-02-01", "shares": 9}), "utf-8"
    )
    said = shown(folder, "record", "late.jsonl", columns=60, TERM="dumb")
    assert "note: late: takes effect before" in said
    assert max(map(len, said[said.index("note:") :].splitlines())) <= 60
