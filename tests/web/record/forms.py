"""Forms as a browser without a screen reads them, fills them in and sends them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.serving import TOKEN

VOID = ("input", "option")


@dataclass
class Form:
    """A form of a page: where it is sent to, what stands in its fields, and which boxes could be ticked."""

    action: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    boxes: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def filled(self, given: Mapping[str, str]) -> dict[str, list[str]]:
        """The fields as they are sent with these values."""
        found: dict[str, list[str]] = {}
        for name, value in self.values:
            found.setdefault(name, []).append(value)
        return found | {name: [value] for name, value in given.items()}

    def one(self, name: str) -> str:
        """The value of a field."""
        return next(value for called, value in self.values if called == name)


class _Reader(HTMLParser):
    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.form, self.inside = wanted, Form(), False
        self.select: tuple[str, str | None] | None = None
        self.area: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and self.wanted in given.get("class", "").split():
            self.inside, self.form.action = True, given.get("action", "")
        if not self.inside:
            return
        name = given.get("name", "")
        if name:
            self.form.names.add(name)
        if tag == "input":
            self._input(name, given)
        elif tag == "select":
            self.select = (name, None)
        elif tag == "option" and self.select is not None:
            value = given.get("value", "")
            if "selected" in given or self.select[1] is None:
                self.select = (self.select[0], value)
        elif tag == "textarea":
            self.area, self.text = name, ""

    def _input(self, name: str, given: dict[str, str]) -> None:
        if given.get("type") == "checkbox":
            self.form.boxes[name] = given["value"]
        if given.get("type") == "checkbox" and "checked" not in given:
            return
        if name and given.get("type") != "file":
            self.form.values.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select is not None:
            self.form.values.append((self.select[0], self.select[1] or ""))
            self.select = None
        elif tag == "textarea" and self.area is not None:
            self.form.values.append((self.area, self.text.removeprefix("\n")))
            self.area = None


def form_in(page: str, wanted: str = "entering") -> Form:
    """The form of a page with this class."""
    reader = _Reader(wanted)
    reader.feed(page)
    assert reader.form.action, page[:2000]
    return reader.form


def sign_in(browser: TestClient, name: str = "Reyes") -> None:
    """Give the token, and a name."""
    found = browser.post("/login", data={"name": name, "token": TOKEN, "next": "/"}, follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/"), found.text


def typed(entry: Mapping[str, Any], above: str = "field.") -> Iterator[tuple[str, str]]:
    """An entry as somebody types it into its form, by the names of the fields."""
    for name, value in entry.items():
        if isinstance(value, Mapping):
            yield from typed(value, f"{above}{name}.")
        elif isinstance(value, list):
            for number, part in enumerate(value):
                yield from typed(part, f"{above}{name}.{number}.")
        elif isinstance(value, bool):
            yield f"{above}{name}", str(value).lower()
        else:
            yield f"{above}{name}", str(value)


def entered(entry: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form for an entry, without its type, which the form has."""
    return {name: value for name, value in typed(entry) if name != "field.type"}


def send(
    browser: TestClient, page: str, given: Mapping[str, str], *, to: str | None = None, files: Any = None
) -> Response:
    """Fill in the form of a page, and send it where it says, or `to` another."""
    form = form_in(page)
    return browser.post(to or form.action, data=form.filled(given), files=files, follow_redirects=False)
