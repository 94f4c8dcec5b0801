"""`seriesd notice`, as a person runs it: formats, files, and what is recorded."""

import json
import re
import subprocess
import sys

import pytest

from commands.verbs.documents.letter_files import file_names
from ledger.names import spelt
from ledger.numbers.figure import Figure
from ledger.shown import visible
from projections.documents.notices.adjustment import adjustment_notice
from projections.render.numbers import exactly
from tests.commands.asking_the_command import asked, error, failed, stands
from tests.docs.command import BIN, environment, seriesd
from tests.render.reports import HOSTILE, Parsed, shown, words_of

from .company import OPTION, START, STORY, Company

SAME_DAY = "2006-01-02"


LONG_AGO = ("--recorded-at-risk",)
"""The company of these tests was recorded long ago, by a clock of its own."""


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_text_is_the_default_and_says_that_nothing_is_recorded(tmp_path):
    company = Company(tmp_path, *STORY)
    before = stands(tmp_path)
    done = seriesd("notice", "adjustment", folder=tmp_path)
    assert done.returncode == 0
    assert "\nRe: Notice of Adjustment of the Conversion Price\n====" in done.stdout
    assert "Head of the log: " in done.stdout
    assert done.stderr == "Nothing is recorded; --record notes that it was mailed to 2 holders.\n"
    assert stands(tmp_path) == before
    assert len(company.log()) == len(STORY)


def test_the_pdf_has_the_figures_of_the_notice_and_every_holder_once(tmp_path):
    company = Company(tmp_path, *STORY)
    assert seriesd("notice", "adjustment", "-o", "notice.pdf", folder=tmp_path).returncode == 0
    said = flat(words_of((tmp_path / "notice.pdf").read_bytes()))
    notice = adjustment_notice(company.log())
    for figure in (notice.before, notice.after, notice.common_per_share.before, notice.common_per_share.after):
        assert exactly(figure) in said
    for one in notice.holders:
        assert said.count(f"{one.holder} {one.series_d:,} {one.common.before:,} {one.common.after:,}") == 1
        assert said.count(one.holder) == 1
    assert str(notice.governs_from) in said


def test_a_folder_gets_a_letter_for_each_holder(tmp_path):
    Company(tmp_path, *STORY)
    done = seriesd("notice", "adjustment", "--format", "pdf", "-o", "letters/", folder=tmp_path)
    names = ["notice-adjustment-2006-04-30-dana.pdf", "notice-adjustment-2006-04-30-fund.pdf"]
    assert done.stdout.splitlines() == [f"letters/{name}" for name in names]
    dana, fund = (words_of((tmp_path / "letters" / name).read_bytes()) for name in names)
    assert "Dana" in dana
    assert "Fund" not in dana
    assert "Fund" in fund
    assert "Dana" not in fund


def test_the_same_log_gives_the_same_bytes(tmp_path):
    Company(tmp_path, *STORY)
    made = [seriesd("notice", "adjustment", "-o", name, folder=tmp_path) for name in ("a.pdf", "b.pdf")]
    assert [one.returncode for one in made] == [0, 0]
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_hostile_names_are_only_names(tmp_path):
    names = [spelt(name) for name in HOSTILE]
    holders = [{"type": "series_d_issued", "effective": "2005-10-03", "holder": name, "shares": 7} for name in names]
    grant = OPTION | {"holder": names[0], "source": names[1], "note": names[2]}
    Company(tmp_path, *START, *holders, grant)
    for name in ("n.html", "n.pdf", "n.md", "n.txt"):
        assert seriesd("notice", "adjustment", "-o", name, folder=tmp_path).returncode == 0
    page = Parsed((tmp_path / "n.html").read_text("utf-8"))
    assert page.names.isdisjoint({"script", "img"})
    said = page.said
    assert all(said.count(shown(name)) == 1 for name in names)
    pdf = re.sub(r"\s", "", words_of((tmp_path / "n.pdf").read_bytes()))
    assert all(part in pdf for name in names for part in re.findall(r"[!-~]+", name))
    text = (tmp_path / "n.txt").read_text("utf-8")
    # what nobody sees of a name is written out
    assert all(visible(name) in text for name in names)
    assert seriesd("notice", "adjustment", "-o", "out/", "--format", "html", folder=tmp_path).returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == len(names) + 2


def test_file_names_are_plain_and_differ():
    found = file_names("n", ["A/../B", "a b", "株", "名", "x" * 200, "..", "É"], ".pdf")
    assert len(set(found.values())) == 7
    assert all(re.fullmatch(r"n-[a-z0-9-]{1,62}\.pdf", name) for name in found.values())


def test_a_file_name_is_the_same_whoever_else_is_told():
    # printf 株 | sha256sum, and so on
    names = {"株": "holder-0f66dc", "名": "holder-51a5d6", "Acme Fund": "acme-fund"}
    for told in (["株", "名", "Acme Fund"], ["Acme Fund", "名", "株"], ["名"], ["株", "Acme Fund"]):
        assert file_names("n", told, ".pdf") == {name: f"n-{names[name]}.pdf" for name in told}
    assert file_names("n", ["ACME-FUND", "Acme Fund"], ".txt") == {
        "ACME-FUND": "n-acme-fund-a969f4.txt",
        "Acme Fund": "n-acme-fund-c41835.txt",
    }
    long = ["x" * 60 + "1", "x" * 60 + "2"]
    assert [len(name) for name in file_names("", long, "").values()] == [61, 61]


