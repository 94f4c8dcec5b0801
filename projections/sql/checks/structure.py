"""Whether the tables and views, and all that is called like them, are as this program makes them."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from sqlalchemy import Connection, inspect

from projections.sql.checks import in_postgres, in_sqlite
from projections.sql.checks.fault import Fault, Kind
from projections.sql.checks.objects import OTHERS, OURS, VIEW_NAMES, About, Aspect, There, Told, wanted
from projections.sql.checks.views import view_faults
from projections.sql.migrate import is_later, is_version, versions_said
from projections.sql.names import PREFIX, VERSION, VERSION_TABLE
from projections.sql.schema import METADATA

_KINDS: Mapping[Aspect, Kind] = {
    "column": "columns",
    "order": "columns",
    "key": "columns",
    "index": "index",
    "constraint": "constraint",
    "trigger": "trigger",
    "meaning": "meaning",
}
_SAID: Mapping[Kind, str] = {
    "columns": "is not as the migrations make it",
    "index": "lacks what finds its rows soon",
    "constraint": "forbids or does what the migrations do not say",
    "trigger": "has what can change the rows that are written or read",
    "meaning": "is not described as this program describes it",
}


def there(connection: Connection) -> There:
    """What stands in the database under our names."""
    return in_postgres.there(connection) if connection.dialect.name == "postgresql" else in_sqlite.there(connection)


def version_fault(connection: Connection) -> Fault | None:
    """Why the tables cannot be held against anything; None where they say that they are of today's version."""
    said = versions_said(connection)
    if not said:
        ours = ", ".join(sorted(METADATA.tables.keys() & set(inspect(connection).get_table_names())))
        return Fault("unsaid_version", f"{VERSION_TABLE} does not say of which version {ours} are") if ours else None
    if said == [VERSION]:
        return None
    if not is_version(said):
        shown = ", ".join(f"{one!r}" for one in said)
        return Fault("no_version", f"{VERSION_TABLE} says {shown}, which is no version of the reporting tables")
    were = f"the reporting tables are of version {said[0]}"
    if is_later(str(said[0])):
        return Fault("later_version", f"{were}, this program knows those up to {VERSION}")
    return Fault("earlier_version", f"{were} and were not checked: those of this program are of version {VERSION}")


def structure_faults(connection: Connection, found: There) -> Iterator[Fault]:
    """Everything that is not as this program makes it, a fault for each table or view and kind."""
    for name in sorted(OURS):
        should = "view" if name in VIEW_NAMES else "table"
        sort = found.sorts.get(name)
        if sort is None:
            yield missing(name)
        elif sort != should:
            yield Fault("not_a_table", f"{name} is a {sort}, and should be a {should}")
        else:
            yield from _faults_of(name, should, found.told[name], wanted(name, connection.dialect))
    for name in sorted(found.sorts.keys() - OURS - OTHERS):
        said = f"the {found.sorts[name]} {name} is called like a reporting table and is none"
        yield Fault("stranger", said)
    yield from view_faults(connection, found)


def missing(name: str) -> Fault:
    """Say of a table or a view of ours that it is not there."""
    should = "view" if name in VIEW_NAMES else "table"
    return Fault("missing", f"the reporting {should} {name.removeprefix(PREFIX)} is missing")


def _faults_of(name: str, should: str, found: Told, expected: Told) -> Iterator[Fault]:
    differing = sorted(_differing(found, expected), key=lambda one: one[0])
    for kind, several in groupby(differing, key=lambda one: one[0]):
        said = "; ".join(sentence for _, sentence in several)
        yield Fault(kind, f"the reporting {should} {name.removeprefix(PREFIX)} {_SAID[kind]} ({said})")


def _differing(found: Told, expected: Told) -> Iterator[tuple[Kind, str]]:
    for about in sorted(found.keys() | expected.keys()):
        is_, should = found.get(about), expected.get(about)
        if is_ != should and not _follows(about, found, expected):
            yield _KINDS[about.aspect], _sentence(about, is_, should)


def _follows(about: About, found: Told, expected: Told) -> bool:
    """Whether it is only what follows from a column that is not there, or is not ours."""
    columns = {one.name for one in found.keys() ^ expected.keys() if one.aspect == "column"}
    return (about.aspect == "order" and bool(columns)) or (about.aspect == "meaning" and about.name in columns)


def _sentence(about: About, found: str | None, expected: str | None) -> str:
    what = f"{about.aspect} {about.name}".strip() if about.aspect not in ("key", "order") else about.aspect
    if about.aspect == "meaning":
        return f"the meaning of {about.name or 'the whole'}"
    if about.aspect == "trigger":
        return f"{about.name}, {found}"
    if found is None:
        return f"{what} is missing"
    return f"{what} is not ours" if expected is None else f"{what} is {found} and should be {expected}"
