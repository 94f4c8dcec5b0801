"""A letter: letterhead, date, address, what it says, who signs; and what is missing said at its head."""

import datetime as dt

import pytest

from projections.documents.letter import Envelope, envelope_of
from projections.render.blocks import Alert, Block, Heading, Letterhead, Lines, NewPage, Paragraph, Signature
from projections.render.documents.letter import NO_ADDRESS, Annex, Letter, in_a_line, letter_blocks
from projections.render.numbers import dollars, long_date
from projections.render.text import Layout, as_text
from tests.ledger.engine import judge
from tests.reference.figures import Entry, base, entry, jan

HOME = entry(
    "address_changed", 3, id="home", holder="dana", address=["100 Main Street", "Springfield"], attention="Ms. Roe"
)
PAPER = entry(
    "letterhead_changed", 3, id="paper", address="1 Factory Road\nSpringfield", phone="555 0100", email="ir@example.com",
    signatory="Jane Roe", signatory_title="Secretary",
)  # fmt: skip


def outside(*entries: Entry, dated: int = 20) -> Envelope:
    return envelope_of(judge([*base(), *entries]).log, jan(dated))


def letter(envelope: Envelope, *to: str) -> list[Block]:
    annexes = [Annex("The figures", [Paragraph("One.")]), Annex("The facts", [Paragraph("Two.")])]
    return list(letter_blocks(Letter(envelope, to, "Series D", "Your shares", [Paragraph("Yours.")], annexes)))


def test_a_letter_stands_as_it_is_mailed() -> None:
    assert (
        as_text(letter(outside(HOME, PAPER), "dana"), Layout(width=64))
        == """\
  Example Corp
  1 Factory Road, Springfield
  555 0100, ir@example.com
  --------------------------------------------------------------

  January 20, 2006

  BY FIRST-CLASS MAIL

  dana
  Attention: Ms. Roe
  100 Main Street
  Springfield

Re: Your shares
===============

  Ladies and Gentlemen:

  Yours.

  Very truly yours,

  Example Corp

  By: __________________________________________
      Jane Roe
      Secretary

----------------------------------------------------------------

Annex A: The figures
  One.

----------------------------------------------------------------

Annex B: The facts
  Two.
"""
    )


def test_what_is_not_on_the_books_is_said_over_everything_else() -> None:
    first, *rest = letter(outside(), "dana")
    assert isinstance(first, Alert)
    assert "the address is not on the books" in first.text
    assert "address_changed" in first.text
    assert rest[0] == Letterhead("Example Corp")
    assert Lines(("dana", NO_ADDRESS)) in rest
    assert Signature("Example Corp", ("By", "Name", "Title"), closing="Very truly yours,") in rest
    assert not any(isinstance(one, Alert) for one in letter(outside(HOME), "dana"))


def test_of_several_how_many_have_no_address() -> None:
    both = outside(HOME)
    first = letter(both, "dana", "eve")[0]
    assert isinstance(first, Alert)
    assert "1 of 2 are not on the books" in first.text
    assert Lines(("To each holder of record of Series D named below",)) in letter(both, "dana", "eve")
    assert [in_a_line(both, one) for one in ("dana", "eve")] == [
        "Attention: Ms. Roe, 100 Main Street, Springfield",
        "not on the books",
    ]


@pytest.mark.parametrize(("dated", "known"), [(2, False), (3, True)])
def test_the_books_are_those_of_the_date_of_the_letter(dated: int, known: bool) -> None:
    envelope = outside(HOME, PAPER, dated=dated)
    assert ("dana" in envelope.addresses, envelope.letterhead is not None) == (known, known)


def test_the_name_is_not_said_twice_where_the_address_begins_with_it() -> None:
    named = HOME | {"address": ["DANA", "100 Main Street"], "attention": None}
    assert Lines(("dana", "100 Main Street")) in letter(outside(named), "dana")


def test_every_annex_begins_on_a_page_of_its_own_behind_the_signature() -> None:
    blocks = letter(outside(HOME), "dana")
    pages = [place for place, one in enumerate(blocks) if isinstance(one, NewPage)]
    assert [type(blocks[place + 1]) for place in pages] == [Heading, Heading]
    assert isinstance(blocks[pages[0] - 1], Signature)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0.0026", "$0.0026"),
        ("6000", "$6,000"),
        ("1111.1", "$1,111.10"),
        ("1111.11", "$1,111.11"),
        ("1/3", "$0.3333333333…"),
    ],
)
def test_money_is_said_in_dollars(amount: str, said: str) -> None:
    from fractions import Fraction

    assert dollars(Fraction(amount)) == said


def test_a_day_is_said_in_words() -> None:
    assert [long_date(dt.date(2006, month, 2)) for month in (1, 12)] == ["January 2, 2006", "December 2, 2006"]
