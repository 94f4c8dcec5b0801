"""The statements of a package that were not used: each kind with how often, where first, and why."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from commands.ocf.files import Parts
from commands.ocf.given import Given
from commands.reading.lines import within
from projections.answers.package import NotUsed

_IDENTITY = frozenset({"id", "object_type"})
_PARTS = re.compile(r"\.(amount|currency|numerator|denominator)$")
"""What an amount of money or a ratio consists of, which is one statement."""
_INDEX = re.compile(r"\[\d+\]")
_NO_PLACE = "the ledger has no place for it, and no figure rests on it"
_NO_ISSUE = "it came out of another security, and is no issue of its own"
_FOR_PEOPLE = "text for people"
_VESTS = "vesting moves no price: a right counts whether or not it can be exercised (4E(1))"
_APPROVAL = "when an act was approved moves no price; it counts from its date"
_WHY_FIELD: Mapping[str, str] = {
    "comments": _FOR_PEOPLE,
    "consideration_text": _FOR_PEOPLE,
    "reason_text": _FOR_PEOPLE,
    "nickname": _FOR_PEOPLE,
    "trigger_description": _FOR_PEOPLE,
    "trigger_condition": "when a right can be exercised moves no price: it counts from its grant (4E(1))",
    "custom_id": "a name for people; the ledger's shares are fungible",
    "vesting_terms_id": _VESTS,
    "vestings": _VESTS,
    "early_exercisable": _VESTS,
    "termination_exercise_windows": _VESTS,
    "board_approval_date": _APPROVAL,
    "stockholder_approval_date": _APPROVAL,
    "ocf_version": "read is what the versions up to the drafts of 1.2.1 have",
    "generated_at": "when the package was made moves nothing",
    "share_numbers_issued": "the ledger's shares are fungible",
}
"""Why a field is not used, by its name; what is not here has no place in the ledger."""
_WHY_OBJECT: Mapping[str, str] = {
    "VALUATION": "what others think of the value moves no price; the Board's fair values are entered by hand (4E(5))",
    "VESTING_TERMS": _VESTS,
    "STOCK_LEGEND_TEMPLATE": _FOR_PEOPLE,
    "DOCUMENT": _FOR_PEOPLE,
    "FINANCING": "a financing does not say whether its issuances are one integral transaction (A6)",
    "STOCK_CLASS": "nothing is issued of it, or what is issued is refused",
    "STAKEHOLDER": "it holds nothing",
}

DERIVED = " (out of another security)"


def not_used(parts: Parts, ignored: Mapping[str, str], derived: Callable[[Given], bool]) -> list[NotUsed]:
    """Every kind of statement that nothing was made of, in the order of the package.

    `ignored` are the transactions that are left out, and why; `derived` says of an issuance that it came out of another
    security, and so is no issue of its own.
    """
    found: dict[str, NotUsed] = {}
    for one in _objects(parts):
        kind = str(one.fields.get("object_type", one.fields.get("file_type", "object")))
        kind += DERIVED if derived(one) else ""
        for statement, why in _of_object(one, kind, ignored):
            before = found.get(statement, NotUsed(statement, 0, _id_of(one), why))
            found[statement] = before._replace(times=before.times + 1)
    return [*found.values(), *(_file(name) for name in parts.unlisted)]


def _objects(parts: Parts) -> Iterator[Given]:
    yield parts.manifest
    for listed in parts.listed.values():
        yield from listed


def _id_of(one: Given) -> str:
    named = one.fields.get("id")
    return named if isinstance(named, str) else one.place.file.rsplit(": ", 1)[-1]


def _of_object(one: Given, kind: str, ignored: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if kind in ignored:
        yield kind, ignored[kind]
        return
    all_of_it = list(_leaves(one.fields))
    unread = [path for path in all_of_it if (one.place.file, one.number, path) not in one.read]
    if unread and len(unread) == len(all_of_it):
        yield kind, _WHY_OBJECT.get(kind, _NO_PLACE)
        return
    else_why = _NO_ISSUE if kind.endswith(DERIVED) else _NO_PLACE
    for path in dict.fromkeys(_PARTS.sub("", _INDEX.sub("", path)) for path in unread):
        why = next((_WHY_FIELD[part] for part in reversed(path.split(".")) if part in _WHY_FIELD), else_why)
        yield f"{kind}.{path}", why


def _leaves(given: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The path of every statement in an object; what is empty states nothing."""
    for name, value in given.items():
        at = within(path, name)
        if name in _IDENTITY:
            continue
        yield from _below(value, at)


def _below(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _leaves(value, at)
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, one in enumerate(value):
            yield from _below(one, f"{at}[{number}]")
    elif value not in (None, "", []) and not (isinstance(value, str) and not value.strip()):
        yield at


def _file(name: str) -> NotUsed:
    return NotUsed(name, 1, name, "the manifest does not name this file")
