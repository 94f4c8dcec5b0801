"""The command in this process, as on a terminal of a width: what it writes on both streams, and its exit code."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import NamedTuple

import pytest

from commands.cli import main
from projections.render.words import length

NUMBER = re.compile(r"\d{4}-\d\d-\d\d|(?<![\w.,/…-])[\d,]*\d(?:\.\d+)?(?:/\d+)?…?(?![\w.,/…-])")
"""A date, or a number with its separators, its decimals and its denominator."""

_SIGNS = re.compile(r"\x1b\[[\d;]*m")


class Screen(StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Shown(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> str:
        """All of it, without the signs of colour and emphasis."""
        return _SIGNS.sub("", self.out + self.err)


@contextmanager
def _streams(out: StringIO, err: StringIO) -> Iterator[None]:
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = out, err, StringIO()
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin = before


def on_a_terminal(*words: str, columns: int, **settings: str) -> Shown:
    """Run a command as on a terminal that is so wide; no pager shows what it says."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"COLUMNS": str(columns), "LINES": "50", "PAGER": "", "TERM": "dumb", **settings}.items():
            patch.setenv(name, value)
        patch.setattr("sys.argv", ["seriesd"])
        return _run(words, Screen(), Screen())


def through_a_pipe(*words: str) -> Shown:
    """Run a command whose output goes to a program."""
    return _run(words, StringIO(), StringIO())


def _run(words: tuple[str, ...], out: StringIO, err: StringIO) -> Shown:
    with _streams(out, err):
        try:
            code = main([*words])
        except SystemExit as end:  # the help
            code = int(end.code or 0)
    return Shown(code, out.getvalue(), err.getvalue())


_HASH_OF_A_FIELD = re.compile(r"\s+sha256: [0-9a-f]{64}")


def too_long(text: str, width: int) -> list[str]:
    """The lines that are longer than the width, but for one word that has a line to itself.

    A hash in a journal stands behind its name, as it is to be typed: that is one word, too.
    """
    long = (line for line in text.splitlines() if length(line) > width)
    return [line for line in long if len(line.split()) > 1 and not _HASH_OF_A_FIELD.fullmatch(line)]


def numbers_of(text: str) -> set[str]:
    """The numbers and dates in a text, whole."""
    return set(NUMBER.findall(text))
