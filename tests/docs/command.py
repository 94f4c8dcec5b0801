"""The installed command `seriesd`, run as a person runs it."""

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
TIMEOUT = 60


_OFFICE = {"SERIESD_AS": "R. Clerk"}
"""Who records, whoever runs the tests."""


def environment(*, keep_settings: bool = False) -> dict[str, str]:
    """That of the tests, without what would lead the command elsewhere, and with output in the order it was written."""
    kept = {name: value for name, value in os.environ.items() if keep_settings or not name.startswith("SERIESD_")}
    settings = {"PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}", "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}
    # the keys of whoever runs the tests are none of theirs
    return (
        kept | settings | {"NO_COLOR": "1", "PYTHONUTF8": "1", "SERIESD_DEBUG": "1", "SERIESD_KEYS": "keys"} | _OFFICE
    )


def seriesd(
    *words: str, folder: Path, given: str | None = None, keep_settings: bool = False
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / "seriesd"), *words],
        cwd=folder,
        env=environment(keep_settings=keep_settings),
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
