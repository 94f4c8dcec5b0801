"""The PDF report on a company, written by `export` and opened again."""

import datetime as dt
import re
from fractions import Fraction
from io import BytesIO

import pytest
from pypdf import PdfReader

from ledger.engine.book import open_book
from ledger.names import spelt
from ledger.refusals import Refusal
from projections.answers.balances import holders_on
from projections.answers.history import history_of
from projections.documents.company_report import MOST_EXPLAINED, company_report
from projections.render.blocks import Drawing, Grid, Heading
from projections.render.documents.company_report.document import blocks
from projections.render.documents.report import Colophon
from projections.render.numbers import exactly, number
from projections.render.text import as_text
from tests.docs.command import seriesd
from tests.docs.pages import ROOT
from tests.notices.company import OPTION, START, STORY, Company, sent

from .reports import HOSTILE, words_of

ON = dt.date(2006, 6, 1)
CONVERSION = {"type": "series_d_converted", "id": "conv", "effective": "2006-01-03", "holder": "Dana", "shares": 26}
EXAMPLE = ROOT / "docs" / "examples" / "american-technologies-group.yaml"


def colophon(log, on):
    return Colophon("Acme", on, None, len(log), log[-1].recorded_at, "0" * 64)


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_the_pdf_of_the_example_has_the_figures_of_the_ledger(tmp_path):
    from commands.api.ledger import open_ledger

    assert seriesd("record", str(EXAMPLE), folder=tmp_path).returncode == 0
    done = seriesd("export", "--format", "pdf", "--on", "2008-12-31", "-o", "report.pdf", folder=tmp_path)
    assert done.stdout + done.stderr == ""
    pdf = (tmp_path / "report.pdf").read_bytes()
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        log, head = ledger.log(), ledger.store.head(ledger.chosen_company())[1]
    on = dt.date(2008, 12, 31)
    said = flat(words_of(pdf))
    assert head in said
    book = open_book(log, until=on)
    for step in history_of(book):
        row = f"{step.number} {step.effective} {step.governs_from} {step.clause} {number(step.before)} {number(step.after)}"
        assert said.count(row) == 1
        if step.a is not None:
            assert f"{number(step.a)} {number(step.b)} {number(step.c)} {number(step.d)} {number(step.after)}" in said
    for name, one in holders_on(book, on).holders.items():
        shares = (one.common, one.series_d, one.as_converted, one.rights, one.fully_diluted)
        assert said.count(" ".join([name, *map(number, shares)])) == 1
    # A8: 20,000 x 11.1111 / .0019670957... gives 112,969,590; 112,398,198 were delivered
    assert "112,969,590 112,398,198 -571,392" in said
    assert "lender's warrant is tested" in said
    assert "readjustment_effective (A3) close, the default" in said


def test_it_is_tagged_and_the_same_for_the_same_log(tmp_path):
    Company(tmp_path, *STORY)
    made = [
        seriesd("export", "--format", "pdf", "--on", "2006-06-01", "-o", name, folder=tmp_path)
        for name in ("a.pdf", "b.pdf")
    ]
    assert [one.returncode for one in made] == [0, 0]
    pdf = (tmp_path / "a.pdf").read_bytes()
    assert pdf == (tmp_path / "b.pdf").read_bytes()
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_every_part_is_there_when_there_is_something_to_say(tmp_path):
    log = Company(tmp_path, *STORY, CONVERSION, sent("lapse", "0.0031")).log()
    found = list(blocks(company_report(log, ON), colophon(log, ON)))
    headings = [block.text for block in found if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        "Conversion Price",
        "Adjustments by the formula (A x B + D) / (A + C)",
        "Series D and Common outstanding over time",
        "Cap table at the close of 2006-06-01",
        "Conversions of Series D",
        "What is due and overdue",
        "Prices that notices stated (4K)",
        "What a reader should know",
        "What hangs on a reading",
        "How each step was calculated",
        "The log",
    ]
    said = as_text(found)
    assert "26" in said
    assert "it did not state the price as known when it was given" in said
    price, shares = (block for block in found if isinstance(block, Drawing))
    assert [str(one.since) for one in price.levels] == ["2005-10-03", "2006-01-03", "2006-05-01"]
    assert [one.height for one in price.levels][:2] == [Fraction("0.0033"), Fraction("0.0026")]
    # the 111,111 of the conversion are in A: (10,111,111 x .0033 + 15,000) / 15,111,111
    assert abs(price.levels[2].height - Fraction("48366.6663") / 15_111_111) < Fraction(1, 10**29)
    # Series D: 1,026, and 1,000 after the conversion of 26
    assert (str(shares.levels[0].since), int(shares.levels[0].height)) == ("2005-10-03", 1_026)
    assert int(shares.levels[-1].height) == 1_000


