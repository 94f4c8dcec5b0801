"""The wheel: the same bytes from the same commit wherever it is built, with all that belongs in it, and it runs.

It is built of what is committed: what is not committed yet is not seen here.
"""

import base64
import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
import venv
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.metadata import Metadata
from packaging.utils import canonicalize_name

from .locks import RUNTIME, dependencies, extras, pins, project
from .wheel import build, commit_time, committed, export

INFO = f"seriesd-{project()['version']}.dist-info"
ELSEWHERE = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return export(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory):
    return build(source, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def packed(wheel):
    with ZipFile(wheel) as archive:
        return {one.filename: (one, archive.read(one)) for one in archive.infolist()}


def test_another_folder_time_umask_and_language_make_the_same_bytes(wheel, tmp_path_factory):
    there = export(tmp_path_factory.mktemp("a much longer name of a folder, ç"))
    for path in there.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700)
    # what an earlier build left behind
    stale = there / "build" / "lib" / "ledger" / "stale.py"
    stale.parent.mkdir(parents=True)
    stale.write_text("left behind")
    before = os.umask(0o077)
    try:
        again = build(there, tmp_path_factory.mktemp("again"), ELSEWHERE)
    finally:
        os.umask(before)
    assert again.name == wheel.name
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_its_files_have_the_time_of_the_commit_and_one_mode(packed):
    # a zip counts in twos of seconds
    when = time.gmtime(int(commit_time()) // 2 * 2)[:6]
    assert {(one.date_time, one.external_attr >> 16) for one, _ in packed.values()} == {(when, 0o100644)}


def test_what_is_committed_is_in_it_and_nothing_else(packed):
    about = (
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        "top_level.txt",
        "licenses/LICENSE",
        "sboms/seriesd.cdx.json",
    )
    manual = f"{INFO.removesuffix('.dist-info')}.data/data/share/man/man1/seriesd.1"
    assert packed.keys() == committed("seriesd.py", "ledger", "projections", "commands") | {
        f"{INFO}/{name}" for name in about
    } | {manual}


def test_every_file_is_as_it_was_committed(packed, source):
    came_from = {f"{INFO}/licenses/LICENSE": "LICENSE", f"{INFO}/sboms/seriesd.cdx.json": ".ci/sbom.cdx.json"}
    for name, (_, content) in packed.items():
        if name in came_from or (".dist-info/" not in name and ".data/" not in name):
            assert content == (source / came_from.get(name, name)).read_bytes(), name


def test_its_record_is_right(packed):
    rows = list(csv.reader(io.StringIO(packed[f"{INFO}/RECORD"][1].decode())))
    assert {name for name, _, _ in rows} == packed.keys()
    for name, digest, size in rows:
        content = packed[name][1]
        hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        assert (digest, size) == (("", "") if name.endswith("/RECORD") else (f"sha256={hashed}", str(len(content))))


def test_it_asks_for_what_the_project_asks_for(packed):
    told = Metadata.from_email(packed[f"{INFO}/METADATA"][1])
    assert (told.license_expression, told.license_files) == ("Apache-2.0", ["LICENSE"])
    assert {str(one) for one in told.requires_dist if not one.marker} == {str(one) for one in dependencies()}
    assert set(told.provides_extra) == {canonicalize_name(name) for name in extras()}


def test_the_source_archive_gives_the_same_wheel(source, wheel, tmp_path):
    made = tmp_path / "sdist"
    hook = "import sys; sys.path.insert(0, '.ci'); import backend; print(backend.build_sdist(sys.argv[1]))"
    dated = {**os.environ, "SOURCE_DATE_EPOCH": commit_time()}
    subprocess.run([sys.executable, "-c", hook, str(made)], cwd=source, env=dated, check=True, capture_output=True)
    (archive,) = made.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path, filter="data")
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    assert build(unpacked, tmp_path / "dist").read_bytes() == wheel.read_bytes()


def test_it_runs_beside_what_is_locked_and_nothing_else(wheel, tmp_path):
    """The tour, from an empty folder, in an environment that has only the files of the locked packages and of the wheel."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    there = Path(subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip())
    for name in pins(RUNTIME):
        lay(name, there)
    pip = (sys.executable, "-m", "pip", "--python", python, "--quiet", "install", "--no-index", "--no-deps", wheel)
    subprocess.run(pip, check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    tour = run(python.parent / "seriesd", "demo", cwd=empty)
    assert "The Conversion Price" in tour.stdout
    assert [path.name for path in empty.iterdir()] == ["seriesd-demo.db"]
    assert (tmp_path / "venv" / "share" / "man" / "man1" / "seriesd.1").exists()


def lay(name, there):
    """Lay the files of an installed package into another environment."""
    for file in distribution(name).files:
        # scripts and manual pages lie outside, and what was compiled is compiled anew
        if ".." not in file.parts and file.suffix != ".pyc":
            (there / file).parent.mkdir(parents=True, exist_ok=True)
            (there / file).symlink_to(file.locate().resolve())


def run(*words, cwd):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SERIESD"))}
    return subprocess.run(words, cwd=cwd, env=environment, check=True, capture_output=True, text=True, timeout=120)
