"""The names that are there to choose from, as the record has them: holders, rights, entries and the like.

They are suggestions: any other name can be typed, and what is sent is judged as always.
"""

from collections.abc import Mapping
from functools import cache

from commands.api.known import Known
from commands.journal.described import columns_of
from commands.web.pages.record.fields import NAMES
from ledger.events import Entry

_MOST = 500
_ATTRIBUTES = {name: {"from": "from_"}.get(name, name) for name in NAMES}
_TERMS = "terms."


def names_in(known: Known | None) -> Mapping[str, tuple[str, ...]]:
    """The names of each list, the last used first; of very many the last."""
    found: dict[str, dict[str, None]] = {which: {} for which in NAMES.values()}
    for one in reversed(known.log if known else ()):
        found["entries"].setdefault(one.id)
        for name, which in _naming(type(one.entry)):
            value = getattr(one.entry, name)
            if isinstance(value, str):
                found[which].setdefault(value)
    terms = (name.removeprefix(_TERMS) for name in columns_of("certificate_adopted") if name.startswith(_TERMS))
    found["terms"] = dict.fromkeys(terms)
    return {which: tuple(names)[:_MOST] for which, names in found.items()}


@cache
def _naming(kind: type[Entry]) -> tuple[tuple[str, str], ...]:
    """The attributes of such an entry that are suggested again, each with its list: asking each entry for all shows."""
    fields = kind.model_fields
    named = ((_ATTRIBUTES[name], which) for name, which in NAMES.items() if which != "entries")
    return tuple((name, which) for name, which in named if name in fields)