def test_it_stops_at_its_day(tmp_path):
    log = Company(tmp_path, *STORY).log()
    before = company_report(log, dt.date(2006, 4, 29))
    assert [step.entry for step in before.steps] == ["option"]
    assert before.holders.rights["X"].triggered
    assert company_report(log, dt.date(2005, 12, 31)).steps == ()
    nothing = as_text(blocks(company_report(log, dt.date(2005, 12, 31)), colophon(log, ON)))
    assert "nothing has changed it" in nothing
    with pytest.raises(Refusal) as early:
        company_report(log, dt.date(2005, 9, 5))
    assert early.value.code == "no_certificate"


def test_the_curve_is_drawn_in_the_units_of_its_last_step(tmp_path):
    split = {"type": "common_split", "id": "split", "effective": "2006-02-01", "old": 10, "new": 1}
    log = Company(tmp_path, *START, OPTION, split).log()
    (price, _) = (block for block in blocks(company_report(log, ON), colophon(log, ON)) if isinstance(block, Drawing))
    assert {one.height for one in price.levels[1:]} == {OPTION_PRICE * 10}
    assert price.levels[0].height == Fraction("0.033")
    assert exactly(company_report(log, ON).price.in_effect) == "0.026 (exactly 13/500)"


OPTION_PRICE = Fraction("0.0026")


def test_too_many_steps_are_listed_and_not_set_out(tmp_path):
    sales = [
        {
            "type": "common_issued",
            "id": f"s{n}",
            "effective": "2006-01-05",
            "holder": "B",
            "shares": 30_000_000,
        }
        for n in range(MOST_EXPLAINED + 1)
    ]
    log = Company(tmp_path, START[0] | {"common_authorized": 10**12}, *START[1:], *sales).log()
    report = company_report(log, ON)
    found = list(blocks(report, colophon(log, ON)))
    assert f"There are {MOST_EXPLAINED + 1} steps" in as_text(found)
    # 10,000,000 x .0033 / 40,000,000 = .000825 is below par, and so is every price after it
    assert f"({MOST_EXPLAINED + 1} of this kind.)" in flat(as_text(found))
    grid = next(block for block in found if isinstance(block, Grid))
    assert len(grid.rows) == MOST_EXPLAINED + 1


def test_hostile_names_are_only_names(tmp_path):
    names = [spelt(name) for name in HOSTILE]
    holders = [{"type": "series_d_issued", "effective": "2005-10-03", "holder": name, "shares": 7} for name in names]
    Company(tmp_path, *START, *holders, OPTION | {"holder": names[2], "note": names[1]})
    assert seriesd("export", "--format", "pdf", "-o", "r.pdf", folder=tmp_path).returncode == 0
    said = re.sub(r"\s", "", words_of((tmp_path / "r.pdf").read_bytes()))
    assert all(part in said for name in names for part in re.findall(r"[!-~]+", name))


def test_a_journal_has_no_date(tmp_path):
    Company(tmp_path, *START)
    done = seriesd("export", "--on", "2006-01-01", folder=tmp_path)
    assert done.returncode == 2
    assert "--on goes with --format pdf" in done.stderr
