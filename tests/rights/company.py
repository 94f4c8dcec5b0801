"""A small company in a real ledger file, recorded and asked with the command; as people see it, with the installed one."""

import gc
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from commands.cli import main

COMMAND = Path(sys.executable).parent / "seriesd"

CERTIFICATE = {"type": "certificate_adopted", "effective": "2005-09-06", "company": "Acme", "id": "certificate"}
PUBLIC = {"type": "opening_balance", "effective": "2005-09-06", "holder": "Public", "common": 10_000_000}
BOARD = {"by": "board", "basis": "good faith", "date": "2006-01-01"}


class Company:
    """10,000,000 Common, and whatever is recorded; Series D as asked for, issued on 2006-01-03."""

    def __init__(
        self, folder: Path, authorized: int = 100_000_000, terms: dict[str, Any] | None = None, **series_d: int
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        issue = {"type": "series_d_issued", "effective": "2006-01-03"}
        issued = [issue | {"holder": holder, "shares": shares} for holder, shares in series_d.items()]
        self.record(CERTIFICATE | {"common_authorized": authorized, "terms": terms or {}}, PUBLIC, *issued)

    def run(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        settings = {"SERIESD_LEDGER": str(self.folder / "ledger.db"), "NO_COLOR": "1", "PYTHONUTF8": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SERIESD_", "COV_"))}
        return subprocess.run(
            [str(COMMAND), *words],
            cwd=self.folder,
            env=kept | settings,
            input=given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def record(self, *entries: dict[str, Any]) -> list[str]:
        """Record entries; answers the codes of the warnings.

        Without those of new holders: nearly every entry of these journals names one, and tests of their own ask for it.
        """
        code, answer = self._answer("record", self.journal(entries))
        assert code == 0, answer
        return [warning["code"] for warning in answer["warnings"] if warning["code"] != "new_holder"]

    def refused(self, *entries: dict[str, Any]) -> tuple[str, str]:
        """Try to record entries that are refused; answers the rule and its clause."""
        code, answer = self._answer("record", self.journal(entries))
        assert code == 1, answer
        return answer["error"]["code"], answer["error"]["clause"]

    def ask(self, *words: str) -> Any:
        """Ask a question of the command; answers its JSON."""
        code, answer = self._answer(*words)
        assert code in (0, 1), answer
        return answer

    def _answer(self, *words: str) -> tuple[int, Any]:
        """Run the command in this process, which opens the file anew; answers its exit code and its JSON."""
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = main([*words, "--json", "--ledger", str(self.folder / "ledger.db")])
        gc.enable()  # a command that ends does without it
        return code, json.loads(printed.getvalue())

    def journal(self, entries: tuple[dict[str, Any], ...]) -> str:
        file = self.folder / "journal.jsonl"
        file.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
        return str(file)

    def price(self, on: str) -> str:
        return self.ask("price", "--on", on)["in_effect"]["exact"]

    def series_d(self, on: str) -> dict[str, int]:
        holders = self.ask("holders", "--on", on)["holders"]
        return {name: one["series_d"] for name, one in holders.items() if one["series_d"]}

    def calendar(self, on: str, kind: str = "") -> list[tuple[Any, ...]]:
        """Due date, what it is about, holder and state of all items of a kind."""
        items = self.ask("calendar", "--on", on)["items"]
        return [(one["due"], one["about"], one["holder"], one["state"]) for one in items if one["kind"] == kind]


def converts(holder: str, shares: int, on: str, **fields: Any) -> dict[str, Any]:
    return {"type": "series_d_converted", "effective": on, "holder": holder, "shares": shares, **fields}


def option_x(**fields: Any) -> dict[str, Any]:
    """Option X of the reading: it takes the price from .0033 to .0026."""
    grant = {"type": "option_granted", "id": "X", "effective": "2006-02-01", "right": "X", "holder": "Opt"}
    return grant | {"shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000}} | fields


def consents(holder: str, action: str, on: str, **fields: Any) -> dict[str, Any]:
    return {"type": "consent_given", "effective": on, "holder": holder, "action": action, **fields}


def exacts(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {name: num["exact"] for name, num in found.items()}
