"""Make the bill of materials, `.ci/sbom.cdx.json`: `python -m tests.supply.bill` (`make sbom`).

CycloneDX's tool reads a lock, which has the versions and the hashes of their files, or what is installed, which has the
licences and who needs whom. The bill has both: of what is installed, that which the lock of the running program pins.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from .locks import ROOT, RUNTIME

BILL = ROOT / ".ci" / "sbom.cdx.json"
Json = dict[str, Any]


def bill() -> str:
    """The bill of what is locked, as it is installed here; AssertionError where something else is installed."""
    locked = {one["purl"]: one["externalReferences"] for one in _made("requirements", str(RUNTIME))["components"]}
    made = _made("environment", sys.executable)
    made["components"] = [_with_files(one, locked) for one in made["components"] if one.get("purl") in locked]
    missing = locked.keys() - {one["purl"] for one in made["components"]}
    assert not missing, f"locked and not installed: {', '.join(sorted(missing))}; run `make install`"
    made["dependencies"] = _among(made)
    # of the machine it was made on nothing is said: what the tools were is what the lock says they are
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def _made(kind: str, source: str) -> Json:
    tool = (sys.executable, "-W", "ignore", "-m", "cyclonedx_py", kind, source)
    options = ("--pyproject", str(ROOT / "pyproject.toml"), "--sv", "1.6", "--output-reproducible", "--no-validate")
    run = subprocess.run([*tool, *options], check=True, capture_output=True, text=True, cwd=ROOT)
    made: Json = json.loads(run.stdout)
    return made


def _with_files(component: Json, locked: dict[str, list[Json]]) -> Json:
    # its properties tell which extras some other package here takes of it, which is no matter of what runs
    about = {name: value for name, value in component.items() if name != "properties"}
    return about | {"externalReferences": [*locked[component["purl"]], *component.get("externalReferences", [])]}


def _among(made: Json) -> list[Json]:
    root = made["metadata"]["component"]["bom-ref"]
    kept = {root, *(one["bom-ref"] for one in made["components"])}
    return [
        {"ref": one["ref"], "dependsOn": [ref for ref in one.get("dependsOn", []) if ref in kept]}
        for one in made["dependencies"]
        if one["ref"] in kept
    ]


def main() -> None:
    """Write it where a build takes it from."""
    Path(BILL).write_text(bill(), "utf-8")


if __name__ == "__main__":
    main()
