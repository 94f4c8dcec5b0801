"""The passages of a certificate: each under the clause that it is of, or under none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.certificate.clauses import CLAUSES
from projections.certificate.passages import TELLING, passages
from tests.papers import certificate
from tests.papers.certificate import PARTS, WORDS, Part, full, marked, short, text

STYLES = [full, short, marked]


def words_found(written: str) -> dict[str, set[str]]:
    """Of each clause that is found, whose words stand in its passage."""
    found = passages(written)
    every = {word: clause for clause, word in WORDS.items()}
    return {
        name: {of for word, of in every.items() if any(word in line for line in one.paragraphs)}
        for name, one in found.items()
    }


@pytest.mark.parametrize("style", STYLES)
def test_each_clause_has_its_own_words_and_no_others(style: object) -> None:
    found = words_found(text(style))  # type: ignore[arg-type]
    assert found == {clause: {clause} for clause in WORDS}


def test_every_clause_of_the_table_can_be_found_but_those_that_no_certificate_has() -> None:
    without = {one.id for one in CLAUSES} - passages(text()).keys()
    assert without == {"4E(8)", "record"}
    assert TELLING.keys() == {one.id for one in CLAUSES} - without


def test_lines_are_joined_and_pages_left_out_but_a_fraction_keeps_its_lines() -> None:
    found = passages(text())
    assert found["resolution"].paragraphs == (
        "RESOLVED, that there is a series of 500 shares, so designated and no more; of them speaks the linnet.",
    )
    assert "(P x N) + M\n-----------\nN + K" in found["4E"].paragraphs
    assert not any("PAGE" in line or line == "-3-" for one in found.values() for line in one.paragraphs)


def test_a_fraction_whose_lines_stand_apart_is_one_paragraph_of_lines() -> None:
    apart = text().replace(" -----------\n", "\n      -----------\n\n")
    assert apart != text()
    assert "(P x N) + M\n-----------\nN + K" in passages(apart)["4E"].paragraphs
    assert passages(apart) == passages(text())
    # a line between sentences, or over a heading, is none
    ruled = text().replace("4F  More", "------\n\n            4F  More")
    assert "------" in passages(ruled)["4E(7)"].paragraphs[-1]
    assert passages(ruled)["4F"] == passages(text())["4F"]


def test_a_sentence_that_a_page_breaks_is_one() -> None:
    broken = text().replace("A split moves the price", "A split moves\n\n      -9-\n<PAGE>\n\nthe price")
    assert passages(broken) == passages(text())


@pytest.mark.parametrize("clause", [one.clause for one in PARTS if one.clause not in ("4L-1", "4L-2", "4E")])
def test_of_what_is_not_there_nothing_is_said(clause: str) -> None:
    """In section 4 it goes on behind it; behind a section that is missing nothing is known."""
    found = words_found(text(without=clause))
    assert clause not in found
    assert all(words == {name} for name, words in found.items())
    if clause[0] == "4" or clause == "10":
        assert found.keys() == WORDS.keys() - {clause}
    else:
        assert "4A" in found or int(clause) < 4


@pytest.mark.parametrize("style", STYLES)
@given(data=st.data())
def test_headings_out_of_their_order_never_put_words_under_another_clause(style: object, data: st.DataObject) -> None:
    parts = tuple(data.draw(st.permutations(PARTS)))
    for name, one in passages(text(style, parts=parts)).items():  # type: ignore[arg-type]
        assert WORDS[name] in " ".join(one.paragraphs)


def test_the_first_of_two_texts_in_a_file_is_not_taken_for_the_only_one() -> None:
    both = certificate.text().replace(certificate.ENDS, "") + certificate.text()
    assert passages(both) == {}


@pytest.mark.parametrize("dots", ["", " ......... 7"])
def test_a_table_of_contents_is_no_text(dots: str) -> None:
    contents = "\n\n".join(f"{one.label} {one.title}{dots}" for one in (_first(), *PARTS) if one.title)
    written = text().replace("      1. Words.", f"{contents}\n\n      1. Words.", 1)
    found = passages(written)
    assert {name: one for name, one in found.items() if name != "resolution"} == {
        name: one for name, one in passages(text()).items() if name != "resolution"
    }


def _first() -> Part:
    return Part("1", "1.", "Words.", "", "")


def test_a_certificate_that_numbers_otherwise_is_not_quoted_under_a_wrong_number() -> None:
    other = text().replace("A split moves the price in proportion", "Holders are listed by their names")
    assert "4F" not in passages(other)


@given(st.text())
def test_any_text_has_some_passages_or_none(written: str) -> None:
    found = passages(written)
    assert found.keys() <= TELLING.keys()
    assert all(one.paragraphs and all(one.paragraphs) for one in found.values())


def test_a_word_in_the_middle_of_a_sentence_is_no_heading() -> None:
    more = text().replace("4G.  Another", "4E(1) through 4E(7) apply as well.\n\n            4G.  Another")
    assert "4E(1) through 4E(7) apply as well." in passages(more)["4F"].paragraphs
