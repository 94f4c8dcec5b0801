"""Keys to sign with: kept for nobody else, in no message, and signatures that others can check."""

import stat
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from commands.api.proving.timestamps import request_for
from commands.errors import UnableError
from commands.keys import all_keys, import_key, new_key, public_key, show_key, signer_of
from ledger.log.recordings import Signature, unseal_recording
from ledger.log.seals import ORIGIN
from ledger.log.signatures import NoSignaturesError, check_signature, is_signed

from .ledgers import record, standing_of
from .seals import STATEMENT

PASSPHRASE = "correct horse"  # noqa: S105  of a key that lives as long as the test


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SERIESD_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("SERIESD_KEY_PASSPHRASE", raising=False)
    return tmp_path / "keys"


def test_a_new_key_signs_and_can_be_read_by_nobody_else(folder: Path) -> None:
    assert all_keys() == []
    made = new_key("office")
    assert (made.name, made.can_sign, made.has_passphrase) == ("office", True, False)
    assert all_keys() == [made] == [show_key("office")]
    assert stat.S_IMODE((folder / "office.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "office.pem").read_text().startswith("-----BEGIN PRIVATE KEY-----")  # PKCS #8
    signature = signer_of("office")(b"content")
    assert signature[:2] == ("office", made.public)
    assert is_signed(signature, b"content")
    assert not is_signed(signature, b"contents")


def test_a_signature_of_the_published_vectors_is_one() -> None:
    # RFC 8032, 7.1, TEST 2
    public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    value = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"  # fmt: skip
    one = Signature("k", public, value)
    assert is_signed(one, b"\x72")
    assert not is_signed(one, b"\x73")
    for wrong in (
        {"public": public.upper()},
        {"public": "zz"},
        {"value": value[:-2]},
        {"value": "00" * 64},
        {"public": None},
    ):
        assert not is_signed(one._replace(**wrong), b"\x72")


def test_a_passphrase_is_asked_for_and_said_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIESD_KEY_PASSPHRASE", PASSPHRASE)
    assert new_key("office").has_passphrase
    assert b"ENCRYPTED" in (folder / "office.pem").read_bytes()
    assert is_signed(signer_of("office")(b"x"), b"x")
    for given in ("wrong", ""):
        monkeypatch.setenv("SERIESD_KEY_PASSPHRASE", given)
        with pytest.raises(UnableError) as error:
            signer_of("office")
        assert PASSPHRASE not in str(error.value)
        assert "passphrase" in str(error.value)
    # the public part needs none
    assert show_key("office").has_passphrase


def test_no_key_is_written_over_and_none_has_a_name_that_leads_elsewhere(folder: Path) -> None:
    new_key("office")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with pytest.raises(UnableError, match="already, and it is not written over"):
        new_key("office")
    for name in ("../office", "", "a/b", ".hidden", "x" * 65, "a\nb"):
        with pytest.raises(UnableError, match="cannot be the name of a key"):
            new_key(name)
    with pytest.raises(UnableError, match="there is no key 'bank'; there are: office"):
        show_key("bank")
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert new_key("office.2").name == "office.2"
    assert [one.name for one in all_keys()] == ["office", "office.2"]


def test_the_key_of_somebody_else_is_kept_and_does_not_sign(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "bank.pub").write_bytes(public)
    kept = import_key("bank", str(tmp_path / "bank.pub"))
    assert (kept.can_sign, kept.public) == (False, private.public_key().public_bytes_raw().hex())
    with pytest.raises(UnableError, match="only the public part is here"):
        signer_of("bank")
    assert public_key("bank") == public_key(str(tmp_path / "bank.pub")) == public_key(kept.public) == kept.public
    with pytest.raises(UnableError, match="is no public key"):
        public_key("nobody")


def test_a_private_key_from_elsewhere_signs(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "old.pem").write_bytes(pem)
    assert import_key("old", str(tmp_path / "old.pem")).can_sign
    assert signer_of("old")(b"x").public == private.public_key().public_bytes_raw().hex()


def test_what_is_no_key_is_refused_without_what_is_in_it(tmp_path: Path) -> None:
    other = generate_private_key(65537, 2048)
    contents = {
        "rsa.pem": other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "rsa.pub": other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "cut.pem": b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI\n-----END PRIVATE KEY-----\n",
        "none.txt": b"no key at all",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnableError) as error:
            import_key("it", str(tmp_path / name))
        assert "MC4C" not in str(error.value)
        assert str(error.value).count("\n") == 0
    with pytest.raises(UnableError, match="cannot be read"):
        import_key("it", str(tmp_path / "nothing.pem"))
    assert all_keys() == []


def test_a_signed_recording_is_checked(tmp_path: Path) -> None:
    new_key("office")
    url = str(tmp_path / "signed.db")
    record(url, "Acme", 1, signer=signer_of("office"))
    record(url, "Acme", 1)
    documents = [one.document for one in standing_of(url).events if one.stream == "recordings"]
    first, head = unseal_recording(documents[0], position=1, previous=ORIGIN)
    second, _ = unseal_recording(documents[1], position=2, previous=head)
    assert first.signature is not None
    assert first.signature.key == "office"
    assert check_signature(first, ORIGIN)
    assert not check_signature(first, head)
    assert second.signature is None
    assert check_signature(second, head)


def test_without_the_library_it_is_said_how_it_is_had(monkeypatch: pytest.MonkeyPatch) -> None:
    new_key("office")
    signature = signer_of("office")(b"x")
    monkeypatch.setattr("commands.keys.find_spec", lambda _: None)
    monkeypatch.setattr("commands.api.proving.timestamps.find_spec", lambda _: None)
    for asked in (lambda: new_key("bank"), lambda: show_key("office"), lambda: signer_of("office"), all_keys):
        with pytest.raises(UnableError, match=r"pip install 'seriesd\[seal\]'"):
            asked()
    with pytest.raises(UnableError, match=r"pip install 'seriesd\[seal\]'"):
        request_for(STATEMENT)
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(NoSignaturesError, match=r"pip install 'seriesd\[seal\]'"):
        is_signed(signature, b"x")
