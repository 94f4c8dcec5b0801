"""How new facts get in and how people ask: the command line, and from Python `from commands import open_ledger`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commands.api import Ledger, open_ledger

__all__ = ["Ledger", "open_ledger"]


def __getattr__(name: str) -> Any:
    # imported when asked for: the command line starts without it
    if name in __all__:
        from commands import api

        return getattr(api, name)
    raise AttributeError(f"module 'commands' has no attribute {name!r}")
