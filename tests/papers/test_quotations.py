"""The certificate quoted beside a calculation: from the text that is attached, in every form, and never a wrong clause."""

import json
import re
from pathlib import Path

import pypdf
import pytest

from commands.api.ledger import Ledger, open_ledger
from projections.audit.papers import NO_PAPERS, Papers
from projections.certificate.passages import TELLING, passages
from projections.render.blocks import Quotation
from projections.render.papers import MOST_QUOTED, cut, quotations
from tests.commands.asking_the_command import STORY
from tests.papers import certificate
from tests.papers.certificate import WORDS
from tests.papers.company import asked, told
from tests.reference.figures import option_x

GRANT = option_x(2) | {"effective": "2006-04-01"}


def quoting(folder: Path, content: bytes | None = None, name: str = "exhibit.txt", role: str = "certificate") -> Ledger:
    """The company, with a text of its certificate attached."""
    ledger = open_ledger(str(folder / "seriesd.db"))
    ledger.record([*STORY, GRANT])
    path = folder / name
    path.write_bytes(certificate.text().encode() if content is None else content)
    ledger.attach("certificate", path, role=role)  # type: ignore[arg-type]
    return ledger


def quoted(papers: Papers, *clauses: str) -> list[str]:
    """The word of each clause that is quoted for these."""
    said = [" ".join(one.words) for one in quotations(papers, clauses) if isinstance(one, Quotation)]
    return [next(word for word in WORDS.values() if word in words) for words in said]


def test_clauses_are_quoted_as_they_are_printed_each_once(tmp_path: Path) -> None:
    with quoting(tmp_path) as ledger:
        papers = ledger.papers()
    assert quoted(papers, "4E(1)", "4E", "4E(1)") == ["stoat", "lynx"]
    assert quoted(papers, "4L", "4L (second)", "4L (second)(2)") == ["lark", "swift", "martin"]
    assert quoted(papers, "2, 4H") == ["heron", "kestrel"]
    assert quoted(papers, "1") == []  # four are printed under it
    assert quoted(papers, "4E(8)", "", "99") == []
    assert quoted(NO_PAPERS, "4E") == []


def test_a_step_quotes_what_it_applies_and_all_that_it_rests_on_further_down(tmp_path: Path) -> None:
    with quoting(tmp_path):
        pass
    shallow, deep = (told(tmp_path, "explain", "--step", "2", *words) for words in ((), ("--depth", "all")))
    own = {word for word in WORDS.values() if word in shallow}
    assert own == {"stoat", "lynx"}  # 4E(1), and the formula of 4E
    assert own < {word for word in WORDS.values() if word in deep}
    assert "viper" in deep  # 4E(5): the consideration
    assert deep.count("rule of the lynx") == 1
    assert not any(word in told(tmp_path, "explain", "--on", "2006-05-01") for word in WORDS.values())
    assert "rule of the stoat" in told(tmp_path, "explain", "--on", "2006-05-01", "--depth", "1")
    assert re.search(r"-- exhibit.txt, sha256 [0-9a-f]{12}…", shallow)


def test_every_form_shows_the_quotation_apart(tmp_path: Path) -> None:
    with quoting(tmp_path) as ledger:
        (document,) = ledger.documents().documents
    sentence = "An option counts when it is granted."
    words = ("explain", "--step", "2")
    assert f"  | 4E(1) Rights to Buy. {sentence}" in told(tmp_path, *words)
    markdown = told(tmp_path, *words, "--format", "markdown")
    assert f"> 4E(1) Rights to Buy. {sentence}" in markdown
    assert "> (P x N) + M\\\n> \\-----------\\\n> N + K\n" in markdown  # no heading, and no line across the page
    assert "> 4E. Cheaper" in markdown
    page = told(tmp_path, *words, "--format", "html")
    assert re.search(rf"<blockquote>\s*<p>4E\(1\) Rights to Buy. {sentence}", page)
    told(tmp_path, *words, "-o", "step.pdf")
    set_out = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "step.pdf").pages).split())
    assert sentence in set_out
    found = asked(tmp_path, *words)["quoted"]
    assert [(one["clause"], one["left_out"], one["sha256"]) for one in found if one["clause"] in ("4E(1)", "4E")] == [
        ("4E(1)", 0, document.sha256),
        ("4E", 0, document.sha256),
    ]


def test_the_notice_of_an_adjustment_quotes_beside_its_calculation(tmp_path: Path) -> None:
    with quoting(tmp_path):
        pass
    letter = told(tmp_path, "notice", "adjustment", "--step", "2")
    calculated, facts = letter.index("How the price was calculated"), letter.index("Facts on which")
    assert calculated < letter.index("rule of the stoat") < facts
    assert "What the certificate says of it" in letter
    assert "rule of the" not in json.dumps(asked(tmp_path, "notice", "adjustment", "--step", "2"))


