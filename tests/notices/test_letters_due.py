"""`seriesd notice --all-due` and `notice sent`: letters in batches, as files that are opened again, and as entries."""

import datetime as dt
from pathlib import Path

import docx
import openpyxl
import pytest

from commands.verbs.documents import letters_sent
from ledger.events import NoticeSent
from ledger.store.store import ConcurrentWriteError
from projections.documents.notices.due import MailedLetter, notices_due
from tests.commands.asking_the_command import error, failed
from tests.render.reports import words_of

from .company import LAPSE, OPTION, SALE, START, STORY, Company, sent
from .mailed import (
    DIVIDEND,
    DUE,
    FORGOTTEN,
    NAMES,
    SENT,
    asked,
    notices,
    open_items,
    rows,
    seriesd,
    tree,
    write_rows,
)

FUND = START[-1]
LONG = (
    "The Wellington International Strategic Opportunities Master Fund (Cayman) Limited Partnership",
    "Παπαδόπουλος Επενδυτική Ανώνυμη Εταιρεία Συμμετοχών",
)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path, *STORY, DIVIDEND)


def test_every_letter_that_is_due_is_written_with_a_list(company: Company, tmp_path: Path) -> None:
    done = seriesd(*DUE, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(tree(tmp_path)) == sorted([".letters.json", "letters.csv", "letters.txt", *NAMES])
    assert [(one["file"], one["holder"], one["kind"], one["about"]) for one in rows(tmp_path)] == [
        (NAMES[0], "Dana", "adjustment", "option"),
        (NAMES[1], "Fund", "adjustment", "option"),
        (NAMES[2], "Dana", "adjustment", "lapse"),
        (NAMES[3], "Fund", "adjustment", "lapse"),
        (NAMES[4], "Dana", "dividend", "dividend"),
        (NAMES[5], "Fund", "dividend", "dividend"),
    ]
    assert [(one["due"], one["state"], one["price"], one["places"]) for one in rows(tmp_path)[::2]] == [
        ("2006-01-02", "overdue", "0.0026", ""),
        ("2006-04-30", "overdue", "0.0032", ""),
        ("2030-04-25", "due", "", ""),
    ]
    said = done.stdout.splitlines()
    assert said[0] == "Letters due on 2007-02-01"
    assert said[-2:] == [
        "  6 letters. Nothing is recorded.",
        "When they are mailed, record it: seriesd notice sent letters --mailed DATE --yes",
    ]
    assert (tmp_path / "letters" / "letters.txt").read_text("utf-8").splitlines()[: len(said)] == said
    assert notices(company) == []


@pytest.mark.usefixtures("company")
def test_each_letter_is_the_one_that_the_notice_of_it_is(tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    alone = seriesd(
        "notice", "adjustment", "--entry", "lapse", "--holder", "Dana", "--mailed", "2007-02-01", folder=tmp_path
    )
    assert (tmp_path / "letters" / NAMES[2]).read_text("utf-8") == alone.stdout
    event = seriesd("notice", "dividend", "--holder", "Fund", "--mailed", "2007-02-01", folder=tmp_path)
    assert (tmp_path / "letters" / NAMES[5]).read_text("utf-8") == event.stdout


@pytest.mark.usefixtures("company")
def test_they_are_written_as_pdf_and_html_as_well(tmp_path: Path) -> None:
    assert seriesd(*DUE, "--format", "pdf", folder=tmp_path).returncode == 0
    made = {path.name: path for path in (tmp_path / "letters").glob("*.pdf")}
    assert len(made) == len(NAMES) + 1
    letter = " ".join(words_of(made["notice-adjustment-2006-04-30-fund.pdf"].read_bytes()).split())
    assert "0.0032" in letter
    assert "Fund" in letter
    assert "Dana" not in letter
    listed = words_of(made["letters.pdf"].read_bytes())
    assert all(name in listed for name in ("Dana", "Fund", "lapse", "dividend"))
    assert seriesd(*DUE[:-1], "pages/", "--format", "html", folder=tmp_path).returncode == 0
    assert "<h1>" in (tmp_path / "pages" / "notice-adjustment-2006-04-30-fund.html").read_text("utf-8")


def test_the_list_that_is_read_has_room_for_long_names(tmp_path: Path) -> None:
    company = Company(tmp_path, *STORY, DIVIDEND)
    odd = FORGOTTEN | {
        "id": "odd-lot-sold-to-the-adviser-of-january",
        "shares": 1_234_567,
        "consideration": {"cash": 333},
    }
    company.record(*(FUND | {"id": f"long-{number}", "holder": name} for number, name in enumerate(LONG)), odd)
    for form in ("text", "docx"):
        assert seriesd(*DUE, "--format", form, folder=tmp_path).returncode == 0
    text = (tmp_path / "letters" / "letters.txt").read_text("utf-8")
    first, second = (part.splitlines() for part in text.split("\n\n")[:2])
    assert first[1].split("  ")[0] == "no."
    assert " ".join(first[2].split()) == "1 Dana not on the books adjustment: option 2006-01-02 (overdue) 0.0026"
    assert second[:2] == ["no.  file", f"  1  {NAMES[0]}"]
    made = docx.Document(str(tmp_path / "letters" / "letters.docx"))
    letters, files = made.tables
    assert [len(letters.columns), len(files.columns), len(letters.rows)] == [6, 2, len(files.rows)]
    assert [cell.text for cell in letters.rows[0].cells] == ["no.", "holder", "address", "what", "due", "price stated"]
    widths = [column.width.pt for column in letters.columns]
    # at 9 points a digit is 4.5 wide and the dots behind a number 9; around a cell there are 10.8
    prices = [row.cells[5].text for row in letters.rows[1:]]
    assert any(one.endswith("…") for one in prices)
    assert widths[5] > 10.8 + max(4.5 * (len(one) + one.count("…")) for one in prices)
    # and a name, whose letters are as wide as digits or less, is broken between its words alone
    words = max(len(word) for name in LONG for word in name.split())
    assert widths[1] > 10.8 + 4.5 * words


@pytest.mark.usefixtures("company")
def test_the_list_for_a_program(tmp_path: Path) -> None:
    found = asked(tmp_path, *DUE)
    assert (found["schema"], found["on"], found["folder"], found["others"]) == (
        "seriesd/notice/1",
        "2007-02-01",
        "letters",
        [],
    )
    assert [one["file"] for one in found["letters"]] == NAMES
    assert found["letters"][0]["price"] == {"exact": "13/5000", "decimal": "0.0026000000"}
    assert "price" not in found["letters"][4]


def test_when_they_are_mailed_nothing_is_due_any_more(company: Company, tmp_path: Path) -> None:
    assert len(open_items(tmp_path)) == len(NAMES)
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    done = seriesd(*SENT, "--yes", folder=tmp_path)
    note = "note: mailed on 2007-02-01 without an address on the books: Dana, Fund; address_changed records it (4K)\n"
    assert (done.returncode, done.stderr) == (0, note)
    assert done.stdout.splitlines()[0] == "Recorded as mailed on 2007-02-01"
    assert done.stdout.splitlines()[-1] == "  6 notice_sent."
    assert open_items(tmp_path) == []
    assert notices(company) == [
        ("adjustment", "option", "Dana", "13/5000"),
        ("adjustment", "option", "Fund", "13/5000"),
        ("adjustment", "lapse", "Dana", "2/625"),
        ("adjustment", "lapse", "Fund", "2/625"),
        ("dividend", "dividend", "Dana", None),
        ("dividend", "dividend", "Fund", None),
    ]
    assert len({one.recorded_at for one in company.log()[-6:]}) == 1  # in one act
    audit = asked(tmp_path, "audit")
    assert audit["agrees"] is True
    assert len(audit["notices"]) == 4
    assert seriesd(*DUE, folder=tmp_path).stdout == "No letter is due on 2007-02-01.\n"
    assert list(notices_due(company.log(), dt.date(2007, 2, 2))) == []


def test_recorded_once_however_often_the_list_is_given(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    kept = rows(tmp_path)
    write_rows(tmp_path / "some.csv", [kept[0], kept[0], kept[4]])
    found = asked(tmp_path, "notice", "sent", "some.csv", "--mailed", "2007-02-01", "--yes")
    assert (found["recorded"], found["already_recorded"], len(found["entries"])) == (2, 1, 2)
    found = asked(tmp_path, *SENT, "--yes")
    assert (found["recorded"], found["already_recorded"]) == (4, 2)
    found = asked(tmp_path, *SENT, "--yes")
    assert (found["recorded"], found["already_recorded"], found["letters"]) == (0, 6, [])
    assert len(notices(company)) == 6


def test_without_a_yes_nothing_is_written(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    done = seriesd(*SENT, folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("To be recorded as mailed on 2007-02-01\n")
    assert done.stderr == "seriesd: nothing is recorded; --yes records it\n"
    assert notices(company) == []


def test_a_letter_that_contradicts_the_record_since_is_named_and_nothing_is_recorded(
    company: Company, tmp_path: Path
) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    company.record(FORGOTTEN)
    found = error(seriesd(*SENT, "--yes", "--json", folder=tmp_path), 1)
    assert (found["code"], found["clause"]) == ("letter_says_otherwise", "4K")
    assert found["message"].startswith(
        "the letter notice-adjustment-2006-04-30-dana.txt to Dana about lapse states a price of 0.0032, and the record now gives "
    )
    assert notices(company) == []
    # written anew, over its own files, it is what the record gives, and is recorded
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert seriesd(*SENT, "--yes", folder=tmp_path).returncode == 0
    assert open_items(tmp_path) == []
    assert asked(tmp_path, "audit")["agrees"] is True


def test_what_is_recorded_already_is_not_held_against_what_came_later(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert seriesd(*SENT, "--yes", folder=tmp_path).returncode == 0
    company.record(FORGOTTEN)
    assert asked(tmp_path, *SENT, "--yes")["already_recorded"] == 6
    assert sorted(one["about"] for one in open_items(tmp_path)) == ["forgotten", "forgotten", "lapse", "lapse"]
    assert asked(tmp_path, *DUE)["others"] == [NAMES[0], NAMES[1], NAMES[4], NAMES[5]]


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"holder": "Nobody"}, "not_a_holder", "Nobody is not to be told of option in a letter of 2007-02-01; those are: Dana, Fund"),
        ({"about": "sold"}, "no_adjustment", "sold adjusted no price"),
        ({"price": ""}, "letter_says_otherwise", "states no price"),
        ({"price": "0.0027"}, "letter_says_otherwise", "states a price of 0.0027, and the record now gives 0.0026"),
        ({"kind": "dividend"}, "no_event", "option asks for no notice of kind dividend"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_and_nothing_is_recorded(
    change: dict[str, str], code: str, said: str, company: Company, tmp_path: Path
) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    found = rows(tmp_path)
    write_rows(tmp_path / "letters" / "letters.csv", [*found[2:], found[0] | change])
    refused = error(seriesd(*SENT, "--yes", "--json", folder=tmp_path), 1)
    assert refused["code"] == code
    assert said in refused["message"]
    assert notices(company) == []


def test_unreadable_lists_are_told_by_their_rows(company: Company, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("holder,kind,about,price\nDana,adjustement,option,\nFund,,lapse,x\n")
    done = seriesd("notice", "sent", "list.csv", "--yes", folder=tmp_path)
    assert done.returncode == 2
    assert "list.csv:2, field kind: 'adjustement' is no kind of notice; did you mean 'adjustment'?" in done.stderr
    assert "list.csv:3, field kind: is required and missing" in done.stderr
    assert "cannot be read" in failed(seriesd("notice", "sent", "nowhere/", "--yes", folder=tmp_path), 2)
    assert notices(company) == []


def test_a_workbook_of_the_letters_that_were_mailed_is_read_as_well(company: Company, tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    book = openpyxl.Workbook()
    found = rows(tmp_path)
    book.active.append([name.upper() for name in found[0]])
    for one in found[:2]:
        book.active.append([value or None for value in one.values()])
    book.save(tmp_path / "mailed.xlsx")
    assert asked(tmp_path, "notice", "sent", "mailed.xlsx", "--mailed", "2007-02-01", "--yes")["recorded"] == 2
    assert notices(company)[-1] == ("adjustment", "option", "Fund", "13/5000")


@pytest.mark.usefixtures("company")
def test_a_second_run_writes_over_its_own_files_alone(tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    first = tree(tmp_path)
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert tree(tmp_path) == first
    (tmp_path / "letters" / NAMES[3]).write_text("signed by hand")
    before = tree(tmp_path)
    said = failed(seriesd(*DUE, folder=tmp_path), 2)
    assert f"letters/{NAMES[3]} was changed since --all-due wrote it; nothing is written over it" in said
    assert tree(tmp_path) == before


@pytest.mark.usefixtures("company")
def test_letters_of_another_form_are_due_as_they_were(tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    said = seriesd(*DUE, "--format", "html", folder=tmp_path).stdout
    assert f"Written before in another form, left as they are: {', '.join(sorted(NAMES))}" in said
    assert "not due any more" not in said
    found = asked(tmp_path, *DUE, "--format", "html")
    assert (found["others"], found["in_other_forms"]) == ([], sorted(NAMES))
    # of those that were mailed neither is due, whatever its form
    assert seriesd(*SENT[:2], "letters/letters.csv", *SENT[3:], "--yes", folder=tmp_path).returncode == 0
    assert seriesd(*DUE, folder=tmp_path).stdout == "No letter is due on 2007-02-01.\n"


@pytest.mark.usefixtures("company")
def test_what_somebody_else_put_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letters.csv").write_text("my own list")
    said = failed(seriesd(*DUE, folder=tmp_path), 2)
    assert "letters/letters.csv is there already, and is no letter that --all-due wrote" in said
    assert tree(tmp_path) == {"letters.csv": b"my own list"}


@pytest.mark.usefixtures("company")
def test_all_or_none_are_written(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letters.txt").mkdir()  # in the way of the last but one
    assert seriesd(*DUE, folder=tmp_path).returncode == 2
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["letters.txt"]


def test_two_events_of_one_day_have_files_of_their_own(tmp_path: Path) -> None:
    Company(tmp_path, *START, DIVIDEND, DIVIDEND | {"id": "special", "per_share": "0.02"})
    names = [one["file"] for one in asked(tmp_path, *DUE)["letters"]]
    assert names == [
        f"notice-dividend-2030-05-10{number}-{name}.txt" for number in ("", "-2") for name in ("dana", "fund")
    ]


def test_only_who_was_not_told_yet_gets_a_letter(tmp_path: Path) -> None:
    Company(tmp_path, *STORY, sent("lapse", "0.0032"), sent("option", "0.0026", "Fund"))
    found = [(one["holder"], one["about"]) for one in asked(tmp_path, *DUE)["letters"]]
    assert found == [("Dana", "option"), ("Fund", "lapse")]


def test_late_letters_go_to_who_holds_now(tmp_path: Path) -> None:
    company = Company(tmp_path, *START, OPTION, SALE, LAPSE)
    company.record(
        {
            "type": "shares_transferred",
            "effective": "2006-05-05",
            "stock": "series_d",
            "from": "Fund",
            "to": "Zoe",
            "shares": 26,
        }
    )
    company.record(FORGOTTEN)
    done = asked(tmp_path, *DUE)
    # the fund sold before anybody knew what the day of the lapse was; of the option it is still to be told
    assert [(one["holder"], one["about"]) for one in done["letters"]] == [
        ("Dana", "option"), ("Fund", "option"), ("Dana", "lapse"), ("Zoe", "lapse"),
    ]  # fmt: skip
    assert done["gone"] == [{"holder": "Fund", "kind": "adjustment", "about": "lapse"}]
    assert (
        "Fund is to be told of lapse by the calendar, and is not on the books any more"
        in seriesd(*DUE, folder=tmp_path).stdout
    )
    assert seriesd(*SENT, "--yes", folder=tmp_path).returncode == 0
    assert {one["holder"] for one in open_items(tmp_path)} == {"Fund"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("notice", "--all-due"), "--all-due writes many letters; name the folder for them with -o FOLDER"),
        (
            ("notice", "adjustment", "--all-due", "-o", "letters/"),
            "--all-due writes whatever is due as it is known now",
        ),
        (("notice", "--all-due", "--record", "-o", "letters/"), "--all-due writes whatever is due as it is known now"),
        (("notice",), "say what is told: adjustment, conversion"),
        (("notice", "sent"), "name the folder of the letters that were mailed, or a list of them"),
        (("notice", "sent", "letters/", "--entry", "lapse"), "`notice sent` records what its list names"),
        (("notice", "adjustment", "letters/"), "a list of letters and --yes go with `notice sent`"),
    ],
)
@pytest.mark.usefixtures("company")
def test_what_does_not_go_together_is_said(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert said in failed(seriesd(*words, folder=tmp_path), 2)


@pytest.mark.usefixtures("company")
def test_letters_are_for_people(tmp_path: Path) -> None:
    said = error(seriesd(*DUE, "--format", "json", folder=tmp_path), 2)["message"]
    assert said.startswith("letters are for people: write them as text, markdown, html, pdf or docx; --json lists them")


@pytest.mark.usefixtures("company")
def test_letters_of_a_day_before_the_adjustment_are_refused(tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    found = error(
        seriesd("notice", "sent", "letters/", "--mailed", "2006-01-01", "--yes", "--json", folder=tmp_path), 1
    )
    assert found["code"] == "mailed_before_adjustment"


@pytest.mark.usefixtures("company")
def test_a_record_of_lines_and_letters_is_one_ledger(tmp_path: Path) -> None:
    assert seriesd(*DUE, folder=tmp_path).returncode == 0
    assert seriesd(*SENT, "--yes", folder=tmp_path).returncode == 0
    assert seriesd("export", "--format", "jsonl", "-o", "all.jsonl", folder=tmp_path).returncode == 0
    exported = (tmp_path / "all.jsonl").read_text("utf-8")
    again = tmp_path / "again"
    again.mkdir()
    done = seriesd("record", "-", folder=again, given=exported)
    assert done.returncode == 0
    assert exported.count('"notice_sent"') == 6
    assert open_items(again) == []


def test_what_others_record_between_the_look_and_the_writing_stops_it(company: Company) -> None:
    entry = NoticeSent.model_validate(sent("lapse", "0.0032"))
    mailed = letters_sent.Mailed(MailedLetter("a.txt", "Dana", "adjustment", "lapse"), entry)
    seen = len(company.log())
    company.record(FORGOTTEN)
    with company.open() as ledger:
        with pytest.raises(ConcurrentWriteError, match="others recorded meanwhile, so nothing was recorded; try again"):
            letters_sent._record(ledger, [mailed], seen)
        assert notices(company) == []
        assert letters_sent._record(ledger, [mailed], seen + 1).recorded == 1
