"""A small site: pages and documents as they are given, and the files that the wheel carries, under the policy of the workbench."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.web.browser import POLICY

STATIC = Path(__file__).parents[3] / "commands" / "web" / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".json": "application/json"}
PAGE = """<!doctype html>
<html lang="en"{theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charts</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/vendor/uPlot.min.css">
<link rel="stylesheet" href="/static/workbench.css">
<link rel="stylesheet" href="/static/charts/charts.css">
<script defer src="/static/vendor/htmx.min.js"></script>
<meta name="htmx-config" content='{{"includeIndicatorStyles": false, "allowEval": false}}'>
<script type="module" src="/static/charts/charts.js"></script>
</head>
<body><main><h1>Charts</h1>{body}</main></body>
</html>
"""
OTHER = '<!doctype html><title>Another page</title><link rel="icon" href="data:,"><p>another page</p>'
"""A page that a mark leads to; it says that it has no icon, so that none is looked for while the test ends."""


def figure(source: str, more: str = "", still: str = "<svg><title>drawn by the server</title></svg>") -> str:
    """A figure as the workbench has it."""
    return f'<figure class="chart" data-chart data-source="{source}" {more}>{still}</figure>'


@contextmanager
def served(body: str, documents: Mapping[str, Any], theme: str = "") -> Iterator[str]:
    """The address of the page with this body, beside these documents and fragments of HTML."""
    texts = {f"/{name}": given if isinstance(given, str) else json.dumps(given) for name, given in documents.items()}
    texts |= {"/": PAGE.format(body=body, theme=theme)}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            file = STATIC / path.removeprefix("/static/")
            if path in texts:
                kind = KINDS.get(Path(path).suffix, KINDS[".html"])
                self.answer(200, kind, texts[path].encode())
            elif path.startswith("/static/") and file.is_file():
                self.answer(200, KINDS.get(file.suffix, "text/plain"), file.read_bytes())
            else:
                self.answer(404, "text/plain", b"")

        def answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            for name, value in {
                "Content-Type": kind,
                "Content-Length": str(len(content)),
                "Content-Security-Policy": POLICY,
                "X-Content-Type-Options": "nosniff",
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """The server of a test is silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
