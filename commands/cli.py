"""The command `seriesd`: reads what was asked, hands it to the verb's module, prints its answer.

Answers go to standard output, everything else to standard error. Exit code 0 done, 1 refused by a rule of the
certificate or of the ledger (or found to disagree), 2 wrong usage or unreadable input, 70 a fault of its own.
"""

import gc
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from commands.complaining import answer_error, complain, let_go_of_stdout
from commands.errors import UnableError, UsageError
from commands.last_resort import RECORDED, last_words, why_not
from commands.terminal.forms import MORE_FORMS, OWN_FORMATS, settle
from commands.terminal.helping import Examples
from commands.terminal.options import DEFAULTS, add_shared, as_shown, shared
from commands.terminal.parser import Parser
from commands.terminal.streams import say_beside

VERBS = {
    "record": "append the entries of journals to the ledger",
    "proposals": "what was proposed to be recorded, and what has become of it",
    "approve": "have what somebody else proposed recorded",
    "decline": "put aside what somebody proposed",
    "check": "say what `record` would say, and write nothing",
    "void": "take an entry out of the record, with what rests on it, after a look at what that changes",
    "correct": "give fields of an entry the values that they should have had, after a look at what that changes",
    "price": "the Conversion Price on a date",
    "history": "every change of the Conversion Price, and why",
    "describe": "the entry types of a journal, or the fields of one with an example",
    "template": "an empty journal to fill in, as YAML, CSV or a workbook with checked columns",
    "entries": "the record as a list, with what was voided or corrected struck through",
    "attach": "attach a file to an entry: a copy is kept beside the ledger, and its hash recorded",
    "documents": "the files attached to entries, whether they are here and whole; and give them out again",
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
    "recordings": "who recorded what, when and why: the audit trail",
    "verify": "prove that the log is whole and untouched",
    "prove": "a small file that shows others that an entry, or an earlier state, stands in this ledger",
    "verify-proof": "say what a proof or a seal shows, and what it does not; no ledger is needed",
    "seal": "state what the whole ledger is now, signed and dated, to be kept elsewhere",
    "countersign": "sign the seal of another's ledger as a witness",
    "witness": "keep the heads of another's ledger, and say where one does not go on from the last",
    "key": "the keys to sign with: make, list, show and import them",
    "project": "bring the reporting tables in SQL up to date",
    "backup": "copy the whole ledger, documents too, while others record; to a file or an audit trail",
    "restore": "make a ledger of a backup or an audit trail, with the moments, seals and head it had",
    "roles": "the rights in PostgreSQL of who reads, who records and who projects, as SQL",
    "export": "write the ledger out: a journal, a report, tables, a workbook, an Open Cap Format package",
    "black-scholes": "propose a value for Additional Rights (4E(5)); nothing is recorded",
    "serve": "the workbench: the ledger in a browser",
    "open": "open the workbench on a ledger in the browser of this machine",
    "demo": "record the example company in a new ledger and show its answers",
    "help": "what a verb, an entry type, a reading or a word means: `seriesd help start`",
    "completion": "the script that completes verbs and options in bash, zsh or fish",
}
"""What each verb does. Its module, in a room of `commands.verbs`, is imported when it is called."""

ROOMS = {
    "record": (
        *("record", "check", "void", "correct", "describe", "template", "entries", "attach", "documents", "demo"),
        *("proposals", "approve", "decline"),
    ),
    "answers": (
        *("price", "history", "holders", "dividends", "waterfall", "calendar", "consents", "flags", "clauses"),
        "companies",
    ),
    "audit": ("explain", "audit", "recordings", "verify"),
    "prove": ("prove", "verify-proof", "seal", "countersign", "witness", "key"),
    "compare": ("what-if", "readings", "sweep", "scenario", "black-scholes"),
    "documents": ("notice", "statement", "export"),
    "look": ("serve", "open"),
    "administer": ("project", "backup", "restore", "roles", "help", "completion"),
}
"""The rooms of `commands.verbs`, and the verbs in each; those of the workbench are in `commands.web`, above it."""

