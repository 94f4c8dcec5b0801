"""A mistake taken back: `void` and `correct` show what they would change, ask, and record all of it or nothing."""

import json
import os
import pty
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.api.ledger import Ledger, open_ledger
from commands.api.mending import Wanted, take_back
from ledger.engine.book import open_book
from ledger.events import EntryError, EntryVoided, SeriesDAutoConverted
from ledger.log.timeline import is_edit
from ledger.refusals import Refusal
from projections.answers.balances import holders_on
from projections.compare.hypothesis import Edits, edited, fitted
from tests.docs.command import BIN, environment
from tests.ledger.engine import NOON, judge
from tests.reference.timelines import disturbed_timelines
from tests.rights.company import Company

# 10,000,000 Common; 5,000,000 under X at .001, granted for 1,000: (10,000,000 x .0033 + 6,000) / 15,000,000 = .0026
GRANT = {
    "type": "option_granted", "id": "grant", "effective": "2006-02-01", "right": "X", "holder": "Bank",
    "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1_000},
}  # fmt: skip
FIRST = {"type": "right_exercised", "id": "first", "effective": "2006-03-01", "right": "X", "shares": 1_000_000}
SECOND = FIRST | {"id": "second", "effective": "2006-03-02", "shares": 2_000_000}
PASSED_ON = {
    "type": "shares_transferred", "id": "passed-on", "effective": "2006-03-03", "stock": "common", "from": "Bank",
    "to": "Bob", "shares": 3_000_000,
}  # fmt: skip
WRONG = "the record was wrong"


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = Company(tmp_path, Ada=100)
    made.record(GRANT, FIRST, SECOND, PASSED_ON)
    return made


def entries(company: Company) -> int:
    return len(company.ask("entries")["entries"])


def run(company: Company, *words: str) -> tuple[int, str, str]:
    done = company.run(*words)
    return done.returncode, done.stdout, done.stderr


def opened(company: Company) -> Ledger:
    return open_ledger(str(company.folder / "ledger.db"))


# -- looking, and recording ---------------------------------------------------------------------------------------------


def test_without_a_terminal_it_shows_what_would_change_and_writes_nothing(company: Company) -> None:
    before = entries(company)
    code, shown, said = run(company, "void", "passed-on", "--reason", WRONG)
    assert (code, said) == (1, "seriesd: nothing is recorded; --yes records it, --dry-run only looks\n")
    assert "Would void passed-on." in shown
    assert "Bank: common" in shown
    assert "3,000,000" in shown
    code, looked_at, said = run(company, "void", "passed-on", "--reason", WRONG, "--dry-run")
    assert (code, looked_at, said) == (0, shown, "")
    assert entries(company) == before


def test_a_void_is_recorded_and_tells_every_figure_that_changes(company: Company) -> None:
    found = company.ask("void", "passed-on", "--reason", WRONG, "--source", "the stock ledger", "--yes")
    assert (found["entry"], found["with"], found["recorded"]) == ("passed-on", [], 1)
    assert [(one["kind"], one.get("holder"), one["actual"], one["what_if"]) for one in found["differences"]] == [
        ("balance", "Bank", 0, 3_000_000),
        ("balance", "Bob", 3_000_000, 0),
    ]
    listed = company.ask("entries", "--order", "recorded")["entries"][-1]
    assert listed["id"] == found["entries"][0]
    assert (listed["entry"]["entry"], listed["entry"]["reason"]) == ("passed-on", WRONG)
    assert listed["entry"]["source"] == "the stock ledger"
    assert company.ask("verify")["intact"]


def test_what_the_last_entry_did_to_the_price_is_told_as_it_governs_from_the_day_after(tmp_path: Path) -> None:
    """The grant makes .0026 on its day, and that governs from the next on (A1): as all answers since then say."""
    company = Company(tmp_path, Ada=100)
    company.record(GRANT)
    found = company.ask("void", "grant", "--reason", WRONG, "--dry-run")["differences"]
    assert [(one["kind"], one["on"], one["actual"]["exact"]) for one in found if one["kind"] == "parted"] == [
        ("parted", "2006-02-02", "13/5000")
    ]
    told = {(one["kind"], one["figure"]): (one["actual"], one["what_if"]) for one in found}
    # 100 x 11.1111 / .0026 = 427,350, and / .0033 = 336,700
    assert told["votes", "votes"] == (427_350, 336_700)
    (price,) = [one for one in found if (one["kind"], one["figure"]) == ("price", "in_effect")]
    assert (price["on"], price["what_if"]["exact"]) == ("2006-02-02", "33/10000")


