"""Seals: what is signed is what is stated, and nothing of it can be altered; timestamps are of it."""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from commands.api.proving.timestamps import check_stamp, request_for, token_in
from commands.errors import UnableError
from commands.keys import new_key, show_key, signer_of
from ledger.proof.handed import NotProvedError
from ledger.proof.statements import (
    Seal,
    SigningKey,
    as_document,
    check_seal,
    countersigned,
    read_seal,
    signed,
    statement_of,
)

from .ledgers import NOON, altered, record, standing_of, told
from .seals import FOLDER, SEAL, STATEMENT

ROOT, OTHER = str(FOLDER / "root.pem"), str(FOLDER / "other.pem")


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIESD_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("SERIESD_KEY_PASSPHRASE", raising=False)


def key(name: str) -> SigningKey:
    return SigningKey(name, new_key(name).public, signer_of(name))


def whole() -> Seal:
    """Signed, countersigned by two, and dated."""
    seal = signed(SEAL, key("office"))
    for name in ("bank", "auditor"):
        seal = countersigned(seal, key(name), datetime(2026, 3, 2, tzinfo=UTC))
    return replace(seal, timestamp=token_in(str(FOLDER / "seal.tsr"), STATEMENT))


def written(seal: Seal) -> bytes:
    return json.dumps(as_document(seal), ensure_ascii=False, indent=1).encode()


def test_a_statement_is_of_the_whole_ledger(tmp_path: Path) -> None:
    standing = standing_of(told(tmp_path))
    found = statement_of(standing, "told.db", NOON)
    assert found.head == standing.headed(16).head
    assert {name: one.position for name, one in found.companies.items()} == {"Acme": 4, "Bolt, Ünlü & Co.": 6}
    last = json.loads(next(one.document for one in reversed(standing.events) if one.stream == "company/Acme"))
    assert found.companies["Acme"].head == last["hash"]


def test_what_is_stated_is_canonical_json_and_its_hash_is_sha256() -> None:
    content = (
        '{"companies":{"Acme":{"head":"' + "cd" * 32 + '","position":4},"Bolt, Ünlü & Co.":{"head":"' + "ef" * 32 + '",'
        '"position":6}},"ledger":"seriesd.db","moment":"2026-03-01T12:00:00.000000Z","root":"'
        + "ab" * 32
        + '","size":16}'
    ).encode()
    assert STATEMENT.content == content
    assert STATEMENT.hash == sha256(content).hexdigest()


def test_a_seal_is_read_as_it_was_written() -> None:
    for seal in (SEAL, signed(SEAL, key("first")), whole()):
        found = read_seal(written(seal))
        assert as_document(found) == as_document(seal)
        check_seal(found)
    assert found.public_keys == [show_key(name).public for name in ("office", "bank", "auditor")]


def _check(content: bytes) -> None:
    found = read_seal(content)
    check_seal(found)
    if found.timestamp is not None:
        check_stamp(found.timestamp, found.statement, [ROOT])


def test_no_altered_seal_passes() -> None:
    document = as_document(whole())
    # a key is known by its public part; to leave a countersignature or the token away alters nothing that is stated
    left = [{name: one for name, one in document.items() if name != part} for part in ("countersignatures", "timestamp", "signature")]  # fmt: skip
    witnesses = document["countersignatures"]
    fewer = [[*witnesses[::-1]], witnesses[1:], witnesses[:1]]
    passing = [*left, *({**document, "countersignatures": one} for one in fewer)]
    for one in altered(document):
        if one in passing:
            continue
        with pytest.raises(NotProvedError):
            _check(json.dumps(one).encode())


def test_no_bit_of_a_signed_seal_can_be_turned() -> None:
    content = written(signed(SEAL, key("office")))
    for place in range(len(content)):
        turned = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(NotProvedError):
            check_seal(read_seal(turned))


def test_a_signature_is_of_the_key_that_it_names() -> None:
    seal, other = signed(SEAL, key("office")), key("other")
    assert seal.signature is not None
    with pytest.raises(NotProvedError, match="the signature of the key 'office'"):
        check_seal(replace(seal, signature=seal.signature._replace(public=other.public)))
    with pytest.raises(NotProvedError, match="the signature of the key 'other'"):
        check_seal(replace(seal, signature=seal.signature._replace(key="other")))
    later = countersigned(seal, other, NOON).countersignatures[0]._replace(at=datetime(2020, 1, 1, tzinfo=UTC))
    with pytest.raises(NotProvedError, match="the countersignature of the key 'other'"):
        check_seal(replace(seal, countersignatures=[later]))
    with pytest.raises(NotProvedError):  # a signature is no countersignature
        check_seal(replace(seal, countersignatures=[later._replace(signature=seal.signature)]))


def test_a_timestamp_is_of_the_statement_and_by_an_authority_that_is_trusted() -> None:
    token = token_in(str(FOLDER / "seal.tsr"), STATEMENT)
    stamp = check_stamp(token, STATEMENT)
    assert (stamp.authority, stamp.is_trusted) == ("CN=Test authority", False)
    assert stamp.at.tzinfo is UTC
    assert check_stamp(token, STATEMENT, [ROOT]) == stamp._replace(is_trusted=True)
    assert check_stamp(token, STATEMENT, [OTHER, ROOT]).is_trusted
    with pytest.raises(NotProvedError, match="not signed by an authority that is trusted"):
        check_stamp(token, STATEMENT, [OTHER])
    with pytest.raises(NotProvedError, match="is of something else"):
        token_in(str(FOLDER / "other.tsr"), STATEMENT)
    with pytest.raises(UnableError, match="holds no certificate"):
        check_stamp(token, STATEMENT, [str(FOLDER / "seal.tsr")])


def test_no_byte_of_a_timestamp_can_be_altered() -> None:
    content = (FOLDER / "seal.tsr").read_bytes()
    for place in range(len(content)):
        turned = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        try:
            found = check_stamp(b64encode(turned).decode(), STATEMENT, [ROOT])
        except NotProvedError:
            continue
        # what is not signed, such as the status of the answer, says nothing of when
        assert found == check_stamp(b64encode(content).decode(), STATEMENT, [ROOT])


@pytest.mark.parametrize("token", ["", "!", "AAAA", "a", "MAA=", b64encode(b"0" * 300).decode()])
def test_what_is_no_timestamp_is_none(token: str) -> None:
    with pytest.raises(NotProvedError):
        check_stamp(token, STATEMENT)


def test_a_request_is_for_the_hash_of_the_statement() -> None:
    assert bytes.fromhex(STATEMENT.hash) in request_for(STATEMENT)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"schema": "seriesd/seal/1"}', b'{"schema": "seriesd/seal/1", "statement": {}, "hash": ""}'])  # fmt: skip
def test_what_is_no_seal_is_none(content: bytes) -> None:
    with pytest.raises(NotProvedError):
        read_seal(content)


def test_a_ledger_that_went_on_has_the_head_still(tmp_path: Path) -> None:
    url = told(tmp_path)
    before = statement_of(standing_of(url), "told.db", NOON)
    record(url, "Acme", 2)
    standing = standing_of(url)
    assert standing.headed(before.head.size).head == before.head
    assert standing.headed(len(standing.events)).head != before.head
