"""The frame of every page: its templates, where each reason stands, and what stands around an answer."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from commands.web.asked import Asked
from commands.web.slugs import slug
from ledger.shown import visible
from projections.render.blocks import Block
from projections.render.html import as_fragment, css_of_shades
from projections.render.marks.why import Kind, Why

_PAGES: Mapping[Kind, str] = {
    "entry": "entry",
    "step": "step",
    "holder": "holder",
    "right": "right",
    "scenario": "scenario",
    "proposal": "proposal",
    "clause": "certificate",
    "reading": "readings",
    "rule": "rules",
    "document": "document",
    "recording": "recordings",
    "company": "",
}
"""The page on which each kind of thing is explained, under its name."""

_WHOLE: Mapping[Kind, str] = {
    "price": "why",
    "history": "price",
    "holders": "cap-table",
    "dividends": "dividends",
    "calendar": "today",
}
"""The page that a reason without a name leads to, of the day that the reason has."""


def address_of(asked: Asked) -> Callable[[Why], str]:
    """Where each reason stands, seen from a place."""

    def address(why: Why) -> str:
        at = asked.at(why.on)
        if why.kind in _WHOLE:
            return at.address(_WHOLE[why.kind])
        if why.kind == "waterfall":
            return at.address("waterfall", {"assets": why.of, "holder": why.holder or None})
        if why.kind == "letter":
            return at.address(f"letter/{slug(why.of)}", {"holder": why.holder or None})
        if why.kind == "company":
            return at.of(why.of).address("today")
        return at.address(f"{_PAGES[why.kind]}/{slug(why.of)}")

    return address


def fragment(asked: Asked, blocks: Sequence[Block], offset: int = 0) -> Markup:
    """Blocks as a part of a page at a place: every figure leads to its reason."""
    return Markup(as_fragment(blocks, address_of(asked), offset))  # noqa: S704  the house's own template escapes


def preview(asked: Asked, blocks: Sequence[Block], known: Container[str], offset: int = 0) -> Markup:
    """Blocks about what is not recorded: what is there already has its reason, and figures that are not yet have none.

    `known` are the ids of the entries that are there.
    """
    there = address_of(asked)

    def address(why: Why) -> str:
        return there(why) if why.kind in _STANDING or (why.kind == "entry" and why.of in known) else ""

    return Markup(as_fragment(blocks, address, offset))  # noqa: S704  the house's own template escapes


_STANDING = ("clause", "reading", "rule")


@cache
def environment() -> Environment:
    """The templates: every value is escaped, what nobody sees is written out, and what is missing is an error."""
    made = Environment(
        loader=PackageLoader("commands.web"),
        autoescape=True,
        finalize=_seen,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"fragment": fragment, "preview": preview, "slug": slug, "static": static}
    return made


def _seen(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def rendered(template: str, about: Mapping[str, Any]) -> str:
    """A page made of a template."""
    return environment().get_template(template).render(about)


_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""What a part of the path of one of our files looks like."""


@cache
def static_file(name: str) -> bytes | None:
    """A file of ours that a page loads, by its path; nothing where there is none."""
    if name == "shades.css":
        return css_of_shades().encode()
    parts = name.split("/")
    if not all(map(_PLAIN_NAME.fullmatch, parts)):
        return None
    found = files("commands.web").joinpath("static", *parts)
    return found.read_bytes() if found.is_file() else None


@cache
def static(name: str) -> str:
    """The address of a file of ours: with its hash, so that it is loaded once for each version of it."""
    return f"/static/{name}?{hash_of(name)}"


@cache
def hash_of(name: str) -> str:
    """What tells the versions of a file of ours apart. Raises `FileNotFoundError` where there is none."""
    found = static_file(name)
    if found is None:
        raise FileNotFoundError(f"commands/web/static/{name}")
    return sha256(found).hexdigest()[:12]
