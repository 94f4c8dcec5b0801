"""The first 4L: what is told before a dividend, an offer of rights, a reorganization, a dissolution; and by when."""

import datetime as dt
from fractions import Fraction

import pytest

from ledger.refusals import Refusal
from projections.answers.due.calendar import calendar_on
from projections.documents.notices.adjustment import adjustment_notice
from projections.documents.notices.events import announced_entries, event_notice, mailing
from projections.render.blocks import Grid
from projections.render.documents.notices.adjustment import letter as adjusted
from projections.render.documents.notices.events import letter
from projections.render.json.serialize import as_json
from projections.render.text import as_text

from .company import START, Company

DIVIDEND = {
    "type": "cash_dividend_paid",
    "id": "dividend",
    "effective": "2006-02-10",
    "record_date": "2006-01-20",
    "per_share": "0.0001",
}
STOCK = {"type": "stock_dividend_paid", "id": "stock", "effective": "2006-02-10", "per_share": 1}
RIGHTS = {
    "type": "option_granted", "id": "rights", "effective": "2006-01-20", "right": "R", "holder": "Holders of Common",
    "shares": 1_000_000, "exercise_price": 1, "kind": "right",
}  # fmt: skip
MERGER = {
    "type": "reorganized",
    "id": "merger",
    "effective": "2006-02-10",
    "record_date": "2006-01-20",
    "exchange_ratio": 1,
    "provision": "as 4G asks",
}
SPLIT = {"type": "common_split", "id": "split", "effective": "2006-02-10", "old": 10, "new": 1}
END = {"type": "liquidated", "id": "end", "effective": "2006-02-10", "record_date": "2006-01-20", "assets": 5_000}


@pytest.mark.parametrize(
    ("kind", "entry", "record", "last"),
    [
        ("dividend", DIVIDEND, "2006-01-20", "2006-01-05"),  # A53
        ("dividend", STOCK, "2006-02-10", "2006-01-26"),
        ("subscription", RIGHTS, "2006-01-20", "2006-01-05"),
        ("reorganization", MERGER, "2006-01-20", "2006-01-05"),
        ("reorganization", SPLIT, "2006-02-10", "2006-01-26"),
        ("dissolution", END, "2006-01-20", "2006-01-05"),
    ],
)
def test_each_event_has_its_last_mailing_day_and_its_holders(kind, entry, record, last, tmp_path):
    notice = event_notice(Company(tmp_path, *START, entry).log(), kind)
    assert (notice.event.id, str(notice.record_date), str(notice.last_mailing_day)) == (entry["id"], record, last)
    assert [(one.holder, one.series_d) for one in notice.holders] == [("Dana", 1_000), ("Fund", 26)]
    said = " ".join(as_text(letter(notice, notice.holders)).split())
    for part in (f"{last}, 15 calendar days before", record, entry["effective"], entry["id"], "Dana", "Fund"):
        assert part in said


@pytest.mark.parametrize(
    ("kind", "entry", "counted"),
    [
        ("dividend", DIVIDEND, "2006-01-05, 15 calendar days before 2006-01-20, the record date (A53)"),
        ("dividend", STOCK, "2006-01-26, 15 calendar days before 2006-02-10, the day on which it takes place (A53)"),
        ("subscription", RIGHTS, "2006-01-05, 15 calendar days before 2006-01-20, the day on which it takes place"),
        ("reorganization", MERGER, "2006-01-05, 15 calendar days before 2006-01-20, the record date (A53)"),
        ("reorganization", SPLIT, "2006-01-26, 15 calendar days before 2006-02-10, the day on which it takes place"),
        ("dissolution", END, "2006-01-05, 15 calendar days before 2006-01-20, the record date (A53)"),
        ("dissolution", {**END, "record_date": None}, "2006-01-26, 15 calendar days before 2006-02-10, the day on"),
    ],
)
def test_a_record_date_is_told_where_one_is_stated_and_no_other(kind, entry, counted, tmp_path):
    notice = event_notice(Company(tmp_path, *START, entry).log(), kind)
    said = " ".join(as_text(letter(notice, notice.holders)).split())
    body, _, annex = said.partition("Annex:")
    assert f"To be mailed by {counted}" in annex
    stated = entry.get("record_date") is not None
    assert ("Books close or record is taken January 20, 2006" in body) == stated
    assert ("Books close" in body) == ("on the record date" in body) == stated
    assert f"Record date {'2006-01-20' if stated else 'none is recorded'}" in annex
    assert ("may exchange their shares from February 10, 2006" in body) == (kind == "reorganization")


