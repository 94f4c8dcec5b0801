"""A small company in a real file, with a sale to which documents can be attached, asked with the installed command."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from tests.commands.asking_the_command import STORY, recorded
from tests.docs.command import seriesd

MINUTES = b"%PDF-1.4 the minutes of a board\n\xff\x00 that nobody held\n"


def made(folder: Path, content: bytes = MINUTES, name: str = "minutes.pdf") -> Path:
    """The company recorded, and a file to be attached."""
    recorded(folder, *STORY)
    path = folder / name
    path.write_bytes(content)
    return path


def told(folder: Path, *words: str, code: int = 0) -> str:
    """What the command prints."""
    done = seriesd(*words, folder=folder)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def asked(folder: Path, *words: str, code: int = 0) -> Any:
    """What the command answers a program."""
    return json.loads(told(folder, *words, "--json", code=code))


def refused(folder: Path, *words: str, code: int = 1) -> str:
    """What the command says where it does nothing."""
    done: CompletedProcess[str] = seriesd(*words, folder=folder)
    assert (done.returncode, done.stdout) == (code, ""), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def kept(folder: Path) -> list[Path]:
    """The files in the folder of documents."""
    return sorted(path for path in (folder / "seriesd.db.documents").rglob("*") if not path.is_dir())
