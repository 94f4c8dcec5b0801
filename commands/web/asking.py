"""Asking a verb inside the program: a page shows what the command says, since it is the command that is asked.

A question is the words of a command line, without the name of the program. Values stand behind their option and an
equals sign, and names behind `--`, so that no name can be taken for an option.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from commands.api.known import Known, Loaded
from commands.cli import module_of, parser_of
from commands.errors import UsageError
from commands.terminal.forms import settle
from commands.terminal.parser import Parser
from commands.terminal.taken import Taken
from projections.render.blocks import Block
from projections.render.documents.report import Colophon
from projections.render.json.documents import headed


@dataclass(frozen=True, slots=True)
class Source:
    """Which ledger is asked, and who asks: its address, the company, and where that is kept in memory, if anywhere.

    `by` is who records, where something is recorded.
    """

    url: str
    company: str | None = None
    documents: str | None = None
    loaded: Loaded | None = None
    by: str | None = None

    @property
    def known(self) -> Known | None:
        """What is known of the company already."""
        return None if self.loaded is None else self.loaded.known

    @property
    def words(self) -> list[str]:
        """The options that say so."""
        given = {"--ledger": self.url, "--company": self.company, "--documents": self.documents}
        return [f"{option}={value}" for option, value in given.items() if value is not None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb answered: `words` are those that were asked, `agrees` whether its exit code is 0.

    `found` is the answer itself, where the verb asked one company or says what it found.
    """

    verb: str
    words: Sequence[str]
    found: Any
    blocks: Sequence[Block]
    document: Callable[[], Mapping[str, Any]]
    feet: Sequence[Colophon]
    file: bytes | None
    said: Sequence[str]
    agrees: bool

    def as_document(self) -> dict[str, Any]:
        """The answer as a program is given it, with the name of its schema."""
        return headed(self.verb, self.document())


def option(name: str, value: object) -> list[str]:
    """An option with its value, if it has one; `True` is an option without."""
    if value is None or value is False:
        return []
    return [name] if value is True else [f"{name}={value}"]


def each(name: str, values: Iterable[object]) -> list[str]:
    """An option that is given once for each value."""
    return [f"{name}={value}" for value in values]


def ask(source: Source, verb: str, words: Sequence[str] = (), *, form: str = "html") -> Answer:
    """What a verb answers. Raises whatever the verb is refused with, and `UsageError` where it is not understood.

    `form` is the one that the answer is wanted in: some verbs find more for a program, and of JSON no blocks are made.
    """
    taken = Taken()
    try:
        code = _run(source, verb, _names_last(form, words), taken)
    except UsageError as error:
        error.args = (in_fields(str(error)),)
        raise
    return Answer(
        verb=verb,
        words=words,
        found=taken.found[0] if taken.found else None,
        blocks=() if taken.blocks is None or form == "json" else tuple(taken.blocks()),
        document=taken.document or dict,
        feet=taken.feet,
        file=taken.file,
        said=taken.said,
        agrees=code == 0,
    )


def _run(source: Source, verb: str, words: Sequence[str], taken: Taken) -> int:
    """Have the verb answer into what is `taken`; its exit code."""
    options, left = _parser(verb).parse_known_args([verb, *source.words, *words])
    if left:
        options.parser.refuse(left)
    options.taken, options.lent, options.recorded_by = taken, source.loaded, source.by or _said(options)
    settle(options)
    code: int = import_module(module_of(verb)).run(options)
    return code


_FIELDS = {"as-known": "known", "from": "since"}
"""What a page and a program call an option that has another name there than its own."""
_NAMED = re.compile(r"argument (?:(?:-\w/)?--(?P<option>[a-z][a-z-]*)|[A-Z]+): ")
_OPTION = re.compile(
    r"""(?P<kept>`[^`]*`|"[^"]*"|(?<!\w)'[^']*'(?!\w))|(?<![\w-])--(?P<option>[a-z][a-z-]*)(?: [A-Z][A-Z0-9]*\b)*"""
)


def in_fields(sentence: str) -> str:
    """What a command says of its options, said of fields: by their names, and not as they are written on a line.

    What stands in quotes is somebody's own, or a command to be given as it is.
    """
    named = _NAMED.match(sentence)
    if named is not None:
        option = named["option"]
        sentence = ("" if option is None else f"{_field(option)}: ") + sentence[named.end() :]
    return _OPTION.sub(lambda found: found["kept"] or _field(found["option"]), sentence)


def _field(option: str) -> str:
    return _FIELDS.get(option, option.replace("-", "_"))


def _names_last(form: str, words: Sequence[str]) -> list[str]:
    return [f"--format={form}", *words]


def _said(options: argparse.Namespace) -> str | None:
    said: str | None = getattr(options, "recorded_by", None)
    return said


@cache
def _parser(verb: str) -> Parser:
    return parser_of((verb,))
