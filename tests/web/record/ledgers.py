"""What is in a ledger, read from beside the workbench."""

from pathlib import Path

import seriesd as face


def ids(path: Path | str, company: str | None = None) -> list[str]:
    """The ids of the entries, in the order recorded."""
    with face.open_ledger(path, company=company) as ledger:
        return [one.id for one in ledger.log()]
