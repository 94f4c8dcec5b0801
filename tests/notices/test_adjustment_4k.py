"""4K: on any adjustment each holder of Series D is told the price, how it was calculated, and the facts."""

import datetime as dt
from fractions import Fraction
from itertools import pairwise

import pytest

from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from projections.answers.due.calendar import calendar_on
from projections.documents.notices.adjustment import adjustment_notice, sent_entries, stated
from projections.render.blocks import Facts
from projections.render.documents.notices.adjustment import letter
from projections.render.json.serialize import as_json
from projections.render.text import as_text

from .company import OPTION, SALE, START, STORY, Company

MAILED = dt.date(2006, 5, 2)


def test_the_notice_of_the_latest_adjustment(tmp_path):
    notice = adjustment_notice(Company(tmp_path, *STORY).log())
    assert (notice.on, notice.about, notice.governs_from) == (dt.date(2006, 4, 30), "lapse", dt.date(2006, 5, 1))
    assert (notice.before, notice.after) == (Fraction("0.0026"), Fraction("0.0032"))
    # 11.1111 / .0026 and 11.1111 / .0032
    assert (notice.common_per_share.before, notice.common_per_share.after) == (
        Fraction("4273.5"),
        Fraction("3472.21875"),
    )
    # 1,000 x 4,273.5 and 1,000 x 3,472.21875, rounded down; likewise for 26
    assert [(one.holder, one.series_d, one.common.before, one.common.after) for one in notice.holders] == [
        ("Dana", 1_000, 4_273_500, 3_472_218),
        ("Fund", 26, 111_111, 90_277),
    ]
    assert [one.id for one in notice.facts] == ["certificate", "opening", "option", "sale", "lapse"]


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ({"step": 1}, "option"),
        ({"entry": "option"}, "option"),
        ({"on": dt.date(2006, 1, 2)}, "option"),
        ({"entry": "lapse"}, "lapse"),
    ],
)
def test_it_can_be_asked_by_step_entry_or_date(asked, about, tmp_path):
    assert adjustment_notice(Company(tmp_path, *STORY).log(), **asked).about == about


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ({"step": 3}, "unknown_step", "the history has 2"),
        ({"entry": "sale"}, "no_adjustment", "sale adjusted no price; the latest that did are: option, lapse"),
        ({"on": dt.date(2006, 2, 1)}, "no_adjustment", "the nearest are of 2006-01-02"),
        ({"holder": "Buyers"}, "not_a_holder", "those who did: Dana, Fund"),
    ],
)
def test_what_asks_for_no_notice_is_refused(asked, code, says, tmp_path):
    with pytest.raises(Refusal) as refused:
        adjustment_notice(Company(tmp_path, *STORY).log(), **asked)
    assert refused.value.code == code
    assert says in refused.value.message


def test_without_an_adjustment_there_is_nothing_to_tell(tmp_path):
    with pytest.raises(Refusal, match="never adjusted"):
        adjustment_notice(Company(tmp_path, *START).log())


def test_one_notice_covers_the_adjustments_of_a_day(tmp_path):
    grant = OPTION | {"effective": "2006-02-01"}
    cheap = SALE | {"consideration": {"cash": 5_000}}
    notice = adjustment_notice(Company(tmp_path, *START, grant, cheap).log())
    # .0026, then (15,000,000 x .0026 + 5,000) / 20,000,000
    assert [step.entry for step in notice.steps] == ["option", "sale"]
    assert (notice.before, notice.after) == (Fraction("0.0033"), Fraction("0.0022"))
    assert notice.about == "sale"


def test_a_split_is_told_in_the_units_before_and_after_it(tmp_path):
    split = {"type": "common_split", "id": "split", "effective": "2006-06-01", "old": 10, "new": 1}
    notice = adjustment_notice(Company(tmp_path, *START, split).log())
    assert (notice.before, notice.after) == (Fraction("0.0033"), Fraction("0.033"))
    assert (notice.common_per_share.before, notice.common_per_share.after) == (3_367, Fraction("336.7"))
    assert notice.governs_from == notice.on


def test_who_converted_on_the_day_is_told_and_holds_nothing_at_its_close(tmp_path):
    gone = {"type": "series_d_converted", "id": "gone", "effective": "2006-01-02", "holder": "Fund", "shares": 26}
    notice = adjustment_notice(Company(tmp_path, *START, OPTION, gone).log())
    assert [(one.holder, one.series_d) for one in notice.holders] == [("Dana", 1_000), ("Fund", 0)]


