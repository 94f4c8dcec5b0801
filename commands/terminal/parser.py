"""The parser of the command line: verbs in groups by what people want to do, and the nearest word to a misspelt one."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NoReturn

from commands.errors import UsageError
from commands.terminal.helping import Words
from ledger.names import near

Groups = Mapping[str, Mapping[str, str]]
"""What people want to do, the verbs for it, and what each of them does."""

OTHER_WORDS = {
    "add": "record",
    "import": "record",
    "load": "record",
    "validate": "check",
    "balances": "holders",
    "balance": "holders",
    "captable": "holders",
    "cap-table": "holders",
    "journal": "entries",
    "list": "entries",
    "log": "entries",
    "steps": "history",
    "why": "explain",
    "whatif": "what-if",
    "suppose": "what-if",
    "assumptions": "readings",
    "liquidation": "waterfall",
    "letter": "notice",
    "due": "calendar",
    "deadlines": "calendar",
    "warnings": "flags",
    "save": "export",
    "report": "export",
    "tables": "project",
    "sql": "project",
    "man": "help",
    "tutorial": "demo",
    "example": "demo",
    "complete": "completion",
}
"""Words that people try for a verb, where no spelling is near enough to it."""


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are sentences with what was probably meant. Raises `UsageError`.

    `width` is how long a line of its help is, None where that is the terminal's; what stands under it has the same.
    """

    groups: Groups = MappingProxyType({})
    """Of the command itself, what its help shows instead of one long list."""
    given: Sequence[str] = ()
    """All words of the command line."""

    def __init__(self, *, width: int | None = None, formatter_class: Any = Words, **how: Any) -> None:
        self.width = width
        super().__init__(formatter_class=formatter_class, **how)

    def add_subparsers(self, **how: Any) -> Any:
        """The parsers of verbs or actions."""
        how["parser_class"] = partial(type(self), width=self.width)
        return super().add_subparsers(**how)

    def error(self, message: str) -> NoReturn:
        """Say what cannot be understood."""
        error = UsageError(message)
        error.program = self.prog
        raise error

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print the help; where the library would keep it to itself that nobody can read it, here that is said."""
        if message:
            (sys.stderr if file is None else file).write(message)

    def refuse(self, left: Sequence[str]) -> NoReturn:
        """Say which words are not understood, and the nearest option to the first that looks like one."""
        flag = next((word for word in left if word.startswith("--")), "")
        self.error(f"unrecognized arguments: {' '.join(left)}{self._near_option(flag)}")

    def _near_option(self, flag: str) -> str:
        return near(flag.partition("=")[0], _options_of(self)) if flag else ""

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Where argparse says that a value is none of the choices: here with the nearest that is one."""
        if action.choices is None or value in action.choices:
            return
        if action.dest == "verb" and isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            self._no_verb(str(value), action.choices)
        hint = near(str(value), map(str, action.choices))
        choices = ", ".join(map(repr, action.choices))
        raise argparse.ArgumentError(action, f"invalid choice: {value!r} (choose from {choices}){hint}")

    def _no_verb(self, word: str, verbs: Mapping[str, argparse.ArgumentParser]) -> NoReturn:
        """The word that should be a verb is none; often it is the value of an option that should stand behind one."""
        before = self.given[: self.given.index(word)] if word in self.given else ()
        own = _options_of(self)
        early = next((one.partition("=")[0] for one in before if one.startswith("--")), None)
        verb = next((one for one in self.given if one in verbs), None)
        if early is not None and early not in own and verb is not None:
            if early in _options_of(verbs[verb]):
                self.error(f"{early} stands after the verb: `{self.prog} {verb} {early} ...`")
            self.error(f"unrecognized arguments: {early}{near(early, own)}")
        meant = OTHER_WORDS.get(word.lower())
        self.error(f"there is no verb {word!r}{f'; did you mean {meant!r}?' if meant else near(word.lower(), verbs)}")

    def _get_formatter(self) -> argparse.HelpFormatter:
        if self.width is None:
            return super()._get_formatter()
        return self.formatter_class(prog=self.prog, width=self.width)  # type: ignore[call-arg]

    def format_help(self) -> str:
        """The help; that of the command itself with its verbs in groups."""
        if not self.groups:
            return super().format_help()
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for heading, verbs in self.groups.items():
            formatter.start_section(heading)
            formatter.add_arguments(argparse.Action([], name, metavar=name, help=does) for name, does in verbs.items())
            formatter.end_section()
        formatter.start_section("options")
        formatter.add_arguments(one for one in self._actions if one.option_strings)
        formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()


def _options_of(parser: argparse.ArgumentParser) -> list[str]:
    return [name for action in parser._actions for name in action.option_strings]  # noqa: SLF001
