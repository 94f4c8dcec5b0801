"""Blocks whose words hold nothing that nobody sees: the one place through which names go to text, pages and paper."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from ledger.shown import visible
from projections.render.blocks import Block
from projections.render.marks.marked import Words, said_anew


def seen(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks; a sign that nobody sees is written out in each of their words. Files are found as before."""
    return (cast("Block", _seen(block)) for block in blocks)


def _seen(given: Any) -> Any:
    """What is given itself, where nothing in it is unseen: that is nearly always, and costs little."""
    if isinstance(given, str):
        return words_seen(given)
    if not isinstance(given, tuple | list):
        return given
    found = [_seen(one) for one in given]
    if all(new is old for new, old in zip(found, given, strict=True)):
        return given
    return type(given)(*found) if hasattr(given, "_fields") else type(given)(found)


def words_seen(words: Words) -> Words:
    """Words with their marks, and with nothing in them that nobody sees."""
    shown = visible(words)
    return words if shown is words or shown == words else said_anew(words, shown)
