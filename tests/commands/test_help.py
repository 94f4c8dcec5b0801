"""`seriesd help`: pages that are true, a topic for every word that a person meets, and the manual page."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from commands.cli import HEADINGS, ROOMS, VERBS, main, parser_of
from commands.verbs.administer import pages, topics
from commands.verbs.administer.help import SEE_ALSO, children_of, known
from ledger.events import ENTRY_TYPES
from projections.certificate.readings import READINGS, SWITCHES
from tests.docs.command import seriesd
from tests.docs.generate import MANUAL


def said(*words: str, code: int = 0) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert main([*words]) == code, err.getvalue()
    return out.getvalue(), err.getvalue()


# -- the list of verbs -------------------------------------------------------------------------------------------------


def test_every_verb_stands_in_one_group() -> None:
    grouped = [verb for verbs in ROOMS.values() for verb in verbs]
    assert sorted(grouped) == sorted(VERBS)
    assert HEADINGS.keys() == ROOMS.keys()


def test_the_help_of_the_command_shows_the_verbs_in_their_groups(tmp_path: Path) -> None:
    done = seriesd("--help", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    heads = [line.removesuffix(":") for line in done.stdout.splitlines() if line.endswith(":") and line[0] != " "]
    assert heads == [*HEADINGS.values(), "options", "examples"]
    hand_out = done.stdout.partition("\nhand out:\n")[2].partition("\n\n")[0]
    assert re.findall(r"^  ([a-z-]+) ", hand_out, re.MULTILINE) == [*ROOMS["documents"]]
    assert re.findall(r"^  ([a-z-]+)(?: |$)", done.stdout.partition("options:")[0], re.MULTILINE) == [
        verb for verbs in ROOMS.values() for verb in verbs
    ]


def test_the_help_of_the_command_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from commands.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print({'pydantic', 'shtab', 'sqlalchemy', 'eventsourcing', 'yaml', 'gmpy2', 'rich'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\nset()\n")


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_help_alone_lists_every_page_and_every_verb() -> None:
    listed, _ = said("help")
    for topic in [*topics.PAGES, *VERBS]:
        assert re.search(rf"^\s*{topic} ", listed, re.MULTILINE), topic


@pytest.mark.parametrize("topic", [*topics.PAGES, *ENTRY_TYPES, *READINGS, *SWITCHES])
def test_every_topic_has_a_page(topic: str) -> None:
    page, _ = said("help", topic)
    assert len(page.splitlines()) > 2


@pytest.mark.parametrize("verb", VERBS)
def test_the_page_of_a_verb_is_its_help(verb: str, tmp_path: Path) -> None:
    page, _ = said("help", verb)
    parser = children_of(parser_of([verb]))[verb]
    assert page.startswith(parser.format_help())
    assert page.startswith(f"usage: seriesd {verb} ")
    for action in children_of(parser):
        assert said("help", verb, action)[0].startswith(f"usage: seriesd {verb} {action} ")
    assert list(tmp_path.iterdir()) == []


def test_the_page_of_a_verb_is_as_wide_as_it_is_asked_for() -> None:
    narrow, wide = said("help", "verify", "--width", "70")[0], said("help", "verify", "--width", "120")[0]
    assert max(map(len, narrow.splitlines())) <= 70
    assert 70 < max(map(len, wide.splitlines())) <= 120
    assert narrow.split() == wide.split()


def test_no_page_has_the_name_of_a_verb() -> None:
    parser = parser_of([])
    assert len(known(parser)) == len(set(known(parser)))
    assert SEE_ALSO.keys() <= VERBS.keys()
    assert {*SEE_ALSO.values()} <= topics.PAGES.keys()
    assert said("help", "entries")[0].endswith("see also: seriesd help journal\n")


def test_an_entry_type_says_what_it_needs() -> None:
    page, _ = said("help", "shares_transferred")
    assert "Shares pass from one holder to another." in page
    needed = re.search(r"^ *required +(.+)$", page, re.MULTILINE)
    assert needed is not None
    assert needed[1].split(", ") == ["effective", "stock", "from", "to", "shares"]


def test_a_reading_says_what_it_says_and_what_stands_against_it() -> None:
    page, _ = said("help", "a25")
    assert "Reading A25, of 4E(3)" in page
    assert "every later test is made again as if it had been so from the grant" in page
    assert "It could be read otherwise: only the step of the right itself is taken back." in page


def test_a_switch_says_its_choices_and_how_to_look_at_the_other() -> None:
    page, _ = said("help", "tranche_test")
    assert "separate is as said here, blended the other way" in " ".join(page.split())
    assert "seriesd what-if --change certificate terms.interpretations.tranche_test=blended\n" in page
    assert said("help", "A24") == said("help", "tranche_test")


def test_what_the_page_for_beginners_says_works_as_it_stands(tmp_path: Path) -> None:
    page, _ = said("help", "start")
    for line in [*pages.FIRST_JOURNAL.splitlines(), *pages.FIRST_COMMANDS]:
        assert f"  {line}\n" in page
    (tmp_path / "journal.yaml").write_text(pages.FIRST_JOURNAL, encoding="utf-8")
    answers = {}
    for command in pages.FIRST_COMMANDS:
        _, *words = shlex.split(command)
        done = seriesd(*words, folder=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
        answers[words[0]] = done.stdout
    # (10,000,000 x .0033 + 6,000) / 15,000,000
    assert "in effect         0.0026" in answers["price"]
    assert (tmp_path / "seriesd.db").exists()


def test_what_the_page_on_numbers_says_is_so(tmp_path: Path) -> None:
    first = pages.FIRST_JOURNAL
    for written, taken in {"6000": True, "0.0033": True, "11/3": True, '"12,500,000"': False, '"$6000"': False}.items():
        journal = first.replace("{cash: 6000}", f"{{cash: {written}}}")
        assert (journal != first) or written == "6000"
        (tmp_path / "journal.yaml").write_text(journal, encoding="utf-8")
        done = seriesd("check", "journal.yaml", folder=tmp_path)
        assert (done.returncode == 0) is taken, (written, done.stderr)


def test_a_program_gets_the_page_as_text() -> None:
    found = json.loads(said("help", "dates", "--json")[0])
    assert found["topic"] == "dates"
    assert "--as-known MOMENT" in found["text"]
    of_a_verb = json.loads(said("help", "scenario", "save", "--json")[0])
    assert of_a_verb["text"].startswith("usage: seriesd scenario save ")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["prise"], "there is no topic 'prise'; did you mean 'price'?"),
        (["option_grantd"], "there is no topic 'option_grantd'; did you mean 'option_granted'?"),
        (["tranch_test"], "there is no topic 'tranch_test'; did you mean 'tranche_test'?"),
        (["scenario", "saev"], "`seriesd scenario` has no action 'saev'; did you mean 'save'?"),
        (["xyzzy"], "there is no topic 'xyzzy'; `seriesd help` lists them"),
    ],
)
def test_a_topic_that_is_not_there(words: list[str], meant: str) -> None:
    out, err = said("help", *words, code=2)
    assert out == ""
    assert meant in err


# -- the manual page ---------------------------------------------------------------------------------------------------


def test_the_manual_page_is_what_the_command_prints(tmp_path: Path) -> None:
    done = seriesd("help", "--man", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == MANUAL.read_text("utf-8")


def test_the_manual_page_names_every_verb_and_every_option() -> None:
    manual = MANUAL.read_text("utf-8").replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")

    def look(words: str, name: str) -> None:
        parser = parser_of(words.split())
        for word in words.split()[1:]:
            parser = children_of(parser)[word]  # type: ignore[assignment]
        section = manual.partition(f'.SS "{words}"\n')[2].partition("\n.SS ")[0]
        assert section, words
        everywhere = manual.partition(".SH OPTIONS OF EVERY VERB")[2].partition(".SH VERBS")[0]
        for action in parser._actions:
            for option in action.option_strings:
                assert option in section + everywhere, (words, option)
        for child in children_of(parser):
            look(f"{words} {child}", name)

    for verb in VERBS:
        look(f"seriesd {verb}", verb)


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff, which sets manual pages, is not installed")
def test_the_manual_page_is_set_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", str(MANUAL)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
