"""What a notice stated is a claim: replay reproduces it, or says that it differs, and whether it was right then."""

import datetime as dt
from fractions import Fraction

import pytest

from ledger.events import EntryError, read_entry
from projections.audit.audit import audit
from projections.documents.notices.adjustment import adjustment_notice
from projections.render.json.serialize import as_json
from tests.commands.asking_the_command import asked

from .company import SALE, START, STORY, Company, sent

MAILED = dt.date(2006, 5, 2)

CORRECTED = {
    "type": "entry_corrected", "effective": "2006-06-01", "entry": "sale", "reason": "a slip",
    "with": SALE | {"consideration": {"cash": 14_000}},
}  # fmt: skip
"""(33,000 + 14,000) / 15,000,000 = .00313333..., so the lapse leaves 47/15000."""


def found(company):
    return audit(company.log(), []).notices


def test_what_replay_reproduces_agrees(tmp_path):
    company = Company(tmp_path, *STORY, sent("lapse", "0.0032"), sent("option", "0.0026"), sent(None, "0.0032"))
    assert [(one.on, one.agrees, one.then) for one in found(company)] == [
        (dt.date(2006, 4, 30), True, None),
        (dt.date(2006, 1, 2), True, None),
        (dt.date(2006, 5, 2), True, None),
    ]
    assert audit(company.log(), []).agrees


def test_a_rounded_price_is_compared_as_rounded(tmp_path):
    company = Company(tmp_path, *STORY, CORRECTED, sent("lapse", "0.003133", places=6), sent("lapse", "0.003133"))
    rounded, exact = found(company)
    assert rounded.agrees
    assert not exact.agrees
    assert not exact.agreed_then


def test_a_price_that_was_right_then_and_is_not_now(tmp_path):
    company = Company(tmp_path, *STORY, sent("lapse", "0.0032"), CORRECTED)
    (one,) = found(company)
    assert (one.computed, one.then, one.agrees, one.agreed_then) == (
        Fraction(47, 15000),
        Fraction("0.0032"),
        False,
        True,
    )
    assert "right as known when it was given" in one.says
    assert not audit(company.log(), []).agrees


def test_a_price_that_was_never_right(tmp_path):
    (one,) = found(Company(tmp_path, *STORY, sent("lapse", "0.0031")))
    assert (one.agrees, one.agreed_then) == (False, False)
    assert "did not state the price" in one.says


def test_a_later_notice_puts_it_right_for_its_holder_alone(tmp_path):
    before = [sent("lapse", "0.0032", id="dana"), sent("lapse", "0.0032", holder="Fund", id="fund")]
    company = Company(tmp_path, *STORY, *before, CORRECTED, sent("lapse", "47/15000", id="again"))
    assert [(one.entry, one.agrees, one.put_right_by) for one in found(company)] == [
        ("dana", False, "again"),
        ("fund", False, None),
        ("again", True, None),
    ]
    assert not audit(company.log(), []).agrees


def test_a_notice_about_what_was_voided_since_is_of_the_day_that_it_had(tmp_path):
    void = {"type": "entry_voided", "effective": "2006-06-01", "entry": "lapse", "reason": "it never lapsed"}
    (one,) = found(Company(tmp_path, *STORY, sent("lapse", "0.0032"), void))
    assert (one.on, one.computed, one.agreed_then) == (dt.date(2006, 4, 30), Fraction("0.0026"), True)


def test_a_price_of_zero_is_a_price(tmp_path):
    # nothing but a free sale is outstanding: (0 x .0033 + 0) / 1,000
    nothing = [entry for entry in START if entry["type"] != "opening_balance"]
    free = {"type": "common_issued", "id": "free", "effective": "2006-02-01", "holder": "Buyers", "shares": 1_000}
    void = {"type": "entry_voided", "effective": "2006-06-01", "entry": "free", "reason": "it never was"}
    company = Company(tmp_path, *nothing, free, sent("free", "0"), void)
    assert as_json(adjustment_notice(company.log()[:-1]))["common_per_share"]["after"] is None
    (found,) = as_json(audit(company.log(), []))["notices"]
    assert (found["agrees"], found["agreed_then"], found["computed"]["exact"]) == (False, True, "33/10000")
    assert found["as_known_then"] == {"exact": "0", "decimal": "0.0000000000"}


def test_the_answer_and_the_exit_code(tmp_path):
    company = Company(tmp_path, *STORY, sent("lapse", "0.0032"))
    assert asked(tmp_path, "audit")["notices"][0] | {"entry": ""} == {
        "entry": "",
        "holder": "Dana",
        "mailed": "2006-05-02",
        "about": "lapse",
        "on": "2006-04-30",
        "stated": {"exact": "2/625", "decimal": "0.0032000000"},
        "places": None,
        "computed": {"exact": "2/625", "decimal": "0.0032000000"},
        "agrees": True,
        "as_known_then": None,
        "agreed_then": True,
        "put_right_by": None,
    }
    company.record(CORRECTED)
    assert as_json(audit(company.log(), []))["agrees"] is False
    from tests.docs.command import seriesd

    done = seriesd("audit", folder=tmp_path)
    assert done.returncode == 1
    assert "1 of 1 prices in notices disagree." in done.stdout


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "dividend", "price": "0.003"}, "a notice of kind dividend states no Conversion Price"),
        ({"kind": "adjustment", "places": 4}, "give the price that the notice stated"),
        ({"kind": "adjustment", "price": "0.003", "places": 101}, "no price is stated with more than 100"),
        ({"kind": "adjustment", "price": "-1"}, "below zero"),
    ],
)
def test_what_no_notice_states_is_not_read(fields, says):
    with pytest.raises(EntryError, match=says):
        read_entry({"type": "notice_sent", "effective": "2006-05-02", "holder": "Dana", **fields})
