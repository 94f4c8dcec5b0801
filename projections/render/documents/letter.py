"""A letter that can be mailed: letterhead, date, address, what it is about, what it says, who signs, what is annexed.

The body is for whoever gets it: long dates, dollars, no ids and no codes. All that a check needs stands in the annexes,
each of which begins on a page of its own, so that the signature stands on the page of the letter.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ledger.names import folded
from projections.documents.letter import Envelope
from projections.render.blocks import Alert, Block, Heading, Letterhead, Lines, NewPage, Paragraph, Signature, Space
from projections.render.numbers import long_date

ANNEX, SUBJECT = "Annex", "Re: "
BY_MAIL = "BY FIRST-CLASS MAIL"
NO_ADDRESS = "(address not on the books of the Company)"
_CLOSING = "Very truly yours,"
_COMPLETE = "TO BE COMPLETED BEFORE IT IS MAILED"


class Annex(NamedTuple):
    """What is annexed to a letter, under its own heading."""

    title: str
    blocks: Sequence[Block]


class Letter(NamedTuple):
    """A letter of the Company: to one holder, or to several that `body` names.

    `series` is what those hold whom a letter to several is for. `alerts` stand over everything else: what must not
    be overlooked, such as that a figure is not final.
    """

    envelope: Envelope
    to: Sequence[str]
    series: str
    re: str
    body: Sequence[Block]
    annexes: Sequence[Annex] = ()
    alerts: Sequence[str] = ()


def letter_blocks(letter: Letter) -> Iterator[Block]:
    """The letter as it is mailed."""
    envelope = letter.envelope
    yield from map(Alert, letter.alerts)
    yield from missing(envelope, letter.to)
    yield head(envelope)
    yield Lines((long_date(envelope.dated),))
    yield Lines((BY_MAIL,))
    yield Lines(
        address(envelope, letter.to[0])
        if len(letter.to) == 1
        else (f"To each holder of record of {letter.series} named below",)
    )
    yield Heading(f"{SUBJECT}{letter.re}", 1)
    yield from spaced([Paragraph("Ladies and Gentlemen:"), *letter.body])
    yield signature(envelope)
    yield from annexed(letter.annexes)


def spaced(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks of a letter, a line of space before each paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Space()
        yield block


def head(envelope: Envelope) -> Letterhead:
    """The letterhead of the Company on the day of the letter; its name alone while no other is on the books."""
    found = envelope.letterhead
    if found is None:
        return Letterhead(envelope.company, (), ())
    contact = tuple(one for one in (found.phone, found.email, found.website) if one is not None)
    return Letterhead(envelope.company, found.lines, contact)


def address(envelope: Envelope, holder: str) -> tuple[str, ...]:
    """The lines of the address of a holder, its name first; a visible gap where the books have none."""
    found = envelope.addresses.get(holder)
    if found is None:
        return holder, NO_ADDRESS
    lines = found.lines[1:] if folded(found.lines[0]) == folded(holder) else found.lines
    attention = () if found.attention is None else (f"Attention: {found.attention}",)
    return holder, *attention, *lines


def in_a_line(envelope: Envelope, holder: str) -> str:
    """The address of a holder for a table, without the name."""
    found = envelope.addresses.get(holder)
    return "not on the books" if found is None else ", ".join(address(envelope, holder)[1:])


def missing(envelope: Envelope, to: Sequence[str]) -> Iterator[Block]:
    """What is to be added before a letter can be mailed."""
    unknown = envelope.unknown(to)
    if len(to) == 1 and unknown:
        yield Alert(f"{_COMPLETE}: the address is not on the books of the Company; address_changed records it.")
    elif unknown:
        count = "none of the addresses is" if len(unknown) == len(to) else f"{len(unknown)} of {len(to)} are not"
        yield Alert(f"{_COMPLETE}: {count} on the books of the Company, as the table says; address_changed records it.")


def signature(envelope: Envelope) -> Signature:
    """Where the Company signs: with the name of who does, where the letterhead has it. The letter has its date."""
    found = envelope.letterhead
    if found is None or found.signatory is None:
        return Signature(envelope.company, ("By", "Name", "Title"), closing=_CLOSING)
    below = (found.signatory, *(() if found.signatory_title is None else (found.signatory_title,)))
    return Signature(envelope.company, ("By",), below, _CLOSING)


def annexed(annexes: Iterable[Annex]) -> Iterator[Block]:
    """The annexes, each on a page of its own; lettered where there are several."""
    known = list(annexes)
    for number, one in enumerate(known):
        letter = "" if len(known) == 1 else f" {chr(ord('A') + number)}"
        yield NewPage()
        yield Heading(f"{ANNEX}{letter}: {one.title}")
        yield from one.blocks
