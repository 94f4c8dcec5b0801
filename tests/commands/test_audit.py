"""Audit: claimed prices and recorded deliveries beside the computed ones, through the real command and as properties."""

import json
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commands.api.ledger import open_ledger
from ledger.engine.replay import Replay
from projections.audit.audit import Claim, audit
from tests.commands.test_what_if import CALM, CONVERSION, LAPSE, OPTION, SALE, START, UNSHRUNK, days_of, record
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.model import judge as judge_by_reference
from tests.reference.timelines import timelines

STORY = [*START, OPTION, SALE, CONVERSION, LAPSE]


def run(folder: Path, claims: str, *words: str, code: int) -> dict[str, Any]:
    (folder / "claims.csv").write_text(claims)
    done = seriesd("audit", "claims.csv", *words, "--json", folder=folder)
    assert done.returncode == code, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def one_claim(folder: Path, day: str, price: str, *words: str) -> dict[str, Any]:
    (claim,) = run(folder, f"date,price\n{day},{price}\n", *words, code=1)["claims"]
    assert not claim["agrees"]
    found: dict[str, Any] = claim
    return found


def test_claims_that_agree_exactly(tmp_path):
    record(tmp_path, STORY)
    claims = "date,price,common_per_share\n2006-01-02,0.0033,3367\n2006-01-03,13/5000,4273.5\n2006-05-01,2/625,\n"
    answer = run(tmp_path, claims, code=0)
    assert [(one["date"], one["claimed"], one["agrees"]) for one in answer["claims"]] == [
        ("2006-01-02", {"exact": "33/10000", "decimal": "0.0033000000"}, True),
        ("2006-01-03", {"exact": "13/5000", "decimal": "0.0026000000"}, True),
        ("2006-05-01", {"exact": "2/625", "decimal": "0.0032000000"}, True),
    ]
    assert {one["difference"]["exact"] for one in answer["claims"]} == {"0"}
    assert answer["claims"][1]["common_per_share"]["computed"]["exact"] == "8547/2"
    assert answer["conversions"] == [
        {"entry": "conversion", "entitled": 111_111, "delivered": 111_111, "difference": 0, "on": "2006-03-01",
         "holder": "Fund", "converted": 26, "automatic": False, "stated": False},
    ]  # fmt: skip


def test_a_delivery_that_a_late_grant_made_too_small_disagrees(tmp_path):
    record(tmp_path, [*START, CONVERSION | {"effective": "2006-01-05"}])
    record(tmp_path, [OPTION])
    answer = run(tmp_path, "date,price\n2006-01-05,0.0026\n", code=0)  # nobody stated what was delivered
    (found,) = answer["conversions"]
    assert (found["entitled"], found["delivered"], found["difference"]) == (111_111, 87_542, -23_569)
    assert found["stated"] is False
    spoken = seriesd("audit", "claims.csv", folder=tmp_path)
    assert spoken.returncode == 0
    assert "Of 1 delivery that nobody stated, and the ledger assumes, the record now gives another" in spoken.stdout
    stated = CONVERSION | {"effective": "2006-01-05", "common_shares": 87_542}
    record(tmp_path, [{"type": "entry_corrected", "id": "stated", "effective": "2006-07-01", "entry": "conversion",
                       "with": stated, "reason": "the agent's list"}])  # fmt: skip
    (found,) = run(tmp_path, "date,price\n2006-01-05,0.0026\n", code=1)["conversions"]
    assert (found["difference"], found["stated"]) == (-23_569, True)
    spoken = seriesd("audit", "claims.csv", folder=tmp_path)
    assert spoken.returncode == 1
    assert "Of 1 conversion 1 disagrees with what was stated as delivered." in spoken.stdout
    known = seriesd("audit", "claims.csv", "--as-known", "2001-01-01", "--json", folder=tmp_path)
    assert json.loads(known.stdout)["error"]["code"] == "nothing_known"


