"""Timestamps of seals (RFC 3161): the request for an authority, and what its answer shows without asking anybody.

What an authority signs is the hash of a statement and its own clock. The library that reads it is an extra.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commands.errors import UnableError
from ledger.errors import SeriesdError
from ledger.proof.handed import NotProvedError
from ledger.proof.statements import Statement

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

_MOST_BYTES = 200_000
_SHA256 = "2.16.840.1.101.3.4.2.1"


class Stamp(NamedTuple):
    """What a timestamp shows: when the statement was there, who says so, and whether that was one who is trusted."""

    at: datetime
    authority: str
    is_trusted: bool


def request_for(statement: Statement) -> bytes:
    """A request for a timestamp of a statement, as a timestamp authority takes it."""
    _check_library()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    return TimestampRequestBuilder().data(statement.content).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def token_in(file: str, statement: Statement) -> str:
    """The answer of an authority in a file, as a seal holds it. Raises `NotProvedError` where it is not of this."""
    try:
        with Path(file).open("rb") as reading:
            content = reading.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UnableError(f"{file} cannot be read: {error.strerror or error}") from None
    if len(content) > _MOST_BYTES:
        raise NotProvedError(f"{file} is larger than any timestamp")
    token = b64encode(content).decode()
    check_stamp(token, statement)
    return token


def check_stamp(token: str, statement: Statement, roots: Sequence[str] = ()) -> Stamp:
    """What the timestamp of a seal shows, trusting the authorities whose certificates are in these files.

    Without any it is checked of what the timestamp is, and not by whom it is signed: that takes a root to hold on to.
    Raises `NotProvedError` where it is not of this statement, or not signed by an authority that is trusted.
    """
    _check_library()
    try:
        return _stamp(token, statement, roots)
    except SeriesdError:
        raise
    except Exception as error:  # noqa: BLE001  what the libraries raise for what cannot be read is of many kinds
        raise NotProvedError(f"the timestamp cannot be read: {type(error).__name__}") from None


def _stamp(token: str, statement: Statement, roots: Sequence[str]) -> Stamp:
    answer = _read(token)
    imprint = answer.tst_info.message_imprint
    if (imprint.hash_algorithm.dotted_string, imprint.message.hex()) != (_SHA256, statement.hash):
        raise NotProvedError("the timestamp is of something else than what the seal states")
    authority = _authority(answer)
    trusted = [one for root in roots for one in _certificates_in(root)]
    if trusted:
        _check_signed(answer, trusted, bytes.fromhex(statement.hash))
    return Stamp(answer.tst_info.gen_time.astimezone(UTC), authority, bool(trusted))


def _authority(answer: "TimeStampResponse") -> str:
    """What the authority calls itself, in the certificate that it signed with."""
    from cryptography.x509 import load_der_x509_certificate

    with_it = [load_der_x509_certificate(one) for one in answer.signed_data.certificates]
    signers = [(one.issuer, one.serial_number) for one in answer.signed_data.signer_infos]
    names = [one.subject.rfc4514_string() for one in with_it if (one.issuer, one.serial_number) in signers]
    return names[0] if names else "an authority that is not named"


def _check_signed(answer: "TimeStampResponse", trusted: Sequence["Certificate"], digest: bytes) -> None:
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        # certificates that come with it may lead to a root, and are none: given to the library they would be trusted
        VerifierBuilder(roots=[*trusted]).build().verify(answer, digest)
    except (VerificationError, ValueError) as error:
        short = str(error).partition(": ErrorStack")[0]
        raise NotProvedError(f"the timestamp is not signed by an authority that is trusted: {short}") from None


def _read(token: str) -> "TimeStampResponse":
    from rfc3161_client import decode_timestamp_response

    try:
        content = b64decode(token, validate=True)
        if b64encode(content).decode() != token:
            raise NotProvedError("the timestamp is not in the one form in which it is written")
        answer = decode_timestamp_response(content)
        if answer.status != 0:
            raise NotProvedError(f"the authority gave no timestamp: its answer has the status {answer.status}")
    except ValueError as error:
        raise NotProvedError(f"the timestamp cannot be read: {error}") from None
    return answer


def _certificates_in(file: str) -> "list[Certificate]":
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(Path(file).read_bytes())
    except OSError as error:
        raise UnableError(f"{file} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise UnableError(f"{file} holds no certificate in PEM") from None


def _check_library() -> None:
    if find_spec("rfc3161_client") is None:
        raise UnableError("timestamps need the library rfc3161-client: pip install 'seriesd[seal]'")
