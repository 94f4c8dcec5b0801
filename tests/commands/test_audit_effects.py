"""What wrong claims do in shares and in money, which explanation is the nearest, and when one says little."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commands.api.ledger import open_ledger
from projections.audit.audit import Claim
from projections.audit.plainness import PLAINEST_FIRST, by_chance, chance_in_words
from projections.render.answers.audit.working_paper import sums_of
from tests.commands.test_what_if import OPTION, SALE, START, record
from tests.docs.command import seriesd

Entry = dict[str, Any]


def conversion(name: str, day: str, shares: int, **more: object) -> Entry:
    entry = {"type": "series_d_converted", "id": name, "effective": day, "holder": "Fund", "shares": shares}
    return entry | more


FIRST, SECOND = conversion("first", "2006-03-01", 100), conversion("second", "2006-04-03", 50)
SPLIT = {"type": "common_split", "id": "split", "effective": "2006-03-10", "old": 10, "new": 1}


def audited(folder: Path, *claims: str, words: tuple[str, ...] = (), code: int = 1) -> list[dict[str, Any]]:
    (folder / "claims.csv").write_text("\n".join(["date,price", *claims]), "utf-8")
    done = seriesd("audit", "claims.csv", *words, "--json", folder=folder)
    assert done.returncode == code, done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["claims"]
    return found


def told(folder: Path, *words: str) -> str:
    return seriesd("audit", "claims.csv", *words, folder=folder).stdout


def effects(folder: Path, *claims: str) -> list[tuple[Any, list[str], int, str]]:
    found = [one["effect"] for one in audited(folder, *claims)]
    return [
        (one.get("until"), [it["entry"] for it in one["conversions"]], one["converted_common"],
         one["converted_money"]["exact"])
        for one in found
    ]  # fmt: skip


def test_the_conversions_that_a_wrong_claim_touched_in_shares_and_in_money(tmp_path: Path) -> None:
    # (33,000 + 15,000) / 15,000,000 = .0032 from 2 February on
    record(tmp_path, [*START, SALE, FIRST, SECOND])
    (found,) = audited(tmp_path, "2006-02-10,0.0033")
    effect = found["effect"]
    # 1,111.11 / .0032 = 347,221.875 and / .0033 = 336,700; 555.555 / .0032 = 173,610.9375 and / .0033 = 168,350
    assert [(it["entry"], it["at_record"], it["at_claim"], it["difference"], it["money"]["exact"]) for it in effect["conversions"]] == [
        ("first", 347_221, 336_700, -10_521, str(Fraction(-10_521) * Fraction("0.0032"))),
        ("second", 173_610, 168_350, -5_260, str(Fraction(-5_260) * Fraction("0.0032"))),
    ]  # fmt: skip
    assert (effect["converted_common"], effect["converted_money"]["exact"]) == (-15_781, str(Fraction("-50.4992")))
    assert "until" not in effect
    # 11,111.1 / .0033 = 3,367,000, and / .0032 = 3,472,218.75
    assert (effect["series_d"], effect["common"], effect["money"]["exact"]) == (
        1_000,
        -105_218,
        str(Fraction("-336.6976")),
    )
    said = told(tmp_path)
    assert (
        "row 2, 0.0033 on 2006-02-10:\n  - to the 2 conversions from 2006-02-10 on it gives 15,781 shares of Common too few, "
        "50.5… at the record's price." in said
    )
    assert "105,218 shares of Common too few for the 1,000 Series D of the day" in said
    assert "336.7… at the record's price" in said
    rows = [line.split() for line in said.splitlines() if line.startswith("row 2  ")]
    assert rows == [
        ["row", "2", "first", "2006-03-01", "100", "347,221", "336,700", "-10,521", "-33.67…"],
        ["row", "2", "second", "2006-04-03", "50", "173,610", "168,350", "-5,260", "-16.83…"],
    ]
    assert "a simple measure, and no market value" in said


def test_the_text_says_of_which_record_it_is(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE])
    audited(tmp_path, "2006-02-10,0.0033")
    head = json.loads(seriesd("verify", "--json", folder=tmp_path).stdout)["head"]
    title, whose, *_ = [line for line in told(tmp_path).splitlines() if line]
    assert title == "Claims compared, as known now"
    assert whose == f"Example Inc.; head of the log {head}."


def test_a_claim_governs_until_the_price_changes_or_the_next_claim_begins(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, FIRST, SECOND, OPTION | {"effective": "2006-03-20"}])
    assert effects(tmp_path, "2006-02-10,0.0033") == [
        ("2006-03-21", ["first"], -10_521, str(Fraction("-33.6672"))),  # the grant of 20 March governs from the 21st
    ]
    # a later claim ends the earlier one, whatever it is; of one date both govern
    assert [(until, names) for until, names, *_ in effects(tmp_path, "2006-02-10,0.0033", "2006-03-01,0.0031", "2006-03-01,0.0034")] == [
        ("2006-03-01", []), ("2006-03-21", ["first"]), ("2006-03-21", ["first"]),
    ]  # fmt: skip
    assert "no conversion falls where it governs, from 2006-02-10 until 2006-03-01" in told(tmp_path)
    # on the date of the claim itself the conversion is governed
    assert effects(tmp_path, "2006-04-03,0.0033")[0][1] == ["second"]


def test_a_claim_after_a_split_is_in_the_units_of_its_day(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, SPLIT, SECOND])  # .032 from 10 March on
    (found,) = audited(tmp_path, "2006-03-15,0.033")
    (touched,) = found["effect"]["conversions"]
    # 555.555 / .032 = 17,361.09375, and / .033 = 16,835
    assert (touched["at_record"], touched["at_claim"], touched["price"]["exact"]) == (17_361, 16_835, "4/125")
    assert "until" not in found["effect"]


def test_a_conversion_before_the_split_of_its_day_is_in_its_own_units(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, conversion("early", "2006-03-10", 100), SPLIT])
    (found,) = audited(tmp_path, "2006-03-10,0.033")
    (touched,) = found["effect"]["conversions"]
    # recorded before the split, it converts at .0032; what is claimed for the day is .0033 in the same units
    assert (touched["at_record"], touched["at_claim"], touched["price"]["exact"]) == (347_221, 336_700, "2/625")


def summed(folder: Path, *claims: tuple[date, str]) -> Any:
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        found = ledger.audit([Claim(on, Fraction(price), row=row) for row, (on, price) in enumerate(claims, start=2)])
    return sums_of(found)


def test_a_conversion_is_counted_once_although_several_claims_state_its_date(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, FIRST, SECOND])
    sums = summed(tmp_path, (date(2006, 2, 10), "0.0034"), (date(2006, 2, 10), "0.0033"))
    # of the two the last one counts: 10,521 and 5,260
    assert (sums.conversions, sums.too_few, sums.too_many) == (2, 15_781, 0)
    assert sums.worth_too_few == Fraction("50.4992")
    assert sums.notes == (
        "2 conversions stand under several wrong claims of one date (rows 2, 3): each is counted once, with the last "
        "of these claims.",
    )
    assert summed(tmp_path, (date(2006, 2, 10), "0.0033")).notes == ()


def test_shares_before_and_after_a_split_are_summed_in_the_units_of_the_last(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, FIRST, SPLIT, SECOND])
    sums = summed(tmp_path, (date(2006, 2, 10), "0.0033"), (date(2006, 3, 15), "0.033"))
    # 10,521 of before are 1,052.1 of after, where it is 17,361 - 16,835 = 526; in money 33.6672 + 16.832
    assert (sums.conversions, sums.too_few, sums.worth_too_few) == (2, Fraction("1578.1"), Fraction("50.4992"))
    assert sums.notes == (
        "Share units changed between these conversions: shares are in those of the last, second of 2006-04-03.",
    )
    (tmp_path / "claims.csv").write_text("date,price\n2006-02-10,0.0033\n2006-03-15,0.033\n", "utf-8")
    assert seriesd("audit", "claims.csv", "-o", "paper.xlsx", folder=tmp_path).returncode == 1
    summary = openpyxl.load_workbook(tmp_path / "paper.xlsx")["Summary"]
    said = [[cell.value for cell in row] for row in summary.iter_rows()]
    (totals,) = (row[:5] for row in said if row[0] == 2 and row[1] is not None)
    assert totals == [2, f"={Fraction('1578.1')}", f"={Fraction('50.4992')}", 0, 0]
    assert any(str(row[0]).startswith("Share units changed") for row in said)


# -- the nearest explanation ------------------------------------------------------------------------------------------


def test_the_order_of_the_explanations_is_written_down_with_its_reasons() -> None:
    assert [kind.how for kind in PLAINEST_FIRST] == ["known", "day", "units", "step", "without", "point", "reading"]
    assert all(kind.why for kind in PLAINEST_FIRST)


def test_what_explains_a_claim_as_well_stands_after_the_plainer_one(tmp_path: Path) -> None:
    record(tmp_path, [*START, OPTION])  # .0026 from 3 January on
    first, later = audited(tmp_path, "2006-01-03,0.0033", "2006-03-01,0.0033")
    assert [one["how"] for one in (first["reconciles"], *first["others"])] == ["day", "step", "without"]
    assert [one["how"] for one in (later["reconciles"], *later["others"])] == ["step", "without"]
    said = told(tmp_path)
    assert "  - as well: it agrees if option of 2006-01-02 is left out.\n" in said
    assert said.count("row 3, 0.0033 on 2006-03-01") == 1


def test_what_is_met_exactly_stands_before_what_is_met_as_written(tmp_path: Path) -> None:
    # .0032 with the first sale; (48,000 + 2,500) / 16,000,000 = .00315625 with the second, and .0032 as stated in 4 places
    second = SALE | {"id": "more", "effective": "2006-03-01", "shares": 1_000_000, "consideration": {"cash": 2_500}}
    third = SALE | {"id": "most", "effective": "2006-04-03", "shares": 10_000_000, "consideration": {"cash": 20_000}}
    record(tmp_path, [*START, SALE, second, third])
    (found,) = audited(tmp_path, "2006-05-02,0.0032")
    assert found["reconciles"] == {"how": "step", "entry": "more", "message": "it is the price before step 2"}
    assert all("places" not in one for one in found.get("others", []))


def test_a_state_before_an_edit_or_a_late_entry_is_the_nearest(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE])
    record(tmp_path, [OPTION])  # late
    (found,) = audited(tmp_path, "2006-02-10,0.0032")
    assert (found["reconciles"]["how"], found["reconciles"]["entry"]) == ("known", "option")
    assert [one["how"] for one in found["others"]] == ["without"]


def test_a_sale_that_moved_no_price_may_have_been_left_out(tmp_path: Path) -> None:
    # at .005 it adjusts nothing, and stands in A for the next: (20,000,000 x .0033 + 15,000) / 25,000,000 = .00324
    dear = SALE | {"id": "dear", "effective": "2006-01-10", "shares": 10_000_000, "consideration": {"cash": 50_000}}
    record(tmp_path, [*START, dear, SALE])
    (found,) = audited(tmp_path, "2006-03-01,0.00320")  # without it: 48,000 / 15,000,000
    assert (found["computed"]["exact"], found["reconciles"]["how"], found["reconciles"]["entry"]) == (
        "81/25000",
        "without",
        "dear",
    )


def test_step_1_is_not_taken_for_said_where_step_10_is(tmp_path: Path) -> None:
    # nine sales, an amendment that brings the price back to .0033, and a sale
    sales = [
        SALE | {"id": f"s{n}", "effective": f"2006-01-{n:02}", "shares": 5_000_000, "consideration": {"cash": 100 * n}}
        for n in range(10, 19)
    ]
    agreed = {"type": "consent_given", "effective": "2006-02-01", "holder": "Fund", "action": "A"}
    amended = {"type": "terms_amended", "id": "amended", "effective": "2006-02-01", "action": "A",
               "term": "conversion_price", "value": "0.0033"}  # fmt: skip
    record(
        tmp_path,
        [
            *START,
            *sales,
            agreed,
            amended,
            SALE | {"id": "last", "effective": "2006-02-02", "consideration": {"cash": 1_000}},
        ],
    )
    (found,) = audited(tmp_path, "2006-03-01,0.0033")
    steps = [one["message"] for one in (found["reconciles"], *found["others"]) if one["how"] == "step"]
    assert steps == ["it is the price before step 11", "it is the price before step 1"]
    said = told(tmp_path)
    assert "it is the price before step 11 and does not follow last (4E)" in said
    assert "as well: it is the price before step 1;" in said or "as well: it is the price before step 1." in said


def test_a_wrong_common_per_share_has_its_own_explanation_row_and_effect(tmp_path: Path) -> None:
    # .0032 from 2 February on: 11.1111 / .0032 = 3,472.21875; before it 11.1111 / .0033 = 3,367
    record(tmp_path, [*START, SALE])
    rows = ("2006-03-01,0.0032,3367", "2006-02-02,0.0032,3367", "2006-03-01,0.0032,3390")
    (tmp_path / "claims.csv").write_text("\n".join(["date,price,common_per_share", *rows]), "utf-8")
    done = seriesd("audit", "claims.csv", "--json", folder=tmp_path)
    step, day, none = json.loads(done.stdout)["claims"]
    assert step["reconciles"] == {
        "how": "step", "entry": "sale", "message": "it follows from the price before step 1",
    }  # fmt: skip
    assert day["reconciles"]["message"] == "it agrees with the price one day earlier, on 2006-02-01"
    assert none["reconciles"] is None
    # 1,000 x 3,390 = 3,390,000, and 1,000 x 3,472.21875 = 3,472,218.75
    said = told(tmp_path)
    assert "its Common per share would give 82,218 shares of Common too few for the 1,000 Series D of the day" in said
    assert "of its Common per share: neither rounding, the price claimed, the day before or after" in said
    assert "no day, share unit" not in said
    assert seriesd("audit", "claims.csv", "-o", "paper.xlsx", folder=tmp_path).returncode == 1
    sheet = openpyxl.load_workbook(tmp_path / "paper.xlsx")["Claims"]
    heads, *found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    why, shares = heads.index("how it is stated, or what explains it"), heads.index("shares, all Series D of the day")
    assert [(row[3], row[why], row[shares]) for row in found[:2]] == [
        ("price", "exactly", None),
        ("Common per share", "it follows from the price before step 1", -105_218),
    ]


def test_a_wrong_common_per_share_may_be_in_the_units_before_a_split(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, SPLIT])  # .032 from 10 March on, and 347.221875 for one
    (tmp_path / "claims.csv").write_text("date,price,common_per_share\n2006-04-03,0.032,3472.21875\n", "utf-8")
    (found,) = json.loads(seriesd("audit", "claims.csv", "--json", folder=tmp_path).stdout)["claims"]
    assert (found["reconciles"]["how"], found["reconciles"]["entry"]) == ("units", "split")


# -- chance -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "places", "tried", "chance"),
    [
        ("0.0026", 4, [33, 34], True),  # 2 of the 39 numbers from 13 to 52 are more than one in twenty
        ("0.0033", 4, [32, 33], False),  # 2 of 49 are not
        ("0.0033", 4, [32, 33, 40, 200], True),  # 3 of 49 are; what is far away says nothing
        ("0.00296", 5, list(range(290, 312)), False),  # 22 of 444
        ("0.00296", 5, list(range(290, 313)), True),
        ("3", 0, [4], True),
    ],
)
def test_when_a_match_says_little(claimed: str, places: int, tried: list[int], chance: bool) -> None:
    assert by_chance(Fraction(claimed), places, tried) is chance


@pytest.mark.parametrize(
    ("claimed", "places", "words"),
    [("0.003", 3, "one digit"), ("0.0030", 4, "two digits"), ("1.5", 1, "two digits"), ("1234567890", 0, "10 digits")],
)
def test_the_digits_of_a_claim_are_said(claimed: str, places: int, words: str) -> None:
    assert chance_in_words(Fraction(claimed), places) == f"could be chance: {words}"


def test_few_digits_are_called_what_they_may_be(tmp_path: Path) -> None:
    # 44,500 / 15,000,000 = .0029666..., then (44,500 + 20,000) / 25,000,000 = .00258
    more = SALE | {"id": "more", "effective": "2006-03-01", "shares": 10_000_000, "consideration": {"cash": 20_000}}
    record(tmp_path, [*START, SALE | {"consideration": {"cash": 11_500}}, more])
    few, enough, exactly = audited(tmp_path, "2006-05-02,0.0030", "2006-05-02,0.0029667", "2006-05-02,0.0033")
    said = "it is the price before step 2, as stated (rounded to 4 decimal places); could be chance: two digits"
    assert (few["reconciles"]["message"], few["reconciles"]["chance"]) == (said, True)
    assert enough["reconciles"]["message"] == "it is the price before step 2, as stated (rounded to 7 decimal places)"
    assert "chance" not in enough["reconciles"]
    assert exactly["reconciles"] == {"how": "step", "entry": "sale", "message": "it is the price before step 1"}
    assert "could be chance: two digits" in told(tmp_path)


# -- what stands beside them ------------------------------------------------------------------------------------------


def test_a_zero_states_no_price_but_zero(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE])
    found = audited(tmp_path, "2006-03-01,0", "2006-03-01,0.00", "2006-03-01,0.003")
    assert [one["verdict"] for one in found] == ["wrong", "wrong", "as_stated"]
    assert ["effect" in one for one in found] == [False, False, False]
    assert [one.get("reconciles") for one in found] == [None] * 3
    assert "no number of shares follows from a price of zero, so its effect cannot be told" in told(tmp_path)


def test_a_price_of_zero_is_claimed_exactly(tmp_path: Path) -> None:
    # nothing is outstanding, and a share is given away: (0 x .0033 + 0) / (0 + 1)
    gift = {"type": "common_issued", "id": "gift", "effective": "2006-02-01", "holder": "Buyers", "shares": 1}
    record(tmp_path, [START[0], START[2], gift])
    zero, other = audited(tmp_path, "2006-03-01,0.00", "2006-03-01,0.001")
    assert (zero["verdict"], other["verdict"], "effect" in other) == ("exact", "wrong", False)


def test_a_wrong_claim_before_the_certificate_has_no_effect_to_tell(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, FIRST])
    (found,) = audited(tmp_path, "2004-01-01,0.002")
    assert (found["effect"]["series_d"], found["effect"]["conversions"], found["effect"]["until"]) == (
        0,
        [],
        "2006-02-02",
    )
    said = told(tmp_path)
    assert "nothing was in force, and no price" in said
    assert "Series D of the day" not in said


def test_strictly_it_is_said_how_many_do_not_agree(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE | {"consideration": {"cash": 11_500}}])
    audited(tmp_path, "2006-03-01,0.003", "2006-03-01,89/30000", "2006-03-01,0.0028", words=("--strict",))
    assert "Strictly, only what is exact agrees: 2 do not." in told(tmp_path, "--strict")
    assert "Strictly" not in told(tmp_path)


def test_where_both_are_rounded_an_explanation_may_be_so_too(tmp_path: Path) -> None:
    record(tmp_path, [*START, OPTION])  # .0026, and .0033 before it
    claims = ("2006-03-01,0.00332", "2006-03-01,0.0033")
    rounded, exact = audited(tmp_path, *claims, words=("--places", "4"))
    assert rounded["reconciles"]["message"].startswith(
        "it is the price before step 1, as stated (rounded to 4 decimal places)"
    )
    assert (rounded["reconciles"]["places"], "places" in exact["reconciles"]) == (4, False)
    assert audited(tmp_path, *claims)[0]["reconciles"] is None


def test_stated_deliveries_stand_apart_from_assumed_ones(tmp_path: Path) -> None:
    record(tmp_path, [*START, SALE, FIRST | {"common_shares": 347_000}, SECOND])
    done = seriesd("audit", folder=tmp_path)
    assert done.returncode == 1
    stated, _, assumed = done.stdout.partition(
        "Deliveries that nobody stated: the ledger assumes what it worked out (A8)"
    )
    assert "Deliveries that an entry states" in stated
    assert [line.split() for line in stated.splitlines() if line.startswith("first")] == [
        ["first", "347,221", "347,000", "-221", "TOO", "FEW"],
    ]
    assert "second" not in stated
    assert [line.split()[0] for line in assumed.splitlines() if "assumed" in line] == ["second"]


def test_the_same_from_python(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record([*START, SALE, FIRST])
        (found,) = ledger.audit([Claim(date(2006, 2, 10), Fraction("0.0033"))]).claims
    assert found.effect is not None
    assert [(one.entry, one.difference) for one in found.effect.conversions] == [("first", -10_521)]
    assert found.reconciles is not None
    assert [found.reconciles.how, *(one.how for one in found.others)] == ["step", "without"]
