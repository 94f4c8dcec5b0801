"""Sections 5, 6, 9 and 10: votes, prior consent, amendments and waivers with their thresholds (A47, A52)."""

from pathlib import Path

from tests.rights.company import Company, consents, option_x

ACTION = {"type": "protected_action_taken", "id": "act", "effective": "2006-03-01", "action": "P"}


def votes(company: Company, on: str) -> dict[str, int]:
    return {name: one["votes"] for name, one in company.ask("holders", "--on", on)["holders"].items()}


def test_votes_are_whole_per_holder_on_the_day_and_not_capped(tmp_path: Path) -> None:
    # no Common is authorized for them, and yet each votes floor(n x 11.1111 / P): 3 at .0026 have 12,820
    company = Company(tmp_path, authorized=10_000_000, Ada=100, Bo=3)
    company.record(option_x())
    assert votes(company, "2006-02-01") == {"Ada": 336_700, "Bo": 10_101, "Opt": 0, "Public": 0}
    assert votes(company, "2006-02-02") == {"Ada": 427_350, "Bo": 12_820, "Opt": 0, "Public": 0}


def test_a_protected_action_needs_more_than_half_beforehand(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=50, Bo=50)
    for kind in ("series_d_increase", "senior_or_parity_stock", "liquidation_plan", "adverse_amendment"):
        assert company.refused(ACTION | {"kind": kind}) == ("consent_missing", "6")
    company.record(consents("Ada", "P", "2006-02-01"))
    act = ACTION | {"kind": "adverse_amendment"}
    assert company.refused(act) == ("consent_missing", "6")  # half is not more than half
    after = consents("Bo", "P", "2006-03-02", shares=1)
    assert company.refused(after, act) == ("consent_missing", "6")  # consent must come before
    company.record(consents("Bo", "P", "2006-02-28", shares=1), act)


def test_consent_counts_what_is_held_when_the_action_is_taken(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=60, Bo=40)
    sold = {"type": "shares_transferred", "effective": "2006-02-10", "stock": "series_d", "from": "Ada", "to": "Bo"}
    company.record(consents("Ada", "P", "2006-02-01"), sold | {"shares": 20})
    assert company.refused(ACTION | {"kind": "adverse_amendment"}) == ("consent_missing", "6")
    assert company.record(consents("Ada", "Q", "2006-02-11", shares=41)) == ["consent_beyond_holding"]


def test_a_liquidation_that_pays_the_preference_in_cash_needs_no_consent(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=50)
    plan = ACTION | {"kind": "liquidation_plan"}
    assert company.refused(plan | {"cash_per_share": "11.1110"}) == ("consent_missing", "6")
    company.record(plan | {"cash_per_share": "11.1111"})


def test_more_series_d_takes_consent_and_an_amendment(tmp_path: Path) -> None:
    company = Company(tmp_path, terms={"designated_shares": 100}, Ada=100)
    issue = {"type": "series_d_issued", "effective": "2006-03-02", "holder": "Bo", "shares": 1}
    amend = {"type": "terms_amended", "effective": "2006-03-01", "action": "P", "term": "designated_shares"}
    assert company.refused(issue) == ("beyond_designated", "4M")
    assert company.refused(amend | {"value": 101}) == ("consent_missing", "9")
    company.record(consents("Ada", "P", "2006-02-01"), amend | {"value": 101}, issue)
    assert company.refused(amend | {"effective": "2006-03-03", "value": 99}) == ("designated_below_issued", "4M")


