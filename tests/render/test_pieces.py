"""A JSON document in pieces: what they say together is what the whole document says, byte for byte."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ledger.numbers.lazy import Later
from projections.render.json.documents import as_document
from projections.render.json.pieces import Each, in_pieces

WORDS = st.text(max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def later(value: Any) -> Any:
    """The same, its lists made as they are written."""
    if isinstance(value, list):
        return Each(later(one) for one in value)
    return {name: later(one) for name, one in value.items()} if isinstance(value, dict) else value


@given(st.dictionaries(WORDS, PLAIN, max_size=4))
def test_the_pieces_say_what_the_document_says(content: dict[str, Any]) -> None:
    assert "".join(in_pieces(content)) == as_document(content)
    assert "".join(in_pieces(later(content))) == as_document(content)


def test_a_member_is_made_when_it_is_written_and_not_before() -> None:
    made: list[int] = []

    def members() -> Iterator[dict[str, int]]:
        for number in range(3):
            made.append(number)
            yield {"number": number}

    written = ""
    for piece in in_pieces({"first": [1], "many": Each(members()), "last": None}):
        written += piece
        assert len(made) <= written.count('"number"') + 1
    assert written == as_document({"first": [1], "many": [{"number": 0}, {"number": 1}, {"number": 2}], "last": None})


def test_what_is_looked_at_once_is_not_kept() -> None:
    looks: list[int] = []

    def make() -> list[int]:
        looks.append(1)
        return [3, 1]

    found = Later(make)
    assert [*found.once()] == [*found.once()] == [3, 1]
    assert len(looks) == 2
    assert [*found] == [*found.once()] == [3, 1]
    assert len(looks) == 3
