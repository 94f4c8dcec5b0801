"""Signatures: whether what is sealed was signed with the key that it names (Ed25519, RFC 8032).

A signature shows who sealed to whoever knows whose the key is; that, it does not show itself. Pure: bytes in, an answer
out. The library that does the sums is an extra, since most who look at a ledger find no signature in it.
"""

from ledger.errors import SeriesdError
from ledger.log.recordings import Recording, Signature, signed_content

__all__ = ["NoSignaturesError", "check_signature", "is_signed"]


class NoSignaturesError(SeriesdError):
    """The library that checks signatures is not installed. The message says how it is."""

    def __init__(self) -> None:
        super().__init__("keys and signatures need the library cryptography: pip install 'seriesd[seal]'")


def check_signature(one: Recording, previous: str) -> bool:
    """Whether nothing is wrong with the signature of a recording behind the one with the hash `previous`.

    One without a signature has none that could be wrong. Raises `NoSignaturesError` where one cannot be checked.
    """
    return one.signature is None or is_signed(one.signature, signed_content(one, previous))


def is_signed(signature: Signature, content: bytes) -> bool:
    """Whether a signature is one of this content, by the key that it names.

    Raises `NoSignaturesError` where that cannot be checked.
    """
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  an extra
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415  likewise
    except ImportError:
        raise NoSignaturesError from None
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public))
        key.verify(bytes.fromhex(signature.value), content)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return is_spelt(signature.public, 32) and is_spelt(signature.value, 64)


def is_spelt(text: object, size: int) -> bool:
    """Whether this is so many bytes in small hexadecimal digits, the one form in which they are written."""
    return isinstance(text, str) and len(text) == 2 * size and set(text) <= set("0123456789abcdef")
