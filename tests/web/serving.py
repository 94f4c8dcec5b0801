"""A workbench of its own process, as `seriesd serve` brings it up, and one in this process, asked without a socket."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from commands.web.app import workbench
from commands.web.ledgers import named
from commands.web.settings import LOOPBACK, Settings

TOKEN = "a token that is long enough"  # noqa: S105
HERE = "http://127.0.0.1"


class Served(NamedTuple):
    """A workbench that runs: its address without the last slash, and its process."""

    address: str
    process: subprocess.Popen[str]


@contextmanager
def serving(*ledgers: Path | str, write: bool = False, words: tuple[str, ...] = ()) -> Iterator[Served]:
    """A workbench over these ledgers, at a port that is free; it is ended as Ctrl-C ends it, and must end well."""
    asked = ["serve", *map(str, ledgers), "--port=0", *(["--write"] if write else []), *words]
    environment = os.environ | {"SERIESD_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "commands.cli", *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.search(r"https?://\S+", said)
    assert found is not None, said + process.stdout.read()
    try:
        yield Served(found[0].rstrip("/"), process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def client(ledgers: Mapping[str, str] | Path, *, write: bool = False, **more: object) -> TestClient:
    """A browser without a screen, over these ledgers by name, or over one in a file."""
    urls = named([str(ledgers)]) if isinstance(ledgers, Path) else dict(ledgers)
    settings = Settings(ledgers=urls, token=TOKEN if write else None, hosts=LOOPBACK, **more)  # type: ignore[arg-type]
    return TestClient(workbench(settings), base_url=HERE, headers={"accept": "text/html"})


def mark_in(page: str) -> str:
    """The mark of the session that stands in the forms of a page."""
    found = re.search(r'name="mark" value="([^"]+)"', page)
    assert found is not None, page[:500]
    return found[1]
