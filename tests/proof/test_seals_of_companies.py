"""Every company in a seal is held against a ledger: the one whose log does not go on is named, and no other."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import seriesd
from ledger.log.seals import encode
from seriesd import NotProvedError
from tests.commands.asking_the_command import SALE, STORY
from tests.commands.at_a_terminal import through_a_pipe


def sold(number: int) -> dict[str, Any]:
    return SALE | {"id": f"sale-{number}", "effective": "2006-04-01", "shares": 1}


@pytest.fixture(autouse=True)
def seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The seal of a ledger of Acme and Bolt; `before.db` is the ledger without the last entry of Bolt."""
    for name in ("SERIESD_LEDGER", "SERIESD_DOCUMENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    with seriesd.open_ledger("seriesd.db", company="Acme") as acme:
        acme.record(STORY)
    with seriesd.open_ledger("seriesd.db", company="Bolt") as bolt:
        bolt.record([{**STORY[0], "company": "Bolt"}], new_company=True)
        shutil.copy("seriesd.db", "before.db")
        bolt.record([{"type": "opening_balance", "effective": "2005-09-06", "holder": "Founders", "common": 1000}])
        made = bolt.seal()
    Path("seal.json").write_text(made.text, "utf-8")
    with seriesd.open_ledger("seriesd.db", company="Acme") as acme:
        acme.record([sold(1)])
    found: dict[str, Any] = json.loads(made.text)
    return found


def stated(seal: dict[str, Any], **companies: Any) -> dict[str, Any]:
    """The same seal, with other things said of the logs of companies; what is None is left out."""
    of = {name: it for name, it in (seal["statement"]["companies"] | companies).items() if it is not None}
    statement = seal["statement"] | {"companies": of}
    return seal | {"statement": statement, "hash": sha256(encode(statement).encode()).hexdigest()}


def said(*words: str) -> tuple[int, str]:
    shown = through_a_pipe(*words)
    assert "Traceback" not in shown.err
    return shown.code, " ".join((shown.out + shown.err).split())


def test_a_ledger_that_goes_on_from_it_goes_on_with_every_company(seal: dict[str, Any]) -> None:
    code, told = said("verify", "--company", "Acme", "--head", "seal.json")
    head = f"{seal['statement']['size']}:{seal['statement']['root']}"
    assert code == 0
    assert f"the head {head} is that of its first {seal['statement']['size']} events" in told
    assert said("verify-proof", "seal.json", "--ledger", "seriesd.db")[0] == 0
    assert said("prove", "--since", "seal.json", "-o", "on.json")[0] == 0
    code, told = said("verify", "--company", "Acme", "--head", "on.json")  # the later head of a proof
    assert (code, "and the ledger goes on from there" in told) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        ("verify-proof", "seal.json", "--ledger", "before.db"),
        ("prove", "--since", "seal.json", "--ledger", "before.db"),
    ],
)
def test_where_the_log_of_one_was_cut_that_one_is_named(words: tuple[str, ...]) -> None:
    code, told = said(*words)
    assert code == 1
    assert "that is no head of this ledger" in told
    assert "the log of Bolt had 2 entries, and it has 1 here" in told
    assert "the log of Acme" not in told


def test_verify_names_it_too(seal: dict[str, Any]) -> None:
    bolt = seal["statement"]["companies"]["Bolt"]["head"]
    code, told = said("verify", "--company", "Acme", "--head", "seal.json", "--ledger", "before.db")
    assert code == 1
    assert f"the log of Bolt does not go on from position 2 with the head {bolt}, as a seal states it" in told
    assert "the log of Acme does not" not in told
    assert "this ledger does not go on from the one that had it" in told


def test_a_ledger_written_anew_goes_on_with_none() -> None:
    with seriesd.open_ledger("anew.db", company="Acme") as acme:
        acme.record(STORY)
        with pytest.raises(NotProvedError) as caught:
            acme.prove_since(Path("seal.json"))
    told = str(caught.value)
    assert "the log of Acme does not go on from its position" in told
    assert "the log of Bolt had 2 entries, and there is none here" in told


def test_a_seal_whose_head_is_right_cannot_say_what_it_likes_of_a_company(seal: dict[str, Any]) -> None:
    """Of a false head of a log nobody who has the ledger could be convinced otherwise."""
    other = {"position": 2, "head": "ab" * 32}
    cases = {
        "the log of Bolt what is not so: with 12 events that had 2 with the last hash": stated(seal, Bolt=other),
        "the log of Bolt what is not so": stated(seal, Bolt=None),
        "and not 1 with the last hash": stated(seal, Bolt=other | {"position": 1}),
        "the log of Corp what is not so: with 12 events that had no entry": stated(seal, Corp=other),
    }
    with seriesd.open_ledger("seriesd.db", company="Acme") as ledger:
        for wrong, document in cases.items():
            assert seriesd.check_proof(document).holds
            with pytest.raises(NotProvedError, match=wrong):
                seriesd.check_proof(document, ledger=ledger)
            with pytest.raises(NotProvedError, match=wrong):
                ledger.prove_since(document)
            # also where it is what the proof is held against
            with pytest.raises(NotProvedError, match=wrong):
                seriesd.check_proof(seal, heads=[document], ledger=ledger)
    Path("false.json").write_text(json.dumps(stated(seal, Bolt=other)), "utf-8")
    code, told = said("verify", "--company", "Acme", "--head", "false.json")
    assert code == 1
    assert "the log of Bolt does not go on from position 2" in told


def test_what_is_no_head_is_refused(tmp_path: Path) -> None:
    code, told = said("verify", "--company", "Acme", "--head", "nowhere.json")
    assert code == 2
    assert "'nowhere.json' is no head" in told
    (tmp_path / "text.json").write_text("{}")
    code, told = said("verify", "--company", "Acme", "--head", "text.json")
    assert code == 2
    assert "it is no seal and no proof" in told
