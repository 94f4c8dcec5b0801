"""`seriesd open`: the workbench on a ledger, in the browser of this machine; what a double click does."""

import argparse
import webbrowser

from commands.terminal.helping import Examples
from commands.web.verbs import serve

_EXAMPLES = """\
examples:
  seriesd open acme.db           the browser opens on it; closing the terminal, or Ctrl-C, ends the workbench
  seriesd open acme.db --write   to record, with the token that is printed
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which ledger."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("ledgers", metavar="LEDGER", nargs="?", help="the file or the database URL (default: --ledger)")
    parser.add_argument("--write", action="store_true", help=f"record too, for whoever has the token (${serve.TOKEN})")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="say where it is, and open nothing")
    parser.set_defaults(port=0, listen="127.0.0.1", host=[], tls_certificate=None, tls_key=None, unencrypted=False)


def run(options: argparse.Namespace) -> int:
    """Serve on a free port, and open the browser there."""
    options.ledgers = [options.ledgers] if options.ledgers else []
    options.on_start = webbrowser.open if options.browser else None
    return serve.run(options)
