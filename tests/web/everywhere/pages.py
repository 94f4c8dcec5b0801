"""The addresses of all pages of a ledger, found as somebody finds them: by following links from its start."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from starlette.testclient import TestClient

_LINK = re.compile(r'<(?:a|iframe|img|link|script)\b[^>]*?\s(?:href|src)="([^"]*)"')
_SOURCE = re.compile(r'\s(?:data-source|hx-get|action)="([^"]*)"')


class Found(NamedTuple):
    """An address, the page on which it was found, and what came of it."""

    address: str
    on: str
    status: int


def links_in(text: str) -> list[str]:
    """The addresses that a page leads to."""
    return [unescape(one) for one in _LINK.findall(text)]


def kind_of(address: str) -> str:
    """What kind of page an address is of: the third part of its path, its form, and what it asks besides the clocks."""
    path = urlsplit(address).path
    parts = path.split("/")
    form = path.rpartition(".")[2] if re.search(r"\.(json|csv|xlsx|pdf|docx|md|txt|html|svg|js|css)$", path) else ""
    return "/".join((parts[1], *parts[3:4], form)) if len(parts) > 3 else f"{path}"


def crawled(client: TestClient, start: str, most: int, of_a_kind: int) -> Iterator[Found]:
    """Every address that can be reached, so many of each kind of page, and no more than so many in all."""
    todo, seen, kinds = deque([(start, "")]), {start}, Counter[str]()
    asked = 0
    while todo and asked < most:
        address, on = todo.popleft()
        kinds[kind_of(address)] += 1
        if kinds[kind_of(address)] > of_a_kind:
            continue
        asked += 1
        answer = client.get(address, follow_redirects=True)
        yield Found(address, on, answer.status_code)
        if not answer.headers["content-type"].startswith("text/html") or "attachment" in answer.headers.get(
            "content-disposition", ""
        ):
            continue
        for link in links_in(answer.text):
            whole = urldefrag(urljoin(str(answer.url), link))[0]
            parts = urlsplit(whole)
            if parts.netloc not in ("127.0.0.1", "") or parts.scheme not in ("http", ""):
                continue
            inside = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if inside not in seen:
                seen.add(inside)
                todo.append((inside, address))