def test_recorded_once_however_often(tmp_path):
    company = Company(tmp_path, *STORY)
    first = asked(tmp_path, "notice", "adjustment", "--record", "--mailed", "2006-05-02", *LONG_AGO)
    assert first["record"]["recorded"] == 2
    again = asked(tmp_path, "notice", "adjustment", "--record", "--mailed", "2006-05-03", *LONG_AGO)
    assert (again["record"]["recorded"], again["record"]["already_recorded"]) == (0, 2)
    entries = [one.entry for one in company.log()[len(STORY) :]]
    assert [(one.holder, str(one.effective), one.about) for one in entries] == [
        ("Dana", "2006-05-02", "lapse"),
        ("Fund", "2006-05-02", "lapse"),
    ]
    assert [one["notified"] for one in again["holders"]] == ["2006-05-02"] * 2
    assert asked(tmp_path, "audit")["agrees"] is True


def test_the_entries_of_the_answer_are_a_journal(tmp_path):
    Company(tmp_path, *STORY)
    answer = asked(tmp_path, "notice", "adjustment", "--mailed", "2006-05-02")
    (tmp_path / "sent.json").write_text(json.dumps(answer["entries"]))
    assert asked(tmp_path, "record", "sent.json", *LONG_AGO)["recorded"] == 2
    assert asked(tmp_path, "notice", "adjustment", "--format", "json")["holders"][0]["notified"] == "2006-05-02"


def test_the_notice_as_it_would_have_been_given_then(tmp_path):
    Company(tmp_path, *STORY).record(
        {"type": "entry_voided", "effective": "2006-06-01", "entry": "sale", "reason": "no"}
    )
    now = asked(tmp_path, "notice", "adjustment")
    then = asked(tmp_path, "notice", "adjustment", "--as-known", "2007-01-02T12:00:00Z")
    assert (now["after"]["exact"], then["after"]["exact"]) == ("33/10000", "2/625")
    assert now["head"] != then["head"]


def test_a_conversion_and_an_event(tmp_path):
    dividend = {"type": "cash_dividend_paid", "id": "dividend", "effective": "2020-02-10", "per_share": "0.0001"}
    Company(tmp_path, *START, dividend)
    form = asked(tmp_path, "notice", "conversion", "--holder", "Dana", "--shares", "100", "--on", "2006-01-03")
    assert (form["common"], form["entry"]) == (336_700, None)
    done = seriesd("notice", "conversion", "--holder", "Dana", "--shares", "100", "-o", "form.pdf", folder=tmp_path)
    assert done.stdout + done.stderr == ""
    assert "336,700" in words_of((tmp_path / "form.pdf").read_bytes())
    done = seriesd("notice", "dividend", "--record", "--mailed", "2020-01-27", *LONG_AGO, folder=tmp_path)
    assert "note: it was to be mailed by 2020-01-26 (first 4L)\nRecorded 2 notice_sent" in done.stderr


def test_a_pdf_goes_to_a_pipe(tmp_path):
    Company(tmp_path, *STORY)
    done = subprocess.run(
        [str(BIN / "seriesd"), "notice", "adjustment", "--format", "pdf"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["adjustment", "--step", "1", "--on", SAME_DAY], "name one thing"),
        (["adjustment", "--shares", "1"], "go with a conversion"),
        (["dividend", "--on", SAME_DAY], "name the dividend with --entry"),
        (["dividend", "--step", "1"], "--step goes with an adjustment"),
        (["conversion", "--holder", "Dana"], "needs both --holder and --shares"),
        (["conversion", "--on", SAME_DAY], "go with --holder and --shares"),
        (["conversion", "--entry", "x", "--holder", "Dana", "--shares", "1"], "either a recorded conversion"),
        (["conversion", "--record"], "recorded with `seriesd record`"),
        (["adjustment", "--record", "--as-known", SAME_DAY], "leave --as-known out"),
        (["adjustment", "--json", "-o", "x"], "leave -o out"),
        (["adjustment", "--step", "x"], "not the number of a step"),
        (["conversion", "--holder", "Dana", "--shares", "0"], "not a number of shares"),
        (["nothing"], "invalid choice"),
        (["adjustment", "-o", "seriesd.db/x.pdf"], "cannot write"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(words, says, tmp_path):
    Company(tmp_path, *STORY)
    before = stands(tmp_path)
    done = seriesd("notice", *words, folder=tmp_path)
    if "--json" in words:
        assert says in error(done, 2)["message"]
    else:
        assert says in failed(done, 2)
    assert stands(tmp_path) == before


def test_a_notice_is_not_mailed_before_what_it_tells_of(tmp_path):
    company = Company(tmp_path, *STORY)
    words = ("notice", "adjustment", "--record", "--mailed", "2006-04-29")
    assert "lies before the adjustment" in failed(seriesd(*words, "-o", "n.pdf", folder=tmp_path), 1)
    assert not (tmp_path / "n.pdf").exists()
    found = error(seriesd(*words, "--json", folder=tmp_path), 1)
    assert (found["code"], found["clause"]) == ("mailed_before_adjustment", "4K")
    assert len(company.log()) == len(STORY)


def test_the_heavy_libraries_are_imported_for_their_formats_only(tmp_path):
    Company(tmp_path, *STORY)
    code = "import sys; from commands.cli import main; main({}); print({{'typst','jinja2'}} & set(sys.modules), file=sys.stderr)"
    for words, names in (
        (["notice", "adjustment"], "set()"),
        (["price"], "set()"),
        (["notice", "adjustment", "-o", "n.html"], "{'jinja2'}"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code.format(words)],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.splitlines()[-1] == names


def test_a_figure_is_said_alone_where_it_is_whole():
    assert exactly(Figure.of(3_367)) == "3,367"
