"""Words that carry where their reason stands: kept by whatever maps over words, left out where nothing can be linked."""

import datetime as dt
from pathlib import Path

import pytest

from projections.render.blocks import Facts, Grid, Heading, Items, Note, Paragraph, Title
from projections.render.documents.report import report
from projections.render.docx.document import as_docx
from projections.render.html import as_html
from projections.render.markdown import as_markdown
from projections.render.marks.citations import clause, names_of, spans
from projections.render.marks.marked import (
    Linked,
    Marked,
    Shaded,
    Struck,
    Toned,
    each_reasoned,
    naming,
    reasoned,
    tone_of,
    why_of,
    whys_of,
)
from projections.render.marks.why import Why
from projections.render.pdf import as_pdf
from projections.render.seen import seen
from projections.render.text import as_text

from .reports import COLOPHON

SALE = Why("entry", "sale-3")
UNSEEN = "name \u202eabc"
MARKED = [
    UNSEEN,
    Toned.of(UNSEEN, "wrong"),
    Struck(UNSEEN),
    Linked.to(UNSEEN, "file.pdf"),
    Shaded.of(UNSEEN, "#440154", "#ffffff"),
]


@pytest.mark.parametrize("words", MARKED, ids=lambda words: type(words).__name__)
def test_words_keep_all_their_marks_when_they_get_a_reason_and_when_they_are_made_seen(words: str) -> None:
    grid, items = seen([Grid((), [(reasoned(words, SALE),)]), Items([reasoned(words, SALE)])])
    for shown in (grid.rows[0][0], items.items[0]):
        assert shown == r"name \u202eabc"
        assert why_of(shown) == SALE
        assert isinstance(shown, type(words))
        assert tone_of(shown) == tone_of(words)
        for name in getattr(type(words), "__slots__", ()):
            assert getattr(shown, name) == getattr(words, name)
    assert why_of(words) is None  # the words that were given are as they were


def test_words_without_a_reason_and_empty_words_stay_what_they_are() -> None:
    plain = "0.0033"
    assert reasoned(plain) is plain
    assert reasoned(plain, None) is plain
    assert type(reasoned("", SALE)) is str
    assert whys_of(plain) == ()
    assert [why_of(cell) for cell in each_reasoned(("1", "", "2"), SALE)] == [SALE, None, SALE]
    assert whys_of(reasoned("1", None, SALE, Why("step", "2"))) == (SALE, Why("step", "2"))


def test_a_sentence_has_the_reasons_of_what_it_names_alone() -> None:
    said = naming("sale-3 moved it", Why("entry", "sale-4"), SALE, None, Why("entry", ""))
    assert whys_of(said) == (SALE,)
    # a longer name is another one
    assert whys_of(naming("sale-30 moved it, for 3,367 shares", SALE, Why("holder", "3"))) == ()


def marked(plain: bool) -> list:
    def why(words: str, *whys: Why) -> str:
        return words if plain else reasoned(words, *whys)

    return [
        Heading(why("The price", Why("price", on=dt.date(2006, 3, 1))), 1),
        Title(why("Step 1", Why("step", "1"))),
        Paragraph(why("sale-3 moved it (4E, A1)", SALE)),
        Note(why(Toned.of("it is due", "heed"), Why("rule", "past_its_term"))),
        Items([why("sale-3", SALE), why(Linked.to("paper", str(Path.cwd() / "paper.pdf")), Why("document", "doc-1"))]),
        Facts([("price", why("0.0033", Why("step", "1")))]),
        Grid(
            ("step", "after", "was"),
            [
                (why("1", Why("step", "1")), why(Toned.of("WRONG", "wrong"), SALE), why(Struck("0.0033"), SALE)),
                (why("2", Why("step", "2")), why(Shaded.of("0.0026", "#440154", "#ffffff"), SALE), ""),
            ],
        ),
    ]


