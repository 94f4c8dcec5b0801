"""The edge of the workbench: what is forged, foreign or too much is refused before anything reads it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import anyio
import pytest
from starlette.testclient import TestClient

from commands.web.guards.edge import Edge
from commands.web.guards.signing import local
from commands.web.settings import Settings
from tests.web.loops import in_a_loop
from tests.web.serving import TOKEN, client

PAGE = "/book/Acme/price"
FOREIGN = [
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1.evil.example"},
    {"origin": "http://127.0.0.1:1"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.fixture(scope="module")
def browser(book: Path) -> Iterator[TestClient]:
    with client(book, write=True) as made:
        yield made


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "127.0.0.1:80@evil.example", ""),
        *(
            "127.0.0.1:evil.example",
            "evil.example:127.0.0.1",
            "[::1]evil.example",
            "[::1",
            "127.0.0.1/evil",
            "127.0.0.2",
        ),
    ],
)
def test_a_name_of_another_site_leads_nowhere(browser: TestClient, host: str) -> None:
    found = browser.get(PAGE, headers={"host": host})
    assert found.status_code == 421
    assert "evil" not in found.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765", "localhost."])
def test_its_own_names_are_answered(browser: TestClient, host: str) -> None:
    assert browser.get(PAGE, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("said", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/login", "/logout", f"{PAGE}", "/book/Acme/record", "/api/v1/book/Acme/entries"])
def test_what_another_site_sends_is_not_taken(browser: TestClient, path: str, said: dict[str, str]) -> None:
    assert browser.post(path, data={"token": TOKEN, "name": "Eve"}, headers=said).status_code == 403


def test_another_site_can_lead_here_and_is_told_nothing(browser: TestClient) -> None:
    led = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert browser.get(PAGE, headers=led).status_code == 200
    for mode in ("no-cors", "cors", "websocket"):
        assert browser.get(PAGE, headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/", PAGE, f"{PAGE}.json", f"{PAGE}.csv", "/book/Acme/nothing", "/login", "/api/v1/ledgers", "/health"]
)
def test_every_answer_forbids_a_browser_what_it_does_not_need(browser: TestClient, path: str) -> None:
    found = browser.get(path)
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe" not in policy
    assert "frame-ancestors 'self'" in policy or "sandbox" in policy
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "no-" in found.headers["cache-control"]
    assert "public" not in found.headers["cache-control"]
    assert "server" not in found.headers


def test_the_cookie_is_for_this_site_and_for_no_script(book: Path) -> None:
    with client(book, write=True, secure=True) as browser:
        sent = {"name": "Ann", "token": TOKEN, "next": "/"}
        cookie = browser.post("/login", data=sent, follow_redirects=False).headers["set-cookie"].lower()
        assert {"httponly", "samesite=strict", "secure", "path=/"} <= {part.strip() for part in cookie.split(";")}
        assert browser.get("/").headers["strict-transport-security"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "http://evil.example",
            "https:/evil",
        ),
        *(
            "javascript:alert(1)",
            " //evil.example",
            "/\t/evil.example",
            "/\r\nx: y",
            "",
            "evil.example",
            "/login?next=/login",
        ),
    ],
)
def test_nobody_is_sent_on_to_another_site(browser: TestClient, address: str) -> None:
    assert local(address) == "/"
    sent = {"name": "Ann", "token": TOKEN, "next": address}
    assert browser.post("/login", data=sent, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "//evil.example/a/b/", "/%2F%2Fevil.example/x", "/\\evil.example/x", "/%5Cevil.example/%2F"],
)
def test_no_address_sends_a_browser_to_another_site(browser: TestClient, path: str) -> None:
    found = browser.get(f"http://127.0.0.1{path}", follow_redirects=False)
    led = found.headers.get("location", "/")
    assert led.startswith(("/", "http://127.0.0.1/"))
    assert not led.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../app.py",
            "..%2fapp.py",
            "%2e%2e/app.py",
            "....//app.py",
            "vendor/../../app.py",
            "/etc/passwd",
            "%00",
            "a%00.js",
        ),
        *("..%5capp.py", "C:/x", ".hidden", "vendor", "", "charts//charts.js", "workbench.css%00.js"),
    ],
)
def test_no_file_but_those_of_pages_is_given_out(browser: TestClient, name: str) -> None:
    assert browser.get(f"http://127.0.0.1/static/{name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["%2e%2e%2fbook", "%2e%2e", "..%2fbook.db", "book.db", "static", "postgresql:~2F~2Fx", "~2E~2E", "%00", "\u202e"],
)
def test_no_ledger_but_those_that_are_served_is_opened(browser: TestClient, name: str) -> None:
    assert browser.get(f"http://127.0.0.1/{name}/Acme/price").status_code in (404, 400)


def test_too_many_wrong_tokens_have_to_wait_and_shut_nobody_out_who_has_the_right_one(book: Path) -> None:
    with client(book, write=True) as browser:
        wrong = [browser.post("/login", data={"name": "Eve", "token": f"{n}"}).status_code for n in range(12)]
        assert wrong == [403] * 10 + [429] * 2
        late = browser.post("/login", data={"name": "Eve", "token": "12"})
        assert (late.status_code, late.headers["retry-after"]) == (429, "60")
        right = browser.post("/login", data={"name": "Ann", "token": TOKEN}, follow_redirects=False)
        assert right.status_code == 303
        assert TOKEN not in late.text + right.text


@pytest.mark.parametrize("announced", [True, False])
def test_more_than_is_taken_is_refused_as_it_comes(book: Path, announced: bool) -> None:
    pieces = 0

    def streamed() -> Iterator[bytes]:
        nonlocal pieces
        for _ in range(100):
            pieces += 1
            yield b"x" * 1_000

    with client(book, write=True, most_sent=10_000) as browser:
        content = b"x" * 10_001 if announced else streamed()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        found = browser.post("/login", content=content, headers=kind)
        assert found.status_code == 413
        assert "more than 10,000 bytes are not taken at once" in found.text


def test_what_stops_coming_is_let_go_of(tmp_path: Path) -> None:
    """As a server hands it on: a first piece, and then nothing."""
    said: list[dict[str, object]] = []

    async def app(_: object, receive: object, __: object) -> None:
        while (await receive())["more_body"]:  # type: ignore[operator]
            pass

    async def asked() -> None:
        pieces: AsyncIterator[dict[str, object]] = aiter_of({"type": "http.request", "body": b"x", "more_body": True})

        async def receive() -> dict[str, object]:
            async for piece in pieces:
                return piece
            await anyio.sleep_forever()
            raise AssertionError

        async def send(message: dict[str, object]) -> None:
            said.append(message)

        settings = Settings({"book": str(tmp_path)}, longest_pause=0.01)
        scope = {"type": "http", "method": "POST", "path": "/login", "headers": [(b"host", b"localhost")]}
        await Edge(app, settings)(scope, receive, send)  # type: ignore[arg-type]

    in_a_loop(asked)
    assert said[0]["status"] == 408


async def aiter_of(*pieces: dict[str, object]) -> AsyncIterator[dict[str, object]]:
    for piece in pieces:
        yield piece


def test_a_request_with_two_hosts_is_refused(browser: TestClient) -> None:
    assert browser.get(PAGE, headers=[("host", "127.0.0.1"), ("host", "evil.example")]).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/<script>alert(1)</script>", f"{PAGE}?on=<script>alert(1)</script>", "/book/<img src=x>/price", f"{PAGE}?<b>=1"],
)
def test_what_was_asked_comes_back_as_text(browser: TestClient, path: str) -> None:
    found = browser.get(path)
    assert found.status_code >= 400
    for tag in ("<script>alert", "<img src=x", "<b>"):
        assert tag not in found.text


def test_a_password_of_a_ledger_is_told_to_nobody() -> None:
    secret = "hunter2" * 2
    with client({"office": f"postgresql://me:{secret}@127.0.0.1:1/ledger"}) as browser:
        for path in ("/", "/office/Acme/price", "/office/Acme/price.json", "/api/v1/office/Acme/price", "/health"):
            found = browser.get(path)
            assert secret not in found.text + str(found.headers)
            assert found.status_code >= 500
