"""The ledgers at the address of a workbench, each under a name of its own."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from commands.web.asked import Asked
from commands.web.asking import Source
from commands.web.settings import Settings
from commands.web.slugs import name_of
from ledger.errors import SeriesdError
from ledger.names import near
from ledger.shown import concealed
from ledger.store.documents import folder_of

RESERVED = frozenset({"api", "static", "login", "logout", "health", "help", "favicon.ico", "robots.txt"})
"""First parts of addresses that no ledger can have."""


class NotThereError(SeriesdError):
    """Nothing is at this address. The message says what is."""


def named(urls: Iterable[str]) -> dict[str, str]:
    """Ledgers by the name that each has in addresses: its file's or database's, with a number where two are alike."""
    found: dict[str, str] = {}
    for url in urls:
        name = _name(url)
        free = next(one for one in (name, *(f"{name}-{number}" for number in range(2, 10_000))) if one not in found)
        found[free] = url
    return found


def _name(url: str) -> str:
    name = PurePath(url.partition("?")[0].rstrip("/")).stem or "ledger"
    return f"{name}-1" if name in RESERVED else name


def source_of(settings: Settings, asked: Asked, by: str | None = None) -> Source:
    """Where what is asked can be asked. Raises `NotThereError` where the workbench has no such ledger."""
    url = settings.ledgers.get(asked.ledger)
    if url is None:
        known = list(settings.ledgers)
        raise NotThereError(f"no ledger {asked.ledger!r} is here{near(asked.ledger, known)}")
    return Source(url, asked.company, settings.documents, None, by)


def read_name(written: str) -> str:
    """A name out of an address. Raises `NotThereError` where it is none."""
    try:
        return name_of(written)
    except ValueError:
        raise NotThereError(f"{written[:80]!r} is no name that an address of this workbench has") from None


def told_of(url: str) -> str:
    """Where a ledger is, as people are told: without a password."""
    return concealed(url)


def documents_of(source: Source) -> str | None:
    """The folder of a ledger's attached documents, if it has one."""
    return source.documents or (None if (found := folder_of(source.url)) is None else str(found))


def files_beside(source: Source) -> str:
    """What tells whether a file in the folder of documents was changed, added or taken away; empty without one."""
    folder = documents_of(source)
    if folder is None or not Path(folder).is_dir():
        return ""
    found = ((str(path), path.stat()) for path in sorted(Path(folder).rglob("*")) if path.is_file())
    return "\n".join(f"{name} {seen.st_size} {seen.st_mtime_ns} {seen.st_ino}" for name, seen in found)