@pytest.mark.parametrize(
    ("content", "name", "role", "is_quoted"),
    [
        (None, "exhibit.md", "certificate", True),
        (None, "exhibit.pdf", "certificate", False),
        (None, "exhibit.txt", "source", False),
        (certificate.text().encode("utf-16"), "exhibit.txt", "certificate", True),
        (certificate.text().replace("granted", "granted \u2014").encode("cp1252"), "exhibit.txt", "certificate", True),
        (b"\x00" + certificate.text().encode(), "exhibit.txt", "certificate", False),
        (b"a text of something else", "exhibit.txt", "certificate", False),
    ],
)
def test_only_plain_text_attached_as_the_certificate_is_quoted(
    tmp_path: Path, content: bytes | None, name: str, role: str, is_quoted: bool
) -> None:
    with quoting(tmp_path, content, name, role) as ledger:
        assert quoted(ledger.papers(), "4E(1)") == ["stoat"] * is_quoted


def test_the_text_attached_last_counts_and_none_that_was_altered(tmp_path: Path) -> None:
    with quoting(tmp_path) as ledger:
        later = tmp_path / "restated.txt"
        later.write_text(certificate.text().replace("stoat", "stoat of another coat"))
        then = ledger.log()[-1].recorded_at
        ledger.attach("certificate", later, role="certificate")
        assert "of another coat" in ledger.papers().passages["4E(1)"].paragraphs[0]
        assert "of another coat" not in ledger.papers(as_known=then).passages["4E(1)"].paragraphs[0]
        path = ledger.documents().documents[-1].file
        assert path is not None
        path.chmod(0o644)
        path.write_text(later.read_text().replace("option", "OPTION"))
        assert ledger.papers().passages == {}


def test_a_long_passage_ends_with_a_word_and_says_how_much_there_is_more() -> None:
    words = [f"w{number}" for number in range(1_000)]
    said, left = cut([" ".join(words), "and more"])
    assert len(said) == 1
    assert len(said[0]) <= MOST_QUOTED + 2
    assert words[: len(said[0].split()) - 1] == said[0].removesuffix(" …").split()
    assert left == len(" ".join(words)) + len("and more") - len(said[0].removesuffix(" …"))
    assert cut(["short", "and short"]) == (["short", "and short"], 0)
    whole = "x" * MOST_QUOTED
    assert cut([whole]) == ([whole], 0)
    assert cut([whole, "y"]) == ([whole], 1)


def test_what_is_cut_is_said_with_the_quotation(tmp_path: Path) -> None:
    long = certificate.text().replace("An option counts", f"An option counts {'and counts ' * 900}")
    assert passages(long)["4E(1)"].paragraphs
    with quoting(tmp_path, long.encode()) as ledger:
        (one,) = quotations(ledger.papers(), ["4E(1)"])
    assert isinstance(one, Quotation)
    assert re.fullmatch(r"… goes on in exhibit\.txt: [\d,]+ more signs are not quoted here\.", one.left_out)
    assert one.words[-1].endswith(" …")


def flat(folder: Path, *words: str) -> str:
    """What the command prints, without its lines and what stands at their beginning."""
    return " ".join(told(folder, *words).replace("\n  |", "\n").split())


def test_the_operative_words_of_a_long_clause_are_quoted(tmp_path: Path) -> None:
    """They come late: behind 2,400 signs of a sentence."""
    long = certificate.text().replace("An option counts", f"An option {'or a warrant ' * 180}counts")
    with quoting(tmp_path, long.encode()):
        pass
    assert "counts when it is granted. This is the rule of the stoat" in flat(tmp_path, "explain", "--step", "2")


def test_a_text_that_is_not_here_as_it_was_attached_is_not_quoted_and_that_is_said(tmp_path: Path) -> None:
    words = ("explain", "--step", "2"), ("notice", "adjustment", "--step", "2")
    with quoting(tmp_path) as ledger:
        path = ledger.documents().documents[-1].file
    assert path is not None
    said = "The text attached as certificate, exhibit.txt, is not here as it was attached"
    assert not any(said in flat(tmp_path, *each) for each in words)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"option", b"OPTION"))
    for each in words:
        found = flat(tmp_path, *each)
        altered = (
            rf"{re.escape(said)} \(altered: its bytes have another hash, [0-9a-f]+…\), so nothing of it is quoted\."
        )
        assert len(re.findall(altered, found)) == 1
        assert "rule of the" not in found
    path.unlink()
    assert f"{said} (missing: it is not here), so nothing of it is quoted." in flat(tmp_path, *words[0])


def test_attaching_says_how_many_clauses_are_found_and_a_text_without_any_displaces_none(tmp_path: Path) -> None:
    with quoting(tmp_path) as ledger:
        pass
    none = "no clause was found in it, so nothing of it will be quoted"
    (tmp_path / "other.txt").write_text("a text of something else")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 of some pages")
    again = told(tmp_path, "attach", "certificate", "exhibit.txt", "--role", "certificate")
    assert f"{len(WORDS)} of the {len(TELLING)} clauses were found in it" in again
    assert none in told(tmp_path, "attach", "certificate", "other.txt", "--role", "certificate")
    assert none in told(tmp_path, "attach", "certificate", "scan.pdf", "--role", "certificate")
    assert asked(tmp_path, "attach", "certificate", "exhibit.txt", "--role", "certificate")["clauses"] == len(WORDS)
    assert asked(tmp_path, "attach", "certificate", "scan.pdf", "--role", "certificate")["clauses"] == 0
    assert "clauses" not in asked(tmp_path, "attach", "sale", "scan.pdf")
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        assert quoted(ledger.papers(), "4E(1)") == ["stoat"]