def test_a_meeting_is_enough_for_section_6_and_not_for_section_9(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    amend = {"type": "terms_amended", "effective": "2006-03-01", "action": "P", "term": "notice_days", "value": 10}
    company.record(consents("Ada", "P", "2006-02-01", form="meeting"), ACTION | {"kind": "adverse_amendment"})
    assert company.refused(amend) == ("consent_missing", "9")
    company.record(consents("Ada", "P", "2006-02-02"), amend)


def test_price_and_stated_value_take_all_and_the_rest_a_majority(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=99, Bo=1)
    company.record(consents("Ada", "P", "2006-02-01"))
    amend = {"type": "terms_amended", "effective": "2006-03-01", "action": "P"}
    for term in ("conversion_price", "stated_value"):
        assert company.refused(amend | {"term": term, "value": "0.002"}) == ("consent_missing", "9")
    company.record(amend | {"term": "business_calendar", "value": "NYSE"})
    assert company.refused(amend | {"term": "business_calendar", "value": "Mars"}) == ("value_cannot_be", "9")
    company.record(consents("Bo", "P", "2006-02-01"), amend | {"term": "conversion_price", "value": "0.002"})
    assert company.price("2006-03-02") == "1/500"


def test_a_waiver_before_takes_a_majority_after_takes_all_and_both_stay_visible(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=60, Bo=40)
    waive = {"type": "adjustment_waived", "action": "P", "entry": "X"}
    company.record(consents("Ada", "P", "2006-01-10"))
    assert company.record(waive | {"id": "before", "effective": "2006-01-20"}) == ["waived_before"]
    company.record(option_x())
    assert company.price("2006-02-02") == "33/10000"

    sale = {"type": "common_issued", "id": "sale", "effective": "2006-03-01", "holder": "F", "shares": 5_000_000}
    company.record(sale | {"consideration": {"cash": 6000}})
    after = waive | {"id": "after", "effective": "2006-03-10", "entry": "sale"}
    assert company.refused(after) == ("consent_missing", "9")
    company.record(consents("Bo", "P", "2006-03-09"), after)
    assert [company.price(day) for day in ("2006-03-02", "2006-03-11")] == ["13/5000", "33/10000"]
    shown = company.ask("history")
    assert [(one["entry"], one["waived"], one["needed"], one["agreed"], one["step"]) for one in shown["waivers"]] == [
        ("before", "X", "majority", 60, None),
        ("after", "sale", "all", 100, 2),
    ]


def test_a_waiver_shows_wherever_the_price_is_told(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=60, Bo=40)
    waive = {"type": "adjustment_waived", "id": "w", "effective": "2006-01-20", "action": "P", "entry": "X"}
    company.record(consents("Ada", "P", "2006-01-10"), waive)
    assert company.record(option_x()) == ["adjustment_waived"]  # of what is waived it is said again when it comes
    sale = {"type": "common_issued", "id": "sale", "effective": "2006-03-01", "holder": "F", "shares": 5_000_000}
    company.record(sale | {"consideration": {"cash": 6000}}, consents("Bo", "P", "2006-03-02"))
    taken_back = waive | {"id": "v", "effective": "2006-03-03", "entry": "sale"}
    assert company.record(taken_back) == ["adjustment_waived", "price_moved_much"]

    found = [(one["entry"], one["code"]) for one in company.ask("flags", "--on", "2006-03-04")["warnings"]]
    assert found == [("w", "waived_before"), ("X", "adjustment_waived"), ("v", "adjustment_waived")]
    price = company.ask("price", "--on", "2006-03-04")["warnings"]
    assert [(one["entry"], one["code"], one["more"]) for one in price] == [
        ("w", "waived_before", 0),
        ("v", "adjustment_waived", 1),
    ]
    shown = company.run("history").stdout
    assert "waived: w of 2006-01-20 waives the adjustment for X (P): none is made; 60 of 100 had consented" in shown
    assert "step 2 takes it back; 100 of 100 had consented, all needed" in shown
    assert "3 notes touch this (waived_before, adjustment_waived)" in shown
    for asked in (["X"], ["w"], ["--on", "2006-02-03"]):
        assert "Waived (9, A52): w of 2006-01-20" in company.run("explain", *asked).stdout
    assert company.ask("explain", "sale")["waivers"][0]["step"] == 2
    assert company.ask("explain", "X")["steps"][0]["tests"][0]["waived"]


def test_what_is_consented_to_and_what_that_allows(tmp_path: Path) -> None:
    # of 1,000: a majority is 501, five eighths 625
    company = Company(tmp_path, Ada=500, Bo=125, Cy=375)
    company.record(
        consents("Ada", "P", "2006-02-01"),
        consents("Bo", "P", "2006-02-02", shares=1, form="meeting"),
        consents("Cy", "Q", "2006-02-02"),
    )
    answer = company.ask("consents", "P", "--on", "2006-02-02")
    assert answer["needed"] == {"majority": 501, "five_eighths": 625, "all": 1000}
    assert answer["proposals"]["P"] == {
        "consents": {
            "Ada": {"shares": 500, "held": 500, "form": "written"},
            "Bo": {"shares": 1, "held": 125, "form": "meeting"},
        },
        "agreed": 501,
        "in_writing": 500,
        "allows": {"restricted_action": True, "amendment": False, "price_amendment": False, "no_appraiser": False},
        "taken": [],
    }
    sold = {"type": "shares_transferred", "effective": "2006-02-03", "stock": "series_d", "from": "Ada", "to": "Bo"}
    company.record(sold | {"shares": 1}, consents("Bo", "P", "2006-02-04"))
    found = company.ask("consents", "--on", "2006-02-04")["proposals"]
    assert [(name, one["agreed"], one["allows"]["no_appraiser"]) for name, one in found.items()] == [
        ("P", 625, True),
        ("Q", 375, False),
    ]
    assert company.ask("consents", "--on", "2006-02-03")["proposals"]["P"]["agreed"] == 500
    company.record(ACTION | {"kind": "adverse_amendment"})
    taken = company.ask("consents", "P", "--on", "2006-03-01")["proposals"]["P"]["taken"]
    assert taken == [{"entry": "act", "on": "2006-03-01", "type": "protected_action_taken"}]
    assert company.ask("consents", "R")["error"]["code"] == "unknown_action"
    shown = company.run("consents", "--on", "2006-03-01").stdout
    assert "P: 625 of 1,000 consent, 625 in writing" in shown
    assert "done on it: act of 2006-03-01" in shown


def test_where_no_series_d_is_outstanding_nobody_is_asked(tmp_path: Path) -> None:
    company = Company(tmp_path)
    assert "nobody has consented" in company.run("consents").stdout
    company.record(ACTION | {"kind": "liquidation_plan"})
    answer = company.ask("consents", "P", "--on", "2006-03-01")
    assert answer["needed"] == {"majority": 0, "five_eighths": 0, "all": 0}
    assert set(answer["proposals"]["P"]["allows"].values()) == {True}


def test_what_the_verb_says_is_enough_is_what_is_accepted(tmp_path: Path) -> None:
    for shares in (50, 51, 99, 100):
        company = Company(tmp_path / str(shares), Ada=100)
        company.record(consents("Ada", "P", "2006-02-01", shares=shares))
        allows = company.ask("consents", "P", "--on", "2006-02-01")["proposals"]["P"]["allows"]
        amend = {"type": "terms_amended", "effective": "2006-03-01", "action": "P", "value": 7, "term": "notice_days"}
        acts = {
            "restricted_action": ACTION | {"kind": "liquidation_plan"},
            "amendment": amend,
            "price_amendment": amend | {"term": "conversion_price"},
        }
        for what, act in acts.items():
            assert (company.ask("check", company.journal((act,))).get("recorded") == 1) == allows[what], (what, shares)
