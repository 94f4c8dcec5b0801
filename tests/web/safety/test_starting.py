"""`serve` and `open` as people start them: what they say, to whom they listen, and that they end well."""

import datetime as dt
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from commands.web.verbs.serve import is_loopback
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import TOKEN, serving


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    folder = tmp_path_factory.mktemp("pair")
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return folder / "cert.pem", folder / "key.pem"


def health(address: str, context: ssl.SSLContext | None = None) -> dict[str, str]:
    """What the workbench at an address says of itself."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    asked = (
        HTTPConnection(parts.hostname, parts.port)
        if context is None
        else HTTPSConnection(parts.hostname, parts.port, context=context)
    )
    asked.request("GET", "/health")
    said: dict[str, str] = json.loads(asked.getresponse().read())
    asked.close()
    return said


@pytest.mark.parametrize("words", [("serve",), ("open", "--no-browser")], ids=lambda words: words[0])
def test_it_says_where_it_is_answers_and_ends(book: Path, words: tuple[str, ...]) -> None:
    asked = [sys.executable, "-m", "commands.cli", words[0], str(book), *words[1:], "--write"]
    asked += ["--port=0"] if words[0] == "serve" else []
    environment = os.environ | {"SERIESD_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(asked, stdout=-1, stderr=-1, text=True, env=environment) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = said.split()[-1]
        assert said == f"The workbench over {book} is at {address}\n"
        assert health(address)["status"] == "well"
        assert TOKEN not in Path(f"/proc/{process.pid}/cmdline").read_text()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert TOKEN not in said + out + err
    assert "Traceback" not in err


def test_it_answers_encrypted(book: Path, pair: tuple[Path, Path]) -> None:
    certificate, key = pair
    with serving(book, words=(f"--tls-certificate={certificate}", f"--tls-key={key}")) as served:
        assert served.address.startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=str(certificate))
        assert health(served.address, trusted)["status"] == "well"


def test_it_answers_at_an_address_of_the_sixth_version(book: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with serving(book, words=("--listen=::1",)) as served:
        assert served.address.startswith("http://[::1]:")
        assert health(served.address)["status"] == "well"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--listen=192.0.2.1",), "--listen 192.0.2.1 lets other machines in"),
        (("--listen=::",), "--listen :: lets other machines in"),
        (("--listen=127.evil.example",), "lets other machines in"),
        (("--tls-key=key.pem",), "--tls-certificate and --tls-key go together"),
        (("--listen=192.0.2.1", "--unencrypted"), "cannot listen at 192.0.2.1"),
        (("--tls-certificate={book}", "--tls-key={book}"), "are no certificate and its key"),
    ],
)
def test_what_would_not_be_safe_is_not_started(book: Path, words: tuple[str, ...], says: str) -> None:
    found = through_a_pipe("serve", str(book), "--port=0", *(word.format(book=book) for word in words))
    assert found.code == 2, found
    assert says in found.err
    assert "Traceback" not in found.err


def test_a_short_token_is_no_secret(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIESD_TOKEN", "short")
    found = through_a_pipe("serve", str(book), "--port=0", "--write")
    assert found.code == 2
    assert "give it 16 letters or more" in found.err


@pytest.mark.parametrize(
    ("address", "is_this_machine"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("192.0.2.7", False),
        ("127.a.b", False),
    ],
)
def test_which_addresses_are_of_this_machine(address: str, is_this_machine: bool) -> None:
    assert is_loopback(address) == is_this_machine
