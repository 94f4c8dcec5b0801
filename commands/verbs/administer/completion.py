"""`seriesd completion bash|zsh|fish`: the script by which a shell completes verbs, options and their choices."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from commands.terminal.answer import print_json, put_out, serialized
from commands.terminal.helping import Examples
from commands.terminal.parser import Parser
from commands.verbs.administer.help import children_of, known, verbs_of

SHELLS = ("bash", "zsh", "fish")

_EPILOG = """\
for the shell that runs now:
  bash, zsh            eval "$(seriesd completion bash)", or zsh
  fish                 seriesd completion fish | source

for every shell to come:
  bash                 seriesd completion bash > ~/.local/share/bash-completion/completions/seriesd
  zsh                  seriesd completion zsh > ~/.zfunc/_seriesd
                       with `fpath+=~/.zfunc` before `autoload -U compinit && compinit` in ~/.zshrc
  fish                 seriesd completion fish > ~/.config/fish/completions/seriesd.fish
"""

_FILES = ("FILE", "CLAIMS", "PATH", "URL", "SEAL", "LEDGER")
"""How options and arguments that are files are called in the usage; a ledger is mostly one."""


class Script(NamedTuple):
    """The script for a shell."""

    shell: str
    """For which shell."""
    script: str
    """What the shell is to run."""


def configure(parser: argparse.ArgumentParser) -> None:
    """For which shell."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    script = script_for(options.shell, options.parser_of)
    if options.json:
        print_json(options, serialized(options, Script(options.shell, script)))
    else:
        put_out(options, script)
    return 0


def script_for(shell: str, parser_of: Callable[[Sequence[str]], Parser]) -> str:
    """The script for a shell, of the parsers of all verbs."""
    import shtab

    verbs = list(verbs_of(parser_of([])))
    root = parser_of(verbs)
    for parser in _parsers(root):
        for action in parser._actions:  # noqa: SLF001  the library has no other way to ask
            if action.metavar in _FILES and action.choices is None:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.metavar == "TOPIC":
                action.choices = known(root)
            action.metavar = None if action.choices is not None else action.metavar
    return shtab.complete(root, shell)


def _parsers(root: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser, those of its verbs, and those of their actions."""
    yield root
    for child in children_of(root).values():
        yield from _parsers(child)
