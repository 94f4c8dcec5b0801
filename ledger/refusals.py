"""What the ledger says when it will not record something, and what it says when it records but warns.

A refusal names the entry, the rule and its clause, and what would be accepted instead. It is made where the rule is.
"""

from dataclasses import dataclass, replace
from typing import Self

from ledger.errors import SeriesdError
from ledger.rules import Rule


@dataclass(frozen=True, slots=True)
class Flag:
    """Something an attentive reader should know about an entry that was accepted (reading, section 5).

    `under` is the clause of the case, where the rule holds under several; `file` the file that it is about, which the
    message names.
    """

    rule: Rule
    message: str
    entry: str | None = None
    under: str | None = None
    file: str | None = None
    meant: str | None = None
    """What was probably meant, where what is written seems to be a slip."""

    @property
    def code(self) -> str:
        """The rule's stable name."""
        return self.rule.code

    @property
    def clause(self) -> str:
        """Where the rule stands in the certificate; empty for a rule of the ledger itself."""
        return self.rule.clause if self.under is None else self.under


class Refusal(SeriesdError):  # noqa: N818  a refusal is an answer of the product, not a fault in it
    """An entry cannot be recorded, or a question cannot be answered, by a rule.

    `code` is the rule's stable name, `clause` where it stands in the certificate (empty for a rule of the ledger
    itself), `message` says the reason and the remedy, `entry` is the id of the entry at fault, `line` its place in
    the `file` it came from, `index` its place among the entries given at once, `breaks` the id of the later
    entry that would break the rule, where it is not the one at fault that does.
    """

    def __init__(
        self,
        rule: Rule,
        message: str,
        *,
        clause: str | None = None,
        entry: str | None = None,
        breaks: str | None = None,
    ) -> None:
        super().__init__(rule, message)
        self.rule = rule
        self.message = message
        self.clause = rule.clause if clause is None else clause
        self.entry = entry
        self.breaks = breaks
        self.line: int | None = None
        self.file: str | None = None
        self.index: int | None = None

    @property
    def code(self) -> str:
        """The rule's stable name."""
        return self.rule.code

    def of(self, entry: str | None, line: int | None = None, file: str | None = None) -> Self:
        """The same refusal, said of this entry; what is already named stays."""
        said = type(self)(self.rule, self.message, clause=self.clause, entry=self.entry or entry, breaks=self.breaks)
        said.line, said.file, said.index = self.line or line, self.file or file, self.index
        return said

    def __str__(self) -> str:
        where = f" ({self.clause})" if self.clause else ""
        who = f"{self.entry}: " if self.entry else ""
        return f"{who}{self.message}{where}"


def flagged(flag: Flag, entry: str) -> Flag:
    """The same flag, said of this entry."""
    return replace(flag, entry=entry)
