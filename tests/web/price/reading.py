"""What a page says, and where it leads."""

import html
import re


def said(page: str) -> str:
    """The words of a page on one line."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", "\n", body))
    return " ".join(words.split())


def links_of(page: str) -> set[str]:
    """Where a page leads, here."""
    return {html.unescape(one) for one in re.findall(r'(?:href|data-source|data-href|hx-get)="(/[^"]*)"', page)}
