"""The table of what can be asked over HTTP, from the table that the addresses are made of."""

from collections.abc import Iterator

from commands.web.api.described import parameters
from commands.web.api.operations import Operation, operations

_TITLES = {
    "ledgers": "Ledgers",
    "questions": "Questions about a company",
    "questions with a body": "Questions with a body",
    "recording": "Recording",
}


def http_reference() -> str:
    """A table for each kind of operation."""
    tables = {title: "\n".join(_table(tag)) for tag, title in _TITLES.items()}
    return "\n\n".join(f"### {title}\n\n{table}" for title, table in tables.items())


def _table(tag: str) -> Iterator[str]:
    yield "| | asked with | what it answers |"
    yield "|---|---|---|"
    for one in operations():
        if one.tag == tag:
            path = one.path.removeprefix("/{ledger}/{company}/")
            yield f"| {one.method.upper()} `{path}` | {', '.join(_asked(one))} | {one.says} |"


def _asked(one: Operation) -> Iterator[str]:
    """What stands in the address is marked where there is a body, too."""
    mark = "" if one.body is None and not one.takes_file else "?"
    for it in parameters(one):
        if it["in"] == "query":
            yield f"**`{mark}{it['name']}`**" if it["required"] else f"`{mark}{it['name']}`"
    if one.body is not None:
        fields = one.body.model_fields
        yield from (f"**`{name}`**" if fields[name].is_required() else f"`{name}`" for name in fields)
    if one.takes_file:
        yield "**`file`**"
