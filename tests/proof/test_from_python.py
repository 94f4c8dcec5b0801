"""Proofs and seals from Python: made of a ledger, and checked without it."""

import json
from pathlib import Path

import pytest

import seriesd
from seriesd import ArgumentError, NotProvedError, Refusal
from tests.commands.asking_the_command import SALE, STORY

from .ledgers import holds, holds_alone

NONE = "0" * 64


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> seriesd.Ledger:
    monkeypatch.setenv("SERIESD_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("SERIESD_KEY_PASSPHRASE", raising=False)
    made = seriesd.open_ledger(tmp_path / "seriesd.db", recorded_by="anna")
    made.record(STORY)
    return made


def sold(number: int) -> dict[str, object]:
    return SALE | {"id": f"sale-{number}", "effective": "2006-04-01", "shares": 1}


def test_an_entry_is_proved_and_checked_in_every_form(ledger: seriesd.Ledger, tmp_path: Path) -> None:
    seal, proof = ledger.seal(), ledger.prove("sale")
    assert (proof.kind, proof.file, proof.head) == ("entry", None, seal.head)
    assert holds(proof.text.encode(), seal.head)
    assert holds_alone(proof.text.encode(), seal.head)
    file = tmp_path / "proof.json"
    file.write_text(proof.text, "utf-8")
    for given in (proof, proof.text, proof.text.encode(), json.loads(proof.text), file):
        for head in (seal, seal.head, seal.root, seal.root.upper(), json.loads(seal.text), seal.text):
            found = seriesd.check_proof(given, heads=[head])
            assert (found.holds, found.kind, found.heads) == (True, "entry", [seal.head])
    assert found.file == str(file)
    assert found.entry is not None
    assert found.entry.id == "sale"
    assert any("whose head this is" in one for one in seriesd.check_proof(proof).not_proved)
    assert seriesd.check_proof(proof).file == "the document"


def test_what_does_not_hold_is_an_error(ledger: seriesd.Ledger, tmp_path: Path) -> None:
    proof = ledger.prove("sale")
    for damaged in (proof.text.replace("5000000", "6000000"), "{", "{}", {"schema": "seriesd/proof/1"}):
        with pytest.raises(NotProvedError):
            seriesd.check_proof(damaged)
    with pytest.raises(NotProvedError, match="does not speak of the head"):
        seriesd.check_proof(proof, heads=[NONE])
    with pytest.raises(NotProvedError, match="is not signed with the key"):
        seriesd.check_proof(proof, public_keys=["ab" * 32])
    with pytest.raises(ArgumentError, match="heads: '0000' is no head"):
        seriesd.check_proof(proof, heads=["0000"])
    with pytest.raises(ArgumentError, match=r"heads: .* is not a list"):
        seriesd.check_proof(proof, heads=NONE)
    with pytest.raises(seriesd.SeriesdError, match="cannot be read"):
        seriesd.check_proof(tmp_path / "nothing.json")
    with pytest.raises(Refusal, match="did you mean 'sale'"):
        ledger.prove("sal")
    with pytest.raises(NotProvedError, match="that is no head of this ledger"):
        ledger.prove_since(NONE)
    other = seriesd.open_ledger(tmp_path / "other.db")
    other.record(STORY)
    with pytest.raises(NotProvedError, match="that is no head of this ledger"):
        seriesd.check_proof(proof, ledger=other)
    with pytest.raises(ArgumentError, match=r"ledger: 'other\.db' is no ledger"):
        seriesd.check_proof(proof, ledger="other.db")  # type: ignore[arg-type]


def test_that_a_ledger_went_on_is_proved_from_each_kind_of_head(ledger: seriesd.Ledger) -> None:
    seal, early = ledger.seal(), ledger.prove("sale")
    ledger.record([sold(1)])
    for given in (seal, seal.text, seal.head, seal.root, early):
        on = ledger.prove_since(given)
        found = seriesd.check_proof(on, heads=[seal], ledger=ledger)
        assert (found.kind, found.heads) == ("continuation", [seal.head, on.head])
    assert "2 were appended" in found.proved[0]
    assert found.proved[1:] == ["the ledger seriesd.db has this head, or goes on from it"]


def test_a_seal_is_signed_with_a_key_and_held_against_the_ledger(ledger: seriesd.Ledger) -> None:
    from commands.keys import new_key

    public = new_key("office").public
    seal = ledger.seal(key=seriesd.signing_key("office"))
    assert seal.kind == "seal"
    ledger.record([sold(1)])
    found = seriesd.check_proof(seal, public_keys=[public], ledger=ledger)
    assert found.kind == "seal"
    assert any("that is signed with the key office" in one for one in found.proved)
    assert any("the ledger seriesd.db goes on from it" in one for one in found.proved)
    assert json.loads(ledger.seal().text).keys() == {"schema", "statement", "hash"}
    with pytest.raises(ArgumentError, match="key: 'office' is no key to sign with"):
        ledger.seal(key="office")  # type: ignore[arg-type]


def test_they_are_answers_like_others(ledger: seriesd.Ledger) -> None:
    seal, proof = ledger.seal(), ledger.prove("sale")
    assert seal.to_dict()["schema"] == "seriesd/seal/1"
    assert proof.to_dict() == seriesd.to_dict(proof)
    assert proof.to_dict()["schema"] == "seriesd/prove/1"
    assert proof.to_dict().keys() == {"schema", "kind", "size", "root", "file", "text"}
    assert seriesd.check_proof(proof).to_dict()["schema"] == "seriesd/verify-proof/1"
