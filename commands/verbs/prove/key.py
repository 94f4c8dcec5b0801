"""`seriesd key ACTION`: the keys to sign with: make, list, show and import them."""

import argparse
from collections.abc import Sequence
from typing import NamedTuple

from commands.keys import Key, all_keys, import_key, new_key, show_key
from commands.terminal.answer import give, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import add_shared
from projections.render.answers import prove

PURPOSES = {
    "new": "make a key to sign with, under a passphrase where you give one",
    "list": "the keys that are here",
    "show": "the public key, for those who check what was signed with it",
    "import": "keep a key from a file: a private one, or the public one of somebody else, in PEM",
}

_EPILOG = """\
examples:
  seriesd key new office            asks for a passphrase, or takes $SERIESD_KEY_PASSPHRASE
  seriesd key show office           the public key: give it to whoever is to check your seals
  seriesd key import bank bank.pub  the public key of somebody else

The keys are files in your settings folder, or in $SERIESD_KEYS; the private ones can be read by nobody else. Keep a
copy of them: what is lost cannot sign again, and whoever has one signs as you.
"""


class Keys(NamedTuple):
    """The keys that were asked for."""

    keys: Sequence[Key]
    """By name."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which action, and what it needs."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = {}
    for name, purpose in PURPOSES.items():
        made[name] = actions.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        add_shared(made[name])
    for name in ("new", "show", "import"):
        made[name].add_argument("name", metavar="NAME", help="the name of the key")
    made["import"].add_argument("file", metavar="FILE", help="the file with the key")


def run(options: argparse.Namespace) -> int:
    """Carry the action out, and show the keys that it is about."""
    keys = _keys(options)
    give(options, lambda: serialized(options, Keys(keys)), lambda: prove.keys([_said(one) for one in keys]))
    return 0


def _keys(options: argparse.Namespace) -> Sequence[Key]:
    match options.action:
        case "new":
            return [new_key(options.name)]
        case "import":
            return [import_key(options.name, options.file)]
        case "show":
            return [show_key(options.name)]
        case _:
            return all_keys()


def _said(one: Key) -> tuple[str, str, str]:
    if not one.can_sign:
        return one.name, "the public key of somebody else", one.public
    return one.name, f"signs, {'under a passphrase' if one.has_passphrase else 'without a passphrase'}", one.public
