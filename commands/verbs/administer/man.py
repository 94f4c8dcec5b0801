"""The manual page, made of the parsers: what `man seriesd` shows. It is kept in docs/reference/seriesd.1.

The options that every verb has stand once; what the parsers do not say (environment, exit codes) stands here.
"""

import argparse
import re
from collections.abc import Iterator

from commands.terminal.options import add_shared
from commands.terminal.parser import Parser
from commands.verbs.administer.help import children_of

_ENVIRONMENT = {
    "SERIESD_LEDGER": "the ledger, where no --ledger is given",
    "SERIESD_DOCUMENTS": "the folder of the files attached to entries, where it is not the one beside the ledger",
    "SERIESD_TABLES": "the database of the reporting tables, where it is not that of the ledger",
    "PAGER": "what shows text that is longer than the screen (else less -FRX)",
    "NO_COLOR": "set to anything, text has no colours",
}
_EXIT = {
    "0": "done",
    "1": "refused by a rule of the certificate or of the ledger, or found to disagree",
    "2": "wrong usage, or input that cannot be read",
}


def manual(root: Parser) -> str:
    """The page, in the language of man; `root` has all its verbs in full."""
    return "\n".join(_lines(root)) + "\n"


def _lines(root: Parser) -> Iterator[str]:
    yield '.\\" Made of the parsers by: seriesd help --man'
    yield '.TH SERIESD 1 "" seriesd "User Commands"'
    yield from (".SH NAME", f"seriesd \\- {_text('the ledger of a cap table, and of its conversion price')}")
    yield from (".SH SYNOPSIS", ".B seriesd", "[\\fIoptions\\fR] \\fIverb\\fR ...")
    yield from (".SH DESCRIPTION", _text(root.description or ""))
    for heading, verbs in root.groups.items():
        yield f".SS {_quoted(heading[0].upper() + heading[1:])}"
        for verb, does in verbs.items():
            yield from _item(f"\\fB{_text(verb)}\\fR", does)
    yield ".SH OPTIONS OF EVERY VERB"
    for action in _shared():
        yield from _described(action)
    yield ".SH VERBS"
    for verb, parser in children_of(root).items():
        yield from _verb(f"seriesd {verb}", parser)
    yield ".SH ENVIRONMENT"
    for name, says in _ENVIRONMENT.items():
        yield from _item(f"\\fB{name}\\fR", says)
    yield ".SH EXIT STATUS"
    for code, says in _EXIT.items():
        yield from _item(code, says)
    yield ".SH EXAMPLES"
    yield from _literal((root.epilog or "").partition("\n")[2])
    yield from (".SH SEE ALSO", _text("`seriesd help` has pages on dates, numbers, entry types and readings."))


def _shared() -> list[argparse.Action]:
    parser = argparse.ArgumentParser()
    add_shared(parser)
    return parser._actions  # noqa: SLF001  the library has no other way to ask


def _verb(words: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """A verb, or an action of one: what it does, its own arguments and options, its examples."""
    shared = {(*action.option_strings, action.help) for action in _shared()}
    own = [
        action
        for action in parser._actions  # noqa: SLF001
        if (*action.option_strings, action.help) not in shared and not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
    ]
    yield f".SS {_quoted(words)}"
    if parser.description:
        yield _text(parser.description)
    for action in own:
        yield from _described(action)
    if parser.epilog:
        yield ".PP"
        yield from _literal(parser.epilog) if _is_set(parser) else [_text(parser.epilog)]
    for name, child in children_of(parser).items():
        yield from _verb(f"{words} {name}", child)


def _is_set(parser: argparse.ArgumentParser) -> bool:
    """Whether the lines of an epilog stand as they are."""
    return parser.formatter_class is argparse.RawDescriptionHelpFormatter


def _described(action: argparse.Action) -> Iterator[str]:
    named = ", ".join(f"\\fB{_text(name)}\\fR" for name in action.option_strings)
    value = "" if action.option_strings and action.nargs == 0 else _value(action)
    term = f"{named} {value}".strip()
    yield from _item(term, (action.help or "").replace("%%", "%"))


def _value(action: argparse.Action) -> str:
    metavar = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest)
    word = metavar if isinstance(metavar, str) else " ".join(metavar)
    shown = f"\\fI{_text(word)}\\fR"
    if action.nargs in ("+", "*"):
        shown = f"{shown} ..."
    return f"[{shown}]" if action.nargs in ("?", "*") else shown


def _item(term: str, says: str) -> Iterator[str]:
    yield from (".TP", term, _text(says))


def _literal(text: str) -> Iterator[str]:
    yield ".nf"
    yield from (_text(line) if line else "" for line in text.rstrip("\n").splitlines())
    yield ".fi"


def _quoted(text: str) -> str:
    return f'"{_text(text)}"'


def _text(text: str) -> str:
    """Text that the language takes for nothing else: no line of it is a request, no hyphen is a dash."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("…", "...")
    return re.sub(r"^(?=[.'])", r"\\&", escaped, flags=re.MULTILINE)
