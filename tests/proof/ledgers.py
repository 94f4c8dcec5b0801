"""Ledgers to prove things of, and the two checkers: ours, and the program of the standard library alone."""

import importlib.util
import json
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from ledger.log.recordings import By, Signer
from ledger.log.signatures import NoSignaturesError
from ledger.proof.handed import NotProvedError
from ledger.proof.proofs import Event, Proof, Standing, as_document
from ledger.proof.proved import check_proof, check_trusted, heads_of, read_proof
from ledger.store.recording import Author
from ledger.store.store import open_store
from tests.docs.pages import ROOT
from tests.ledger.store_writer import entries

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROGRAM = ROOT / "docs" / "verify_proof.py"


def alone() -> ModuleType:
    """The program, as whoever gets it has it."""
    spec = importlib.util.spec_from_file_location("verify_proof", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


ALONE = alone()
_SAID = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


def holds_alone(content: bytes, *trusted: str) -> bool:
    """What the program answers. Whatever else it raises would be a traceback."""
    try:
        ALONE.check(json.loads(content.decode(), object_pairs_hook=ALONE.once), list(trusted))
    except (ALONE.WrongError, *_SAID):
        return False
    return True


def holds(content: bytes, *trusted: str) -> bool:
    """What we answer."""
    given: list[tuple[int | None, str]] = []
    for one in trusted:
        size, _, root = one.rpartition(":")
        given.append((int(size) if size else None, root))
    try:
        proof = read_proof(content)
        check_proof(proof)
        check_trusted(heads_of(proof), given)
    except NotProvedError:
        return False
    except NoSignaturesError as error:
        raise AssertionError from error
    return True


def written(proof: Proof) -> bytes:
    """A proof as it is handed out."""
    return json.dumps(as_document(proof), ensure_ascii=False, indent=1).encode()


def record(url: str, company: str, count: int, by: str = "anna", signer: Signer | None = None) -> None:
    """Record so many entries more for a company, as one recording."""
    with open_store(url) as store:
        after, previous = store.head(company)
        author = Author(By(by, "seriesd 1", "the minutes"), signer)
        store.append(company, entries(after + 1, count), after=after, previous=previous, author=author)


def standing_of(url: str) -> Standing:
    with open_store(url, create=False) as store:
        return Standing.of(
            Event(str(one.originator_id), one.originator_version, one.topic, one.state) for one in store.rows()
        )


def told(folder: Path) -> str:
    """A ledger of two companies in four recordings: 3 + 2 + 1 + 4 entries, with the lists and recordings 16 events."""
    url = str(folder / "told.db")
    record(url, "Acme", 3)
    record(url, "Bolt, Ünlü & Co.", 2, by="bo")
    record(url, "Acme", 1)
    record(url, "Bolt, Ünlü & Co.", 4)
    return url


def altered(document: Any) -> "list[Any]":
    """A JSON value with each of its members altered in turn: another value, none, one more, an element twice."""
    match document:
        case dict():
            found: list[Any] = [{**document, "more": 1}]
            for name, value in document.items():
                found.append({each: it for each, it in document.items() if each != name})
                found += [{**document, name: one} for one in altered(value)]
            return found
        case list():
            found = [[*document, "0" * 64], document[::-1], document[1:], [*document, *document]]
            found = [one for one in found if one != document]
            for place, value in enumerate(document):
                found += [[*document[:place], one, *document[place + 1 :]] for one in altered(value)]
            return found
        case bool() | None:
            return [1]
        case int():
            return [document + 1, document - 1, document * 2 + 1, -document - 1, str(document), float(document), None]
        case _:
            other = "0" if document[:1] != "0" else "1"
            return [f"{other}{document[1:]}", f"{document}0", document[:-1], f"{document}\n", 5, None, [document]]
