"""Every verb over every example, its help and its refusals, on terminals from 60 columns on.

No line is longer than the terminal but for a word that has it to itself, and no number is broken: each that stands in
the answer on a terminal without end stands in the narrow one, whole.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commands.cli import VERBS
from ledger.events import ENTRY_TYPES
from projections.render.words import length
from tests.docs.examples import FOLDER, names

from .at_a_terminal import numbers_of, on_a_terminal, through_a_pipe, too_long

Words = tuple[str, ...]

WIDTHS = (60, 72, 80, 100, 140)
WIDE = 400
DRAWN = ("history", "waterfall", "demo")
"""Their drawings have numbers of their own, more of them where there is more room."""
FILES = ("template", "export", "completion")
"""What they print is a file, whose lines are as they are."""

CLAIMS = "date,price,source\n2006-02-15,0.0019670957,the annual report of 2006 page 17\n2006-03-02,24.02,\n"
LATE = """\
- {type: common_issued, id: late, effective: 2005-10-05, holder: An investor whom everybody had forgotten,
   shares: 1000, consideration: {cash: 1}}
- {type: common_split, id: wrong-way-round, effective: 2042-10-05, old: 10, new: 1}
"""
BAD = """\
- {type: common_issued, id: late, effective: 2005-02-30, holdr: An investor, shares: 1000}
- {type: common_isued, id: later, effective: 2005-10-05, holder: An investor who is new, shares: 12,500,000}
"""


def given(folder: Path, name: str) -> None:
    """A folder with the ledger of an example, and files to ask about."""
    for file, text in {"late.yaml": LATE, "bad.yaml": BAD, "claims.csv": CLAIMS}.items():
        (folder / file).write_text(text, "utf-8")
    done = through_a_pipe("record", str(FOLDER / f"{name}.yaml"), "--yes")
    assert done.code == 0, done.err


def document(*words: str) -> Any:
    return json.loads(through_a_pipe(*words, "--json").out)


def of_a_ledger() -> Iterator[Words]:
    """What can be asked of the ledger that stands here."""
    steps = document("history")["steps"]
    balances = document("holders")
    entries = [one["entry"] for one in document("entries")["entries"]]
    first, last = (steps[0]["governs_from"], steps[-1]["governs_from"]) if steps else ("2006-06-30", "2006-06-30")
    yield from _of_a_day(first)
    yield from _of_a_day(last)
    for words in (
        "price", "history", "history --diff 2006-01-01 2100-01-01", "dividends", "entries --order recorded", "entries",
        "flags", "companies", "verify", "verify --all-companies", "explain", "audit claims.csv", "scenario list",
        "explain --audit claims.csv", "audit", "check late.yaml", "check bad.yaml", "explain --refused late.yaml",
        "project --into tables.db", "notice dividend", "notice reorganization", "notice subscription",
        "prove nothing", "seal -o seal.json --replace", "verify-proof seal.json", "witness seriesd.db", "prove --since seal.json -o on.json --replace",
        "verify-proof on.json", "verify-proof claims.csv", "countersign seal.json --key nobody", "key list",
        "notice dissolution", "price --on 2006-02-30", "price --company Bolt", "explain nothing", "record nothing.yaml",
    ):  # fmt: skip
        yield tuple(words.split())
    for holder in [*balances["holders"]][:2]:
        yield "explain", "--holder", holder, "--on", last
        yield "explain", "--assets", "5000000", "--holder", holder
        yield "notice", "conversion", "--holder", holder, "--shares", "1", "--on", last
    for step in steps[:4]:
        yield "explain", "--step", str(step["step"]), "--depth", "2"
        yield "notice", "adjustment", "--step", str(step["step"])
    for entry in entries:
        yield "explain", entry["id"]
        yield from _of_an_entry(entry, last)


def _of_a_day(day: str) -> Iterator[Words]:
    for words in (
        "price --all-companies", "holders", "consents", "calendar --all", "readings", "explain --holders",
        "explain --depth all", "sweep --each-lapses", "sweep --issue shares=1000000,2000000 price=0.001,0.002",
    ):  # fmt: skip
        yield (*words.split(), "--on", day)
    yield "waterfall", "--assets", "5000000", "--parity", "Series E:25000:100", "--on", day


def _of_an_entry(entry: dict[str, Any], day: str) -> Iterator[Words]:
    if entry["type"] not in ("common_issued", "option_granted", "convertible_issued", "series_d_converted"):
        return
    why = ("--reason", "it was never so")
    yield "what-if", "--without", entry["id"], "--on", day
    yield "void", entry["id"], *why, "--dry-run"
    yield "void", entry["id"], *why, "--dry-run", "--with-dependents"
    yield "void", entry["id"], *why  # nobody confirms it
    yield "correct", entry["id"], "shares=1234567", *why, "--dry-run"
    if entry["type"] == "series_d_converted":
        yield "notice", "conversion", "--entry", entry["id"]


def of_no_ledger() -> Iterator[Words]:
    """The help, what lists what there is, and what is said where a command cannot be understood."""
    yield from ((verb, "--help") for verb in VERBS)
    pages = ("start", "dates", "numbers", "ledger", "answers", "journal", "certificate", "A25", "tranche_test")
    yield from (("help", topic) for topic in (*pages, *VERBS, *ENTRY_TYPES))
    yield from (("describe", kind) for kind in ENTRY_TYPES)
    actions = ("save", "list", "show", "compare", "rebase", "promote", "drop")
    yield from (("scenario", action, "--help") for action in actions)
    for words in (
        "--help", "help", "clauses", "describe", "demo --ledger demo.db", "explain --refusal all", "prise", "record",
        "explain --refusal no_room", "explain --refusal nothing_like_it", "price --onn 2006-01-01", "price -o a.docx",
        "price --ledger none.db", "audit nothing.csv", "sweep", "sweep --issue shares=1,000,000 price=1",
        "scenario show none", "template --format toml", "price --as-known noon",
        "black-scholes --stock-price 1 --exercise-price 1 --years 1 --volatility 0.5 --rate 0.05 --shares 100",
    ):  # fmt: skip
        yield tuple(words.split())


def check(words: Words, widths: tuple[int, ...]) -> None:
    """Hold a command to each width."""
    whole = on_a_terminal(*words, columns=WIDE)
    assert "Traceback" not in whole.err
    for width in widths:
        shown = on_a_terminal(*words, columns=width)
        assert shown.code == whole.code
        assert not too_long(shown.plain, width), (width, words)
        if words[0] not in DRAWN:
            assert not numbers_of(whole.plain) - numbers_of(shown.plain), (width, words)


@pytest.mark.parametrize("name", names())
def test_every_verb_over_every_example(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given(tmp_path, name)
    asked = dict.fromkeys(of_a_ledger())
    assert len(asked) > 50
    # the longest story is held to all widths, the others to the narrowest
    for words in asked:
        check(words, WIDTHS if name.startswith("american") else WIDTHS[:1])


def test_help_and_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in of_no_ledger():
        check(words, (60, 100))


def test_every_verb_is_among_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given(tmp_path, "american-technologies-group")
    asked = {words[0] for words in (*of_a_ledger(), *of_no_ledger())}
    assert {*VERBS} - asked <= {"export", "completion"}


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_recorded_is_said_back_in_lines(width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names():
        words = ("record", str(FOLDER / f"{name}.yaml"), "--yes", "--ledger", f"{name}.db")
        shown = on_a_terminal(*words, columns=width)
        assert shown.code == 0
        assert not too_long(shown.plain, width), name


@pytest.mark.parametrize("width", [60, 100])
def test_what_is_written_to_files_is_told_in_lines(width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given(tmp_path, "american-technologies-group")
    for words in (
        "export -o out.jsonl", "export --format csv -o out/", "export --format ocf -o package.zip",
        "template common_issued option_granted -o blank.yaml", "notice adjustment -o notices/", "price -o price.html",
    ):  # fmt: skip
        shown = on_a_terminal(*words.split(), columns=width)
        assert shown.code == 0, shown.err
        assert not too_long(shown.plain, width), words


@pytest.mark.parametrize(
    "words",
    [
        "price --on 2006-02-30",
        "check bad.yaml",
        "check late.yaml",
        "explain nothing-of-this-name-is-in-the-record",
        "export --format ocf -o package.zip",
        "notice adjustment",
        "void sale-1 --reason misread",
        "explain --help",
        "--help",
    ],
)
def test_a_width_is_kept_where_no_terminal_is(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given(tmp_path, "american-technologies-group")
    for width in (60, 90):
        shown = through_a_pipe(*words.split(), "--width", str(width))
        assert not too_long(shown.out + shown.err, width)
        assert max(map(length, (shown.out + shown.err).splitlines())) > width // 2