def test_what_a_correction_moves_to_a_later_day_is_told_as_it_stands_there(company: Company) -> None:
    found = company.ask("correct", "passed-on", "effective=2006-04-01", "--reason", WRONG, "--dry-run")
    assert found["differences"] == []
    assert company.ask("void", "passed-on", "--reason", WRONG, "--dry-run")["differences"]


def test_what_rests_on_an_entry_is_named_and_goes_with_it_in_one_act(company: Company) -> None:
    before = entries(company)
    code, shown, said = run(company, "void", "grant", "--reason", WRONG, "--yes")
    assert code == 1
    assert "grant: 3 entries rest on it: first, second, passed-on; --with-dependents voids them with it" in said
    code, shown, said = run(company, "void", "grant", "--reason", WRONG)
    assert code == 1
    assert "Would void grant and the 3 entries that rest on it." in shown
    assert "- passed-on: Bank holds no shares of Common, and 3,000,000 are named (4O)" in shown
    assert "3 entries rest on it" in said
    assert company.ask("void", "grant", "--reason", WRONG, "--yes")["error"]["code"] == "others_rest_on_it"
    assert entries(company) == before

    looked_at = company.ask("void", "grant", "--reason", WRONG, "--dry-run")
    found = company.ask("void", "grant", "--reason", WRONG, "--with-dependents", "--yes")
    assert looked_at == found | {"recorded": 0}
    assert found["with"] == ["passed-on", "second", "first"]
    assert found["recorded"] == len(found["entries"]) == 4
    assert [(one["kind"], one["effective"]) for one in found["steps"]] == [("removed", "2006-02-01")]
    assert company.price("2006-03-04") == "33/10000"
    assert company.ask("holders", "--on", "2006-03-04")["common_outstanding"] == 10_000_000
    assert company.ask("verify")["intact"]
    reasons = [one["entry"]["reason"] for one in company.ask("entries", "--order", "recorded")["entries"][-4:]]
    assert reasons == [f"rests on grant, which is voided: {WRONG}"] * 3 + [WRONG]


def test_a_correction_has_dotted_fields_and_keeps_all_others(company: Company) -> None:
    # for 16,000 the grant is worth (16,000 + 5,000) / 5,000,000 = .0042 a share, and adjusts nothing
    found = company.ask("correct", "grant", "consideration.cash=16000", "--reason", WRONG, "--yes")
    assert found["fields"] == [{"field": "consideration.cash", "was": 1000, "now": 16000}]
    assert (found["with"], found["recorded"]) == ([], 1)
    assert company.price("2006-03-04") == "33/10000"
    assert [(one["kind"], one["entry"]) for one in found["steps"]] == [("removed", "grant")]
    again = company.ask("correct", "grant", "consideration.cash=", "--reason", "and that was wrong, too", "--yes")
    assert again["fields"] == [{"field": "consideration.cash", "was": 16000, "now": None}]
    code, shown, _ = run(company, "correct", "grant", "expires=2016-02-01", "--reason", WRONG, "--dry-run")
    assert code == 0
    assert "No price, balance, vote or entitlement changes." in shown


def test_a_correction_too_takes_what_rests_on_it_along_or_is_refused(company: Company) -> None:
    less = ("correct", "grant", "shares=1500000", "--reason", WRONG, "--yes")
    assert company.ask(*less)["error"]["message"].startswith("2 entries rest on it: second, passed-on;")
    found = company.ask(*less, "--with-dependents")
    assert (found["with"], found["recorded"]) == (["passed-on", "second"], 3)
    rights = company.ask("holders", "--on", "2006-03-04")["rights"]
    assert rights["X"]["outstanding"]["exact"] == "500000"
    assert company.ask("verify")["intact"]


