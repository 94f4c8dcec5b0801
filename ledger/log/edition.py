"""The editions of the readings: by which one an entry was judged, it says itself.

What was recorded before the second edition was judged by the first, and always loads: where the second is stricter,
such an entry stands as it was accepted. Its figures are those of the second edition all the same, since a reading says
what the certificate meant all along; `projections.answers.reliance.edition` says of which entries they are otherwise.
"""

from datetime import UTC, datetime

from ledger.log.recorded import FIRST_EDITION, Recorded

SECOND_EDITION = datetime(2026, 11, 29, tzinfo=UTC)
"""When the second edition was published: what was answered before it was answered by the first."""


def is_of_first_edition(recorded: Recorded) -> bool:
    """Whether an entry was judged by the first edition of the readings."""
    return recorded.edition == FIRST_EDITION
