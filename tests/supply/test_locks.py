"""What is installed is what was tried: every requirement is bounded, pinned within its bounds, and known by hash."""

import re
from importlib.metadata import requires
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .locks import BUILD, DEV, ROOT, RUNTIME, build_requires, dependencies, everything, extras, pins, project

LOCKS = pytest.mark.parametrize("lock", [RUNTIME, DEV, BUILD], ids=lambda path: path.name)
DEVELOPING = [*dependencies(), *(one for found in extras().values() for one in found)]


def broken(asked, lock):
    """Those of the requirements that the lock does not have, or has outside their bounds."""
    locked = pins(lock)
    return [
        str(one)
        for one in asked
        if not (pin := locked.get(canonicalize_name(one.name))) or pin.version not in one.specifier
    ]


@pytest.mark.parametrize(("asked", "lock"), [(dependencies(), RUNTIME), (DEVELOPING, DEV), (build_requires(), BUILD)])
def test_what_is_asked_for_is_locked_within_its_bounds(asked, lock):
    assert asked
    assert not broken(asked, lock), "run: make lock"


def test_what_a_lock_lacks_is_found():
    asked = [Requirement("pydantic>=99"), Requirement("left-pad"), Requirement("pydantic>=2")]
    assert broken(asked, RUNTIME) == ["pydantic>=99", "left-pad"]


@LOCKS
def test_what_is_locked_needs_nothing_that_is_not(lock):
    for name, pin in pins(lock).items():
        if not pin.requirement.marker or pin.requirement.marker.evaluate():
            assert not broken(needs(name, lock), lock), name


def needs(name, lock):
    """What a locked package asks for on this machine, with the extras that we take of it."""
    taken = {extra for one in DEVELOPING if lock == DEV and canonicalize_name(one.name) == name for extra in one.extras}
    asked = [Requirement(text) for text in requires(name) or ()]
    return [
        one for one in asked if not one.marker or any(one.marker.evaluate({"extra": extra}) for extra in {"", *taken})
    ]


@LOCKS
def test_every_pin_has_the_hashes_of_its_files(lock):
    assert pins(lock)
    for pin in pins(lock).values():
        assert pin.hashes, pin.name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in pin.hashes), pin.name


@pytest.mark.parametrize("lock", [RUNTIME, BUILD], ids=lambda path: path.name)
def test_those_who_develop_have_what_everybody_has(lock):
    developing = pins(DEV)
    assert {name: str(pin.requirement) for name, pin in pins(lock).items()} == {
        name: str(developing[name].requirement) for name in pins(lock)
    }


def test_nothing_that_runs_depends_on_the_machine():
    """The same versions everywhere, so the same figures everywhere."""
    assert [pin.name for pin in pins(RUNTIME).values() if pin.requirement.marker] == []


@pytest.mark.parametrize("requirement", everything(), ids=str)
def test_every_requirement_has_two_bounds(requirement):
    assert {one.operator for one in requirement.specifier} == {">=", "<"}


@pytest.mark.parametrize("requirement", everything(), ids=str)
def test_every_requirement_says_why_it_has_its_bounds(requirement):
    """In a comment on the line before it."""
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    here = re.compile(rf'[^#]*"{re.escape(requirement.name)}(?:\[[a-z,]+\])?>=')
    found = [before.strip() for before, line in pairwise(lines) if here.match(line)]
    assert found
    assert all(before.startswith("# ") for before in found)


def test_an_extra_of_ours_is_tried_by_those_who_develop():
    (own,) = (Requirement(text) for text in project()["optional-dependencies"]["dev"] if text.startswith("seriesd"))
    assert own.extras == extras().keys() - {"dev"}
