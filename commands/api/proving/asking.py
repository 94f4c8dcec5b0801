"""What a ledger is asked for that others shall keep: proofs, which they check without it, and its seal."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commands.api.explaining import Explaining
from commands.api.given import text
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.errors import ArgumentError
from ledger.names import near, shown
from ledger.refusals import Refusal
from ledger.shown import visible_in_json
from ledger.store.address import stream_of

if TYPE_CHECKING:  # proofs are for those who ask for them
    from commands.api.proving.given import Document
    from ledger.proof.proofs import Proof
    from ledger.proof.statements import Seal, SigningKey
    from projections.audit.proofs import ForOthers


@dataclass(slots=True)
class Proving(Explaining):
    """A company's ledger, to be asked for what shows others what stands in it."""

    def prove(self, entry: str) -> "ForOthers":
        """The proof that an entry stands in the whole ledger as it is now, for somebody who has a head of it.

        Raises `Refusal` where there is no such entry, and `CorruptLedgerError` or `NotProvedError` where the ledger is
        not what was recorded.
        """
        from commands.api.proving.standing import standing_in
        from ledger.proof.proofs import prove_entry

        company, log, _ = self.known()
        ids = [one.id for one in log]
        if text(entry, "entry") not in ids:
            raise Refusal(UNKNOWN_ENTRY, f"there is no entry {entry!r} to prove{near(entry, ids)}")
        position = log[ids.index(entry)].position
        return of_proof(prove_entry(standing_in(self.store), stream_of(company), position))

    def prove_since(self, head: "Document") -> "ForOthers":
        """The proof that the whole ledger only went on since a head: its hash, SIZE:HASH, or a seal.

        Raises `NotProvedError` where it never had that head, or where the log of a company in the seal is not as it
        was, and otherwise as `prove`.
        """
        from commands.api.proving.given import head_in
        from commands.api.proving.standing import size_in, standing_in
        from ledger.proof.proofs import prove_continuation

        given = head_in(head)
        standing = standing_in(self.store)
        return of_proof(prove_continuation(standing, size_in(standing, given)))

    def seal(self, *, key: "SigningKey | None" = None) -> "ForOthers":
        """A statement of what the whole ledger is now, to be kept elsewhere; signed, where a `key` is given.

        It has the head of the ledger, that of each company's log, and the moment by the clock of this ledger. Raises
        `CorruptLedgerError` where the ledger is not what was recorded.
        """
        from commands.api.proving.standing import name_of, standing_in
        from ledger.proof.statements import Seal, SigningKey, signed, statement_of

        if key is not None and not isinstance(key, SigningKey):
            raise ArgumentError(f"key: {shown(key)} is no key to sign with; `seriesd.signing_key(name)` gives one")
        made = Seal(statement_of(standing_in(self.store), name_of(self.store), self.clock()))
        return of_seal(made if key is None else signed(made, key))


def of_seal(seal: "Seal") -> "ForOthers":
    """A seal as it is handed out."""
    from ledger.proof.statements import as_document
    from projections.audit.proofs import ForOthers

    head = seal.statement.head
    return ForOthers("seal", head.size, head.root, None, _as_text(as_document(seal)))


def of_proof(proof: "Proof") -> "ForOthers":
    """A proof as it is handed out, once it holds.

    Raises `NotProvedError` where it does not: the ledger is not what it was.
    """
    from ledger.proof.handed import NotProvedError
    from ledger.proof.proofs import EntryProof, as_document
    from ledger.proof.proved import check_proof, heads_of
    from projections.audit.proofs import ForOthers

    try:
        check_proof(proof)
    except NotProvedError as error:
        said = "the ledger is not what was recorded, and nothing is written; `seriesd verify` says more"
        raise NotProvedError(f"what would be proved does not hold: {error}; {said}") from None
    head = heads_of(proof)[-1]
    kind = "entry" if isinstance(proof, EntryProof) else "continuation"
    return ForOthers(kind, head.size, head.root, None, _as_text(as_document(proof)))


def _as_text(document: object) -> str:
    """A document for others as it is written: readable, every letter as it is, and what nobody sees escaped."""
    return visible_in_json(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"
