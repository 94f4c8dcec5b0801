"""The second edition of the readings: since when entries are judged by it.

What was recorded before it was judged by the first edition, and always loads: where the second is stricter, such an
entry stands as it was accepted. Its figures are those of the second edition all the same, since a reading says what the
certificate meant all along; `projections.answers.reliance.edition` says of which entries they are otherwise.
"""

from datetime import UTC, datetime

from ledger.log.recorded import Recorded

SECOND_EDITION = datetime(2026, 11, 29, tzinfo=UTC)
"""From this moment on what is recorded is judged by the second edition."""


def is_of_first_edition(recorded: Recorded) -> bool:
    """Whether an entry was judged by the first edition of the readings."""
    return recorded.recorded_at < SECOND_EDITION
