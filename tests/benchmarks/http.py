"""Answers over HTTP from one process, beside a bare hello of the same framework, asked by the same client in the same run.

The client is a loop of its own process over connections that stay open. No day is asked about twice.
"""

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from tests.benchmarks.branches import NEAR, near_the_end
from tests.benchmarks.frame.measure import COMPANY, Bench, across, read
from tests.benchmarks.frame.row import Row, Times, scaled

BASELINE = "hello of the same framework"
CONNECTIONS = 8
PRICES = 3_000
FEW = 40
_HELLO = """
import socket, uvicorn
from fastapi import FastAPI

app = FastAPI()

@app.get("/hello")
async def hello():
    return {"hello": "world"}

listens = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listens.bind(("127.0.0.1", 0))
listens.listen()
print(f"http://127.0.0.1:{listens.getsockname()[1]}/", flush=True)
config = uvicorn.Config(app, http="httptools", ws="none", access_log=False, log_level="warning")
uvicorn.Server(config).run(sockets=[listens])
"""


def rows(bench: Bench) -> Iterator[Row]:
    """The price on a day, the history and a what-if: seconds for one of each."""
    with served([sys.executable, "-c", _HELLO]) as port:
        hello = measured(bench, port, [get("/hello")] * PRICES)
    yield from across(bench.sizes(bench.budget.asked), partial(_of_a_ledger, bench, hello))


def _of_a_ledger(bench: Bench, hello: Times, entries: int) -> Iterator[Row]:
    ledger = bench.ledger(entries)
    with served([sys.executable, "-m", "commands.cli", "serve", str(ledger), "--port=0"]) as port:
        for what, requests, promised in _asked(ledger):
            yield Row(f"http: {what}", measured(bench, port, requests), BASELINE, hello, promised)


def _asked(ledger: Path) -> list[tuple[str, list[bytes], float]]:
    log = read(ledger)
    of = f"/api/v1/{ledger.stem}/{COMPANY.replace(' ', '_')}"
    first, last = log[0].entry.effective, log[-1].entry.effective
    body = {"without": [near_the_end(log).id], "on": str(last), "no_replays": True}
    return [
        ("the price on a day", [get(f"{of}/price?on={day}") for day in days(first, last)], 3),
        ("the history", [get(f"{of}/history?no_replays=true")] * FEW, 150),
        (f"a what-if, {NEAR} before the end", [post(f"{of}/what-if", body)] * FEW, 150),
    ]


def days(first: date, last: date) -> list[date]:
    """Days of the ledger's life in no order, none of them twice where there are enough."""
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    random.Random(1).shuffle(every)  # noqa: S311  a choice, not a secret
    return (every * (PRICES // len(every) + 1))[:PRICES]


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def post(path: str, body: object) -> bytes:
    content = json.dumps(body).encode()
    head = f"Content-Type: application/json\r\nContent-Length: {len(content)}"
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n\r\n".encode() + content


@contextmanager
def served(command: list[str]) -> Iterator[int]:
    """A server of its own process; the port is the one in the address that it prints."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        if process.stdout is None:
            raise OSError("the server says nothing")
        try:
            yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        finally:
            process.terminate()


def measured(bench: Bench, port: int, requests: Sequence[bytes]) -> Times:
    """Seconds for one request; the first, which makes things ready, does not count."""
    asyncio.run(asked(port, requests[:1], 1))
    return scaled(bench.timed(lambda: asyncio.run(asked(port, requests, CONNECTIONS))), 1 / len(requests))


async def asked(port: int, requests: Sequence[bytes], connections: int) -> None:
    """All of these requests, over so many connections at once."""
    await asyncio.gather(*(_over_one(port, requests[number::connections]) for number in range(connections)))


async def _over_one(port: int, requests: Sequence[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    for request in requests:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ValueError(head.decode("latin-1"))
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()
    await writer.wait_closed()
