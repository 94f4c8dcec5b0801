"""Keys to sign with (Ed25519): files in the user's own folder, the private part readable for nobody else.

`NAME.pem` is the private key (PKCS #8, under a passphrase where one was given), `NAME.pub` the public one, which may go
to anybody; of somebody else's key there is the second alone. What is private, and a passphrase, is in no message.
"""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commands.errors import UnableError
from ledger.log.recordings import Signature, Signer
from ledger.log.signatures import NoSignaturesError, is_spelt
from ledger.names import shown
from ledger.proof.statements import SigningKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PASSPHRASE = "SERIESD_KEY_PASSPHRASE"  # noqa: S105  the name of the variable
FOLDER = "SERIESD_KEYS"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST_BYTES = 10_000
_PUBLIC_BYTES = 32


class Key(NamedTuple):
    """A key that is here."""

    name: str
    """By which it is asked for; those whom it is shown may call it otherwise."""
    public: str
    """The public key, in hexadecimal digits: whoever has it can check what was signed."""
    can_sign: bool
    """Whether the private key is here too, so that one can sign with it."""
    has_passphrase: bool
    """Whether the private key is kept under a passphrase."""


def folder() -> Path:
    """Where the keys are: $SERIESD_KEYS, else a folder of the user's settings."""
    given = os.environ.get(FOLDER)
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("seriesd") / "keys"


def new_key(name: str) -> Key:
    """Make a key. Raises `UnableError` where there is one of that name: what was signed with it needs it."""
    _check_library()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _kept(name, Ed25519PrivateKey.generate())


def import_key(name: str, file: str) -> Key:
    """Keep a key that is in a file: a private one, or a public one of somebody else, in PEM.

    Raises `UnableError` where the file holds none, or where there is a key of that name.
    """
    content = _read(Path(file))
    if b"PRIVATE KEY" in content:
        return _kept(name, _private_in(content, file))
    place = _free(name)
    _write(place.with_suffix(".pub"), _pem_of(_public_in(content, file)), 0o644)
    return show_key(name)


def all_keys() -> Sequence[Key]:
    """The keys that are here, by name. Raises `UnableError` where one cannot be read."""
    there = folder()
    names = sorted(one.stem for one in there.glob("*.pub")) if there.is_dir() else []
    return [show_key(name) for name in names if _NAME.fullmatch(name)]


def show_key(name: str) -> Key:
    """A key by name. Raises `UnableError` where there is none."""
    place = _place(name)
    public = place.with_suffix(".pub")
    if not public.exists():
        known = ", ".join(sorted(one.stem for one in place.parent.glob("*.pub"))) or "none yet"
        raise UnableError(f"there is no key {name!r}; there are: {known}; `seriesd key new {name}` makes one")
    private = place.with_suffix(".pem")
    is_here = private.exists()
    kept = is_here and b"ENCRYPTED" in _read(private)
    return Key(name, _raw(_public_in(_read(public), str(public))).hex(), is_here, kept)


def public_key(given: str) -> str:
    """The public key that somebody names: in hexadecimal digits, by the name of a key here, or by a file with it.

    Raises `UnableError` where it is none of these.
    """
    if is_spelt(given, _PUBLIC_BYTES):
        return given
    if _NAME.fullmatch(given) and _place(given).with_suffix(".pub").exists():
        return show_key(given).public
    if not Path(given).is_file():
        said = "is no public key: give its 64 hexadecimal digits, the name of a key here, or a file with it"
        raise UnableError(f"{given!r} {said}")
    return _raw(_public_in(_read(Path(given)), given)).hex()


def signer_of(name: str) -> Signer:
    """What signs with the key of that name.

    Raises `UnableError` where there is none, where it is only public, and where its passphrase is not the one given.
    """
    if not show_key(name).can_sign:
        raise UnableError(f"of the key {name!r} only the public part is here: one cannot sign with it")
    file = _place(name).with_suffix(".pem")
    private = _private_in(_read(file), str(file))
    public = _raw(private.public_key()).hex()

    def sign(content: bytes) -> Signature:
        return Signature(name, public, private.sign(content).hex())

    return sign


