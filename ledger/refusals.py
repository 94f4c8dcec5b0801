"""What the ledger says when it will not record something, and what it says when it records but warns.

A refusal names the entry, the rule and its clause, and what would be accepted instead. It is built where the rule is.
"""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Flag:
    """Something an attentive reader should know about an entry that was accepted (reading, section 5)."""

    code: str
    clause: str
    message: str
    entry: str | None = None


class Refusal(Exception):  # noqa: N818  a refusal is an answer of the product, not a fault in it
    """An entry cannot be recorded.

    `code` is the rule's stable name, `clause` where it stands in the certificate (empty for a rule of the ledger
    itself), `message` says the reason and the remedy, `entry` is the id of the entry at fault, `line` its place in
    the file when it came from one, `index` its place among the entries given at once.
    """

    def __init__(
        self, code: str, clause: str, message: str, *, entry: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.clause = clause
        self.message = message
        self.entry = entry
        self.line = line
        self.index: int | None = None

    def of(self, entry: str | None, line: int | None = None) -> Self:
        """The same refusal, said of this entry; what is already named stays."""
        said = type(self)(self.code, self.clause, self.message, entry=self.entry or entry, line=self.line or line)
        said.index = self.index
        return said

    def __str__(self) -> str:
        where = f" ({self.clause})" if self.clause else ""
        who = f"{self.entry}: " if self.entry else ""
        return f"{who}{self.message}{where}"


def flagged(flag: Flag, entry: str) -> Flag:
    """The same flag, said of this entry."""
    return replace(flag, entry=entry)