def test_after_rounding_to_places_both_agree(tmp_path):
    record(tmp_path, [*START, SALE])  # .0032
    claims = "date,price,common_per_share\n2006-02-02,0.00321,3472.22\n"
    assert run(tmp_path, claims, code=1)["claims"][0]["difference"]["exact"] == "1/100000"
    assert not run(tmp_path, claims, "--places", "5", code=1)["claims"][0]["agrees"]
    answer = run(tmp_path, claims, "--places", "2", code=0)
    assert answer["claims"][0]["agrees"]
    assert answer["claims"][0]["difference"]["exact"] == "1/100000"
    assert answer["places"] == 2


def test_the_missed_step_is_named(tmp_path):
    record(tmp_path, STORY)
    claims = "date,price\n2006-01-02,0.0033\n2006-06-01,0.0026\n2006-01-20,0.0029\n"
    first, stale, other = run(tmp_path, claims, code=1)["claims"]
    assert "parted" not in first
    assert (stale["parted"]["step"], stale["parted"]["entry"]) == (2, "lapse")
    assert "it is the price before step 2 and does not follow lapse (4E(3))" in stale["parted"]["message"]
    assert (other["parted"]["step"], other["parted"]["entry"]) == (1, "option")
    assert other["parted"]["message"].startswith(
        "the last claim before it that agrees, exactly or rounded, is of 2006-01-02; the first"
    )


RECONCILED = [
    ("2006-01-10", "0.00260000001", None, None),
    ("2006-01-02", "0.0026", {"how": "day", "on": "2006-01-03"}, "one day later, on 2006-01-03"),
    ("2006-01-03", "0.0033", {"how": "day", "on": "2006-01-02"}, "one day earlier, on 2006-01-02"),
    ("2006-03-01", "0.0033", {"how": "step", "entry": "option"}, "it is the price before step 1"),
    ("2006-03-01", "0.0034", None, None),
]


@pytest.mark.parametrize(("day", "price", "reason", "sentence"), RECONCILED, ids=[str(case[2]) for case in RECONCILED])
def test_what_would_reconcile_a_claim(day, price, reason, sentence, tmp_path):
    sale = SALE | {"consideration": {"cash": 16_500}}  # .0033, no trigger either way
    record(tmp_path, [*START, OPTION, sale])
    found = one_claim(tmp_path, day, price)["reconciles"]
    if reason is None:
        assert found is None
        spoken = seriesd("audit", "claims.csv", folder=tmp_path)
        assert (
            "no day, share unit, decimal point, earlier record, single entry or switch of the reading makes it agree"
            in spoken.stdout
        )
    else:
        assert reason.items() <= found.items()
        assert sentence in found["message"]


def test_another_switch_of_the_reading_reconciles(tmp_path):
    grant = OPTION | {"shares": 4_000_000, "consideration": {"cash": 0}}
    exercise = {
        "type": "right_exercised",
        "id": "exercise",
        "effective": "2006-02-01",
        "right": "X",
        "shares": 2_000_000,
    }
    change = {
        "type": "right_changed",
        "id": "change",
        "effective": "2006-03-01",
        "right": "X",
        "exercise_price": "0.006",
    }
    record(tmp_path, [*START, grant, exercise, change])
    found = one_claim(tmp_path, "2006-03-02", "0.0033")
    assert found["computed"]["exact"] == "7/2400"  # A24: the exercised part by itself
    # it is the price before step 1 as well as that without the grant, and without the exercise: then all of it
    # would have been dearer from the start
    explained = [(one["how"], one["entry"]) for one in (found["reconciles"], *found["others"])]
    assert explained == [("step", "option"), ("without", "option"), ("without", "exercise")]
    twice = [*START, grant | {"consideration": {"cash": 1000}}, exercise, {**LAPSE, "effective": "2006-03-01"}]
    (tmp_path / "seriesd.db").unlink()
    record(tmp_path, twice)
    retained = (Fraction(33_000) + 2_000 + 1_000) / 12_000_000
    found = one_claim(tmp_path, "2006-03-02", str(retained))
    assert found["reconciles"] | {"message": ""} == {
        "how": "reading", "switch": "grant_consideration", "choice": "retained", "reading": "A23", "message": "",
    }  # fmt: skip


