"""Completion as a person uses it: a shell on a terminal takes the script as its help says, and the tab key is pressed."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from commands.cli import VERBS, parser_of
from commands.verbs.administer.completion import SHELLS
from commands.verbs.administer.help import children_of
from tests.docs.command import BIN, environment, seriesd

PATIENCE = 60
PROMPT = "READY>"
TAB, ENTER, KILL_LINE = "\t", "\n", "\x15"

needs = {
    shell: pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed here") for shell in SHELLS
}

COMPLETED = {
    # what is typed: what stands on the line when the tab key was pressed
    "seriesd hol": "seriesd holders ",
    "seriesd comple": "seriesd completion ",
    "seriesd price --as": "seriesd price --as-known ",
    "seriesd scenario prom": "seriesd scenario promote ",
    "seriesd holders --format mark": "seriesd holders --format markdown ",
    "seriesd completion fi": "seriesd completion fish ",
    "seriesd help option_g": "seriesd help option_granted ",
    "seriesd help tranche": "seriesd help tranche_test ",
    "seriesd entries --type convert": "seriesd entries --type convertible_issued ",
    "seriesd record a-jour": "seriesd record a-journal.yaml ",
    "seriesd audit a-jour": "seriesd audit a-journal.yaml ",
    "seriesd price --ledger a-jour": "seriesd price --ledger a-journal.yaml ",
}


class Shell:
    """A shell on a terminal of its own."""

    def __init__(self, words: list[str], folder: Path, setup: str) -> None:
        self.ours, theirs = pty.openpty()
        env = environment() | {"TERM": "dumb", "HOME": str(folder), "COLUMNS": "200", "LINES": "50", "PS1": PROMPT}
        self.process = subprocess.Popen(
            words, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.type(f"{setup}; echo it is s''et up{ENTER}")
        self.until(r"it is set up")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.ours)

    def type(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def until(self, pattern: str) -> str:
        """What comes until it looks like this."""
        seen = ""
        while not re.search(pattern, seen):
            ready, _, _ = select.select([self.ours], [], [], PATIENCE)
            assert ready, f"waited for {pattern!r}, saw {seen!r}"
            seen += os.read(self.ours, 65536).decode(errors="replace").replace("\x07", "")
        return seen

    def completes(self, typed: str, line: str) -> None:
        """The tab key makes a line of what was typed; then it is killed, for the next one."""
        self.type(f"{typed}{TAB}")
        self.until(re.escape(line[len(typed) :]) + "$")
        self.type(f"x{KILL_LINE}{ENTER}")
        self.until(PROMPT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completion")
    (folder / "a-journal.yaml").write_text("[]", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bash(folder: Path) -> Iterator[Shell]:
    setup = 'bind "set enable-bracketed-paste off"; eval "$(seriesd completion bash)"'
    with Shell(["bash", "--norc", "--noprofile", "-i"], folder, setup) as shell:
        yield shell


@pytest.fixture(scope="module")
def zsh(folder: Path) -> Iterator[Shell]:
    setup = f'PS1="{PROMPT}"; autoload -Uz compinit; compinit -u -D; eval "$(seriesd completion zsh)"'
    with Shell(["zsh", "-f", "-i", "-o", "NO_PROMPT_SP", "-o", "NO_AUTO_LIST"], folder, setup) as shell:
        yield shell


@needs["bash"]
@pytest.mark.parametrize("typed", COMPLETED)
def test_bash_completes(typed: str, bash: Shell) -> None:
    bash.completes(typed, COMPLETED[typed])


@needs["zsh"]
@pytest.mark.parametrize("typed", COMPLETED)
def test_zsh_completes(typed: str, zsh: Shell) -> None:
    zsh.completes(typed, COMPLETED[typed])


@pytest.fixture(scope="module")
def fish(folder: Path) -> Callable[[str], list[str]]:
    """What fish offers for a line; its `complete -C` asks without a terminal what the tab key would."""
    lines = [*COMPLETED, "seriesd "]
    asked = "; ".join(f"complete -C '{line}'; echo END" for line in lines)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"seriesd completion fish | source; {asked}"],
        cwd=folder, env=environment() | {"HOME": str(folder)}, capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.stderr == ""
    offered = [part.splitlines() for part in done.stdout.split("END\n")[:-1]]
    by_line = dict(zip(lines, offered, strict=True))
    return lambda line: [one.partition("\t")[0] for one in by_line[line]]


@needs["fish"]
@pytest.mark.parametrize("typed", COMPLETED)
def test_fish_completes(typed: str, fish: Callable[[str], list[str]]) -> None:
    assert fish(typed) == [COMPLETED[typed].split()[-1]]


@needs["fish"]
def test_fish_offers_every_verb(fish: Callable[[str], list[str]]) -> None:
    assert VERBS.keys() <= {*fish("seriesd ")}


@needs["bash"]
def test_bash_offers_every_verb_and_every_option_of_each(folder: Path) -> None:
    """Asked for as readline asks: through the function that the script registers."""
    asked = {("seriesd", ""): [*VERBS]}
    for verb, parser in children_of(parser_of([*VERBS])).items():
        options = [name for action in parser._actions for name in action.option_strings]
        asked["seriesd", verb, "-"] = options
        for name, child in children_of(parser).items():
            asked["seriesd", verb, name, "-"] = [one for action in child._actions for one in action.option_strings]
    lines = ['eval "$(seriesd completion bash)"', "compopt() { :; }"]
    for words in asked:
        quoted = " ".join(f"'{word}'" for word in words)
        lines += [f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _shtab_seriesd", 'echo "${COMPREPLY[@]}"']
    done = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(lines)],
        cwd=folder, env=environment(), capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    for (words, expected), offered in zip(asked.items(), done.stdout.splitlines(), strict=True):
        assert {*offered.split()} == {*expected}, words


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_finds_no_fault_with_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    done = seriesd("completion", shell, "-o", "script", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    checked = subprocess.run([shell, "-n", "script"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert checked.stderr == ""


def test_the_script_goes_into_a_file_of_any_name(tmp_path: Path) -> None:
    printed = seriesd("completion", "fish", folder=tmp_path).stdout
    assert seriesd("completion", "fish", "-o", "seriesd.fish", folder=tmp_path).returncode == 0
    assert (tmp_path / "seriesd.fish").read_text("utf-8") == printed
    found = json.loads(seriesd("completion", "fish", "--json", folder=tmp_path).stdout)
    assert found == {"schema": "seriesd/completion/1", "shell": "fish", "script": printed}


def test_the_script_names_nothing_of_this_machine() -> None:
    for shell in SHELLS:
        done = subprocess.run(
            [str(BIN / "seriesd"), "completion", shell], capture_output=True, text=True, check=True, timeout=PATIENCE
        )
        assert str(BIN) not in done.stdout
        assert str(Path.cwd()) not in done.stdout
