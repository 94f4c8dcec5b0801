"""Seals: a statement of what a whole ledger was at a moment, which others keep, sign and have dated.

A ledger alone cannot show that its end was not cut off, nor that it was not written anew as a whole: for that, what it
was has to be known elsewhere. A seal is what is kept there: the head of the store, the head of each company's log, and
the moment; signed by who keeps the ledger, countersigned by witnesses, with the token of a timestamp authority. What
a timestamp is of is the SHA-256 of the statement as canonical JSON.

Pure: values in, documents out, and back; that a statement is true, only the ledger can show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from ledger.log.recordings import Signature, Signer, StoreHead
from ledger.log.seals import encode, moment, sealed_hash
from ledger.log.signatures import is_signed
from ledger.numbers.days import read_utc
from ledger.proof.handed import NotProvedError, hexadecimal, line, members, number, read_document, text
from ledger.proof.proofs import Event, Standing

SCHEMA = "seriesd/seal/1"

_COMPANY = "company/"
_STATEMENT = ("companies", "ledger", "moment", "root", "size")
_PUBLIC_BYTES, _SIGNATURE_BYTES = 32, 64


class LogHead(NamedTuple):
    """How many entries a company's log has, and the hash of the last."""

    position: int
    head: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a ledger was at a moment, by the clock of who states it. `ledger` is a name, and no place."""

    ledger: str
    head: StoreHead
    companies: Mapping[str, LogHead]
    at: datetime

    @property
    def content(self) -> bytes:
        """The statement as canonical JSON."""
        return encode(_statement(self)).encode()

    @property
    def hash(self) -> str:
        """Its SHA-256: what a timestamp is of."""
        return sha256(self.content).hexdigest()


class Countersignature(NamedTuple):
    """The signature of a witness, and the moment of it by the clock of the witness."""

    at: datetime
    signature: Signature


@dataclass(frozen=True, slots=True)
class Seal:
    """A statement with what others can hold on to. `timestamp` is the token as it came, in base64."""

    statement: Statement
    signature: Signature | None = None
    countersignatures: Sequence[Countersignature] = ()
    timestamp: str | None = None

    @property
    def public_keys(self) -> list[str]:
        """The public keys that signed it, that of who states it first."""
        first = [self.signature.public] if self.signature else []
        return [*first, *(one.signature.public for one in self.countersignatures)]


class SigningKey(NamedTuple):
    """A key to sign with: its name and its public part, which are signed as well, and what signs."""

    name: str
    public: str
    signer: Signer


def statement_of(standing: Standing, ledger: str, at: datetime) -> Statement:
    """What a ledger of this name is now."""
    return Statement(ledger, standing.headed(len(standing.events)).head, logs_in(standing.events), at)


def logs_in(events: Iterable[Event]) -> dict[str, LogHead]:
    """The head of each company's log among these events."""
    return {
        one.stream.removeprefix(_COMPANY): LogHead(one.position, sealed_hash(one.document) or "")
        for one in events
        if one.stream.startswith(_COMPANY)
    }


def logs_not_continued(stated: Mapping[str, LogHead], events: Iterable[Event]) -> dict[str, LogHead]:
    """Of the logs as they were stated those that do not go on from there: at that place is another entry, or none."""
    places = {(f"{_COMPANY}{name}", head.position) for name, head in stated.items()}
    found = {place: sealed_hash(one.document) for one in events if (place := (one.stream, one.position)) in places}
    return {name: head for name, head in stated.items() if found.get((f"{_COMPANY}{name}", head.position)) != head.head}


def signed(seal: Seal, key: SigningKey) -> Seal:
    """The seal, signed by who states it."""
    return replace(seal, signature=key.signer(_signed_content(seal.statement, key.name, key.public)))


def countersigned(seal: Seal, key: SigningKey, at: datetime) -> Seal:
    """The seal with the signature of a witness more."""
    made = Countersignature(at, key.signer(_witnessed_content(seal.statement, at, key.name, key.public)))
    return replace(seal, countersignatures=(*seal.countersignatures, made))


def as_document(seal: Seal) -> dict[str, Any]:
    """A seal as JSON has it; what there is none of is left out."""
    countersignatures = [{**one.signature._asdict(), "moment": moment(one.at)} for one in seal.countersignatures]
    parts = {
        "signature": seal.signature and seal.signature._asdict(),
        "countersignatures": countersignatures or None,
        "timestamp": seal.timestamp,
    }
    whole = {"schema": SCHEMA, "statement": _statement(seal.statement), "hash": seal.statement.hash, **parts}
    return {name: value for name, value in whole.items() if value is not None}


