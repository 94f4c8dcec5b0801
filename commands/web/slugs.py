"""Names in addresses: a company's name, or a ledger's, as a part of a path that never changes and can be read back.

A space is written `_`, and every other sign that a path gives a meaning to, or that does not stand in one, `~` and two
hexadecimal digits for each of its bytes. So `Trigger Flip Inc.` is `Trigger_Flip_Inc.`, and no two names are alike.
"""

import re
from urllib.parse import quote, unquote

_PLAIN = "!$&'()*+,;=:@"
"""What stands in a path as it is, besides letters, digits and `-._~` (RFC 3986, 3.3)."""

_SUFFIX = re.compile(r"\.(?=(?:json|csv|xlsx|pdf|docx|md|txt|html)$)|^\.(?=\.?$)")
"""A dot before what an address ends with that asks for another form of a page, or that is all of a path's part."""


def slug(name: str) -> str:
    """A name as a part of an address."""
    spelt = quote(name, safe=_PLAIN).replace("~", "%7E").replace("_", "%5F")
    return _SUFFIX.sub("~2E", spelt.replace("%20", "_").replace("%", "~"))


def name_of(written: str) -> str:
    """The name that an address has. Raises `ValueError` where none is written so."""
    name = unquote(written.replace("%", "%25").replace("_", "%20").replace("~", "%"), errors="strict")
    if slug(name) != written:
        raise ValueError(f"{written!r} is no name of this workbench")
    return name
