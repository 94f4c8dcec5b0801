"""The place that a URL names: a file or a server."""

from ledger.store.address import NoPlaceError, file_of
from ledger.store.backend import Place, StoreError
from ledger.store.sqlite.place import SqlitePlace


def place_of(url: str) -> Place:
    """Where the ledger at a URL is or can be. Raises `StoreError` where the URL names no place for one."""
    try:
        path = file_of(url)
    except NoPlaceError as error:
        raise StoreError(str(error)) from None
    return _postgres_place(url) if path is None else SqlitePlace(path)


def _postgres_place(url: str) -> Place:
    try:
        from ledger.store.postgres.place import PostgresPlace  # noqa: PLC0415  a ledger in a file needs no driver, nor its time
    except ImportError as error:
        raise StoreError("a ledger in PostgreSQL needs its driver: pip install 'seriesd[postgres]'") from error
    return PostgresPlace(url)
