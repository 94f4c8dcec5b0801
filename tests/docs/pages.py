"""The pages of the documentation, and the blocks in them that must stay true.

- ```console       each line that begins with `$ ` is run by a shell; what follows is its output. All must succeed, or,
                   with `exit=1` behind `console`, end with that code. Hashes and moments of recording may differ,
                   and so may the line breaks of a `--help`, which every version of Python sets otherwise.
- ```yaml NAME     is written to a file of that name before what follows is run; likewise with csv, json, jsonl, text.
- ```python        with `>>>` is a session, and is run.

The blocks of a page are run in one folder, in order, with docs/examples beside them as in the repository.
"""

import doctest
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .command import TIMEOUT, environment

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_HASH = re.compile(r"\b[0-9a-f]{64}\b|(?<=\"says\": \")[0-9a-f]{16}(?=\")|(?<=\d:)[0-9a-f]{12}(?=…)")
_MOMENT = re.compile(r"\b20[2-9]\d-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")


@dataclass(frozen=True)
class Block:
    line: int
    info: tuple[str, ...]
    body: str

    @property
    def file(self) -> str | None:
        named = self.info[1] if len(self.info) > 1 else ""
        return named if "." in named and "=" not in named else None


def pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    return [
        Block(text.count("\n", 0, found.start()) + 1, tuple(found["info"].split()), found["body"])
        for found in _FENCE.finditer(text)
    ]


def is_run(block: Block) -> bool:
    return block.info[:1] == ("console",) or (block.info[:1] == ("python",) and ">>> " in block.body)


def untrue(page: Path, folder: Path) -> Iterator[str]:
    """Run a page in a folder: what it shows and what really comes, where they differ."""
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    session: dict[str, Any] = {}
    for block in blocks(page):
        where = f"{name_of(page)}:{block.line}"
        if block.file:
            (folder / block.file).write_text(block.body, "utf-8")
        elif block.info[:1] == ("console",):
            yield from _untrue_console(block, where, folder)
        elif is_run(block):
            yield from _untrue_session(block, where, session)


def _untrue_console(block: Block, where: str, folder: Path) -> Iterator[str]:
    code = next((int(word.removeprefix("exit=")) for word in block.info if word.startswith("exit=")), 0)
    for part in re.split(r"^(?=\$ )", block.body, flags=re.MULTILINE):
        if not part.strip():
            continue
        command, _, shown = part.partition("\n")
        done = _run(command.removeprefix("$ "), folder)
        if done.returncode != code:
            yield f"{where}: {command}\nended with {done.returncode}, not {code}\n{done.stdout}"
        elif _comparable(command, shown) != _comparable(command, done.stdout):
            yield f"{where}: {command}\n--- shown\n{shown}\n--- real\n{done.stdout}"


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )


def _comparable(command: str, text: str) -> str:
    if command.endswith("--help"):
        return " ".join(text.split())
    lines = (line.rstrip() for line in text.strip("\n").splitlines())
    return _MOMENT.sub("MOMENT", _HASH.sub("HASH", "\n".join(lines))).strip()


def _untrue_session(block: Block, where: str, session: dict[str, Any]) -> Iterator[str]:
    """The session runs in the current folder, which the caller has made that of the page."""
    test = doctest.DocTestParser().get_doctest(block.body, {}, where, where, block.line)
    test.globs = session
    report: list[str] = []
    doctest.DocTestRunner().run(test, out=report.append, clear_globs=False)
    if report:
        yield "".join(report)


def rewritten(page: Path, folder: Path) -> str:
    """The page with the real output in its console blocks, for whoever edits it."""
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples", dirs_exist_ok=True)
    text = page.read_text("utf-8")
    made, at = [], 0
    for found in _FENCE.finditer(text):
        block = Block(0, tuple(found["info"].split()), found["body"])
        if block.file:
            (folder / block.file).write_text(block.body, "utf-8")
        if block.info[:1] != ("console",):
            continue
        made.append(text[at : found.start("body")])
        made.append(_with_real_output(block.body, folder))
        at = found.end("body")
    return "".join([*made, text[at:]])


def _with_real_output(body: str, folder: Path) -> str:
    made = []
    for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
        command, _, shown = part.partition("\n")
        if not command.startswith("$ "):
            made.append(part)
            continue
        real = _run(command.removeprefix("$ "), folder).stdout
        kept = _comparable(command, shown) == _comparable(command, real)
        lines = [line.rstrip() for line in (shown if kept else real).splitlines()]
        made.append("".join(f"{line}\n" for line in [command, *lines]))
    return "".join(made)
