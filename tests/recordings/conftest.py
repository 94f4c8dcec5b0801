"""A folder with nothing in it but what the test puts there, and nobody's settings."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands are given."""
    monkeypatch.setenv("SERIESD_KEYS", str(tmp_path / "keys"))
    for name in ("SERIESD_KEY_PASSPHRASE", "SERIESD_LEDGER", "SERIESD_DOCUMENTS", "SERIESD_TABLES", "SERIESD_AS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path