HEADINGS = {
    "record": "record what happened, and look at it",
    "answers": "ask",
    "audit": "prove",
    "prove": "prove to others, who have no ledger",
    "compare": "explore what would be (nothing is recorded)",
    "documents": "hand out",
    "look": "look, in a browser",
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
    # a figure may have more digits than Python writes by itself; what is read is bounded where it is read
    sys.set_int_max_str_digits(0)
    gc.disable()  # what a command loads lives until it ends; looking for garbage in it costs a third of the time
    try:
        return _answered(words)
    except BrokenPipeError:
        let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks twice is being obeyed already
        say_beside(_interrupted(), as_shown(words))
        return 130
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        found = last_words(error)
        if found is None:
            raise
    # only here the memory is free that the error held on to
    return complain([found.sentence], found.what, words, found.code)


def _interrupted() -> str:
    """What is there now of what was asked: whatever was written whole stays."""
    module = sys.modules.get("commands.api.done")
    written = module.done() if module is not None else []
    if not written:
        return "interrupted; nothing was half-written"
    return f"interrupted, but this was recorded before: {', '.join(written)}; it need not be recorded again"


def _answered(words: Sequence[str]) -> int:
    """Carry a command out, and see its answer off: what cannot be written is found here and not when all has ended."""
    try:
        try:
            code = _carried_out(words)
        except SystemExit:  # the help is shown
            sys.stdout.flush()
            raise
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if lacking := why_not(error):
            return complain([lacking], "lacking", words)
        if error.filename is not None:  # what is written to has a name, but for standard output
            return complain([f"{error.filename}: {error.strerror or error}; {RECORDED}"], "output", words)
        let_go_of_stdout()
        said = f"the answer cannot be written: {error.strerror or error}; {RECORDED}"
        return complain([said], "output", [word for word in words if word != "--json"])
    except UsageError as error:
        said = f"{error}; see `{error.program} --help`" if error.program else str(error)
        return complain([said], "usage", words)
    except Exception as error:  # noqa: BLE001  the errors that are answers are known only once their modules are
        return answer_error(error, words)
    return code


def _carried_out(words: Sequence[str]) -> int:
    """Read what was asked, and hand it to its verb."""
    if sys.stdout is None:
        raise UnableError("standard output is closed: there is nowhere to answer to")
    program = "seriesd"
    try:
        options, left = parser_of(words).parse_known_args(words)
        program = options.parser.prog
        if left:
            options.parser.refuse(left)
        settle(options)
        code: int = import_module(module_of(options.verb)).run(options)
    except UsageError as error:
        if not isinstance(error, UnableError):
            error.program = error.program or program
        raise
    return code


def module_of(verb: str) -> str:
    """The module of a verb."""
    room = next(room for room, verbs in ROOMS.items() if verb in verbs)
    package = "commands.web.verbs" if room == "look" else f"commands.verbs.{room}"
    return f"{package}.{verb.replace('-', '_')}"


def parser_of(words: Sequence[str]) -> Parser:
    """The parser of a command line; of the verbs only those that stand in it are made in full."""
    parser = Parser(
        prog="seriesd",
        description="An event-sourced cap table ledger: the exact conversion price by day, and the proof of it.",
        epilog=_EXAMPLES,
        formatter_class=Examples,
        width=as_shown(words).width,
    )
    parser.add_argument("--version", action="version", version=_version(words))
    parser.given = words
    parser.groups = {HEADINGS[room]: {verb: VERBS[verb] for verb in verbs} for room, verbs in ROOMS.items()}
    shared(parser, default=None)
    parser.set_defaults(parser=parser)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, purpose in VERBS.items():
        said = f"{purpose[0].upper()}{purpose[1:]}."
        # the formats of some verbs take the place of those that all share
        conflicts = "resolve" if name in OWN_FORMATS or name in MORE_FORMS else "error"
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


if __name__ == "__main__":
    sys.exit(main())
