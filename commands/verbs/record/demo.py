"""`seriesd demo`: record the example company in a ledger of its own, and show what can be asked of it.

The example is a journal that comes with the package. It goes into `seriesd-demo.db` in the current folder, or where
--ledger says, but only where there is no ledger yet; a ledger that holds the example already is used as it is, and any
other is left alone. SERIESD_LEDGER, which may name the ledger of one's work, is not looked at.
"""

import argparse
import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from importlib.resources import files
from io import StringIO
from itertools import takewhile
from typing import Any, NamedTuple

from commands.api.ledger import Ledger, open_ledger
from commands.journal import read_text
from commands.terminal.answer import colophons, give, serialized
from commands.terminal.layout import width_of
from commands.terminal.options import NARROWEST
from ledger.events import AnyEntry
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.shown import concealed
from projections.answers.balances import Holders
from projections.answers.history import History, PriceStep
from projections.answers.price import Price
from projections.audit.verification import Verified
from projections.compare.recording import RecordResult
from projections.members import Spread
from projections.render.answers.record import demo
from projections.render.blocks import Block

NOT_THE_DEMO = refuses(
    "not_the_demo",
    "",
    "The example is recorded in a ledger of its own.",
    "Name another file with --ledger.",
)

DEMO_LEDGER = "seriesd-demo.db"
COMPANY = "American Technologies Group, Inc."
JOURNAL = "american-technologies-group.yaml"

_DAY_OF_A_CHANGE = "2006-02-15"
_DAY_OF_A_COUNT = "2006-06-12"
_INDENT = 3
_WIDEST = 110


class PriceShown(NamedTuple):
    """The answer of `price`, as a whole document."""

    schema: str
    """Which answer it is."""
    answer: Spread[Price]


class HistoryShown(NamedTuple):
    """The answer of `history`, as a whole document."""

    schema: str
    """Which answer it is."""
    answer: Spread[History]


class HoldersShown(NamedTuple):
    """The answer of `holders`, as a whole document."""

    schema: str
    """Which answer it is."""
    answer: Spread[Holders]


class VerifyShown(NamedTuple):
    """The answer of `verify`, as a whole document."""

    schema: str
    """Which answer it is."""
    answer: Spread[Verified]


class Toured(NamedTuple):
    """The example recorded, and what the verbs answer of it."""

    ledger: str
    """Where the example is recorded, without a password."""
    company: str
    """The example company."""
    record: RecordResult
    """What came of recording it; where it was recorded before, nothing is."""
    price: PriceShown
    """Its price on a day on which that changed."""
    history: HistoryShown
    """Every change of its price."""
    holders: HoldersShown
    """Its cap table on a day."""
    verify: VerifyShown
    """Whether its record is what was recorded."""


Say = Callable[[Sequence[str]], int]
"""The command line itself, to be asked what it prints."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose but where."""
    parser.epilog = (
        f"Without --ledger the example is recorded in {DEMO_LEDGER} in the current folder, whatever SERIESD_LEDGER "
        "says. A ledger that holds anything else is refused and left alone."
    )


def run(options: argparse.Namespace) -> int:
    """Record the example where it is not yet, then ask."""
    url = options.ledger or DEMO_LEDGER
    with open_ledger(url, company=COMPANY) as ledger:
        result = _record(ledger, url)
        steps = ledger.history()
        feet = colophons(ledger, options)
    about = {"ledger": concealed(url), "company": COMPANY}
    give(
        options,
        lambda: about | {"record": serialized(options, result)} | _answers(options.say, url),
        lambda: _tour(options, url, result, steps),
        feet,
    )
    return 0


def example() -> list[AnyEntry]:
    """The journal of the example company."""
    text = (files("commands") / "demo" / JOURNAL).read_text(encoding="utf-8")
    return [line.entry for line in read_text(text, "yaml", JOURNAL)]


