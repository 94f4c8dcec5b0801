"""What is overdue, wrong, due, assumed or done: a word everywhere, and a colour where colours are wanted."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from pypdf import PdfReader

from projections.render.blocks import Grid, Items, Note, Paragraph, Title
from projections.render.marks.marked import Toned, tone_of
from projections.render.text import Layout, as_text
from projections.render.words import Style
from tests.docs.examples import FOLDER

from .at_a_terminal import on_a_terminal, through_a_pipe

RED, AMBER, GREEN, BOLD, END = "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[1m", "\x1b[0m"
CALENDAR = ("calendar", "--on", "2006-06-12", "--all")
CLAIMS = "date,price\n2006-02-15,393419149/200000000000\n2006-02-15,0.0019670957\n2006-02-15,0.0033\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert through_a_pipe("record", str(FOLDER / "american-technologies-group.yaml"), "--yes").code == 0
    (tmp_path / "claims.csv").write_text(CLAIMS, "utf-8")
    return tmp_path


def shown(*words: str, **settings: str) -> str:
    on = on_a_terminal(*words, columns=120, **({"TERM": "xterm-256color"} | settings))
    return on.out + on.err


def test_what_is_overdue_is_red_and_says_so() -> None:
    said = shown(*CALENDAR)
    assert f"{RED}overdue{END}" in said
    assert f"{AMBER}waiting{END}" in said
    assert f"{GREEN}done{END}" in said
    assert said.count(f"{RED}overdue") + said.count(f"{AMBER}open") + said.count(f"{AMBER}waiting") == 15
    assert "15 open\n" in said  # what is done is shown beside it, and is not open
    assert re.sub(r"\x1b\[\d+m", "", said).count("overdue") == said.count("overdue")


def test_verdicts_have_their_colours() -> None:
    said = shown("audit", "claims.csv")
    for word, colour in {"WRONG": RED, "as stated": AMBER, "exact": GREEN, "assumed": AMBER}.items():
        assert re.search(re.escape(colour) + rf" *{word}{re.escape(END)}", said), word


def test_a_whole_log_is_green_and_a_broken_one_red(folder: Path) -> None:
    assert GREEN in shown("verify").splitlines()[0]
    ledger = folder / "seriesd.db"
    ledger.write_bytes(ledger.read_bytes().replace(b"Laurus Master Fund", b"Laurus Master Fuel"))
    assert RED in shown("verify").splitlines()[0]


def test_refusals_and_notes_begin_in_colour(folder: Path) -> None:
    assert shown("explain", "nothing").startswith(f"{RED}seriesd: refused:{END} ")
    assert shown("prise").startswith(f"{RED}seriesd:{END} ")
    (folder / "free.yaml").write_text(
        "- {type: common_issued, id: free, effective: 2006-07-01, holder: X, shares: 1}", "utf-8"
    )
    assert f"{AMBER}note:{END} free: " in shown("check", "free.yaml")


@pytest.mark.parametrize("words", [CALENDAR, ("audit", "claims.csv"), ("verify",), ("explain", "nothing")])
def test_colours_are_where_they_are_wanted_and_nowhere_else(words: tuple[str, ...]) -> None:
    colour = re.compile(r"\x1b\[3\dm")
    assert colour.search(shown(*words))
    assert not colour.search(shown(*words, NO_COLOR="1"))
    for plain in (shown(*words, TERM="dumb"), shown(*words, "--color", "never")):
        assert "\x1b" not in plain
    assert colour.search(shown(*words, "--color", "always", NO_COLOR="1", TERM="dumb"))
    piped, always = through_a_pipe(*words), through_a_pipe(*words, "--color", "always")
    assert "\x1b" not in piped.out + piped.err
    assert colour.search(always.out + always.err)
    assert re.sub(r"\x1b\[\d+m", "", always.out + always.err) == piped.out + piped.err


def test_a_file_and_a_program_never_have_signs_of_colour(folder: Path) -> None:
    shown(*CALENDAR, "--color", "always", "-o", "calendar.txt")
    assert "\x1b" not in (folder / "calendar.txt").read_text("utf-8")
    for form in ("json", "markdown", "html"):
        assert "\x1b" not in shown(*CALENDAR, "--color", "always", "--format", form)


def test_every_block_shows_its_tone() -> None:
    words = Toned.of("it is overdue", "wrong")
    assert (tone_of(words), tone_of("it is due")) == ("wrong", None)
    style = Layout(style=Style(emphasis=True, colours=True))
    for block in (Paragraph(words), Note(words), Items([words]), Grid(("state",), [(words,)])):
        assert RED in as_text([block], style)
        assert "\x1b" not in as_text([block])
    assert as_text([Title(words)], style) == f"{RED}{BOLD}it is overdue{END}{END}\n"


def test_a_page_has_a_class_for_each_tone_and_the_word_beside_it() -> None:
    page = through_a_pipe(*CALENDAR, "--format", "html").out
    assert '<td class="short wrong">overdue</td>' in page
    assert '<td class="short heed">waiting</td>' in page
    assert ' class="wrong"' not in through_a_pipe("price", "--format", "html").out


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(ink: str, paper: str) -> float:
    dark, light = sorted((_luminance(ink), _luminance(paper)))
    return (light + 0.05) / (dark + 0.05)


def test_each_tone_can_be_read_on_light_and_on_dark_and_on_paper() -> None:
    assert round(_contrast("#767676", "#ffffff"), 2) == 4.54  # a pair that is known
    css = files("projections.render").joinpath("templates", "report.css").read_text("utf-8")
    places = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    assert len(places) == 3
    for place in places:
        names = dict(re.findall(r"--(\w+): (#\w+);", place))
        named = {name: f"#{''.join(2 * one for one in it[1:])}" if len(it) == 4 else it for name, it in names.items()}
        for tone in ("wrong", "heed", "good", "ink", "soft"):
            assert _contrast(named[tone], named["paper"]) >= 4.5, (tone, place)


def test_on_paper_what_is_wrong_has_weight(folder: Path) -> None:
    through_a_pipe(*CALENDAR, "-o", "calendar.pdf")
    fonts: dict[str, set[str]] = {}

    def visit(text: str, _: object, __: object, font: dict[str, str] | None, ___: object) -> None:
        for word in text.split():
            fonts.setdefault(word, set()).add(str((font or {}).get("/BaseFont", "")))

    PdfReader(folder / "calendar.pdf").pages[0].extract_text(visitor_text=visit)
    assert all("Semibold" in name for name in fonts["overdue"] if name)
    assert not any("Semibold" in name for name in fonts["waiting"])
