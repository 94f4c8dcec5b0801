"""A machine on which something fails at any point: a sentence, and nothing half-written."""

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from ledger.errors import SeriesdError
from ledger.store.store import open_store
from projections.sql.database import engine_of
from projections.sql.runner.runner import catch_up
from tests.docs.command import BIN, environment
from tests.injuries.ledgers import DAY, at, made, verified
from tests.tables import helping

MORE = [
    {"type": "common_issued", "effective": "2006-05-01", "id": f"next-{number}", "holder": "X" * 200, "shares": 5}
    for number in range(30)
]
Work = Callable[[str], object]


@contextmanager
def limited(which: int, most: int) -> Iterator[None]:
    """So much at most of something, until the end."""
    soft, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(which, (soft, hard))


def open_files() -> int:
    """The number that the next file would have."""
    handle = os.open(os.devnull, os.O_RDONLY)
    os.close(handle)
    return handle


def record(url: str) -> None:
    with at(url, "Acme", 9) as ledger:
        ledger.record(MORE)


def price(url: str) -> None:
    with open_ledger(url, company="Acme", create=False) as ledger:
        ledger.price(DAY)


def project(url: str) -> None:
    with open_store(url, create=False) as store:
        catch_up(store, engine_of(url))


def verify(url: str) -> None:
    assert [fault for fault in verified(url).faults if "unable to open" not in fault and "cannot be" not in fault] == []


def comes_to(work: Work, url: str, which: int, most: int) -> str:
    """The sentence with which something is refused under a limit; nothing where it is done."""
    try:
        with limited(which, most):
            work(url)
    except SeriesdError as error:
        said = str(error)
    else:
        return ""
    assert len(said.splitlines()) == 1
    return said


def entries_of(url: str) -> int:
    with open_store(url, create=False) as store:
        return len(store.read("Acme"))


@pytest.mark.parametrize("work", [record, project], ids=["record", "project"])
def test_a_file_that_may_not_grow_any_further(work: Work, tmp_path: Path) -> None:
    sample, url = str(tmp_path / "sample.db"), str(tmp_path / "seriesd.db")
    made(sample)
    helping.tables(sample)
    before, said = entries_of(sample), set()
    size = Path(sample).stat().st_size
    # from no file at all over the size of the journal to that of the whole ledger
    for most in (*range(0, 3 * 4096, 1024), *range(size - 4096, size + 60 * 1024, 4096)):
        shutil.copy(sample, url)
        refused = comes_to(work, url, resource.RLIMIT_FSIZE, most)
        said.add(refused.partition(": ")[2])
        assert verified(url).faults == []
        assert entries_of(url) == before + (len(MORE) if work is record and not refused else 0)
        if work is project:
            with open_store(url) as store:
                helping.stands_whole(engine_of(url), store)
    assert "" in said
    assert len(said) > 1


@pytest.mark.parametrize("work", [record, price, project, verify], ids=["record", "price", "project", "verify"])
def test_no_more_files_can_be_opened(work: Work, tmp_path: Path) -> None:
    url = str(tmp_path / "seriesd.db")
    made(url)
    helping.tables(url)
    price(url)  # what is imported when it is first asked for is there then
    project(url)
    before, next_file = entries_of(url), open_files()
    done = False
    for most in range(next_file, next_file + 12):
        refused = comes_to(work, url, resource.RLIMIT_NOFILE, most)
        assert verified(url).faults == []
        done = done or (work is record and not refused)
        assert entries_of(url) == before + (len(MORE) if done else 0)
    assert comes_to(work, url, resource.RLIMIT_NOFILE, next_file + 50) == ""


