"""What stands in a database of PostgreSQL under our names, where its search path leads."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from projections.sql.checks.objects import OURS, About, Aspect, There, column
from projections.sql.names import PREFIX

_SORTS = {
    "r": "table",
    "p": "partitioned table",
    "v": "view",
    "m": "materialized view",
    "f": "foreign table",
}

_RELATIONS = """
SELECT oid, relname::text, relkind::text, obj_description(oid, 'pg_class'), relrowsecurity, relpersistence = 'u'
FROM pg_class WHERE starts_with(relname, :prefix) AND pg_table_is_visible(oid)
    AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relpersistence <> 't' ORDER BY relname
"""
_COLUMNS = """
SELECT attrelid, attname::text, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
    attidentity <> '' OR attgenerated <> '', attcollation <> typcollation, col_description(attrelid, attnum)
FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = ANY(:oids) AND attnum > 0 AND NOT attisdropped ORDER BY attrelid, attnum
"""
_CONSTRAINTS = """
SELECT conrelid, conname::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = ANY(:oids) AND contype <> 'n' ORDER BY conrelid, conname
"""
_INDEXES = """
SELECT indrelid, relname::text, pg_get_indexdef(indexrelid), indisunique OR indisexclusion, indisvalid AND indisready
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = ANY(:oids) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY indrelid, relname
"""
_TRIGGERS = """
SELECT tgrelid, tgname::text, 'a trigger' FROM pg_trigger WHERE tgrelid = ANY(:oids) AND NOT tgisinternal
UNION ALL SELECT ev_class, rulename::text, 'a rule' FROM pg_rewrite
    WHERE ev_class = ANY(:oids) AND rulename <> '_RETURN'
UNION ALL SELECT polrelid, polname::text, 'a policy' FROM pg_policy WHERE polrelid = ANY(:oids)
UNION ALL SELECT inhparent, inhrelid::regclass::text, 'a table that is added to it'
    FROM pg_inherits WHERE inhparent = ANY(:oids)
UNION ALL SELECT inhrelid, inhparent::regclass::text, 'a table that it is added to'
    FROM pg_inherits WHERE inhrelid = ANY(:oids)
ORDER BY 1, 2
"""


class _Relation(NamedTuple):
    oid: int
    name: str
    kind: str
    meaning: str | None
    secured: bool
    unlogged: bool


class _Column(NamedTuple):
    oid: int
    name: str
    kind: str
    needed: bool
    default: str | None
    generated: bool
    collated: bool
    meaning: str | None


class _Index(NamedTuple):
    oid: int
    name: str
    definition: str
    forbids: bool
    valid: bool


def there(connection: Connection) -> There:
    """All tables and views that are called like ours, and what is about those that are ours."""
    relations = [_Relation(*row) for row in connection.execute(text(_RELATIONS), {"prefix": PREFIX})]
    ours = {one.oid: one for one in relations if one.name in OURS}
    told: dict[int, dict[About, str]] = {oid: dict(_of_relation(one)) for oid, one in ours.items()}

    def rows(query: str) -> Iterable[Any]:
        return connection.execute(text(query), {"oids": [*ours]}) if ours else ()

    order = defaultdict[int, list[str]](list)
    for one in itertools.starmap(_Column, rows(_COLUMNS)):
        told[one.oid] |= _of_column(one, of_view=ours[one.oid].kind == "v")
        order[one.oid].append(one.name)
    for oid, names in order.items():
        if ours[oid].kind != "v":
            told[oid][About("order", "columns")] = ", ".join(names)
    for oid, name, said in rows(_CONSTRAINTS):
        told[oid] |= _of_constraint(name, said, f"pk_{ours[oid].name}")
    for found_index in itertools.starmap(_Index, rows(_INDEXES)):
        told[found_index.oid] |= dict(_of_index(found_index))
    for oid, name, what in rows(_TRIGGERS):
        told[oid][About("trigger", name)] = what
    sorts = {one.name: _SORTS[one.kind] for one in relations}
    return There(sorts, {one.name: told[oid] for oid, one in ours.items()})


def _of_relation(one: _Relation) -> Iterator[tuple[About, str]]:
    yield About("meaning", ""), one.meaning or ""
    if one.secured:
        yield About("trigger", "row security"), "what hides rows"
    if one.unlogged:
        yield About("constraint", "UNLOGGED"), "there"


def _of_column(one: _Column, *, of_view: bool) -> dict[About, str]:
    said = {About("meaning", one.name): one.meaning or ""}
    if of_view:
        return said
    default = "" if one.default is None else f" default {one.default}"
    more = default + " generated" * one.generated + " collated" * one.collated
    return said | {About("column", one.name): column(one.kind, needed=one.needed) + more}


def _of_constraint(name: str, said: str, key: str) -> dict[About, str]:
    start, _, columns = said.partition("PRIMARY KEY (")
    if name == key and not start and columns.endswith(")"):
        return {About("key", "key"): columns.removesuffix(")").replace('"', "")}
    return {About("constraint", name): said}


def _of_index(one: _Index) -> Iterator[tuple[About, str]]:
    """Ours, and those that forbid rows; one that somebody made to find rows sooner changes nothing."""
    said = one.definition.partition(" USING ")[2].removeprefix("btree ").replace('"', "") + (
        "" if one.valid else " not valid"
    )
    aspect: Aspect = "constraint" if one.forbids else "index"
    if one.forbids or one.name.startswith(f"ix_{PREFIX}"):
        yield About(aspect, one.name), f"unique {said}" if one.forbids else said


def definition(connection: Connection, name: str) -> str | None:
    """What a view is defined as, as PostgreSQL writes it; None where no such view is there, or visible."""
    return connection.execute(text("SELECT pg_get_viewdef(to_regclass(:name))"), {"name": name}).scalar()