def test_a_merger_says_what_is_given_and_what_series_d_converts_into_then(tmp_path):
    merger = MERGER | {"property": "one note of Acme II", "provision": "the charter of Acme II."}
    notice = event_notice(Company(tmp_path, *START, merger).log(), "reorganization")
    said = " ".join(as_text(letter(notice, notice.holders)).split())
    body, _, annex = said.partition("Annex:")
    assert "What a holder of Common Stock will receive in it: one note of Acme II." in body
    assert "From then on a share of Series D converts into what was given for as many shares" in body
    assert "What is provided for the Series D: the charter of Acme II." in body
    assert "Property one note of Acme II (4G)" in annex
    assert "For the Series D the charter of Acme II. (4G)" in annex


def test_the_annex_speaks_of_what_is_to_come_as_of_that(tmp_path):
    log = Company(tmp_path, *START, SPLIT, END | {"record_date": None}).log()
    annexes = [
        " ".join(as_text(letter(notice, notice.holders)).split()).partition("Annex:")[2]
        for mailed in (dt.date(2006, 1, 20), dt.date(2006, 2, 10))
        for notice in (event_notice(log, kind, mailed=mailed) for kind in ("reorganization", "dissolution"))
    ]
    assert "On 2006-02-10 each 10 shares of Common Stock will become 1." in annexes[0]
    assert "On 2006-02-10 the Company will be liquidated" in annexes[1]
    assert "On 2006-02-10 each 10 shares of Common Stock became 1." in annexes[2]
    assert "On 2006-02-10 the Company was liquidated" in annexes[3]


ALL_CONVERT = SPLIT | {"old": 10_000}
"""Of 20,000,000 authorized there is room: each Series D at 11.1111 / 33 a new share, as a ten-thousandth of 3,367."""


def test_a_split_that_makes_all_series_d_convert_says_so_and_into_what(tmp_path):
    company = Company(tmp_path, *START, ALL_CONVERT)
    notice = event_notice(company.log(), "reorganization", holder="Dana")
    said = " ".join(as_text(letter(notice, notice.holders)).split())
    assert (
        "This event will make the Series D convert into Common Stock automatically, under the second Section 4L" in said
    )
    # 1,000 x .3367 and 26 x .3367, rounded down
    assert "Your 1,000 shares of Series D will be converted into 336 shares of Common Stock, counted as they" in said
    late = event_notice(company.log(), "reorganization", mailed=dt.date(2006, 2, 11))
    grid = next(one for one in letter(late, late.holders) if isinstance(one, Grid))
    assert [(row[0], row[2]) for row in grid.rows] == [("Dana", "336"), ("Fund", "8")]


def test_a_split_that_makes_none_convert_says_nothing_of_it(tmp_path):
    notice = event_notice(Company(tmp_path, *START, SPLIT).log(), "reorganization")
    assert "automatically" not in as_text(letter(notice, notice.holders))