def test_common_per_share_can_disagree_alone(tmp_path):
    record(tmp_path, [*START, SALE])
    claims = "date,price,common_per_share\n2006-02-02,0.0032,3472\n2006-02-02,0.0032,3471\n"
    whole, wrong = run(tmp_path, claims, code=1)["claims"]
    assert whole["common_per_share"]["difference"]["exact"] == "-7/32"
    assert (whole["verdict"], whole["common_per_share"]["verdict"]) == ("as_stated", "as_stated")
    assert (wrong["verdict"], wrong["common_per_share"]["verdict"], wrong["parted"]) == ("wrong", "wrong", None)
    strict, _ = run(tmp_path, claims, "--strict", code=1)["claims"]
    assert strict["reconciles"] == {
        "how": "rounding", "places": 0, "message": "it agrees if rounded to 0 decimal places",
    }  # fmt: skip


def test_a_column_of_notes_is_passed_over_and_that_is_said(tmp_path):
    record(tmp_path, [*START, SALE])
    answer = run(tmp_path, "date,price,Notes,comment\n2006-02-02,0.0032,from the file,x 3\n", code=0)
    assert [one["verdict"] for one in answer["claims"]] == ["exact"]
    said = [one["message"] for one in answer["warnings"] if one["code"] == "column_passed_over"]
    assert [text.partition(": ")[2] for text in said] == [
        "the column 'Notes' is for people, and is passed over",
        "the column 'comment' is for people, and is passed over",
    ]


UNREADABLE = [
    ("", "there are no claims in it"),
    ("date,price\n", "there are no claims in it"),
    (
        "date,prize\n2006-01-01,1\n",
        "claims.csv:1, field price: row 1 seems to name the columns (date, prize), and none of them is 'price'; name it so, or say which one is: --column price=prize",
    ),
    (
        "date\n2006-01-01\n",
        "claims.csv:1, field price: row 1 seems to name the columns (date), and none of them is 'price'",
    ),
    ("date,price,price\n", "claims.csv:1, field price: 'price' is given twice"),
    ("date,price\n2006-01-01,1\n2006-13-01,1\n", "claims.csv:3, field date: '2006-13-01' is not a date"),
    ("date,price\n2006-01-01,cheap\n", "claims.csv:2, field price: 'cheap' is not a number"),
    ("date,price\n2006-01-01,-1\n", "claims.csv:2, field price: -1 is below zero"),
    ("date,price\n2006-01-01,\n", "claims.csv:2, field price: is required and missing"),
    (
        "date,price,common_per_share\n2006-01-01,,3367\n",
        "field price: is required and missing; that is by design: a claim is of a Conversion Price",
    ),
    (
        "date,price\n2006-01-01,22.64 cents\n",
        "'22.64 cents' is not a plain number; write it without cents, like 0.0033",
    ),
    (
        "date,price\n2006-9-5,1\n",
        "'2006-9-5' is not a date; write the month and the day with two digits, as 2006-09-05",
    ),
    ("date,price\n2006-25-12,1\n", "'2006-25-12' is not a date"),
    ("date,price\n2006-01-01,1,2\n", "claims.csv:2: the row has 3 cells"),
    ('date,price\n"2006-01-01,1\n', "claims.csv:2: not valid CSV"),
    (
        "date,price\n2006-01-01,€0.0033\n",
        "claims.csv:2, field price: '€0.0033' is not a plain number; write it without €",
    ),
    ("date,price\n2006-01-01,0.33%\n", "claims.csv:2, field price: '0.33%' is not a plain number; write it without %"),
    ("date,price\n2006-01-01,0.0033 USD\n", "is not a plain number; write it without USD"),
    (
        'date,price\n2006-01-01,"1,234.5"\n',
        "'1,234.5' has a comma; write a decimal point, and nothing between thousands",
    ),
    ("date;price\n2006-01-01;0,0033\n", "claims.csv:2, field price: '0,0033' has a comma; write a decimal point"),
    ("date,price\n01.02.2006,1\n", "'01.02.2006' is not a date; write it as year-month-day"),
    ("date,price,\n2006-01-01,1,see 10-K\n", "claims.csv:2: 'see 10-K' stands in a column without a name"),
    ("Claims\n\ndate,prize\n", "claims.csv:3, field price: row 3 seems to name the columns (date, prize)"),
]