def test_an_assertion_that_breaks_is_shown_before_anything_is_written(company: Company) -> None:
    company.record({"type": "balance_asserted", "id": "count", "effective": "2006-03-04", "shares": 13_000_000})
    found = company.ask("void", "second", "--reason", WRONG, "--with-dependents", "--dry-run")
    assert found["with"] == ["passed-on"]
    assert [one["code"] for one in found["warnings"]] == ["assertion_fails"]
    (off,) = [one for one in found["differences"] if one["kind"] == "assertion"]
    assert (off["entry"], off["actual"], off["what_if"]) == ("count", 0, -2_000_000)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["void", "gnrat", "--reason", "r"], 1, "there is no entry 'gnrat' to edit; did you mean 'grant'?"),
        (["void", "certificate", "--reason", "r"], 1, "certificate: the certificate cannot be voided, only corrected"),
        (["correct", "nothing", "shares=5", "--reason", "r"], 1, "there is no entry 'nothing' to edit"),
        (["correct", "grant", "sharse=5", "--reason", "r"], 2, "unknown field 'sharse'; did you mean 'shares'?"),
        (["correct", "grant", "shares=0", "--reason", "r"], 2, "shares: 0 is not above zero"),
        (["correct", "grant", "shares", "--reason", "r"], 2, "correct grant: 'shares' is not FIELD=VALUE"),
        (["correct", "grant", "shares=5000000", "--reason", "r"], 2, "the correction of grant changes nothing"),
        (["correct", "grant", "id=other", "--reason", "r"], 1, "the corrected entry keeps its id"),
        (["correct", "grant", "--reason", "r"], 2, "FIELD=VALUE"),
        (["void", "grant"], 2, "--reason"),
        (["void", "grant", "--reason", " "], 2, "reason"),
        (["void", "grant", "--reason", "r", "--yes", "--dry-run"], 2, "--yes records and --dry-run does not"),
    ],
)
def test_what_is_not_possible_is_said_and_nothing_is_written(
    company: Company, words: list[str], code: int, says: str
) -> None:
    before = entries(company)
    found, shown, said = run(company, *words)
    assert (found, shown) == (code, "")
    assert says in said
    assert "Traceback" not in said
    assert entries(company) == before


def test_an_edit_and_what_is_voided_are_not_taken_back_again(company: Company) -> None:
    company.ask("void", "passed-on", "--reason", WRONG, "--yes")
    (void,) = (one["id"] for one in company.ask("entries")["entries"] if one["type"] == "entry_voided")
    assert f"{void} is itself an edit of passed-on" in run(company, "void", void, "--reason", WRONG)[2]
    assert f"{void} is itself an edit of passed-on" in run(company, "correct", void, "note=x", "--reason", WRONG)[2]
    assert f"passed-on is voided by {void}" in run(company, "correct", "passed-on", "shares=5", "--reason", WRONG)[2]


def test_what_would_break_the_certificate_is_refused_as_that(tmp_path: Path) -> None:
    company = Company(tmp_path, authorized=10_000_000)
    company.record(
        {"type": "opening_balance", "id": "early", "effective": "2005-09-01", "holder": "Eve", "treasury": 0}
    )
    found = company.ask("correct", "early", "common=10000001", "--reason", WRONG, "--with-dependents", "--yes")
    assert found["error"]["message"].startswith("would break certificate of 2005-09-06: 10,000,000 authorized would be")
    assert (found["error"]["code"], found["error"]["entry"]) == ("authorized_below_issued", "early")


# -- on a terminal ------------------------------------------------------------------------------------------------------


