"""What one person proposes another approves, or nobody does: judged anew, in one transaction, and never by the same."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import Ledger, open_ledger
from ledger.errors import ArgumentError
from ledger.events import as_entry
from ledger.log.proposals import Happened, Person, ProposalMade, proposal_of, seal_proposal, unseal_proposal
from ledger.log.recorded import ORIGIN, CorruptLedgerError
from ledger.refusals import Refusal
from ledger.store.proposals import Tray
from ledger.store.store import ConcurrentWriteError, Store
from ledger.store.whole import examine_whole
from tests.commands.asking_the_command import CERTIFICATE, CONVERSION, OPENING, SALE, SERIES_D, STORY, TOO_MANY
from tests.injuries.tampered import Hands, resealed
from tests.recordings.asking import answer, done, journal, record, refused, why

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
UNTIL_SALE = [CERTIFICATE, OPENING, SERIES_D]


@pytest.fixture
def told() -> None:
    """A ledger to which Reyes has proposed a sale."""
    record(*UNTIL_SALE, words=("--as", "Osei"))
    done("record", journal(SALE), "--propose", "--as", "Reyes", "--reason", "board of March 1")


@pytest.mark.usefixtures("told")
def test_what_is_proposed_is_in_no_figure_until_it_is_approved() -> None:
    before = answer("price", "--on", "2006-03-02")
    assert before["in_effect"]["exact"] == "33/10000"
    [one] = answer("proposals")["proposals"]
    assert (one["proposal"], one["state"], one["proposed_by"]) == (1, "open", "Reyes")
    assert (one["reason"], one["entries"]) == ("board of March 1", [SALE])
    assert (one["now"]["would_record"], one["now"]["would_refuse"]) == (1, None)
    # (33,000 + 6,000) / 15,000,000 = .0026
    approved = answer("approve", "1", "--as", "Chen")
    assert (approved["recorded"], approved["entries"]) == (1, ["sale"])
    assert approved["decided"]["state"] == "approved"
    assert answer("price", "--on", "2006-03-02")["in_effect"]["exact"] == "13/5000"


@pytest.mark.usefixtures("told")
def test_the_recording_says_who_approved_and_who_proposed() -> None:
    done("approve", "1", "--as", "Chen", "--reason", "seen the minutes")
    found = answer("recordings", "--entry", "sale")["recordings"]
    [one] = found
    assert (one["recorded_by"], one["proposed_by"], one["reason"]) == ("Chen", "Reyes", "seen the minutes")
    assert [(part["what"], part["name"]) for part in one["written"]] == [("entries", None), ("proposal", "1")]
    [told] = answer("proposals")["proposals"]
    assert (told["state"], told["decided_by"], told["recorded_as"]) == ("approved", "Chen", ["sale"])
    assert "now" not in told
    assert answer("proposals", "--open")["proposals"] == []
    assert "approved by Chen" in done("proposals")
    assert answer("verify")["intact"] is True


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", ["Reyes", " reyes", "REYES"])
def test_whoever_proposed_does_not_approve(name: str) -> None:
    found = why("approve", "1", "--as", name)
    assert found["code"] == "four_eyes"
    assert "was made by Reyes" in found["message"]
    assert [one["state"] for one in answer("proposals")["proposals"]] == ["open"]
    assert len(answer("entries")["entries"]) == 3


def test_the_same_key_under_another_name_does_not_approve() -> None:
    done("key", "new", "hers")
    done("key", "new", "his")
    record(*UNTIL_SALE)
    done("record", journal(SALE), "--propose", "--as", "Reyes", "--sign", "hers")
    found = why("approve", "1", "--as", "Chen", "--sign", "hers")
    assert found["code"] == "four_eyes"
    assert "with the same key" in found["message"]
    done("approve", "1", "--as", "Chen", "--sign", "his")
    signed = [one["signed"] and one["signed"]["key"] for one in answer("recordings")["recordings"]]
    assert signed == [None, "hers", "his"]
    assert answer("verify")["store"]["signed"] == 2


@pytest.mark.usefixtures("told")
def test_what_is_declined_is_not_recorded_and_stays_in_the_list() -> None:
    assert answer("decline", "1", "--as", "Reyes", "--reason", "mistyped")["decided"]["state"] == "declined"
    [one] = answer("proposals")["proposals"]
    assert (one["decided_by"], one["declined_because"]) == ("Reyes", "mistyped")
    assert "declined by Reyes" in done("proposals")
    found = why("approve", "1", "--as", "Chen")
    assert (found["code"], "was declined by Reyes" in found["message"]) == ("proposal_decided", True)
    again = answer("decline", "1", "--as", "Chen", "--reason", "again")
    assert (again["declined"], again["decided"]["declined_because"]) == (False, "mistyped")
    assert len(answer("recordings")["recordings"]) == 3
    assert len(answer("entries")["entries"]) == 3


@pytest.mark.usefixtures("told")
def test_what_was_approved_is_not_approved_again() -> None:
    done("approve", "1", "--as", "Chen")
    found = why("decline", "1", "--as", "Osei", "--reason", "r")
    assert (found["code"], "was approved by Chen" in found["message"]) == ("proposal_decided", True)
    again = answer("approve", "1", "--as", "Osei")
    assert (again["approved"], again["recorded"], again["decided"]["decided_by"]) == (False, 0, "Chen")
    assert "was approved already" in done("approve", "1", "--as", "Osei")
    assert len(answer("entries")["entries"]) == 4


@pytest.mark.usefixtures("told")
def test_it_is_judged_anew_when_it_is_approved() -> None:
    # of 20,000,000 authorized 15,000,000 would be out with the proposal, and now 10,000,000 more are
    record(TOO_MANY)
    [one] = answer("proposals")["proposals"]
    assert (one["now"]["would_refuse"]["code"], one["now"]["would_refuse"]["entry"]) == ("beyond_authorized", "sale")
    assert "approving it now would be refused" in done("proposals")
    assert why("approve", "1", "--as", "Chen")["entry"] == "sale"
    assert [it["state"] for it in answer("proposals")["proposals"]] == ["open"]
    assert len(answer("entries")["entries"]) == 4


@pytest.mark.usefixtures("told")
def test_what_would_be_refused_is_not_proposed() -> None:
    found = why("record", journal(TOO_MANY | {"shares": 20_000_000}), "--propose")
    assert (found["entry"], found["line"]) == ("too-many", 1)
    assert len(answer("proposals")["proposals"]) == 1


@pytest.mark.usefixtures("told")
def test_what_is_recorded_already_is_not_proposed() -> None:
    found = answer("record", journal(SERIES_D), "--propose")
    assert (found["schema"], found["proposed"]) == ("seriesd/record/1", None)
    assert "Nothing is proposed" in done("record", journal(SERIES_D), "--propose")
    record(SALE)
    approved = answer("approve", "1", "--as", "Chen")
    assert (approved["recorded"], approved["already_recorded"]) == (0, 1)
    assert answer("proposals")["proposals"][0]["recorded_as"] == []


def test_a_whole_company_is_proposed_and_begins_when_it_is_approved() -> None:
    done("record", journal(*STORY), "--propose", "--as", "Reyes")
    assert why("price", "--on", "2006-03-02")["code"] == "empty_ledger"
    assert answer("proposals")["company"] == "Acme"
    done("approve", "1", "--as", "Chen")
    assert answer("price", "--on", "2006-03-02")["in_effect"]["exact"] == "13/5000"
    # 5 entries, 2 events of the proposal, 2 names in lists, 2 recordings
    assert answer("verify")["store"]["events"] == 11


def test_proposals_are_numbered_in_each_company() -> None:
    record(*UNTIL_SALE)
    record(CERTIFICATE | {"company": "Bolt/1"}, words=("--company", "Bolt/1", "--new-company"))
    done("record", journal(SALE), "--propose", "--as", "Reyes", "--company", "Acme")
    bolt = SALE | {"shares": 100}
    done("record", journal(bolt), "--propose", "--as", "Reyes", "--company", "Bolt/1")
    assert why("proposals")["code"] == "company_needed"
    for company, shares in (("Acme", 5_000_000), ("Bolt/1", 100)):
        [one] = answer("proposals", "--company", company)["proposals"]
        assert (one["proposal"], one["entries"][0]["shares"]) == (1, shares)
    done("approve", "1", "--as", "Chen", "--company", "Bolt/1")
    assert answer("proposals", "--company", "Acme")["proposals"][0]["state"] == "open"


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("words", [("approve", "7"), ("decline", "7", "--reason", "r")])
def test_a_proposal_that_is_not_there(words: tuple[str, ...]) -> None:
    found = why(*words)
    assert found["code"] == "unknown_proposal"
    assert "there are 1 of Acme" in found["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("approve",), ("approve", "0"), ("approve", "x"), ("approve", "1" * 30), ("decline", "1"),
        ("record", "given.jsonl", "--propose", "--dry-run"), ("record", "given.jsonl", "--propose", "--seen", "1"),
        ("record", "given.jsonl", "--propose", "--project"), ("decline", "1", "--reason", ""),
    ],
)  # fmt: skip
def test_misuse_is_a_sentence(words: tuple[str, ...]) -> None:
    record(*STORY)
    done("record", journal(SALE | {"id": "more", "shares": 1}), "--propose", "--as", "Reyes")
    assert refused(*words, code=2)


# -- from Python, in both databases ------------------------------------------------------------------------------------


def at(url: str, name: str) -> Ledger:
    """The ledger as somebody opens it."""
    return open_ledger(url, company="Acme", recorded_by=name)


def test_an_approval_is_one_transaction_in_each_kind_of_database(ledger_url: str) -> None:
    with at(ledger_url, "Reyes") as hers, at(ledger_url, "Chen") as his:
        hers.record(UNTIL_SALE)
        proposed = hers.propose([SALE, CONVERSION], reason="the board")
        assert proposed.proposed is not None
        with pytest.raises(Refusal, match="was made by Reyes"):
            hers.proposals.approve(1)
        result = his.proposals.approve(1).result
        assert (result.entries, result.is_written) == (["sale", "conversion"], True)
        last, _ = his.store.recordings()[-1]
        assert (last.by.recorded_by, last.by.proposed_by) == ("Chen", "Reyes")
        assert [span.stream for span in last.of] == ["company/Acme", "proposal/Acme/1"]
        assert [(span.first, span.last) for span in last.of] == [(4, 5), (2, 2)]
        assert examine_whole(his.store).faults == []
        assert Tray(his.store, "Acme").check() == []
        assert his.proposals.all().to_dict()["proposals"][0]["state"] == "approved"


def test_entries_keep_the_order_of_their_dates_and_get_ids_when_they_are_recorded(sqlite_url: str) -> None:
    later = {"type": "common_issued", "effective": "2006-04-01", "holder": "Fund", "shares": 10}
    with at(sqlite_url, "Reyes") as hers, at(sqlite_url, "Chen") as his:
        hers.record(UNTIL_SALE)
        hers.propose([later, later | {"effective": "2006-03-15"}])
        assert [it.effective.isoformat() for it in his.proposals.all()[0].proposal.entries] == [
            "2006-04-01",
            "2006-03-15",
        ]
        assert his.proposals.approve(1).result.entries == ["common_issued-4", "common_issued-5"]
        assert [one.entry.effective.isoformat() for one in his.log()[3:]] == ["2006-03-15", "2006-04-01"]


def test_of_two_who_approve_at_once_one_does(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with at(sqlite_url, "Reyes") as hers, at(sqlite_url, "Chen") as his, at(sqlite_url, "Osei") as other:
        hers.record(UNTIL_SALE)
        hers.propose([SALE])
        insert, between = Store.insert, [lambda: other.proposals.approve(1)]

        def after_another(self: Store, *tails: Any, **how: Any) -> None:
            while between:
                between.pop()()
            insert(self, *tails, **how)

        monkeypatch.setattr(Store, "insert", after_another)
        found = his.proposals.approve(1)
        assert (found.approved, found.result.entries) == (False, [])
        assert found.decided.proposal.decided is not None
        assert found.decided.proposal.decided.by.name == "Osei"
        assert [one.id for one in his.log()] == ["certificate", "opening", "series-d", "sale"]


def test_of_two_who_propose_at_once_each_has_a_number(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with at(sqlite_url, "Reyes") as hers, at(sqlite_url, "Chen") as his:
        hers.record(UNTIL_SALE)
        insert, between = Store.insert, [lambda: his.propose([SALE | {"id": "his"}])]

        def after_another(self: Store, *tails: Any, **how: Any) -> None:
            while between:
                between.pop()()
            insert(self, *tails, **how)

        monkeypatch.setattr(Store, "insert", after_another)
        found = hers.propose([SALE | {"id": "hers"}]).proposed
        assert found is not None
        assert found.proposal.number == 2
        assert [it.proposal.entries[0].id for it in hers.proposals.all()] == ["his", "hers"]


def test_what_was_recorded_between_looking_and_approving_is_judged_too(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(sqlite_url, "Reyes") as hers, at(sqlite_url, "Chen") as his, at(sqlite_url, "Osei") as other:
        hers.record(UNTIL_SALE)
        hers.propose([SALE])
        insert, between = Store.insert, [lambda: other.record([TOO_MANY])]

        def after_another(self: Store, *tails: Any, **how: Any) -> None:
            while between:
                between.pop()()
            insert(self, *tails, **how)

        monkeypatch.setattr(Store, "insert", after_another)
        with pytest.raises(Refusal) as refusal:
            his.proposals.approve(1)
        assert refusal.value.entry == "sale"
        assert [one.id for one in his.log()][-1] == "too-many"
        assert his.proposals.all()[0].proposal.state == "open"


def test_python_is_refused_in_a_sentence(sqlite_url: str) -> None:
    with at(sqlite_url, "Reyes") as hers:
        hers.record(UNTIL_SALE)
        hers.propose([SALE])
        for number in (0, -1, "1", True, None):
            with pytest.raises((ArgumentError, Refusal)):
                hers.proposals.decline(number, "r")  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="is no reason"):
            hers.proposals.decline(1, " ")
        with pytest.raises(ArgumentError):
            hers.proposals.decline(1, None)  # type: ignore[arg-type]


# -- as it is stored ---------------------------------------------------------------------------------------------------

MADE = ProposalMade(
    by=Person(name="Reyes", key="ab" * 32), entries=(as_entry(CERTIFICATE), as_entry(SALE)), reason="the board"
)


def test_a_proposal_is_read_as_it_was_sealed() -> None:
    one = Happened(1, MADE, NOON)
    state, digest = seal_proposal("Acme", "1", one, ORIGIN)
    assert unseal_proposal(state, company="Acme", name="1", position=1, previous=ORIGIN) == (one, digest)
    for place in ({"company": "Bolt"}, {"name": "2"}, {"position": 2}, {"previous": "1" * 64}):
        where: dict[str, Any] = {"company": "Acme", "name": "1", "position": 1, "previous": ORIGIN} | place
        with pytest.raises(CorruptLedgerError):
            unseal_proposal(state, **where)
    found = proposal_of(1, [one])
    assert found is not None
    assert (found.state, found.entries, found.changed_at - found.made_at) == ("open", MADE.entries, timedelta())


TAMPERED: dict[str, Callable[[sqlite3.Connection], object]] = {
    "an entry of it": lambda it: it.execute(
        "UPDATE seriesd_events SET state = CAST(replace(CAST(state AS TEXT), '5000000', '6000000') AS BLOB) "
        "WHERE originator_id = 'proposal/Acme/1'"
    ),
    "all of it": lambda it: it.execute("DELETE FROM seriesd_events WHERE originator_id = 'proposal/Acme/1'"),
    "its name": lambda it: it.execute(
        "UPDATE seriesd_events SET state = CAST('2' AS BLOB) WHERE originator_id = 'directory/proposals/Acme'"
    ),
}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("what", TAMPERED)
def test_a_proposal_that_was_tampered_with_is_not_approved_and_verify_says_so(what: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "seriesd.db")) as database:
        TAMPERED[what](database)
        database.commit()
    if what != "its name":
        refused("approve", "1", "--as", "Chen")
    assert "proposal" in refused("verify")
    assert len(answer("entries")["entries"]) == 3


def test_the_number_of_a_lost_race_is_not_taken_over(sqlite_url: str) -> None:
    with at(sqlite_url, "Reyes") as hers:
        hers.record(UNTIL_SALE)
        hers.propose([SALE])
        with pytest.raises(ConcurrentWriteError):
            Tray(hers.store, "Acme").append(1, Happened(1, MADE, NOON), ORIGIN)


@pytest.mark.parametrize(
    ("member", "forged", "said"),
    [
        ("by", {"name": "Reyes"}, "it was approved by Reyes, who proposed it"),
        ("entries", ["nothing"], "'nothing', which it was recorded as, is not there"),
    ],
)
def test_an_approval_that_none_can_be_is_found_though_its_seal_fits(
    sqlite_url: str, member: str, forged: object, said: str
) -> None:
    with at(sqlite_url, "Reyes") as hers, at(sqlite_url, "Chen") as his:
        hers.record(UNTIL_SALE)
        hers.propose([SALE])
        his.proposals.approve(1)
    hands = Hands(sqlite_url)
    state = hands.state("proposal/Acme/1", 2)
    hands.write("proposal/Acme/1", 2, resealed(state, lambda document: document["event"].update({member: forged})))
    with at(sqlite_url, "Chen") as his:
        assert Tray(his.store, "Acme").check() == [f"Acme, proposal 1: {said}"]