def signing_key(name: str) -> SigningKey:
    """The key of that name to sign with, together with its public part. Raises `UnableError` as `signer_of`."""
    return SigningKey(name, show_key(name).public, signer_of(name))


def _kept(name: str, private: "Ed25519PrivateKey") -> Key:
    from cryptography.hazmat.primitives import serialization as forms

    place = _free(name)
    passphrase = _passphrase(f"a passphrase for the key {name} (empty: none): ", again=True)
    how = forms.BestAvailableEncryption(passphrase) if passphrase else forms.NoEncryption()
    pem = private.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, how)
    _write(place.with_suffix(".pem"), pem, 0o600)
    try:
        _write(place.with_suffix(".pub"), _pem_of(private.public_key()), 0o644)
    except UnableError:
        place.with_suffix(".pem").unlink(missing_ok=True)
        raise
    return show_key(name)


def _place(name: str) -> Path:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        said = "cannot be the name of a key: it is up to 64 letters of a to z, digits, dots, dashes and underscores"
        raise UnableError(f"{shown(name)} {said}, and begins with a letter or a digit")
    there = folder()
    # a name may have a dot in it: what follows that is no suffix
    return there / f"{name}.key"


def _free(name: str) -> Path:
    place = _place(name)
    if place.with_suffix(".pub").exists() or place.with_suffix(".pem").exists():
        raise UnableError(f"there is a key {name!r} already, and it is not written over; choose another name")
    return place


def _write(file: Path, content: bytes, mode: int) -> None:
    """Write a file that was not there, whole, for nobody else to read from the first byte on."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_name(f".{file.name}.new")
        with suppress(FileNotFoundError):
            part.unlink()
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(writing.fileno())
        part.rename(file)
    except OSError as error:
        raise UnableError(f"the key cannot be written to {file}: {error.strerror or error}") from None


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as reading:
            return reading.read(_MOST_BYTES)
    except OSError as error:
        raise UnableError(f"{file} cannot be read: {error.strerror or error}") from None


def _private_in(content: bytes, file: str) -> "Ed25519PrivateKey":
    _check_library()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    passphrase = _passphrase(f"the passphrase of the key in {file}: ") if b"ENCRYPTED" in content else None
    if b"ENCRYPTED" in content and not passphrase:
        raise UnableError(f"the key in {file} is under a passphrase: set {PASSPHRASE}, or sit at a terminal")
    try:
        found = load_pem_private_key(content, passphrase)
    except (ValueError, TypeError):  # what the library says may have the key in it
        wrong = "the passphrase is not its, or it is damaged" if passphrase else "it is damaged, or no key in PEM"
        raise UnableError(f"the private key in {file} cannot be read: {wrong}") from None
    except Exception as error:  # noqa: BLE001  what the library does not know has a class of its own there
        raise UnableError(f"the private key in {file} cannot be read: {type(error).__name__}") from None
    if not isinstance(found, Ed25519PrivateKey):
        raise UnableError(f"the key in {file} is no Ed25519 key, and no other signs here")
    return found


def _public_in(content: bytes, file: str) -> "Ed25519PublicKey":
    _check_library()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        found = load_pem_public_key(content)
    except Exception:  # noqa: BLE001  the library has several for what is no key
        raise UnableError(f"{file} holds no public key in PEM") from None
    if not isinstance(found, Ed25519PublicKey):
        raise UnableError(f"the key in {file} is no Ed25519 key, and no other signs here")
    return found


def _pem_of(public: "Ed25519PublicKey") -> bytes:
    from cryptography.hazmat.primitives import serialization as forms

    return public.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)


def _raw(public: "Ed25519PublicKey") -> bytes:
    return public.public_bytes_raw()


def _passphrase(question: str, *, again: bool = False) -> bytes | None:
    """The passphrase of the environment, else what somebody at a terminal types; none where nobody is there."""
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given.encode() or None
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()):
        return None
    from getpass import getpass

    typed = getpass(question, sys.stderr)
    if again and typed and getpass("the same again: ", sys.stderr) != typed:
        raise UnableError("the two passphrases are not the same; no key is made")
    return typed.encode() or None


def _check_library() -> None:
    if find_spec("cryptography") is None:
        raise UnableError(str(NoSignaturesError()))
