"""How seriesd is built: by setuptools, with its bill of materials inside, and the same bytes every time (PEP 517).

setuptools knows neither of two things. A bill of materials belongs in the `sboms` of a wheel (PEP 770), and setuptools
has no setting for it. And an archive keeps what differs between two machines and says nothing of the program: the modes
that a umask left, the times of the files. Here every member has one mode and one time, that of SOURCE_DATE_EPOCH, or
the first that a zip can hold.
"""

import gzip
import io
import os
import shutil
import tarfile
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

Settings = dict[str, str | list[str] | None] | None

BILL = Path(".ci/sbom.cdx.json")
# a wheel can be built of a source archive only if these are in it, and setuptools looks for sources elsewhere
OWN = (Path(".ci/backend.py"), BILL)
FIRST_OF_ZIP = 315532800  # 1980-01-01
MODE = 0o644


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Settings = None) -> str:
    """What setuptools says of the wheel, and the bill of materials beside it."""
    name: str = build_meta.prepare_metadata_for_build_wheel(metadata_directory, config_settings)
    room = Path(metadata_directory, name, "sboms")
    room.mkdir()
    shutil.copyfile(BILL, room / "seriesd.cdx.json")
    return name


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """The wheel. What an earlier build left in the folder gets into it by no way: it is put together elsewhere."""
    del metadata_directory  # made anew: it may be of a frontend that asked somebody else
    with TemporaryDirectory() as work:
        info = Path(work, prepare_metadata_for_build_wheel(work, config_settings))
        apart = {"--global-option": ["build", "--build-base", str(Path(work, "build"))], **(config_settings or {})}
        name: str = build_meta.build_wheel(wheel_directory, apart, str(info))
    _even_wheel(Path(wheel_directory, name))
    return name


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """The source archive, with what it takes to build a wheel of it."""
    name: str = build_meta.build_sdist(sdist_directory, config_settings)
    _even_sdist(Path(sdist_directory, name))
    return name


def _epoch() -> int:
    return max(FIRST_OF_ZIP, int(os.environ.get("SOURCE_DATE_EPOCH", FIRST_OF_ZIP)))


def _even_wheel(path: Path) -> None:
    with ZipFile(path) as wheel:
        members = [(name, wheel.read(name)) for name in wheel.namelist()]
    when = time.gmtime(_epoch())[:6]
    with ZipFile(path, "w", ZIP_DEFLATED) as wheel:
        for name, content in members:
            member = ZipInfo(name, when)
            member.create_system = 3  # of these systems the mode is kept
            member.external_attr = (0o100000 | MODE) << 16
            wheel.writestr(member, content, ZIP_DEFLATED)


def _even_sdist(path: Path) -> None:
    root = path.name.removesuffix(".tar.gz")
    with tarfile.open(path) as archive:
        files = {one.name: content.read() for one in archive if (content := archive.extractfile(one))}
    files |= {f"{root}/{own.as_posix()}": own.read_bytes() for own in OWN}
    # the name of the file and the time of packing stand in the head of a gzip, unless it is told otherwise
    with path.open("wb") as out, gzip.GzipFile("", "wb", fileobj=out, mtime=_epoch()) as packed:
        packed.write(_tar(sorted(files.items())))


def _tar(files: Iterable[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(content), MODE, _epoch()
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()
