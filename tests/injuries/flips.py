"""Single bits of a ledger's file turned over, and what comes of each."""

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.injuries.ledgers import REFUSED, answers, differently, in_small_pages, made, verified

PAGE = 512
_KINDS = {2: "inside of the index", 5: "inside of the table", 10: "end of the index", 13: "end of the table"}


class Sample(NamedTuple):
    """A file, what it answers, and where it is."""

    path: Path
    whole: bytes
    said: dict[tuple[str, str | None], str]


def sample(path: Path, entries: int) -> Sample:
    """A small ledger in small pages, so that there is every kind of page."""
    made(str(path), entries)
    in_small_pages(path, PAGE)
    found = verified(str(path))
    assert found.faults == []
    return Sample(path, path.read_bytes(), answers(str(path)))


def kinds(whole: bytes) -> dict[str, list[int]]:
    """The pages of a file, by what they are; the header is a kind of its own."""
    found: dict[str, list[int]] = defaultdict(list)
    for page in range(len(whole) // PAGE):
        found["first" if page == 0 else _KINDS.get(whole[page * PAGE], "overflow")].append(page)
    return dict(found)


def some_bits(whole: bytes, number: int, seed: int) -> Iterator[int]:
    """So many bits, spread evenly over the kinds of page; half of them where a page says what is in it."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    by_kind = kinds(whole)
    for one in range(number):
        page = chance.choice(by_kind[sorted(by_kind)[one % len(by_kind)]])
        reach = (PAGE if one % 2 else 40) * 8
        yield page * PAGE * 8 + chance.randrange(reach)


def flipped(whole: bytes, bit: int) -> bytes:
    """The same bytes with one bit turned over."""
    turned = bytearray(whole)
    turned[bit // 8] ^= 1 << bit % 8
    return bytes(turned)


def injury(one: Sample, bit: int) -> str:
    """What came of turning this bit over: `found`, `refused` or `harmless`.

    Raises `AssertionError` where an answer is another without a word, or where nobody says what was found.
    """
    one.path.write_bytes(flipped(one.whole, bit))
    now = answers(str(one.path))
    story = f"bit {bit} of {one.path.name}"
    assert differently(one.said, now) == [], story
    faults = verified(str(one.path)).faults
    refused = [said for key, said in now.items() if said != one.said[key]]
    assert all(said.startswith(REFUSED) and len(said.splitlines()) == 1 for said in refused), story
    if refused:
        assert faults, f"{story}: {refused[0]}, and verifying finds nothing"
        return "refused"
    return "found" if faults else "harmless"
