"""`record` and `check` say each entry back: one sentence, with what follows from it, worked out by hand."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projections.answers.following import following
from projections.answers.history import history_of
from projections.compare.recording import RecordResult
from projections.render.answers.record.told import sentences_of
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines, timelines

from .asking_the_command import CERTIFICATE, CONVERSION, OPENING, SALE, SERIES_D, STORY, Entry, lines, recorded

OPTION: Entry = {
    "type": "option_granted",
    "id": "X",
    "effective": "2006-03-03",
    "right": "X",
    "holder": "Opt",
    "shares": 5_000_000,
    "exercise_price": "0.001",
    "consideration": {"cash": 1_000},
}
REVERSE: Entry = {"type": "common_split", "id": "reverse", "effective": "2006-03-04", "old": 10, "new": 1}


def told(folder: Path, *entries: Entry) -> dict[str, str]:
    return {one["entry"]: one["sentence"] for one in recorded(folder, *entries)["told"]}


def test_an_issue_says_its_price_per_share_against_the_conversion_price_and_what_it_does(tmp_path: Path) -> None:
    said = told(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE)
    assert said["sale"] == (
        "On 2006-03-01 5,000,000 shares of Common were issued to Fund for 6,000 in cash; 0.0012 a share in all, below "
        "the Conversion Price of 0.0033, so the price is adjusted; the Conversion Price goes from 0.0033 to 0.0026 from "
        "2006-03-02 on (4E); 1 holder of Series D must be told of it (4K)."
    )
    dear = SALE | {"id": "dear", "effective": "2006-03-05", "consideration": {"cash": 15_000}}
    assert (
        "0.003 a share in all, not below the Conversion Price of 0.0026, so nothing is adjusted."
        in told(tmp_path, dear)["dear"]
    )


def test_a_conversion_says_what_is_delivered_out_of_what_and_whether_somebody_stated_it(tmp_path: Path) -> None:
    # 26 x 11.1111 / .0026 = 111,111
    said = told(tmp_path, *STORY)
    assert said["conversion"] == (
        "On 2006-03-02 dana converted 26 shares; nobody stated how many were delivered, and 111,111 shares of Common "
        "are assumed, out of unissued shares; the certificate is due once the old one is surrendered (4C)."
    )
    # 5 days, Saturday and Sunday not counted: Thursday 2 March to Thursday 9 March
    stated = CONVERSION | {"id": "stated", "common_shares": 111_000, "surrendered": "2006-03-02"}
    assert "111,000 shares of Common were delivered, as stated, where the record gives 111,111" in (
        sentence := told(tmp_path, stated)["stated"]
    )
    assert sentence.endswith("the certificate is due by 2006-03-09 (4C).")


def test_what_comes_out_of_the_treasury_is_said(tmp_path: Path) -> None:
    # 10,000,100 authorized: 100 unissued; 26 x 11.1111 / .0033 = 87,542 then come out of the 1,000,000 in treasury
    certificate = CERTIFICATE | {"common_authorized": 10_000_100}
    acquired = {"type": "treasury_acquired", "id": "in", "effective": "2005-12-01", "holder": "public"}
    said = told(tmp_path, certificate, OPENING, SERIES_D, acquired | {"shares": 1_000_000}, CONVERSION)
    assert "87,542 shares of Common are assumed, 87,442 of them out of the treasury;" in said["conversion"]


def test_a_grant_says_what_it_is_in_all_and_a_split_what_becomes_of_what_is_outstanding(tmp_path: Path) -> None:
    said = told(tmp_path, CERTIFICATE, OPENING, SERIES_D, OPTION, REVERSE)
    # (1,000 + 5,000) / 5,000,000 = .0012; (33,000 + 6,000) / 15,000,000 = .0026; then all prices times ten
    assert said["X"] == (
        "On 2006-03-03 the option X to buy 5,000,000 shares at 0.001 a share was granted to Opt for 1,000 in cash; "
        "0.0012 a share in all, below the Conversion Price of 0.0033, so the price is adjusted; the Conversion Price "
        "goes from 0.0033 to 0.0026 from 2006-03-04 on (4E(1)); 1 holder of Series D must be told of it (4K)."
    )
    assert said["reverse"] == (
        "On 2006-03-04 each 10 shares of Common became 1; 10,000,000 outstanding become 1,000,000; the Conversion Price "
        "goes from 0.0026 to 0.026 from 2006-03-04 on (4F); 1 holder of Series D must be told of it (4K); notice of it "
        "is mailed in time to 1 holder by 2006-02-17 (first 4L)."
    )


def test_a_transaction_is_told_as_a_whole(tmp_path: Path) -> None:
    # of one moment: C 10,000,000, D 12,000: (33,000 + 12,000) / 20,000,000 = .00225, and each is tested against .0033
    one, other = (SALE | {"id": name, "transaction": "round"} for name in ("one", "other"))
    said = told(tmp_path, CERTIFICATE, OPENING, SERIES_D, one, other)
    for name in ("one", "other"):
        assert "0.0012 a share in all, below the Conversion Price of 0.0033" in said[name]
        assert "goes from 0.0033 to 0.00225 from 2006-03-02 on" in said[name]


def test_a_correction_and_a_void_say_what_has_become_of_the_entry(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    right = SALE | {"consideration": {"cash": 9_000}}
    fix = {"type": "entry_corrected", "id": "fix", "effective": "2006-04-01", "entry": "sale", "reason": "bank"}
    # (33,000 + 9,000) / 15,000,000 = .0028
    assert told(tmp_path, fix | {"with": right})["fix"].startswith(
        "On 2006-03-01 as fix corrects sale (bank), 5,000,000 shares of Common were issued to Fund for 9,000 in cash; "
        "0.0018 a share in all, below the Conversion Price of 0.0033, so the price is adjusted; the Conversion Price "
        "goes from 0.0033 to 0.0028"
    )
    void = {"type": "entry_voided", "id": "void", "effective": "2006-04-02", "entry": "sale", "reason": "no sale"}
    assert told(tmp_path, void)["void"] == ("On 2006-04-02 void voids sale (no sale), which is in no figure any more.")


def test_a_late_entry_tells_what_follows_in_its_place(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, OPTION)
    assert "goes from 0.0033 to 0.0026 from 2006-03-02 on" in told(tmp_path, SALE)["sale"]


def test_the_answer_names_the_company_and_the_ledger_and_the_steps(tmp_path: Path) -> None:
    answer = recorded(tmp_path, *STORY)
    assert (answer["company"], answer["ledger"]) == ("Acme", "seriesd.db")
    (step,) = answer["steps"]
    assert (step["entry"], step["after"]["exact"], step["A"]["exact"]) == ("sale", "13/5000", "10000000")
    assert recorded(tmp_path, SALE)["told"] == []


def test_a_person_is_told_likewise_and_quiet_leaves_it_out(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text(lines(*STORY), "utf-8")
    done = seriesd("check", "journal.jsonl", folder=tmp_path)
    assert "Would record 5 entries of Acme in seriesd.db." in done.stdout
    said = " ".join(done.stdout.split())
    assert "nobody stated how many were delivered, and 111,111 shares of Common are assumed" in said
    quiet = seriesd("record", "journal.jsonl", "--quiet", folder=tmp_path).stdout
    assert "nobody stated" not in quiet
    assert "Conversion Price 0.0033 -> 0.0026 by 4E" in quiet
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "journal.jsonl").write_text(lines(*STORY), "utf-8")
    answer = json.loads(seriesd("record", "journal.jsonl", "--quiet", "--json", folder=tmp_path / "other").stdout)
    assert "told" not in answer


def test_of_very_many_entries_the_first_are_told(tmp_path: Path) -> None:
    sales = [SALE | {"id": f"s{number}", "shares": 10, "consideration": {"cash": 1}} for number in range(30)]
    (tmp_path / "journal.jsonl").write_text(lines(CERTIFICATE, OPENING, SERIES_D, *sales), "utf-8")
    done = seriesd("record", "journal.jsonl", folder=tmp_path).stdout
    assert "… and 13 entries more" in done
    assert done.count("On 20") == 20


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(timelines(max_entries=30), disturbed_timelines(max_entries=30)))
def test_whatever_is_recorded_has_its_sentence(entries: list[Entry]) -> None:
    """And what it says of the price is what the history says."""
    book = judge(entries).book
    names = [one.id for one in book.log]
    found = following(book, names)
    assert found.keys() == set(names)
    history = {one.number: one for one in history_of(book)}
    for step in (step for one in found.values() for step in one.steps):
        assert (step.entry, step.after) == (history[step.number].entry, history[step.number].after)
    for name, sentence in sentences_of(RecordResult(entries=names, book=book), names):
        assert sentence.endswith("."), name
        assert "None" not in sentence


def test_the_holders_of_the_series_are_to_be_told_by_the_name_that_the_certificate_gives_it(tmp_path: Path) -> None:
    named = CERTIFICATE | {"terms": {"series": "Series 3"}}
    said = seriesd("record", "-", folder=tmp_path, given=lines(named, OPENING, SERIES_D, SALE)).stdout
    assert "Holders of Series 3 must be told of every adjustment (4K)" in " ".join(said.split())
    voided = seriesd("void", "sale", "--reason", "recorded twice", "--yes", folder=tmp_path).stdout
    assert "Holders of Series 3 must be told of every adjustment (4K)" in " ".join(voided.split())


def test_an_entry_calls_the_series_by_the_name_that_the_certificate_gives_it(tmp_path: Path) -> None:
    named = CERTIFICATE | {"terms": {"series": "Series 3"}}
    more = [
        SERIES_D | {"id": "d-2"},
        {"type": "shares_transferred", "id": "move", "effective": SALE["effective"], "stock": "series_d", "shares": 1,
         "from": SERIES_D["holder"], "to": "Buyer"},
        {"type": "balance_asserted", "id": "sure", "effective": SALE["effective"], "stock": "series_d", "shares": 1,
         "holder": "Buyer"},
        {"type": "consent_given", "id": "yes", "effective": SALE["effective"], "holder": "Buyer", "action": "a sale"},
    ]  # fmt: skip
    recorded = seriesd("record", "-", folder=tmp_path, given=lines(named, OPENING, SERIES_D, *more)).stdout
    listed = seriesd("entries", folder=tmp_path).stdout
    voided = seriesd("void", "d-2", "--reason", "recorded twice", "--dry-run", folder=tmp_path).stdout
    for said in (recorded, listed, voided):
        assert "Series 3 were issued to" in " ".join(said.split())
        assert "Series D were issued" not in said
    assert "Series D" not in listed
    for sentence in ("transferred 1 Series 3 to Buyer", "1 shares of Series 3 of Buyer are", "with all its Series 3"):
        assert sentence in " ".join(listed.split())


def test_a_distribution_is_said_as_its_day_closed_whatever_came_later_on_it() -> None:
    day = {"effective": "2006-03-01"}
    given_out = {"type": "distribution_made", "id": "land", "fair_value": "1000", "market_price": "0.5"} | day
    sold = SALE | {"id": "sold"} | day
    entries = [CERTIFICATE, OPENING, SERIES_D, given_out, sold]
    book = judge(entries).book
    (step,) = following(book, ["land"])["land"].steps
    (stands,) = (one for one in history_of(book) if one.entry == "land")
    assert (step.number, step.before, step.after) == (stands.number, stands.before, stands.after)
    assert step.number == 2  # the sale comes first: the factor bites at the close


def test_a_right_of_a_transaction_that_ends_on_its_day_has_no_price_any_more() -> None:
    moment = {"effective": "2006-03-01", "transaction": "t"}
    sold = SALE | {"id": "sold"} | moment
    warrant = {"type": "option_granted", "id": "warrant", "right": "W", "holder": "Ann", "shares": 10}
    ended = {"type": "right_terminated", "id": "ended", "right": "W", "reason": "cancelled", "effective": "2006-03-01"}
    book = judge([CERTIFICATE, OPENING, SERIES_D, sold, warrant | {"exercise_price": "0.001"} | moment, ended]).book
    found = following(book, ["sold", "warrant", "ended"])
    assert found["warrant"].test is None
    assert found["sold"].test is not None