def test_every_form_but_a_page_that_leads_there_is_the_same_to_the_last_byte() -> None:
    with_it, without = marked(plain=False), marked(plain=True)
    assert as_text(with_it) == as_text(without)
    assert as_markdown(with_it, Path.cwd()) == as_markdown(without, Path.cwd())
    pages = [report("x", blocks, COLOPHON) for blocks in (with_it, without)]
    assert as_html(pages[0], Path.cwd()) == as_html(pages[1], Path.cwd())
    assert as_pdf(pages[0]) == as_pdf(pages[1])
    assert as_docx(pages[0]) == as_docx(pages[1])
    assert 'href="/entry/sale-3"' in as_html(pages[0], reason=lambda why: f"/{why.kind}/{why.of}")


# -- what a sentence names --------------------------------------------------------------------------------------------


def named(sentence: str, *known: str) -> list[tuple[str, str, str]]:
    found = spans(sentence, {name: Why("entry", name) for name in known})
    assert "".join(words for words, _ in found) == sentence
    return [(words, why.kind, why.of) for words, why in found if why is not None]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It is tested (4E(3), A22).", [("4E(3)", "clause", "4E(3)"), ("A22", "reading", "A22")]),
        ("all converts (second 4L, 4D, A46)", [
            ("second 4L", "clause", "4L (second)"), ("4D", "clause", "4D"), ("A46", "reading", "A46"),
        ]),
        ("by the first of them (first 4L)", [("first 4L", "clause", "4L")]),
        ("Waived (9, A52): it is", [("9", "clause", "9"), ("A52", "reading", "A52")]),
        # numbers alone, and what only looks like a citation
        ("(1) The figure is 2: see (2) and part (3)", []),
        ("Fund (A99, 4Z) and A22 and 4E(3) outside", []),
        ("no end (4E(3", []),
    ],
)  # fmt: skip
def test_clauses_and_readings_are_found_in_parentheses(sentence: str, found: list[tuple[str, str, str]]) -> None:
    assert named(sentence) == found


def test_a_number_alone_is_a_clause_where_that_is_said() -> None:
    found = spans(reasoned("owed, part of the preference (3), of 3", clause("3")))
    assert found == [
        ("owed, part of the preference (", None), ("3", Why("clause", "3")), ("), of 3", None),
    ]  # fmt: skip
    assert clause("4Z") is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("sale-3 moved it", ["sale-3"]),
        ("by sale-3.", ["sale-3"]),
        ("`seriesd explain sale-3`; sale-30, x-sale-3, sale-3-b and sale-3.1", ["sale-3"]),
        ("sale-3, sale-30: (sale-3)", ["sale-3", "sale-3"]),
    ],
)
def test_a_name_is_found_where_it_stands_whole(sentence: str, found: list[str]) -> None:
    assert [words for words, _, _ in named(sentence, "sale-3")] == found
    own = spans(reasoned(sentence, SALE))
    assert [words for words, why in own if why == SALE] == found


def test_a_name_of_several_words_is_found_where_the_sentence_says_that_it_is_one() -> None:
    fund = Why("holder", "Laurus Master Fund")
    assert (fund.of, fund) in spans(reasoned("Laurus Master Fund would get more (4A)", fund))


def test_a_part_of_a_number_is_never_a_name() -> None:
    assert spans(reasoned("3,367 of 0.3 and 3", Why("step", "3"))) == [("3,367 of 0.3 and 3", None)]
    assert spans(reasoned("3,367 shares, 1,3", Why("entry", "3"))) == [("3,367 shares, 1,3", None)]


def test_only_ids_that_are_like_no_other_word_are_looked_for_unasked() -> None:
    told = [reasoned(name, Why("entry", name)) for name in ("sale-3", "Common", "4")]
    assert names_of([*told, reasoned("a figure", Why("entry", "sale-9")), "sale-8"]) == {"sale-3": SALE}


def test_marks_are_seen_by_nobody_who_reads_the_words() -> None:
    assert reasoned("0.0033", SALE) == "0.0033"
    assert hash(reasoned("0.0033", SALE)) == hash("0.0033")
    assert type(Marked("x")[:1]) is str
