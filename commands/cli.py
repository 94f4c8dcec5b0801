"""The command `seriesd`: reads what was asked, hands it to the verb's module, prints its answer.

Answers go to standard output, everything else to standard error. Exit code 0 done, 1 refused by a rule of the
certificate or of the ledger (or found to disagree), 2 wrong usage or unreadable input.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper

from commands.errors import Error, UnableError, UsageError
from commands.terminal.forms import OWN_FORMATS, settle, wants_json
from commands.terminal.options import DEFAULTS, add_shared, shared
from commands.terminal.parser import Parser
from commands.terminal.streams import say_beside, speak_utf8

VERBS = {
    "record": "append the entries of journals to the ledger",
    "check": "say what `record` would say, and write nothing",
    "void": "take an entry out of the record, with what rests on it, after a look at what that changes",
    "correct": "give fields of an entry the values that they should have had, after a look at what that changes",
    "price": "the Conversion Price on a date",
    "history": "every change of the Conversion Price, and why",
    "describe": "the entry types of a journal, or the fields of one with an example",
    "template": "an empty journal to fill in, as YAML, CSV or a workbook with checked columns",
    "entries": "the record as a list, with what was voided or corrected struck through",
    "holders": "who holds what on a date",
    "explain": "why a figure is what it is, down to the entries",
    "what-if": "the answers of an edited timeline; nothing is written",
    "readings": "what hangs on each reading: the figures under its other choice, and which are relied on",
    "sweep": "the price in every scenario of a grid: a next issue, each right lapsing or repriced",
    "scenario": "what-ifs that are saved under a name, compared, and promoted into the ledger",
    "audit": "compare claimed prices, and what was delivered, with what the record gives",
    "dividends": "what each dividend gives the holders of Series D, and what is accrued",
    "waterfall": "who gets what in a liquidation, and when converting first is better",
    "notice": "the notices of an adjustment (4K), a conversion (Annex A) and of other events (first 4L)",
    "statement": "a holder's statement: what it has, what moved it and what is due to it, as a letter",
    "calendar": "what is due and overdue on a date",
    "consents": "what holders of Series D have consented to, and what that allows",
    "flags": "what a reader should know about the record, as it is now known",
    "clauses": "what the ledger does about each clause of the certificate",
    "companies": "the companies in the ledger, and how each stands",
    "verify": "prove that the log is whole and untouched",
    "project": "bring the reporting tables in SQL up to date",
    "export": "write the ledger out: a journal, a report, tables, a workbook, an Open Cap Format package",
    "black-scholes": "propose a value for Additional Rights (4E(5)); nothing is recorded",
    "demo": "record the example company in a new ledger and show its answers",
    "help": "what a verb, an entry type, a reading or a word means: `seriesd help start`",
    "completion": "the script that completes verbs and options in bash, zsh or fish",
}
"""What each verb does. Its module, in a room of `commands.verbs`, is imported when it is called."""

ROOMS = {
    "record": ("record", "check", "void", "correct", "describe", "template", "entries", "demo"),
    "answers": (
        *("price", "history", "holders", "dividends", "waterfall", "calendar", "consents", "flags", "clauses"),
        "companies",
    ),
    "audit": ("explain", "audit", "verify"),
    "compare": ("what-if", "readings", "sweep", "scenario", "black-scholes"),
    "documents": ("notice", "statement", "export"),
    "administer": ("project", "help", "completion"),
}
"""The rooms of `commands.verbs`, and the verbs in each."""

HEADINGS = {
    "record": "record what happened, and look at it",
    "answers": "ask",
    "audit": "prove",
    "compare": "explore what would be (nothing is recorded)",
    "documents": "hand out",
    "administer": "administer, and find your way",
}
"""What people want to do who go into a room."""

_EXAMPLES = """\
examples:
  seriesd demo                               see it work on an example company
  seriesd help start                         how to begin with a company of your own
  seriesd record journal.yaml                record a company's corporate actions
  seriesd price --on 2006-03-02              the Conversion Price on that day
  seriesd history                            every step of the price, with a chart
  seriesd holders --on 2006-12-31 --json     balances, for a program
  seriesd verify                             prove that nothing was changed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a person's table is not worth failing for
    gc.disable()  # what a command loads lives until it ends; looking for garbage in it costs a third of the time
    as_json = wants_json(words)
    program = "seriesd"
    try:
        options, left = parser_of(words).parse_known_args(words)
        program = options.parser.prog
        if left:
            options.parser.refuse(left)
        settle(options)
        verb = import_module(module_of(options.verb))
        code: int = verb.run(options)
        sys.stdout.flush()
    except UsageError as error:
        said = str(error) if isinstance(error, UnableError) else f"{error}; see `{error.program or program} --help`"
        return _complain(Error("usage", "", said, None, None), [said], 2, as_json=as_json)
    except BrokenPipeError:
        _let_go_of_stdout()
        return 0
    except OSError as error:
        if error.filename is None:  # what is written to has a name, but for standard output
            _let_go_of_stdout()
            as_json, said = False, f"the answer cannot be written: {error.strerror or error}"
        else:
            said = f"{error.filename}: {error.strerror or error}"
        said += "; what was recorded before is recorded"
        return _complain(Error("output", "", said, None, None), [said], 2, as_json=as_json)
    except KeyboardInterrupt:
        print("interrupted; nothing was half-written", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  the errors that are answers are known only once their modules are
        return _answer_error(error, as_json=as_json)
    return code


def _let_go_of_stdout() -> None:
    """What is still to be written goes nowhere: nobody reads it, or there is no room for it."""
    with suppress(OSError, ValueError):  # where standard output is no file, nothing is held back
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def module_of(verb: str) -> str:
    """The module of a verb."""
    room = next(room for room, verbs in ROOMS.items() if verb in verbs)
    return f"commands.verbs.{room}.{verb.replace('-', '_')}"


def parser_of(words: Sequence[str]) -> Parser:
    """The parser of a command line; of the verbs only those that stand in it are made in full."""
    parser = Parser(
        prog="seriesd",
        description="An event-sourced cap table ledger: the exact conversion price by day, and the proof of it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version(words))
    parser.given = words
    parser.groups = {HEADINGS[room]: {verb: VERBS[verb] for verb in verbs} for room, verbs in ROOMS.items()}
    shared(parser, default=None)
    parser.set_defaults(parser=parser)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, parser_class=Parser)
    for name, purpose in VERBS.items():
        said = f"{purpose[0].upper()}{purpose[1:]}."
        # the formats of some verbs take the place of those that all share
        conflicts = "resolve" if name in OWN_FORMATS else "error"
        verb = verbs.add_parser(name, help=purpose, description=said, conflict_handler=conflicts)
        add_shared(verb)
        verb.set_defaults(say=main, parser_of=parser_of, **DEFAULTS)
        if name in words:
            import_module(module_of(name)).configure(verb)
    return parser


def _version(words: Sequence[str]) -> str:
    if "--version" not in words:
        return ""
    from importlib.metadata import version

    return f"seriesd {version('seriesd')}"


def _answer_error(error: Exception, *, as_json: bool) -> int:
    """Turn an error that is an answer into its sentence and exit code; anything else is a fault and is raised."""
    from commands.journal import UnreadableError
    from ledger.events import EntryError
    from ledger.log.recorded import CorruptLedgerError
    from ledger.refusals import Refusal
    from ledger.store.store import StoreError

    match error:
        case Refusal():
            found = Error(error.code, error.clause, error.message, error.entry, error.line)
            place = "" if error.line is None else f" [{error.file or 'line'}:{error.line}]"
            return _complain(found, [f"refused: {error}{place}"], 1, as_json=as_json)
        case UnreadableError():
            told = [Error("unreadable", "", str(one), one.entry, one.line) for one in error.all_told]
            said = [str(one) for one in error.all_told]
            said += [f"and {error.more:,} more that cannot be read"] if error.more else []
            return _complain(told[0], said, 2, told if told[1:] else None, error.more or None, as_json=as_json)
        case EntryError():
            found = Error("unreadable", "", str(error), error.entry, None)
            return _complain(found, [str(error)], 2, as_json=as_json)
        case CorruptLedgerError():
            sentence = f"{error}; nothing is answered from a log that was tampered with, `seriesd verify` says more"
            return _complain(Error("corrupt_ledger", "", sentence, None, None), [sentence], 1, as_json=as_json)
        case StoreError():
            return _complain(Error("store", "", str(error), None, None), [str(error)], 2, as_json=as_json)
        case _:
            raise error


def _complain(  # noqa: PLR0913
    error: Error,
    sentences: Sequence[str],
    code: int,
    errors: Sequence[Error] | None = None,
    more: int | None = None,
    *,
    as_json: bool,
) -> int:
    if as_json:
        from commands.complaints import Complaint
        from projections.render.json.serialize import as_json as serialized

        speak_utf8()
        print(json.dumps(serialized(Complaint(error, errors, more)), ensure_ascii=False, indent=2))
    else:
        for sentence in sentences:
            say_beside(f"seriesd: {sentence}")
    return code


if __name__ == "__main__":
    sys.exit(main())
