"""An explanation on standard output, as text, Markdown or a page."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from commands.terminal.common import ledger_of

if TYPE_CHECKING:
    from projections.render.blocks import Block


def write_report(report: "Iterable[Block]", options: argparse.Namespace) -> int:
    """Write a report as it was asked for."""
    from projections.render.blocks import Heading, as_markdown, as_text

    blocks = list(report)
    if options.format == "html":
        from commands.terminal.output import colophon_of
        from projections.render.documents import report as reports
        from projections.render.html import as_html

        title = next((one.text for one in blocks if isinstance(one, Heading)), "")
        with ledger_of(options) as ledger:
            colophon = colophon_of(ledger, options.on, options.as_known)
        print(as_html(reports.report(title, blocks, colophon)).rstrip())
    else:
        sys.stdout.write((as_markdown if options.format == "markdown" else as_text)(blocks))
    return 0