@pytest.mark.parametrize(("text", "sentence"), UNREADABLE, ids=[case[1][:40] for case in UNREADABLE])
def test_a_bad_file_is_refused_with_row_and_field(text, sentence, tmp_path):
    record(tmp_path, START)
    answer = run(tmp_path, text, code=2)
    assert sentence in answer["error"]["message"]


def test_files_that_are_not_there_or_not_text(tmp_path):
    record(tmp_path, START)
    assert seriesd("audit", "nothing.csv", folder=tmp_path).returncode == 2
    (tmp_path / "claims.csv").write_bytes(b"date,price\n2006-01-01,\xff\n")
    assert "not UTF-8 text" in seriesd("audit", "claims.csv", folder=tmp_path).stderr
    assert seriesd("audit", "claims.csv", "--places", "many", folder=tmp_path).returncode == 2
    given = seriesd("audit", "-", folder=tmp_path, given="date,price\n\n2006-01-01,0.0033\n")
    assert given.returncode == 0, given.stderr


def spreadsheet(path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_a_claim_in_the_share_units_of_another_time_says_so(tmp_path):
    split = {"type": "common_split", "id": "split", "effective": "2006-03-10", "old": 10, "new": 1}
    record(tmp_path, [*START, OPTION, split])
    claims = "date,price\n2006-03-10,0.0026\n2006-05-01,0.00260\n2006-03-09,0.026\n2006-03-01,0.026\n2006-05-01,0.26\n"
    found = [one["reconciles"] for one in run(tmp_path, claims, code=1)["claims"]]
    # on the day of the split the price of the day before is the same number
    assert found[0] == {"how": "day", "on": "2006-03-09",
                        "message": "it agrees with the price one day earlier, on 2006-03-09"}  # fmt: skip
    assert found[1] == {"how": "units", "entry": "split", "units": "before",
                        "message": "it agrees in the share units before split (4F) of 2006-03-10"}  # fmt: skip
    assert found[2]["how"] == "day"
    assert found[3] == {"how": "units", "entry": "split", "units": "after",
                        "message": "it agrees in the share units after split (4F) of 2006-03-10"}  # fmt: skip
    assert found[4] == {
        "how": "point",
        "left": 1,
        "message": "it agrees if its decimal point is moved to the left, by 1",
    }


def test_a_spreadsheet_says_where_it_cannot_be_read(tmp_path):
    record(tmp_path, STORY)
    for rows, sentence in (
        (
            [["date", "price"], [datetime.combine(date(2006, 1, 2), time(12)), 0.0033]],
            "claims.xlsx:2, cell A2, field date: '2006-01-02 12:00:00' is not a date",
        ),
        (
            [["date", "price"], [date(2006, 1, 2), "cheap"]],
            "claims.xlsx:2, cell B2, field price: 'cheap' is not a number",
        ),
        ([["date", "prize"]], "claims.xlsx:1, field price: row 1 seems to name the columns (date, prize)"),
        ([], "there are no claims in it"),
    ):
        spreadsheet(tmp_path / "claims.xlsx", rows)
        done = seriesd("audit", "claims.xlsx", folder=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr


def test_a_spreadsheet_with_a_column_of_dates_and_prices_as_typed(tmp_path):
    record(tmp_path, STORY)
    rows: list[list[Any]] = [
        ["price", "date", "common_per_share"],
        ["0.0026", datetime.combine(date(2006, 1, 3), time())],
        [0.0026, "2006-04-30"],
        [1e-2, date(2006, 5, 1)],
    ]
    rows[1].append(4273.5)
    spreadsheet(tmp_path / "claims.xlsx", rows)
    done = seriesd("audit", "claims.xlsx", "--json", folder=tmp_path)
    claims = json.loads(done.stdout)["claims"]
    assert [one["agrees"] for one in claims] == [True, True, False]
    assert claims[0]["common_per_share"]["claimed"]["exact"] == "8547/2"
    assert claims[2]["claimed"]["exact"] == "1/100"


def test_a_spreadsheet_is_read_where_the_extra_is_installed(tmp_path):
    record(tmp_path, STORY)
    rows = [["date", "price"], [date(2006, 1, 2), 0.0033], [None, None], ["2006-05-01", "2/625"]]
    spreadsheet(tmp_path / "claims.xlsx", rows)
    done = seriesd("audit", "claims.xlsx", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [one["row"] for one in json.loads(done.stdout)["claims"]] == [2, 4]
    (tmp_path / "broken.xlsx").write_text("no spreadsheet")
    broken = seriesd("audit", "broken.xlsx", folder=tmp_path)
    assert broken.returncode == 2
    assert "cannot be read as a spreadsheet" in broken.stderr


def test_many_claims_cost_one_replay(monkeypatch, tmp_path):
    steps = []
    step = Replay.step
    monkeypatch.setattr(Replay, "step", lambda replay, **how: (steps.append(1), step(replay, **how))[1])
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(STORY)
        steps.clear()
        first = date(2006, 1, 3)
        answer = ledger.audit([Claim(first + timedelta(day % 28), Fraction(13, 5000)) for day in range(2000)])
        assert answer.agrees
        assert len(steps) <= 2 * len(STORY)  # the conversions, and all the prices


# -- properties -------------------------------------------------------------------------------------------------------


@settings(max_examples=60, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=30), st.integers(0, 10**6))
def test_what_the_reference_computes_agrees_and_what_is_off_is_off_by_that(entries, off):
    log = judge(entries).log
    reference = judge_by_reference(entries)
    days = days_of(entries)
    assume(days)
    right = {day: reference.price(day) for day in days}
    claims = [Claim(day, price["in_effect"], price["common_per_share"]) for day, price in right.items()]
    answer = audit(log, claims)
    assert all(one.agrees for one in answer.claims)
    assert {one.entry: (one.converted, one.entitled, one.delivered) for one in answer.conversions} == {
        name: (one["converted"], one["entitled"], one["delivered"]) for name, one in reference.conversions.items()
    }
    wrong = Fraction(1 + off, 10**9)
    day = days[off % len(days)]
    (found,) = audit(log, [Claim(day, right[day]["in_effect"] + wrong)]).claims
    assert not found.agrees
    assert found.price.difference is not None
    assert found.price.difference.fraction == wrong


def test_a_claim_that_was_right_until_the_record_was_corrected_says_so(tmp_path):
    record(tmp_path, [*START, SALE])
    record(tmp_path, [OPTION])
    void = {"type": "entry_voided", "effective": "2006-07-01", "id": "v1", "entry": "option", "reason": "never signed"}
    with_ = SALE | {"consideration": {"cash": 12_000}}
    fixed = {"type": "entry_corrected", "effective": "2006-07-02", "id": "k1", "entry": "sale", "with": with_}
    record(tmp_path, [void, fixed | {"reason": "misread"}])
    # 33,000 + 12,000 over 15,000,000 is .003; before k1 it was .0032, and before v1 the option made it .0026
    before_correction = one_claim(tmp_path, "2006-03-01", "0.0032")["reconciles"]
    assert (before_correction["how"], before_correction["entry"]) == ("known", "k1")
    assert before_correction["message"].startswith("it agrees with what was known until k1 was recorded, at 20")
    assert one_claim(tmp_path, "2006-03-01", "0.0026")["reconciles"]["entry"] == "v1"


def test_the_columns_of_a_spreadsheet_may_be_titled_as_people_title_them(tmp_path):
    record(tmp_path, [*START, SALE])
    assert run(tmp_path, "Date,Price,Common per share\n2006-02-01,0.0033,3367\n", code=0)["agrees"]


def test_claims_of_one_date_are_told_apart_by_their_rows(tmp_path):
    record(tmp_path, STORY)
    claims = "date,price\n2006-03-01,0.0032\n\n2006-03-01,0.0034\n2006-03-01,0.0026\n"
    run(tmp_path, claims, code=1)
    said = seriesd("audit", "claims.csv", folder=tmp_path).stdout
    assert "row 2, 0.0032 on 2006-03-01:\n" in said
    assert "  - it agrees if option of 2006-01-02 is left out.\n" in said
    assert "row 4, 0.0034 on 2006-03-01:\n" in said
    assert "  - no day, share unit" in said
    assert "row 5," not in said
    rows = [
        line.split() for line in said.splitlines() if "2006-03-01 " in line and not line.startswith(("row", "  - "))
    ]
    assert [row[:3] for row in rows] == [[row, "2006-03-01", price] for row, price in (
        ("2", "0.0032"), ("4", "0.0034"), ("5", "0.0026"),  # the wrong ones first
    )]  # fmt: skip


def test_a_claim_before_the_certificate_agrees_with_a_note_that_nothing_was_in_force(tmp_path):
    record(tmp_path, STORY)
    adopted = START[0]["effective"]
    before = date.fromisoformat(adopted) - timedelta(1)
    first, second, third = run(tmp_path, f"date,price\n{before},0.0033\n{adopted},0.0033\n{before},1\n", code=1)[
        "claims"
    ]
    note = (
        f"before the certificate took effect on {adopted} (certificate) nothing was in force, and no price; it is compared "
        "with the price that the certificate begins with"
    )
    assert (first["agrees"], first["note"]) == (True, note)
    assert (second["agrees"], "note" in second) == (True, False)
    assert (third["agrees"], third["note"]) == (False, note)
    said = seriesd("audit", "claims.csv", folder=tmp_path).stdout
    assert f"row 2, 0.0033 on {before}:\n  - {note}.\n" in said


def test_a_claim_before_the_certificate_is_no_point_up_to_which_claims_agree(tmp_path):
    record(tmp_path, STORY)
    before = date.fromisoformat(START[0]["effective"]) - timedelta(1)
    _, off = run(tmp_path, f"date,price\n{before},0.0033\n2006-03-01,0.0029\n", code=1)["claims"]
    assert off["parted"]["message"].startswith("the step that governs the date is 1, option (4E(1))")


def test_only_what_was_asked_for_is_counted(tmp_path):
    record(tmp_path, START)
    alone = seriesd("audit", folder=tmp_path)
    head = json.loads(seriesd("verify", "--json", folder=tmp_path).stdout)["head"]
    assert (alone.returncode, alone.stdout) == (
        0,
        f"What the record itself holds, as known now\nExample Inc.; head of the log {head}.\n\n"
        "There is nothing to compare: no conversion, and no notice that states a price.\n",
    )
    record(tmp_path, [OPTION, CONVERSION])
    said = seriesd("audit", folder=tmp_path).stdout
    assert "laims" not in said
    assert said.endswith("\nOf 1 conversion 0 disagree with what was stated as delivered.\n")
    (tmp_path / "seriesd.db").unlink()
    record(tmp_path, START)
    run(tmp_path, "date,price\n2006-01-02,0.0033\n", code=0)
    assert seriesd("audit", "claims.csv", folder=tmp_path).stdout.endswith(
        "\n\nOf 1 claim 0 wrong, 0 as stated, 1 exact.\n"
    )


def test_titles_blank_rows_unnamed_columns_and_sources(tmp_path):
    record(tmp_path, [*START, SALE])
    claims = "Claims of the issuer,,,\n\nDate,Price,Source,\n\n2006-02-02,0.0032,,\n,,,\n2006-02-03,0.0031,10-K p. 3,\n"
    first, second = run(tmp_path, claims, code=1)["claims"]
    assert ((first["row"], "source" in first), (second["row"], second["source"])) == ((5, False), (7, "10-K p. 3"))
    said = seriesd("audit", "claims.csv", folder=tmp_path).stdout
    assert "\nrow 7, 0.0031 on 2006-02-03 (10-K p. 3):\n" in said


@pytest.mark.parametrize("mark", [";", "\t"])
def test_columns_may_be_parted_as_spreadsheets_part_them(mark, tmp_path):
    record(tmp_path, [*START, SALE])
    claims = f"date{mark}price{mark}source\n2006-02-02{mark}.0032{mark}a, b\n"
    assert run(tmp_path, claims, code=0)["claims"][0]["source"] == "a, b"


def engagement(path: Path, *, formula: object = None, hidden: tuple[str, ...] = ("Old claims",)) -> None:
    """A workbook as it comes: a cover, a hidden sheet of last year, a merged title, and formats of currency."""
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active["A1"] = "Engagement 2007-14"
    for title in ("Old claims", "Claims"):
        sheet = book.create_sheet(title)
        sheet["A1"] = "Claims of the issuer"
        sheet.merge_cells("A1:C1")
        for row in (["Date", "Price", "Common per share"], [date(2006, 2, 2), 0.0032, formula], [None] * 3):
            sheet.append(row)
        sheet["B3"].number_format = "$0.0000"
        sheet["F9"].number_format = "0%"
    book["Old claims"]["B3"] = 1
    for title in hidden:
        book[title].sheet_state = "hidden"
    book.save(path)


def test_of_a_workbook_the_sheet_is_read_that_is_shown_and_has_claims(tmp_path):
    record(tmp_path, [*START, SALE])
    engagement(tmp_path / "claims.xlsx")
    done = seriesd("audit", "claims.xlsx", "--json", folder=tmp_path)
    (claim,) = json.loads(done.stdout)["claims"]
    assert (claim["row"], claim["agrees"]) == (3, True)
    engagement(tmp_path / "claims.xlsx", hidden=())
    said = seriesd("audit", "claims.xlsx", folder=tmp_path)
    assert said.returncode == 2
    assert "the claims could be in several sheets, 'Old claims' and 'Claims'; hide all but one of them" in said.stderr
    engagement(tmp_path / "claims.xlsx", hidden=("Old claims", "Claims"))
    said = seriesd("audit", "claims.xlsx", folder=tmp_path)
    assert said.returncode == 2
    assert (
        "claims.xlsx:Cover:1: no row names the columns; one must, with 'date' and 'price' among its cells"
        in said.stderr
    )


def test_a_formula_that_was_never_worked_out_is_no_missing_value(tmp_path):
    record(tmp_path, [*START, SALE])
    engagement(tmp_path / "claims.xlsx", formula="=11.1111/B3")
    said = seriesd("audit", "claims.xlsx", folder=tmp_path)
    assert said.returncode == 2
    assert (
        "claims.xlsx:Claims:3, cell C3, field common_per_share: the formula =11.1111/B3 has no value in the file; open it in"
        in said.stderr
    )


def test_a_serial_number_of_a_day_is_no_date(tmp_path):
    record(tmp_path, START)
    spreadsheet(tmp_path / "claims.xlsx", [["date", "price"], [38722, 0.0033]])
    said = seriesd("audit", "claims.xlsx", folder=tmp_path).stderr
    assert "claims.xlsx:2, cell A2, field date: '38722' is not a date; write it as year-month-day" in said
    assert "or let the cell be formatted as a date" in said


def test_a_slipped_decimal_point_and_a_cut_off_number_are_named(tmp_path):
    # (33,000 + 11,500) / 15,000,000 = .00296666...
    record(tmp_path, [*START, SALE | {"consideration": {"cash": 11_500}}])
    claims = "".join(
        f"2006-02-02,{price}\n" for price in ("0.29666666", "0.0296666667", "0.0029666", "0.0029", "0.0028")
    )
    claims = run(tmp_path, f"date,price\n{claims}", "--strict", code=1)["claims"]
    assert [one["verdict"] for one in claims] == ["wrong", "wrong", "as_stated", "as_stated", "wrong"]
    found = [one["reconciles"] for one in claims]
    assert found[4] is None
    assert (
        found[0]["message"]
        == "it agrees if its decimal point is moved to the left, by 2, cut off after 8 decimal places"
    )
    assert (
        found[1]["message"] == "it agrees if its decimal point is moved to the left, by 1, rounded to 10 decimal places"
    )
    assert (found[1]["how"], found[1]["left"], found[1]["places"]) == ("point", 1, 10)
    assert found[2] == {
        "how": "rounding", "places": 7, "down": True, "message": "it agrees if cut off after 7 decimal places",
    }  # fmt: skip
    assert found[3]["message"] == "it agrees if cut off after 4 decimal places"


def test_a_stale_price_is_known_as_it_was_rounded(tmp_path):
    record(tmp_path, [*START, SALE | {"consideration": {"cash": 11_500}}, OPTION | {"effective": "2006-03-01"}])
    found = one_claim(tmp_path, "2006-03-15", "0.00296667")["parted"]
    assert (found["step"], found["entry"]) == (2, "option")
    assert found["message"].startswith(
        "it is the price before step 2, as stated (rounded to 8 decimal places) and does not follow"
    )


def test_a_claim_that_was_right_until_late_entries_were_recorded_says_so(tmp_path):
    record(tmp_path, [*START, SALE])  # .0032
    record(tmp_path, [OPTION])  # late: .0026 from 2006-01-03, and the sale does nothing
    more = OPTION | {"id": "more", "right": "Y", "effective": "2006-01-04"}
    record(tmp_path, [more])
    # two entries are in the way, so leaving one out does not do it
    found = one_claim(tmp_path, "2006-02-10", "0.0032")["reconciles"]
    assert (found["how"], found["entry"]) == ("known", "option")
    assert found["message"].startswith("it agrees with what was known until option was recorded, at 20")


def test_the_common_of_a_wrong_price_follows_from_it_or_has_a_reason_of_its_own(tmp_path):
    record(tmp_path, [*START, SALE])  # .0032, and 3,472.21875
    claims = "date,price,common_per_share\n2006-02-10,0.0033,3367\n2006-02-10,0.00321,3472.22\n2006-02-10,0.003,3703\n"
    claims += "2006-02-10,0.0033,4000\n"
    found = [one["common_per_share"] for one in run(tmp_path, claims, code=1)["claims"]]
    assert found[0]["reconciles"] == {"how": "price", "message": "it follows from the price that is claimed"}
    assert (found[1]["verdict"], "reconciles" in found[1]) == ("as_stated", False)
    # .003 is .0032 to three places, and 11.1111 / .003 = 3,703.7
    assert found[2]["verdict"] == "wrong"
    assert "reconciles" not in found[3]
    said = seriesd("audit", "claims.csv", folder=tmp_path).stdout
    assert "  - of its Common per share: it follows from the price that is claimed.\n" in said
