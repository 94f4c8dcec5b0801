"""How a workbench is served: which ledgers, whether it may write, to whom it listens, and how much it takes on."""

from collections.abc import Mapping
from dataclasses import dataclass

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names under which a machine calls itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is decided before the first request; none of it changes while the workbench is there.

    `ledgers` are the addresses of the ledgers by the name that they have in the workbench's own addresses. Without a
    `token` nobody can write. Requests to another host than `hosts` are refused, with whatever port: so no page of
    another site can have its name lead here. `secure` says that the connection is encrypted.
    """

    ledgers: Mapping[str, str]
    token: str | None = None
    hosts: frozenset[str] = LOOPBACK
    secure: bool = False
    documents: str | None = None
    """The folder of the attached documents, where it is not the one beside a ledger's file."""
    tables: str | None = None
    """Where the reporting tables are, if not in each ledger's own database."""
    most_sent: int = 100_000_000
    """The largest body of a request, in bytes: a document has as many at most."""
    longest_pause: float = 20.0
    """In so many seconds the next piece of a body has to come."""
    most_at_once: int = 8
    """So many questions are worked out at one time; who comes when as many again wait is told to come back."""
    most_cases: int = 2_500
    """The largest grid of scenarios that is worked out for a page."""

    @property
    def writes(self) -> bool:
        """Whether anybody may write who has the token."""
        return self.token is not None
