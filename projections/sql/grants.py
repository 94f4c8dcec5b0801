"""Who may do what with our tables and views: what is made anew is to be for the same people."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_GRANTED = """
SELECT DISTINCT format('GRANT %s ON %I TO %s', privilege_type, relname,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
    || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
FROM pg_class, aclexplode(relacl)
WHERE relname = ANY(:names) AND pg_table_is_visible(pg_class.oid) AND relkind IN ('r', 'v', 'p')
    AND grantee <> relowner
ORDER BY 1
"""


@contextmanager
def kept_grants(connection: Connection, names: Collection[str]) -> Iterator[None]:
    """Have the same rights on tables and views behind as there were before; SQLite knows none."""
    if connection.dialect.name != "postgresql":
        yield
        return
    granted = [statement for (statement,) in connection.execute(text(_GRANTED), {"names": [*names]})]
    yield
    for statement in granted:
        connection.exec_driver_sql(statement)
