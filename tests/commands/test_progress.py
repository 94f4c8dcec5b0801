"""The bar of long work, on a real pseudo-terminal: there when work is long, and otherwise not."""

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.asking_the_command import SALE, STORY, lines, recorded
from tests.docs.command import BIN, TIMEOUT, environment

COUNTING = """
import sys
from pathlib import Path
import commands.terminal.progress
commands.terminal.progress.PATIENCE = float(sys.argv[1])
with commands.terminal.progress.progress("counting") as told:
    number = 0
    while len(sys.argv) > 2 and not Path(sys.argv[2]).exists():
        number += 1
        told(number, number + 1)
print("done")
"""
"""Counts until a file is there; with no file to wait for, not at all."""

AT_ONCE = """
import sys
import commands.terminal.progress
from commands.cli import main

class AtOnce:
    def __init__(self, seconds, show):
        self.start = show
    cancel = join = lambda self: None

commands.terminal.progress.Timer = AtOnce
sys.exit(main(sys.argv[1:]))
"""
"""The command, for somebody who has no patience at all."""


def _interruptible() -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # tests that run in the background of a shell inherit that it is ignored


class Terminal:
    """A command whose standard error is a terminal, its standard output not."""

    def __init__(self, *words: str, folder: Path, color: bool = False) -> None:
        self.seen, (self.ours, theirs) = "", pty.openpty()
        env = environment() | {"TERM": "xterm-256color"}
        if color:
            del env["NO_COLOR"]
        self.process = subprocess.Popen(
            words,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
            preexec_fn=_interruptible,  # noqa: PLW1509  no thread of ours holds a lock that the child needs
        )
        os.close(theirs)

    def read(self, until: str | None = None) -> str:
        """What is seen, up to a word or to the end."""
        while until is None or until not in self.seen:
            assert select.select([self.ours], [], [], TIMEOUT)[0], f"nothing more is said after: {self.seen}"
            try:
                more = os.read(self.ours, 65536)
            except OSError:  # on Linux the end of a terminal is an error
                more = b""
            if not more:
                break
            self.seen += more.decode()
        return self.seen

    def end(self) -> tuple[int, str, str]:
        """The exit code, standard output, and all that was seen."""
        self.read()
        os.close(self.ours)
        out, _ = self.process.communicate(timeout=TIMEOUT)
        return self.process.returncode, out, self.seen


def counted(folder: Path, *, color: bool = False) -> str:
    terminal = Terminal(sys.executable, "-c", COUNTING, "0", "seen", folder=folder, color=color)
    assert "counting" in terminal.read(until="counting")
    (folder / "seen").touch()
    code, out, seen = terminal.end()
    assert (code, out) == (0, "done\n")
    return seen


def test_the_bar_is_there_while_the_work_lasts_and_gone_after_it(tmp_path: Path) -> None:
    seen = counted(tmp_path)
    assert seen.rstrip().endswith("\x1b[2K")  # the line is wiped


def test_it_has_colours_only_where_they_are_wanted(tmp_path: Path) -> None:
    plain = counted(tmp_path)
    (tmp_path / "seen").unlink()
    coloured = counted(tmp_path, color=True)
    assert "\x1b[3" in coloured
    assert "\x1b[3" not in plain


def test_who_is_not_kept_waiting_sees_none(tmp_path: Path) -> None:
    assert Terminal(sys.executable, "-c", COUNTING, "3600", folder=tmp_path).end() == (0, "done\n", "")


def test_off_a_terminal_there_is_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNTING, "0"],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("done\n", "")


WORK = {
    "record": (["record", "more.jsonl"], ["reading", "recording"]),
    "check": (["check", "more.jsonl"], ["reading", "recording"]),
    "verify": (["verify"], ["verifying"]),
    "audit": (["audit", "claims.csv"], ["comparing"]),
    "sweep": (["sweep", "--issue", "shares=1,2", "price=0.001", "--jobs", "1"], ["scenarios"]),
    "project": (["project"], ["projecting"]),
}


@pytest.mark.parametrize("verb", WORK)
def test_the_same_bar_for_all_long_work_and_the_answer_as_without_it(verb: str, tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    (tmp_path / "more.jsonl").write_text(lines(SALE | {"id": "more", "effective": "2006-03-05", "shares": 1}), "utf-8")
    (tmp_path / "claims.csv").write_text("date,price\n2006-03-02,0.0026\n", "utf-8")
    words, said = WORK[verb]
    code, out, seen = Terminal(sys.executable, "-c", AT_ONCE, *words, folder=tmp_path).end()
    assert code == 0, seen
    assert out
    assert [word for word in said if word not in seen] == []
    assert not any(word in out for word in said)


def test_long_work_really_shows_it_and_can_be_interrupted(tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("w", encoding="utf-8") as file:
        file.write(lines(*STORY))
        file.writelines(lines(SALE | {"id": f"sale-{number}", "shares": 1}) for number in range(300_000))
    terminal = Terminal(str(BIN / "seriesd"), "record", "long.jsonl", folder=tmp_path)
    terminal.read(until="ing ")  # it is reading, or on a fast machine recording already
    terminal.process.send_signal(signal.SIGINT)
    code, out, seen = terminal.end()
    assert (code, out) == (130, "")
    assert "interrupted; nothing was half-written" in seen
    assert not (tmp_path / "seriesd.db").exists()