def seriesd(
    *words: str, folder: Path, limit: tuple[int, int] | None = None, **given: object
) -> subprocess.CompletedProcess[str]:
    """The command, under a limit."""
    return subprocess.run(
        [str(BIN / "seriesd"), *words],
        cwd=folder,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=None if limit is None else lambda: resource.setrlimit(limit[0], (limit[1], limit[1])),
        **given,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("verb", ["price", "history", "verify", "export"])
def test_an_answer_that_nobody_can_take_is_no_answer(verb: str, tmp_path: Path) -> None:
    made(str(tmp_path / "seriesd.db"))
    with Path("/dev/full").open("w") as full:
        done = seriesd(verb, "--company", "Acme", folder=tmp_path, stdout=full)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr


@pytest.mark.deep
@pytest.mark.parametrize("verb", ["record", "price", "verify", "project"])
def test_memory_that_is_not_enough_for_it(verb: str, tmp_path: Path) -> None:
    """From what the program needs to begin, upwards in small steps."""
    sample, url = tmp_path / "sample.db", tmp_path / "seriesd.db"
    made(str(sample))
    (tmp_path / "more.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in MORE))
    before = entries_of(str(sample))
    words = {"record": ["record", "more.jsonl", "--recorded-at-risk"], "project": ["project"]}.get(verb, [verb])
    company = [] if verb == "project" else ["--company", "Acme"]
    begins = next(
        most
        for most in range(20 << 20, 2 << 30, 10 << 20)
        if seriesd("--version", folder=tmp_path, limit=(resource.RLIMIT_AS, most), stdout=subprocess.DEVNULL).returncode
        == 0
    )
    most, done = begins, False
    while not done:
        shutil.copy(sample, url)
        ended = seriesd(*words, *company, folder=tmp_path, limit=(resource.RLIMIT_AS, most), stdout=subprocess.DEVNULL)
        done = ended.returncode == 0
        assert verified(str(url)).faults == []
        assert entries_of(str(url)) == before + (len(MORE) if verb == "record" and done else 0)
        most += 5 << 20


SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
static int calls = 0;
static int fails(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!strstr(path, "seriesd.db")) return 0;
    if (++calls != atoi(getenv("FAILS_AT"))) return 0;
    errno = atoi(getenv("FAILS_WITH"));
    return 1;
}
#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))
ssize_t pwrite64(int f, const void *b, size_t n, off64_t o) { return fails(f) ? -1 : REAL(pwrite64)(f, b, n, o); }
ssize_t pread64(int f, void *b, size_t n, off64_t o) { return fails(f) ? -1 : REAL(pread64)(f, b, n, o); }
ssize_t write(int f, const void *b, size_t n) { return fails(f) ? -1 : REAL(write)(f, b, n); }
ssize_t read(int f, void *b, size_t n) { return fails(f) ? -1 : REAL(read)(f, b, n); }
int fsync(int f) { return fails(f) ? -1 : REAL(fsync)(f); }
int fdatasync(int f) { return fails(f) ? -1 : REAL(fdatasync)(f); }
int ftruncate64(int f, off64_t n) { return fails(f) ? -1 : REAL(ftruncate64)(f, n); }
int ftruncate(int f, off_t n) { return fails(f) ? -1 : REAL(ftruncate)(f, n); }
"""


@pytest.mark.deep
@pytest.mark.parametrize("error", [5, 28], ids=["EIO", "ENOSPC"])
@pytest.mark.parametrize("verb", ["record", "price", "verify", "project"])
def test_every_call_of_the_system_fails_once(verb: str, error: int, tmp_path: Path) -> None:
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no compiler here")
    (tmp_path / "shim.c").write_text(SHIM)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", "shim.so", "shim.c", "-ldl"], cwd=tmp_path, check=True)
    sample, url = tmp_path / "sample.db", tmp_path / "seriesd.db"
    made(str(sample))
    (tmp_path / "more.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in MORE))
    before = entries_of(str(sample))
    words = {"record": ["record", "more.jsonl", "--recorded-at-risk"], "project": ["project"]}.get(verb, [verb])
    company = [] if verb == "project" else ["--company", "Acme"]
    harmed, number, unharmed = 0, 0, 0
    while unharmed < 25:  # some calls are tried again, or are of no importance
        number += 1
        for old in tmp_path.glob("seriesd.db*"):
            old.unlink()
        shutil.copy(sample, url)
        shim = {"LD_PRELOAD": str(tmp_path / "shim.so"), "FAILS_AT": str(number), "FAILS_WITH": str(error)}
        done = subprocess.run(
            [str(BIN / "seriesd"), *words, *company],
            cwd=tmp_path, env=environment() | shim, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, (number, done.stderr)
        assert verified(str(url)).faults == [], number
        recorded = entries_of(str(url)) - before
        assert recorded in (0, len(MORE)) if done.returncode else recorded == (len(MORE) if verb == "record" else 0)
        harmed += done.returncode != 0
        unharmed = 0 if done.returncode else unharmed + 1
    assert harmed