def typed(company: Company, answer: bytes, *words: str) -> tuple[int, str]:
    """What a terminal shows where somebody answers so; and the exit code."""
    ours, theirs = pty.openpty()
    env = environment() | {"SERIESD_LEDGER": str(company.folder / "ledger.db"), "TERM": "xterm", "PAGER": "cat"}
    process = subprocess.Popen([str(BIN / "seriesd"), *words], env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    asked = False
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # its other end is closed
            break
        if not more:
            break
        seen += more
        if not asked and b"[y/N]" in seen:
            asked = True
            os.write(ours, answer)
    os.close(ours)
    return process.wait(), seen.decode().replace("\r\n", "\n")


def test_on_a_terminal_it_is_asked_and_a_yes_records_it(company: Company) -> None:
    before = entries(company)
    code, shown = typed(company, b"y\n", "void", "grant", "--reason", WRONG, "--with-dependents")
    assert code == 0, shown
    assert "Void grant and the 3 entries that rest on it? [y/N]" in shown
    assert "Recorded 4 entries; `seriesd explain entry_voided-" in shown
    assert entries(company) == before + 4


@pytest.mark.parametrize("answer", [b"n\n", b"\n", b"\x04"])
def test_anything_else_writes_nothing(company: Company, answer: bytes) -> None:
    before = entries(company)
    code, shown = typed(company, answer, "correct", "second", "shares=2500000", "--reason", WRONG)
    assert code == 1, shown
    assert "Correct second? [y/N]" in shown
    assert shown.endswith("nothing is recorded\n")
    assert entries(company) == before


# -- from Python --------------------------------------------------------------------------------------------------------


def test_from_python_it_is_looked_at_first_and_refused_when_others_have_recorded_since(company: Company) -> None:
    with opened(company) as ledger:
        seen = ledger.void("second", reason=WRONG, with_dependents=True, write=False)
        assert (seen.with_, seen.recorded) == (["passed-on"], 0)
        ledger.record([FIRST | {"id": "third", "effective": "2006-03-05"}])
        with pytest.raises(Refusal) as caught:
            ledger.void("second", reason=WRONG, with_dependents=True, seen=seen.position)
        assert (caught.value.code, caught.value.entry) == ("recorded_meanwhile", "second")
        length = len(ledger.log())
        done = ledger.void("second", reason=WRONG, with_dependents=True)
        assert done.recorded == 2
        assert len(ledger.log()) == length + 2
        with pytest.raises(EntryError, match="changes nothing"):
            ledger.correct("first", {"shares": 1_000_000}, reason=WRONG)
        with pytest.raises(Refusal) as caught:
            ledger.correct("third", {"shares": 9_000_000}, reason=WRONG)
        assert caught.value.code == "more_than_outstanding"


# -- any timeline -------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(disturbed_timelines(max_entries=25), st.data())
def test_what_goes_along_is_what_a_what_if_without_it_leaves_out(
    journal: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Recorded one after the other: so it is accepted, nothing is left half-way, and no more is voided than must be."""
    log = judge(journal).log
    book = open_book(log)
    standing = [item.recorded.id for item in book.items if item.recorded.entry.type != "certificate_adopted"]
    if not standing:
        return
    name = data.draw(st.sampled_from(standing))
    try:
        answer, new = take_back(log, Wanted(name, "r", with_dependents=True), NOON, write=True)
    except Refusal as refusal:
        assert refusal.entry == name  # noqa: PT017  what helps nobody says so of the entry that was meant
        return
    after = open_book([*log, *new])
    assert not after.problems
    assert answer.recorded == len(answer.with_) + 1
    voided = [one.entry.entry for one in new if isinstance(one.entry, EntryVoided)]
    assert voided == [*answer.with_, name]
    if answer.with_:
        with pytest.raises(Refusal):
            take_back(log, Wanted(name, "r"), NOON, write=True)
    left_out = fitted(book, edited(book, Edits(without=[name]))).left_out
    facts = {one.id for one in log if not is_edit(one)}
    causes = {one.entry.cause for one in log if isinstance(one.entry, SeriesDAutoConverted)}
    if causes & set(answer.with_):
        # what converted by itself is a fact, and stands or falls with its cause; a what-if only leaves it undone (A46)
        assert left_out.keys() & facts <= set(answer.with_)
        return
    assert set(answer.with_) == left_out.keys() & facts
    day = max((item.key.day for item in after.items), default=date.min)
    supposed = fitted(book, edited(book, Edits(without=[name]))).book
    assert holders_on(after, day).common_outstanding == holders_on(supposed, day).common_outstanding


def test_the_answer_is_one_document_also_where_it_is_refused(company: Company) -> None:
    for words in (["void", "grant", "--reason", WRONG], ["void", "second", "--reason", WRONG, "--with-dependents"]):
        json.loads(company.run(*words, "--json").stdout)
