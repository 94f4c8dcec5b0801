"""The bill of materials says of what runs which files it is made of, whose licences they have, and who needs whom."""

import json
from importlib.metadata import version

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from .bill import BILL, bill
from .locks import RUNTIME, dependencies, extras, pins, project

TEXT = BILL.read_text("utf-8")
MADE = json.loads(TEXT)
BY_NAME = {canonicalize_name(one["name"]): one for one in MADE["components"]}


def test_it_is_a_bill_of_cyclonedx_1_6():
    assert MADE["specVersion"] == "1.6"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(TEXT) is None


def test_it_is_of_this_version():
    about = MADE["metadata"]["component"]
    assert (about["name"], about["version"]) == ("seriesd", project()["version"])
    assert about["licenses"][0]["license"]["id"] == project()["license"]


def test_it_has_what_is_locked_and_nothing_else():
    assert {name: one["version"] for name, one in BY_NAME.items()} == {
        name: str(pin.version) for name, pin in pins(RUNTIME).items()
    }


@pytest.mark.parametrize("name", pins(RUNTIME))
def test_a_component_has_the_hashes_of_the_lock(name):
    (files,) = (one for one in BY_NAME[name]["externalReferences"] if one["type"] == "distribution" and "hashes" in one)
    assert {f"sha256:{one['content']}" for one in files["hashes"]} == pins(RUNTIME)[name].hashes


@pytest.mark.parametrize("name", pins(RUNTIME))
def test_a_component_has_a_licence(name):
    assert BY_NAME[name]["licenses"]


def test_it_says_who_needs_whom():
    needs = {one["ref"]: set(one["dependsOn"]) for one in MADE["dependencies"]}
    names = {one["bom-ref"]: canonicalize_name(one["name"]) for one in MADE["components"]}
    direct = needs[MADE["metadata"]["component"]["bom-ref"]]
    # the lock has the workbench, which `make demo` shows
    asked_for = {one.name for one in (*dependencies(), *extras()["web"])}
    assert {names[ref] for ref in direct} == {canonicalize_name(name) for name in asked_for}
    reached, new = set(), direct
    while new:
        reached |= new
        new = set().union(*(needs[ref] for ref in new)) - reached
    assert reached == names.keys()


def test_it_is_up_to_date():
    if any(version(name) != str(pin.version) for name, pin in pins(RUNTIME).items()):
        pytest.fail("what is installed is not what is locked: run make install")
    assert bill() == TEXT, "run: make sbom"
