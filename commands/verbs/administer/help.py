"""`seriesd help [TOPIC]`: what a verb, an entry type, a reading or a word means. It needs no ledger."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from commands.errors import UsageError
from commands.terminal.answer import give, put_out, serialized
from commands.terminal.helping import Examples
from commands.terminal.layout import width_of
from commands.terminal.parser import Parser
from commands.verbs.administer import topics
from ledger.names import near
from projections.render.blocks import Block, Title, Verbatim
from projections.render.text import Layout, as_text

_EXAMPLES = """\
examples:
  seriesd help start                         how to begin
  seriesd help sweep                         a verb, as `seriesd sweep --help` says it
  seriesd help scenario save                 an action of a verb
  seriesd help option_granted                an entry type and its fields
  seriesd help A25                           a reading of the certificate
  seriesd help tranche_test                  a switch between two readings
  seriesd help --man | man -l -              the manual page
"""


class Help(NamedTuple):
    """A page of the help."""

    topic: str
    """What it is about, as it was asked; empty for the list of all."""
    text: str
    """The page, in plain text."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which topic."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("topic", nargs="*", metavar="TOPIC", help="what to explain; without it, what there is")
    parser.add_argument("--man", action="store_true", help="print the manual page, for `man -l -`")


def run(options: argparse.Namespace) -> int:
    """Show a page."""
    if options.man:
        return _manual(options)
    words: list[str] = options.topic
    root: Parser = options.parser_of(["help", *words])
    if words and words[0] in verbs_of(root):
        return _of_a_verb(options, root, words)
    blocks = _page(root, " ".join(words))
    give(
        options,
        lambda: serialized(options, Help(" ".join(words), as_text(blocks, Layout()))),
        lambda: blocks,
    )
    return 0


def verbs_of(root: Parser) -> dict[str, str]:
    """Every verb, and what it does."""
    return {verb: does for verbs in root.groups.values() for verb, does in verbs.items()}


def known(root: Parser) -> list[str]:
    """Every topic that there is."""
    return [*topics.PAGES, *verbs_of(root), *topics.ENTRIES, *topics.all_readings()]


SEE_ALSO = {"entries": "journal", "readings": "certificate", "record": "journal", "price": "dates"}
"""The page that stands beside a verb, for whoever looked for that."""


def _manual(options: argparse.Namespace) -> int:
    from commands.verbs.administer.man import manual

    root: Parser = options.parser_of([])
    text = manual(options.parser_of([*verbs_of(root)]))
    if options.json:
        give(options, lambda: serialized(options, Help("seriesd", text)), list)
    else:
        put_out(options, text)
    return 0


def _of_a_verb(options: argparse.Namespace, root: Parser, words: Sequence[str]) -> int:
    """What `--help` says of a verb, or of an action of it."""
    parser = _parser_at(root, words)
    parser.width = width_of(options)
    said = parser.format_help()
    if words[-1] in SEE_ALSO:
        said += f"\nsee also: seriesd help {SEE_ALSO[words[-1]]}\n"
    if options.format == "text":
        put_out(options, said)
        return 0
    name = " ".join(words)
    give(
        options,
        lambda: serialized(options, Help(name, said)),
        lambda: [Title(f"seriesd {name}"), Verbatim(said.splitlines())],
    )
    return 0


def _parser_at(root: Parser, words: Sequence[str]) -> Parser:
    found = root
    for depth, word in enumerate(words):
        under = children_of(found)
        if word not in under:
            what = " ".join(words[:depth])
            raise UsageError(f"`seriesd {what}` has no action {word!r}{near(word, under)}")
        found = under[word]
    return found


def children_of(parser: argparse.ArgumentParser) -> Mapping[str, Parser]:
    """The parsers of the verbs, or of the actions of a verb, by name."""
    for action in parser._actions:  # noqa: SLF001  the library has no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def _page(root: Parser, topic: str) -> list[Block]:
    if not topic:
        return topics.overview(root.groups)
    found: Sequence[Callable[[str], list[Block] | None]] = (topics.page, topics.entry_type, topics.reading)
    for look in found:
        blocks = look(topic)
        if blocks is not None:
            return blocks
    raise UsageError(f"there is no topic {topic!r}{near(topic, known(root))}; `seriesd help` lists them")