def test_the_letter_says_the_price_the_method_and_the_facts(tmp_path):
    notice = adjustment_notice(Company(tmp_path, *STORY).log(), step=1)
    said = as_text(letter(notice, notice.holders))
    for part in (
        "$0.0033 (exactly 33/10000)",
        "$0.0026 (exactly 13/5000)",
        "A is 10,000,000",
        "B is 0.0033",
        "C is 5,000,000",
        "D is 6,000",
        "(10,000,000 x 0.0033 + 6,000) / (10,000,000 + 5,000,000) = 0.0026",
        "rounded for reading only",
        "Board minutes, 2 January",
        "A43",
    ):
        assert part in said
    assert [said.count(f"\n  {name} ") for name in ("Dana", "Fund")] == [1, 1]


def test_a_letter_to_one_holder_names_nobody_else(tmp_path):
    notice = adjustment_notice(Company(tmp_path, *STORY).log(), holder="Fund")
    said = as_text(letter(notice, notice.holders))
    assert "Dana" not in said
    assert "26" in said
    assert "111,111 before, 90,277 after" in said


def test_every_figure_of_the_letter_is_in_the_answer(tmp_path):
    notice = adjustment_notice(Company(tmp_path, *STORY).log())
    answer = as_json(notice) | {"entries": sent_entries(notice, MAILED)}
    assert answer["after"] == {"exact": "2/625", "decimal": "0.0032000000"}
    assert answer["holders"][0] == {
        "holder": "Dana",
        "series_d": 1_000,
        "common": {"before": 4_273_500, "after": 3_472_218},
        "notified": None,
    }
    blocks = letter(notice, notice.holders)
    result = next(block for block in blocks if isinstance(block, Facts) and block.pairs[0][0].startswith("Conversion"))
    assert ("Conversion Price resulting", "$0.0032 (exactly 2/625)") in result.pairs


def test_recorded_as_given_it_is_ticked_off_and_known(tmp_path):
    company = Company(tmp_path, *STORY)
    company.record(*sent_entries(adjustment_notice(company.log(), holder="Dana"), MAILED))
    log = company.log()
    assert [one.notified for one in adjustment_notice(log).holders] == [MAILED, None]
    due = [one for one in calendar_on(log, dt.date(2006, 6, 1)).items if one.about == "lapse"]
    assert [(one.holder, one.state(dt.date(2006, 6, 1))) for one in due] == [("Dana", "done"), ("Fund", "overdue")]
    assert log[-1].entry.price == Fraction("0.0032")


def test_a_price_is_stated_exactly_as_long_as_an_entry_can_hold_it():
    assert stated(Figure.of(Fraction(2, 625))) == {"price": "0.0032"}
    assert stated(Figure.of(Fraction(1, 3))) == {"price": "1/3"}
    long = Fraction(10**200 + 1, 3 * 10**200)
    assert stated(Figure.of(long)) == {"price": "0.3333333333", "places": 10}


def test_after_many_distributions_the_price_is_told_rounded_and_agrees_with_itself(tmp_path):
    from commands.api.ledger import open_ledger

    given = [
        {
            "type": "distribution_made",
            "id": f"s{n}",
            "effective": "2006-03-01",
            "fair_value": 7,
            "market_price": f"0.0{1_003 + n}",
        }
        for n in range(40)
    ]
    company = Company(tmp_path, *START, *given)
    notice = adjustment_notice(company.log(), holder="Dana")
    assert all(one.after < other.after for other, one in pairwise(notice.steps))
    (entry,) = sent_entries(notice, MAILED)
    assert entry["places"] == 10
    company.record(entry)
    with open_ledger(str(company.path)) as ledger:
        (found,) = ledger.audit([]).notices
    assert found.agrees


def test_a_corrected_fact_says_that_it_was_first_recorded_otherwise(tmp_path):
    with_ = SALE | {"consideration": {"cash": 12_000}}
    fixed = {"type": "entry_corrected", "effective": "2006-07-02", "id": "k1", "entry": "sale", "with": with_}
    notice = adjustment_notice(Company(tmp_path, *STORY, fixed | {"reason": "misread"}).log(), entry="sale")
    text = " ".join(as_text(letter(notice, notice.holders)).split())
    assert "for 12,000 in cash." in text
    assert "; corrected to this by k1: 20" in text
