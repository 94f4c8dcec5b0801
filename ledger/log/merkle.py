"""A hash tree over everything that a store holds, as RFC 6962 (section 2.1) makes one of a list of leaves.

The hash of a list speaks for each of its leaves, for their order and for how many there are. That a leaf is one of them
can be shown with a few hashes (a path), and likewise that a longer list only goes on from a shorter one. A list that
grows is known by its peaks: the hashes of the full trees of which it consists, largest first; there are as many as its
length has ones when it is written in binary.

Pure: bytes in, hashes out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import Self

EMPTY = sha256(b"").digest()
"""The hash of no leaves at all."""

_LEAF, _NODE = b"\x00", b"\x01"  # so that no leaf can be taken for a node


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf with this content."""
    return sha256(_LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two trees beside each other."""
    return sha256(_NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Peaks:
    """A list of leaves that can go on: how many there are, and the hashes of its full trees, largest first.

    Raises `ValueError` where there are other than as many as a list of this length has.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"a list of {self.size} leaves has not {len(self.hashes)} peaks")

    def and_then(self, leaves: Iterable[bytes]) -> Self:
        """The same list with the leaves of these hashes behind it."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            top, full = leaf, size
            while full & 1:
                top, full = node_hash(hashes.pop(), top), full >> 1
            hashes.append(top)
            size += 1
        return type(self)(size, tuple(hashes))

    @property
    def root(self) -> bytes:
        """The hash of the whole list."""
        if not self.hashes:
            return EMPTY
        return reduce(lambda right, left: node_hash(left, right), reversed(self.hashes))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The hash of the list of leaves that have these hashes."""
    return Peaks().and_then(leaves).root


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the leaf at an index, from 0, to the hash of the list (RFC 6962, 2.1.1).

    Raises `IndexError` where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_path(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_path(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_path(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The hashes that show that this list goes on from its first so many leaves (RFC 6962, 2.1.2).

    Raises `IndexError` where it has not so many.
    """
    if not 0 < first <= len(leaves):
        raise IndexError(f"no list of {first} leaves is the beginning of one of {len(leaves)}")
    return _consistency(leaves, first, whole=True)


def _consistency(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_consistency(leaves[:split], first, whole=whole), root_of(leaves[split:])]
    return [*_consistency(leaves[split:], first - split, whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether a path leads from the leaf with this hash, at an index of a list of so many, to the hash of the list."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for one in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(one, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, one)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_continued(first: tuple[int, bytes], second: tuple[int, bytes], path: Sequence[bytes]) -> bool:
    """Whether a path shows that a list of some length and hash goes on from another, given likewise."""
    (before, old), (after, new) = first, second
    if not 0 < before <= after:
        return False
    if before == after:
        return not path and old == new
    given = list(path) if before.bit_count() != 1 else [old, *path]
    if not given:
        return False
    at, last = before - 1, after - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = given[0]
    for one in given[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = node_hash(one, was), node_hash(one, now)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            now = node_hash(now, one)
        at, last = at >> 1, last >> 1
    return last == 0 and (was, now) == (old, new)