def _record(ledger: Ledger, url: str) -> RecordResult:
    """Record the example in a new ledger. A ledger with the example in it is used, any other is refused."""
    entries = example()
    if not ledger.store.companies():
        return ledger.record(entries)
    if COMPANY in ledger.store.companies():
        try:
            there = ledger.record(entries, write=False)
        except Refusal:
            there = None  # an entry of the same name says something else
        if there is not None and not there.entries:
            return there
    raise Refusal(
        NOT_THE_DEMO,
        f"{concealed(url)} is a ledger already, and not that of the example; it is left alone. Name a new one with "
        "--ledger, or go to another folder",
    )


# -- answers ------------------------------------------------------------------------------------------------------


def _asked(url: str) -> dict[str, list[str]]:
    """What the tour asks, by name; the words of the command line."""
    ledger = ["--ledger", url]
    return {
        "price": ["price", *ledger, "--on", _DAY_OF_A_CHANGE],
        "history": ["history", *ledger],
        "holders": ["holders", *ledger, "--on", _DAY_OF_A_COUNT],
        "verify": ["verify", *ledger],
    }


def _answers(say: Say, url: str) -> dict[str, Any]:
    """The JSON answers, as the verbs give them."""
    return {name: json.loads(_output(say, [*words, "--json"])) for name, words in _asked(url).items()}


def _output(say: Say, words: Sequence[str]) -> str:
    """What a verb prints for the example company."""
    printed = StringIO()
    with redirect_stdout(printed):
        say([*words, "--company", COMPANY])
    return printed.getvalue()


# -- the tour -----------------------------------------------------------------------------------------------------


def _tour(options: argparse.Namespace, url: str, result: RecordResult, steps: Sequence[PriceStep]) -> Iterator[Block]:
    asked = _asked(url)
    url = concealed(url)
    recorded, there = len(result.entries), result.already_recorded
    done = f"{recorded} entries recorded in {url}" if recorded else f"{there} entries, in {url} already"
    shown = {name: [*words, "--width", str(_width(options))] for name, words in asked.items() if name != "history"}
    answers = {name: _output(options.say, words).splitlines() for name, words in shown.items()}
    return demo.blocks(
        f"The example company: {COMPANY}, 2001 to 2008",
        f"{done}. A few figures are public; what is assumed says so.",
        {name: f"{_command()} {shlex.join(map(concealed, words))}" for name, words in asked.items()},
        answers | {"history": _history(steps, _width(options)), "holders": _first_table(answers["holders"])},
        _next(url),
    )


def _history(steps: Sequence[PriceStep], width: int) -> list[str]:
    """The history as the tour draws it, in lines."""
    from projections.render.text import Layout, as_text

    block = "█" if (sys.stdout.encoding or "").lower().startswith("utf") else "#"
    return as_text(demo.steps(steps, block, width), Layout(width, width, "")).splitlines()


def _first_table(lines: Sequence[str]) -> list[str]:
    """The title and the first table of an answer; the tour leaves the others to whoever asks for them."""
    return [*takewhile(bool, lines), "(then parts, votes, rights, and the room left)"]


def _width(options: argparse.Namespace) -> int:
    """How wide an answer is that fits into the tour: as the terminal, else as a page."""
    width = width_of(options)
    return _WIDEST if width is None else max(width - _INDENT, NARROWEST)


def _command() -> str:
    """The command as it can be typed here: by its name where that is found, else by its path."""
    return "seriesd" if shutil.which("seriesd") else shlex.quote(sys.argv[0])


def _next(url: str) -> list[str]:
    ledger = f"--ledger {shlex.quote(url)}"
    tries = {
        f"explain {ledger} --step 3": "the same with every figure",
        f"price {ledger} --on 2005-12-01 --json": "an answer for a program",
        f"what-if {ledger} --without laurus-warrants --on 2006-02-28": "had they never been granted",
        f"readings {ledger}": "what hangs on each reading",
        f"holders {ledger} --on 2006-01-05": "when authorized Common ran short",
        f"export {ledger} -o demo.jsonl": "the journal behind it",
        "record JOURNAL": "your own, in its own ledger",
        "--help": "everything else",
    }
    width = max(map(len, tries))
    return [f"{_command()} {words:<{width}}  {purpose}" for words, purpose in tries.items()]
