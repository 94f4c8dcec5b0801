"""The stakeholders of a package as holders: each is one of its own, whatever the others are called."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from commands.ocf.given import Given
from ledger.refusals import Flag
from ledger.rules import flags

NAMESAKES = flags(
    "namesakes",
    "",
    "Two stakeholders of one legal name are two holders, each with something behind its name that tells it apart.",
    "Nothing to enter; where they are the same holder, give both one stakeholder in the package.",
)

_SPACES = re.compile(r"\s+")
_MARKS = re.compile("['\"\u2018\u2019\u201c\u201d\u00b4`]")


def holders_of(stakeholders: Iterable[Given], holding: set[str]) -> dict[str, str]:
    """The holder that each stakeholder is, by the stakeholder's id. `holding` are those who ever held something."""
    found: dict[str, Given] = {}
    for one in stakeholders:
        name = one.text("id")
        if name in found:
            raise one.fail(f"the stakeholder {name!r} stands twice", "id")
        found[name] = one
    names = {name: one.inner("name").text("legal_name").strip() for name, one in found.items() if name in holding}
    for several in _alike(names):
        names |= {name: f"{names[name]} ({told})" for name, told in _told_apart(several, found).items()}
    while still := _alike(names):  # somebody is called what another now is
        names |= {name: f"{names[name]} ({name})" for several in still for name in several}
    return names


def _alike(names: Mapping[str, str]) -> list[list[str]]:
    """The stakeholders of each name that several have."""
    alike: dict[str, list[str]] = {}
    for name, called in names.items():
        alike.setdefault(_folded(called), []).append(name)
    return [several for several in alike.values() if len(several) > 1]


def namesakes(stakeholders: Iterable[Given], holders: Mapping[str, str]) -> Iterator[Flag]:
    """What is to be said of those who share a name."""
    for one in stakeholders:
        name = one.text("id")
        if name in holders and holders[name] != one.inner("name").text("legal_name").strip():
            yield Flag(NAMESAKES, f"another stakeholder has the same legal name: this one is {holders[name]}", name)


def _told_apart(several: Iterable[str], found: Mapping[str, Given]) -> dict[str, str]:
    """What tells each apart: the id that the issuer gave where all have one of their own, else that of the object."""
    given = {name: str(found[name].peek("issuer_assigned_id") or "") for name in several}
    is_clear = all(given.values()) and len(set(map(_folded, given.values()))) == len(given)
    return given if is_clear else {name: name for name in given}


def _folded(name: str) -> str:
    """A name without what people do not see: case, kinds of spaces and of quotation marks, how accents are composed."""
    return _SPACES.sub(" ", _MARKS.sub("'", unicodedata.normalize("NFKC", name))).casefold().strip()
