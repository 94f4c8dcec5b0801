"""What pyproject.toml asks for, and what the locks pin: read as pip reads them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
RUNTIME, DEV, BUILD = (ROOT / ".ci" / name for name in ("locked.txt", "locked-dev.txt", "locked-build.txt"))


@dataclass(frozen=True)
class Pin:
    """One line of a lock: a version, the hashes of its files, and the machines it is for."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> str:
        """As an index spells it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> Version:
        """The one version."""
        (only,) = self.requirement.specifier
        assert only.operator == "==", self.requirement
        return Version(only.version)


@cache
def pins(lock: Path) -> dict[str, Pin]:
    """The pins of a lock by name; the file has nothing but pins."""
    lines = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    read = [_pin(line) for line in lines]
    by_name = {one.name: one for one in read}
    assert len(by_name) == len(read), "one version of each, whatever the Python"
    return by_name


def _pin(line: str) -> Pin:
    what, *hashes = re.split(r"\s+--hash=", line.strip())
    return Pin(Requirement(what), frozenset(hashes))


@cache
def project() -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    return dict(_pyproject()["project"])


def build_requires() -> list[Requirement]:
    """What it takes to build."""
    return [Requirement(text) for text in _pyproject()["build-system"]["requires"]]


def dependencies() -> list[Requirement]:
    """What every installation needs."""
    return [Requirement(text) for text in project()["dependencies"]]


def extras() -> dict[str, list[Requirement]]:
    """What each extra adds; what one extra takes from the others is left to these."""
    asked = {name: map(Requirement, texts) for name, texts in project()["optional-dependencies"].items()}
    return {name: [one for one in found if one.name != "seriesd"] for name, found in asked.items()}


def everything() -> list[Requirement]:
    """Every requirement that stands in pyproject.toml."""
    return [*build_requires(), *dependencies(), *(one for found in extras().values() for one in found)]


def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
