"""The first 4L: what is told before a dividend, an offer of rights, a reorganization, a dissolution; and by when."""

import datetime as dt
from fractions import Fraction

import pytest

from ledger.refusals import Refusal
from projections.answers.due.calendar import calendar_on
from projections.documents.notices.events import announced_entries, event_notice, mailing
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