def test_a_notice_of_an_adjustment_to_who_has_none_left_says_what_it_got(tmp_path):
    renamed = {"type": "holder_renamed", "effective": "2006-02-20", "from": "Dana", "to": "Dora"}
    log = Company(tmp_path, *START, ALL_CONVERT).log()
    for name, known in (("Dana", log), ("Dora", Company(tmp_path, renamed).log())):
        notice = adjustment_notice(known, given=dt.date(2006, 2, 10), holder=name)
        said = " ".join(as_text(adjusted(notice, notice.holders)).split())
        assert "as a holder of record of the Series D until February 10, 2006." in said
        assert (
            "On February 10, 2006 the Series D was converted into Common Stock automatically, under the second Section 4L of the Certificate: "
            in said
        )
        assert "your 1,000 shares of it into 336 shares of Common Stock" in said
        assert "Your Series D converted automatically 1,000 Common for it 336" in said
        assert "at the close of" not in said
    both = adjustment_notice(log, given=dt.date(2006, 2, 10))
    grid = next(one for one in adjusted(both, both.holders) if isinstance(one, Grid))
    assert [(row[0], row[1], row[4]) for row in grid.rows] == [("Dana", "0", "336"), ("Fund", "0", "8")]


def test_a_dividend_says_what_each_is_due(tmp_path):
    notice = event_notice(Company(tmp_path, *START, DIVIDEND).log(), "dividend")
    # 1,000 x 3,367 x .0001
    assert [one.due for one in notice.holders] == [Fraction("336.7"), Fraction("8.7542")]
    assert "336.7" in as_text(letter(notice, notice.holders))


def test_a_letter_to_one_holder_says_what_it_is_due(tmp_path):
    notice = event_notice(Company(tmp_path, *START, DIVIDEND).log(), "dividend", holder="Fund")
    said = " ".join(as_text(letter(notice, notice.holders)).split())
    # mailed on the last day, January 5: all of it is still to come
    assert (
        "You hold 26 shares of Series D for the record date. As if they had been converted, $8.7542 will be due" in said
    )
    assert "On February 10, 2006, a dividend of $0.0001 in cash will be paid on each share of Common." in said
    assert "Dana" not in said
    assert "it does not change the Conversion Price" in said


def test_what_the_event_does_to_the_price_is_told(tmp_path):
    notice = event_notice(Company(tmp_path, *START, STOCK).log(), "dividend")
    said = " ".join(as_text(letter(notice, notice.holders)).split())
    assert "The Conversion Price will go from $0.0033 to $0.00165 (exactly 33/20000), for conversions from" in said
    assert "1 4F 2006-02-10 2006-02-10 0.0033 0.00165" in said
    assert as_json(mailing(notice, dt.date(2006, 1, 26)))["adjustments"][0]["after"]["exact"] == "33/20000"


def test_an_event_that_lies_ahead_can_be_told_of_in_time(tmp_path):
    ahead = DIVIDEND | {"effective": "2030-02-10", "record_date": "2030-01-20"}
    company = Company(tmp_path, *START, ahead)
    notice = event_notice(company.log(), "dividend")
    assert [one.holder for one in notice.holders] == ["Dana", "Fund"]
    assert as_json(mailing(notice, dt.date(2030, 1, 5)))["late"] is False
    assert as_json(mailing(notice, dt.date(2030, 1, 6)))["late"] is True
    company.record(*announced_entries(notice, dt.date(2030, 1, 5)))
    told = event_notice(company.log(), "dividend")
    assert [one.notified for one in told.holders] == [dt.date(2030, 1, 5)] * 2
    items = [one for one in calendar_on(company.log(), dt.date(2030, 3, 1)).items if one.kind == "dividend_notice"]
    assert [one.state(dt.date(2030, 3, 1)) for one in items] == ["done", "done"]


@pytest.mark.parametrize(
    ("kind", "entry", "holder", "says"),
    [
        ("dissolution", None, None, "record the event first"),
        ("dividend", "d-1", None, "d-1 asks for no notice of kind dividend; the latest that do are: dividend"),
        ("dividend", None, "Public", "those are: Dana, Fund"),
    ],
)
def test_what_asks_for_no_notice_is_refused(kind, entry, holder, says, tmp_path):
    with pytest.raises(Refusal) as refused:
        event_notice(Company(tmp_path, *START, DIVIDEND).log(), kind, entry, holder)
    assert says in refused.value.message
    assert refused.value.clause == "4L"