def read_seal(content: bytes) -> Seal:
    """The seal in a file. Raises `NotProvedError` where it is none, and where it is not of its hash."""
    return seal_in(read_document(content))


def seal_in(document: Mapping[str, Any]) -> Seal:
    """The seal that a document is, likewise. Whether its signatures are right, `check_seal` says."""
    if document.get("schema") != SCHEMA:
        raise NotProvedError(f"it is no seal: its schema is not {SCHEMA}")
    allowed = ("signature", "countersignatures", "timestamp")
    given = members(document, "the seal", ("schema", "statement", "hash"), allowed)
    statement = _read_statement(given["statement"])
    if given["hash"] != statement.hash:
        raise NotProvedError("the hash of the seal is not that of what it states")
    several = given.get("countersignatures", [])
    if not isinstance(several, list):
        raise NotProvedError("the countersignatures are no list")
    return Seal(
        statement,
        None if "signature" not in given else _signature(given["signature"], "the signature"),
        [_countersignature(one) for one in several],
        None if "timestamp" not in given else text(given["timestamp"], "the timestamp"),
    )


def check_seal(seal: Seal) -> None:
    """Raise `NotProvedError` where a signature is not of the seal, `NoSignaturesError` where none can be checked."""
    one, keys = seal.signature, seal.public_keys
    if len({*keys}) != len(keys):
        raise NotProvedError("one key signed it twice: a witness is somebody else")
    if one is not None and not is_signed(one, _signed_content(seal.statement, one.key, one.public)):
        raise NotProvedError(f"the signature of the key {one.key!r} is not one of what the seal states")
    for at, each in seal.countersignatures:
        if not is_signed(each, _witnessed_content(seal.statement, at, each.key, each.public)):
            raise NotProvedError(f"the countersignature of the key {each.key!r} is not one of what the seal states")


def _signed_content(statement: Statement, key: str, public: str) -> bytes:
    return encode({"key": key, "public": public, "schema": SCHEMA, "statement": _statement(statement)}).encode()


def _witnessed_content(statement: Statement, at: datetime, key: str, public: str) -> bytes:
    witnessed = {"countersigned": statement.hash, "key": key, "moment": moment(at), "public": public}
    return encode({"schema": SCHEMA, **witnessed}).encode()


def _statement(one: Statement) -> dict[str, Any]:
    companies = {name: head._asdict() for name, head in one.companies.items()}
    return {"companies": companies, "ledger": one.ledger, "moment": moment(one.at), **one.head._asdict()}


def _read_statement(given: object) -> Statement:
    found = members(given, "the statement", _STATEMENT)
    companies = found["companies"]
    if not isinstance(companies, dict):
        raise NotProvedError("the companies of the statement are no JSON object")
    head = StoreHead(number(found["size"], "the size", least=1), hexadecimal(found["root"], "the root"))
    heads = {line(name, "the name of a company"): _log_head(one) for name, one in companies.items()}
    return Statement(line(found["ledger"], "the name of the ledger"), head, heads, _moment(found["moment"]))


def _log_head(given: object) -> LogHead:
    found = members(given, "the head of a log", LogHead._fields)
    return LogHead(number(found["position"], "a position", least=1), hexadecimal(found["head"], "the head of a log"))


def _signature(given: object, where: str) -> Signature:
    found = members(given, where, Signature._fields)
    return Signature(
        line(found["key"], f"the key of {where}"),
        hexadecimal(found["public"], f"the public key of {where}", _PUBLIC_BYTES),
        hexadecimal(found["value"], where, _SIGNATURE_BYTES),
    )


def _countersignature(given: object) -> Countersignature:
    found = members(given, "a countersignature", (*Signature._fields, "moment"))
    signature = {name: found[name] for name in Signature._fields}
    return Countersignature(_moment(found["moment"]), _signature(signature, "a countersignature"))


def _moment(given: object) -> datetime:
    try:
        found = read_utc(text(given, "a moment"))
    except ValueError as error:
        raise NotProvedError(f"a moment cannot be read: {error}") from None
    if moment(found) != given:
        raise NotProvedError("a moment is not in the one form in which it is written")
    return found
