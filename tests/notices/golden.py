"""The notices of the examples as they are written, to be read aloud: `python -m tests.notices.golden` writes them anew."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from commands.api.ledger import open_ledger
from commands.journal import read_journal
from ledger.log.recorded import Recorded
from projections.answers.history import history_of
from projections.documents.notices.adjustment import adjustment_notice
from projections.render.documents.notices.adjustment import letter
from projections.render.text import as_text
from tests.docs.pages import ROOT

FOLDER = Path(__file__).parent / "golden"
EXAMPLES = (
    "american-technologies-group",
    "dividends-and-distributions",
    "one-grant-on-two-terms",
    "partial-exercise",
    "two-issues-in-one-day",
    "unit-sale",
)


def log_of(example: str) -> list[Recorded]:
    """The example recorded at a moment that does not change."""
    journal = ROOT / "docs" / "examples" / f"{example}.yaml"
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "seriesd.db")) as ledger:
        ledger.clock = lambda: dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
        ledger.record(line.entry for line in read_journal(str(journal)))
        return ledger.log()


def notices_of(example: str) -> str:
    """The notices of all its adjustments, a day after the other."""
    return "\n\n".join(_notices(log_of(example)))


def _notices(log: list[Recorded]) -> Iterator[str]:
    from ledger.engine.book import open_book

    for day in dict.fromkeys(step.effective for step in history_of(open_book(log))):
        notice = adjustment_notice(log, on=day)
        yield as_text(letter(notice, notice.holders))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in EXAMPLES:
        (FOLDER / f"{name}.txt").write_text(notices_of(name), "utf-8")
