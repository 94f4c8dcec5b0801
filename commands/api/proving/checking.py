"""A proof or a seal that was handed in, checked against what is trusted, and against a ledger where one is given."""

from collections.abc import Iterable, Sequence
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from commands.api.given import names, path
from commands.api.known import Knowing
from commands.api.proving.given import Document, Given, content_of, head_in, name_of_document
from commands.api.proving.standing import name_of, size_in, standing_in
from commands.api.proving.timestamps import check_stamp
from ledger.errors import ArgumentError
from ledger.names import shown
from ledger.numbers.given import several
from ledger.proof.handed import NotProvedError, read_document
from ledger.proof.proofs import EntryProof, Proof
from ledger.proof.proved import check_proof as check_that_it_holds
from ledger.proof.proved import check_trusted, entry_in, heads_of, proof_in, public_keys_of
from ledger.proof.statements import SCHEMA as SEAL
from ledger.proof.statements import Seal, check_seal, seal_in
from projections.audit.proofs import Checked, Stamped, of_continuation, of_entry, of_seal

if TYPE_CHECKING:
    from ledger.log.recordings import StoreHead


class Trusted(NamedTuple):
    """What somebody has from elsewhere: heads, public keys, files with certificates of authorities, a ledger."""

    heads: Sequence[Given]
    keys: Sequence[str]
    roots: Sequence[str]
    ledger: Knowing | None


def check_proof(
    document: Document,
    *,
    heads: Iterable[Document] = (),
    public_keys: Iterable[str] = (),
    roots: Iterable[str | PathLike[str]] = (),
    ledger: Knowing | None = None,
) -> Checked:
    """Check a proof or a seal, and answer what it shows and what it does not; no ledger is needed.

    `document` is what `Ledger.prove` or `Ledger.seal` answered, its JSON as a mapping, text or bytes, or the `Path` of
    its file. Each of the `heads` that are trusted (the hash, SIZE:HASH, or a seal) must be spoken of, each of the
    `public_keys`, in hexadecimal digits, must have signed, and a timestamp be signed under one of the `roots`, files
    with certificates in PEM. A `ledger` must go on from it, of a seal with the log of each company that it names.

    Raises `NotProvedError` where it does not hold or is none of these, and `ArgumentError` for what is no document.
    """
    if ledger is not None and not isinstance(ledger, Knowing):
        raise ArgumentError(f"ledger: {shown(ledger)} is no ledger; give what open_ledger answered")
    trusted = Trusted(
        [head_in(one, "heads") for one in several(heads, "heads")],
        names(public_keys, "public_keys"),
        [path(one, "roots") for one in several(roots, "roots")],
        ledger,
    )
    return checked(content_of(document), name_of_document(document), trusted)


def checked(content: bytes, called: str, trusted: Trusted) -> Checked:
    """What the content of a file shows that is called so. Raises `NotProvedError` where it does not hold."""
    document = read_document(content, called)
    if document.get("schema") == SEAL:
        return _seal(seal_in(document), called, trusted)
    return _proof(proof_in(document), called, trusted)


def _proof(proof: Proof, called: str, trusted: Trusted) -> Checked:
    if trusted.roots:
        raise NotProvedError("a proof has no timestamp that a trusted authority could have signed; a seal can have one")
    check_that_it_holds(proof)
    heads = heads_of(proof)
    _check_heads(heads, trusted.heads)
    _check_keys(trusted.keys, public_keys_of(proof))
    ledger = _goes_on(trusted, Given(*heads[-1]))
    is_trusted = bool(trusted.heads) or ledger is not None
    shown_too = [] if ledger is None else [f"the ledger {ledger} has this head, or goes on from it"]
    if isinstance(proof, EntryProof):
        proved, not_proved = of_entry(proof, trusted.keys, is_trusted=is_trusted)
        stored, entry = proof.entry.event.document.decode(), entry_in(proof.entry.event)[1]
        kind = "entry"
    else:
        proved, not_proved = of_continuation(proof, is_trusted=is_trusted)
        kind, stored, entry = "continuation", None, None
    return Checked(
        called,
        kind,
        holds=True,
        wrong=None,
        heads=[one.spelt for one in heads],
        proved=[*proved, *shown_too],
        not_proved=not_proved,
        document=stored,
        entry=entry,
    )


def _seal(seal: Seal, called: str, trusted: Trusted) -> Checked:
    check_seal(seal)
    head = seal.statement.head
    _check_heads([head], trusted.heads)
    _check_keys(trusted.keys, seal.public_keys)
    if trusted.roots and seal.timestamp is None:
        raise NotProvedError("it has no timestamp that a trusted authority could have signed")
    stamp = None
    if seal.timestamp is not None:
        stamp = Stamped(*check_stamp(seal.timestamp, seal.statement, trusted.roots))
    ledger = _goes_on(trusted, Given(*head, seal.statement))
    proved, not_proved = of_seal(seal, stamp, trusted.keys, ledger)
    return Checked(called, "seal", holds=True, wrong=None, heads=[head.spelt], proved=proved, not_proved=not_proved)


def _check_heads(heads: "Sequence[StoreHead]", trusted: Sequence[Given]) -> None:
    check_trusted(heads, [(one.size, one.root) for one in trusted])


def _check_keys(trusted: Sequence[str], found: Sequence[str]) -> None:
    for key in trusted:
        if key not in found:
            others = ", ".join(found) or "none"
            raise NotProvedError(f"it is not signed with the key {key}; the keys that signed are: {others}")


def _goes_on(trusted: Trusted, head: Given) -> str | None:
    """The name of the ledger that was given, where it goes on from this head; nothing where none was given.

    A seal that was given with the heads is held against it as well: every company in it.
    """
    if trusted.ledger is None:
        return None
    standing = standing_in(trusted.ledger.store)
    for one in (head, *(given for given in trusted.heads if given.stated is not None)):
        size_in(standing, one)
    return name_of(trusted.ledger.store)
