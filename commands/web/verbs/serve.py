"""`seriesd serve`: the workbench, the ledger in a browser."""

import argparse
import gc
import os
import secrets
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from commands.errors import UnableError, UsageError
from commands.terminal.helping import Examples
from commands.terminal.question import ledger_url
from commands.terminal.streams import say_beside
from ledger.shown import concealed
from ledger.store.store import open_store

if TYPE_CHECKING:
    from commands.web.settings import Settings

PORT = 8765
"""Where the workbench listens, where nobody says otherwise."""

TOKEN = "SERIESD_TOKEN"  # noqa: S105  the name of a variable
_SHORTEST = 16

_EXAMPLES = """\
examples:
  seriesd serve                                    look at seriesd.db, at http://127.0.0.1:8765/
  seriesd serve acme.db bolt.db --port 8080        two ledgers at one address
  seriesd serve --write                            record too; a token is printed that everybody needs for it
  seriesd serve postgresql://ledger@db/captables --host captables.example.com --listen 0.0.0.0 \\
      --tls-certificate cert.pem --tls-key key.pem  for an office

It listens to this machine alone and only reads, where nothing else is said. The token is taken from SERIESD_TOKEN where
that is set, so that it need not be printed. See docs/guides/workbench.md.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which ledgers, to whom, and whether they may be written to."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("ledgers", metavar="LEDGER", nargs="*", help="files or database URLs (default: --ledger)")
    parser.add_argument("--port", metavar="N", type=_port, default=PORT, help=f"(default: {PORT}; 0: any that is free)")
    parser.add_argument(
        "--listen", metavar="ADDRESS", default="127.0.0.1", help="(default: 127.0.0.1, this machine alone)"
    )
    parser.add_argument(
        "--host", metavar="NAME", action="append", default=[], help="a name by which others reach it; can be repeated"
    )
    parser.add_argument("--write", action="store_true", help=f"record too, for those who have the token (${TOKEN})")
    parser.add_argument("--tls-certificate", metavar="FILE", help="answer encrypted, with this certificate (PEM)")
    parser.add_argument("--tls-key", metavar="FILE", help="and its key")
    parser.add_argument(
        "--unencrypted", action="store_true", help="listen to other machines without TLS, as behind a proxy that has it"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until somebody stops it."""
    _check(options)
    gc.enable()  # a command ends and this does not: what is no longer needed has to go
    from commands.web.server import Listening, serve

    options.token = token_of(options)
    listening = Listening(options.listen, options.port, options.tls_certificate, options.tls_key)
    return serve(settings_of(options), listening, lambda address: _say(options, address))


def settings_of(options: argparse.Namespace) -> "Settings":
    """Everything that is decided before the first request."""
    from commands.web.ledgers import named
    from commands.web.settings import LOOPBACK, Settings

    urls = options.ledgers or [ledger_url(options)]
    hosts = LOOPBACK | {name.lower() for name in options.host}
    return Settings(
        ledgers=named(urls),
        token=options.token,
        hosts=frozenset(hosts),
        secure=options.tls_certificate is not None,
        documents=options.documents or os.environ.get("SERIESD_DOCUMENTS") or None,
        tables=os.environ.get("SERIESD_TABLES") or None,
    )


def token_of(options: argparse.Namespace) -> str | None:
    """The token of those who may write; none where nobody may."""
    if not options.write:
        return None
    return os.environ.get(TOKEN) or secrets.token_urlsafe(24)


def _check(options: argparse.Namespace) -> None:
    for name in ("fastapi", "uvicorn", "httptools", "python_multipart"):
        if find_spec(name) is None:
            raise UnableError(f"the workbench needs {name}, which is not installed: pip install 'seriesd[web]'")
    if (options.tls_certificate is None) != (options.tls_key is None):
        raise UsageError("--tls-certificate and --tls-key go together")
    for name in (options.tls_certificate, options.tls_key):
        if name is not None and not Path(name).is_file():
            raise UnableError(f"{name} is not there; name a file in PEM with --tls-certificate and --tls-key")
    if not is_loopback(options.listen) and options.tls_certificate is None and not options.unencrypted:
        raise UsageError(
            f"--listen {options.listen} lets other machines in: encrypt with --tls-certificate and --tls-key, or say "
            "--unencrypted where a proxy does"
        )
    for url in options.ledgers or [ledger_url(options)]:
        open_store(url, create=options.write).close()  # what cannot be served is said before a browser finds out
    token = os.environ.get(TOKEN)
    if options.write and token is not None and len(token) < _SHORTEST:
        raise UsageError(f"{TOKEN} is too short to be a secret; give it {_SHORTEST} letters or more")


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _say(options: argparse.Namespace, address: str) -> None:
    """Where it is, and what is needed to write: the token stands in no address and in no log."""
    what = ", ".join(concealed(one) for one in options.ledgers or [ledger_url(options)])
    print(f"The workbench over {what} is at {address}", flush=True)
    if options.write and not os.environ.get(TOKEN):
        print(f"To record with it, sign in with this token: {options.token}", flush=True)
    say_beside("Ctrl-C ends it.", options)
    if (opens := getattr(options, "on_start", None)) is not None:
        opens(address)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text[:6]) > 65_535:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, 0 to 65535")
    return int(text)
