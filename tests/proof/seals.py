"""A seal that is always the same, and the answers of an authority of our own to its request.

The files in `timestamp` were made once with OpenSSL's `ts -reply` for this statement: `root.pem` is the certificate of
the root, `seal.tsr` the answer, `other.tsr` the answer to another request.
"""

from datetime import UTC, datetime
from pathlib import Path

from ledger.log.recordings import StoreHead
from ledger.proof.statements import LogHead, Seal, Statement

FOLDER = Path(__file__).parent / "timestamp"
STATEMENT = Statement(
    "seriesd.db",
    StoreHead(16, "ab" * 32),
    {"Acme": LogHead(4, "cd" * 32), "Bolt, Ünlü & Co.": LogHead(6, "ef" * 32)},
    datetime(2026, 3, 1, 12, tzinfo=UTC),
)
SEAL = Seal(STATEMENT)
