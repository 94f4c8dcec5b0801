"""Proofs, seals, witnesses and keys, as people ask for them."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commands.keys import signer_of
from commands.verbs.prove.verify_proof import program
from tests.commands.asking_the_command import SALE, STORY, lines
from tests.commands.at_a_terminal import through_a_pipe

from .ledgers import PROGRAM
from .ledgers import record as record_entries
from .seals import FOLDER, SEAL

NONE = "0" * 64


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SERIESD_KEYS", str(tmp_path / "keys"))
    for name in ("SERIESD_KEY_PASSPHRASE", "SERIESD_LEDGER", "SERIESD_DOCUMENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    record(*STORY)
    return tmp_path


def record(*entries: Any, ledger: str = "seriesd.db") -> None:
    Path("given.jsonl").write_text(lines(*entries), "utf-8")
    done("record", "given.jsonl", "--ledger", ledger)


def done(*words: str) -> str:
    shown = through_a_pipe(*words)
    assert (shown.code, "Traceback" in shown.err) == (0, False), shown
    return shown.out


def refused(*words: str, code: int = 1) -> str:
    shown = through_a_pipe(*words)
    assert (shown.code, "Traceback" in shown.err) == (code, False), shown
    return shown.err or shown.out


def answer(*words: str) -> Any:
    return json.loads(through_a_pipe(*words, "--json").out)


def sold(number: int) -> dict[str, Any]:
    return SALE | {"id": f"sale-{number}", "effective": "2006-04-01", "shares": 1}


# -- proofs ------------------------------------------------------------------------------------------------------------


def test_an_entry_is_proved_and_the_proof_is_checked_elsewhere() -> None:
    done("seal", "-o", "seal.json")
    said = done("prove", "sale", "-o", "proof.json")
    head = json.loads(Path("seal.json").read_text())["statement"]
    spelt = f"{head['size']}:{head['root']}"
    assert said.split() == f"Wrote proof.json: sale of Acme stands under the head {spelt}.".split()
    Path("elsewhere").mkdir()
    for name in ("proof.json", "seal.json"):
        shutil.move(name, Path("elsewhere") / name)
    Path("seriesd.db").unlink()
    for trusted in ("elsewhere/seal.json", spelt, head["root"]):
        said = done("verify-proof", "elsewhere/proof.json", "--head", trusted)
        assert said.startswith("elsewhere/proof.json holds: the proof of an entry")
        assert "sale (common_issued of 2006-03-01) stands as position 4 in the log of Acme" in " ".join(said.split())
        assert "whose head this is" not in said
    assert "whose head this is" in done("verify-proof", "elsewhere/proof.json")
    assert "does not speak of the head" in refused("verify-proof", "elsewhere/proof.json", "--head", NONE)


def test_the_proof_is_printed_and_is_what_a_program_gets() -> None:
    text = done("prove", "sale")
    found = answer("prove", "sale")
    assert (found["schema"], found["kind"], found["file"]) == ("seriesd/prove/1", "entry", None)
    assert found["text"] == text
    assert json.loads(text)["head"]["root"] == found["root"]
    assert json.loads(text)["entry"]["document"].startswith('{"company":"Acme"')


def test_what_was_recorded_since_is_proved_to_be_all() -> None:
    done("seal", "-o", "seal.json")
    record(sold(1))
    record(sold(2))
    done("prove", "--since", "seal.json", "-o", "on.json")
    found = answer("verify-proof", "on.json", "--head", "seal.json")
    assert (found["kind"], found["holds"], len(found["heads"])) == ("continuation", True, 2)
    assert found["proved"] == [
        f"the 7 events under the head {found['heads'][0]} stand unchanged at the beginning of the 11 under "
        f"{found['heads'][1]}: 4 were appended"
    ]
    # the proof of an entry under the later head, and that it goes on from the one that is known
    done("prove", "sale-2", "-o", "proof.json")
    assert answer("verify-proof", "proof.json", "--head", "on.json")["holds"]


def test_a_head_of_another_ledger_is_none_of_this(tmp_path: Path) -> None:
    record(*STORY, sold(1), ledger="other.db")
    done("seal", "--ledger", "other.db", "-o", "other.json")
    root = json.loads(Path("other.json").read_text())["statement"]["root"]
    for given in ("other.json", root, f"7:{root}", f"8:{root}", f"999:{root}"):
        assert "that is no head of this ledger" in refused("prove", "--since", given)
    document = json.loads(through_a_pipe("prove", "--since", root, "--json").out)
    assert document["error"]["code"] == "not_proved"
    assert "'abc' is no head: give the 64 hexadecimal digits" in refused("prove", "--since", "abc", code=2)
    (tmp_path / "text.json").write_text("{}")
    assert "it is no seal and no proof" in refused("prove", "--since", "text.json", code=2)


def test_one_thing_is_proved_at_a_time() -> None:
    assert "one of the two" in refused("prove", code=2)
    assert "one of the two" in refused("prove", "sale", "--since", NONE, code=2)
    assert "did you mean 'sale'?" in refused("prove", "sal")
    assert "leave --format out" in refused("prove", "sale", "--format", "pdf", code=2)
    assert "there is no ledger" in refused("prove", "sale", "--ledger", "none.db", code=2)


def test_a_damaged_proof_does_not_hold() -> None:
    text = done("prove", "sale")
    for old, new in (('"index": 4', '"index": 5'), ("5000000", "6000000"), ("{", "")):
        Path("damaged.json").write_text(text.replace(old, new, 1))
        said = refused("verify-proof", "damaged.json")
        assert said.startswith("damaged.json does not hold: ")
        found = answer("verify-proof", "damaged.json")
        assert (found["holds"], found["proved"]) == (False, [])
        assert found["wrong"]
    assert "cannot be read" in refused("verify-proof", "nothing.json", code=2)
    assert "name the FILE" in refused("verify-proof", code=2)


def test_who_signed_the_recording_of_an_entry_is_checked() -> None:
    done("key", "new", "office")
    done("key", "new", "bank")
    record_entries("signed.db", "Acme", 1, signer=signer_of("office"))
    done("prove", "w-1", "--ledger", "signed.db", "-o", "proof.json")
    said = " ".join(done("verify-proof", "proof.json").split())
    assert "it was written with recording 1, by anna with seriesd 1, on " in said
    assert "; signed with the key office, " in said
    assert "whose the key is that signed the recording" in said
    assert "whose the key is" not in done("verify-proof", "proof.json", "--public", "office")
    assert "it is not signed with the key" in refused("verify-proof", "proof.json", "--public", "bank")


def test_the_program_is_in_the_package_and_in_the_documentation() -> None:
    assert done("verify-proof", "--program") == program() == PROGRAM.read_text("utf-8")
    assert "nothing else" in refused("verify-proof", "x.json", "--program", code=2)


def test_a_ledger_of_an_earlier_version_has_no_head_yet() -> None:
    with closing(sqlite3.connect("seriesd.db")) as connection, connection:
        connection.execute("DELETE FROM seriesd_events WHERE originator_id = 'recordings'")
        connection.execute("PRAGMA user_version = 0")
    for words in (("prove", "sale"), ("seal",), ("witness", "seriesd.db")):
        assert "seriesd.db has no head yet: the next `seriesd record` gives it one" in refused(*words, code=2)
    assert "Head of the log" in done("notice", "adjustment")
    assert "Head of the ledger" not in done("notice", "adjustment")
    record(sold(1))
    done("prove", "sale", "-o", "old.json")
    said = " ".join(done("verify-proof", "old.json").split())
    assert "it was there before the ledger kept recordings" in said


def test_nothing_is_proved_of_a_ledger_that_was_tampered_with() -> None:
    with closing(sqlite3.connect("seriesd.db")) as connection, connection:
        connection.execute("UPDATE seriesd_events SET topic = 'x' WHERE originator_version = 4")
    for words in (("prove", "sale"), ("seal",), ("witness", "seriesd.db")):
        assert "nothing is answered from a log that was tampered with" in " ".join(refused(*words).split())


# -- seals -------------------------------------------------------------------------------------------------------------


def test_a_seal_is_signed_countersigned_and_held_against_a_ledger() -> None:
    done("key", "new", "office")
    done("key", "new", "bank")
    done("seal", "--key", "office", "-o", "seal.json")
    done("countersign", "seal.json", "--key", "bank", "-o", "both.json")
    record(sold(1))
    said = " ".join(
        done("verify-proof", "both.json", "--public", "office", "--public", "bank", "--ledger", "seriesd.db").split()
    )
    assert "that is signed with the key office" in said
    assert "somebody countersigned it with the key bank" in said
    assert "the ledger seriesd.db goes on from it: its first 7 events have this hash" in said
    assert "whose the keys are" not in said
    assert "whose the keys are" in done("verify-proof", "both.json", "--public", "office")
    assert "it is not signed with the key" in refused("verify-proof", "seal.json", "--public", "bank")
    assert "signed seal.json already" in refused("countersign", "seal.json", "--key", "office", code=2)
    # a copy that another witness signed is taken in
    done("key", "new", "auditor")
    done("countersign", "seal.json", "--key", "auditor", "-o", "third.json")
    done("seal", "--of", "both.json", "--countersign", "third.json", "-o", "all.json")
    keys = [one["key"] for one in json.loads(Path("all.json").read_text())["countersignatures"]]
    assert keys == ["bank", "auditor"]


def test_a_seal_says_neither_where_the_ledger_is_nor_how_it_is_reached(folder: Path) -> None:
    text = done("seal", "--ledger", str(folder / "seriesd.db"))
    assert json.loads(text)["statement"]["ledger"] == "seriesd.db"
    assert str(folder) not in text


def test_a_seal_of_a_ledger_that_was_cut_or_written_anew_is_not_of_it() -> None:
    shutil.copy("seriesd.db", "before.db")
    record(sold(1))
    done("seal", "-o", "seal.json")
    record(*STORY, ledger="anew.db")
    for ledger in ("before.db", "anew.db"):
        assert through_a_pipe("verify", "--ledger", ledger).code == 0  # alone, each is whole
        assert "that is no head of this ledger" in refused("verify-proof", "seal.json", "--ledger", ledger)


def test_a_seal_is_dated_by_an_authority() -> None:
    from ledger.proof.statements import as_document

    Path("seal.json").write_text(json.dumps(as_document(SEAL)))
    token, root = str(FOLDER / "seal.tsr"), str(FOLDER / "root.pem")
    done("seal", "--of", "seal.json", "--timestamp", token, "-o", "dated.json")
    said = " ".join(done("verify-proof", "dated.json", "--root", root).split())
    assert "CN=Test authority says that the statement was there on 20" in said
    assert "is checked with --root" not in said
    shown = answer("verify-proof", "dated.json")
    assert not any("CN=Test authority" in one for one in shown["proved"])
    assert sum("as its timestamp by CN=Test authority has it" in one for one in shown["not_proved"]) == 1
    assert "not signed by an authority that is trusted" in refused("verify-proof", "dated.json", "--root", str(FOLDER / "other.pem"))  # fmt: skip
    assert "has no timestamp" in refused("verify-proof", "seal.json", "--root", root)
    assert "of something else" in refused("seal", "--of", "seal.json", "--timestamp", str(FOLDER / "other.tsr"))
    assert "name it with --of" in refused("seal", "--timestamp", token, code=2)
    done("seal", "--of", "seal.json", "--request", "again.tsq", "-o", "same.json")
    assert bytes.fromhex(SEAL.statement.hash) in Path("again.tsq").read_bytes()
    assert json.loads(Path("same.json").read_text()) == as_document(SEAL)


# -- witnesses ---------------------------------------------------------------------------------------------------------


def test_a_witness_sees_that_a_ledger_goes_on_and_that_it_was_written_anew() -> None:
    done("key", "new", "bank")
    assert "the first head of it is kept" in done("witness", "seriesd.db", "--key", "bank")
    assert "already the last in" in done("witness", "seriesd.db", "--key", "bank")
    shutil.copy("seriesd.db", "before.db")
    record(sold(1))
    found = answer("witness", "seriesd.db", "--key", "bank")
    assert (found["kept"], found["is_new"], found["continues"], found["size"]) == (2, True, True, 9)
    kept = Path("seriesd.db.heads.jsonl").read_bytes()
    assert len(kept.splitlines()) == 2

    Path("seriesd.db").unlink()
    record(*STORY, sold(1))  # the same entries, at another moment
    assert through_a_pipe("verify").code == 0
    assert "is not what it was: it does not go on from the head 7:" in " ".join(
        refused("witness", "seriesd.db").split()
    )
    shutil.copy("before.db", "seriesd.db")  # its end cut off
    assert "it does not go on from the head 9:" in " ".join(refused("witness", "seriesd.db").split())
    assert Path("seriesd.db.heads.jsonl").read_bytes() == kept


def test_a_file_of_heads_cannot_be_altered_unseen() -> None:
    done("key", "new", "bank")
    done("witness", "seriesd.db", "--in", "heads.jsonl", "--key", "bank")
    record(sold(1))
    done("witness", "seriesd.db", "--in", "heads.jsonl", "--key", "bank")
    whole = Path("heads.jsonl").read_bytes()
    first, second = whole.splitlines(keepends=True)
    for other in (
        second,
        second + first,
        first + first,
        whole[:-1],
        whole.replace(b'"size":7', b'"size":8'),
        b"\n" + whole,
        b"x\n",
    ):
        Path("heads.jsonl").write_bytes(other)
        refused("witness", "seriesd.db", "--in", "heads.jsonl")
        assert Path("heads.jsonl").read_bytes() == other
    Path("heads.jsonl").write_bytes(first)
    done("witness", "seriesd.db", "--in", "heads.jsonl")
    record(*STORY, ledger="other.db")
    assert "keeps the heads of seriesd.db, and this is other.db" in " ".join(refused("witness", "other.db", "--in", "heads.jsonl").split())  # fmt: skip


# -- keys --------------------------------------------------------------------------------------------------------------


def test_keys_are_made_listed_shown_and_imported() -> None:
    assert "no keys yet" in done("key", "list")
    done("key", "new", "office")
    public = answer("key", "show", "office")["keys"][0]["public"]
    assert public in done("key", "list")
    shutil.copy(Path("keys") / "office.pub", "theirs.pub")
    assert "the public key of somebody else" in done("key", "import", "theirs", "theirs.pub")
    assert [one["can_sign"] for one in answer("key", "list")["keys"]] == [True, False]
    assert "there is no key 'none'" in refused("seal", "--key", "none", code=2)
    assert "cannot sign with it" in refused("seal", "--key", "theirs", code=2)


# -- what stands on a head ---------------------------------------------------------------------------------------------


def test_what_is_handed_out_names_the_head_under_which_it_can_be_proved() -> None:
    head = answer("prove", "conversion")
    spelt = f"{head['size']}:{head['root']}"
    record({**STORY[0], "company": "Bolt", "id": "bolt"}, ledger="two.db")
    assert f"Head of the ledger: {spelt}" in done("notice", "adjustment")
    assert answer("notice", "adjustment")["ledger_head"] == spelt
    assert answer("statement", "dana")["ledger_head"] == spelt
    done("export", "-o", "report.html")
    assert Path("report.html").read_text("utf-8").count(spelt) >= 1
    done("export", "--format", "csv", "-o", "tables/")
    heads = json.loads(Path("tables/datapackage.json").read_text())["heads"]
    assert heads["Acme"]["ledger_head"] == spelt
    done("export", "--format", "ocf", "-o", "package/")
    assert f"Head of the ledger: {spelt}" in json.loads(Path("package/Manifest.ocf.json").read_text())["comments"]
    assert answer("export", "-o", "out.jsonl")["heads"] == heads


def test_the_same_log_gives_the_same_letter_whatever_else_is_recorded() -> None:
    before = done("notice", "adjustment", "--format", "html")
    done("scenario", "save", "one", "--without", "sale")
    assert answer("prove", "sale")["size"] > 7
    assert done("notice", "adjustment", "--format", "html") == before


def test_a_workbook_and_columns_name_the_head(folder: Path) -> None:
    from openpyxl import load_workbook
    from pyarrow import parquet

    head = answer("prove", "conversion")
    spelt = f"{head['size']}:{head['root']}"
    done("export", "-o", "book.xlsx")
    cells = [cell.value for sheet in load_workbook("book.xlsx") for row in sheet.iter_rows() for cell in row]
    assert cells.count(spelt) == 2
    done("export", "--format", "parquet", "-o", "columns/")
    about = parquet.read_schema(folder / "columns" / "entries.parquet").metadata
    assert json.loads(about[b"seriesd.heads"])["Acme"]["ledger_head"] == spelt


# -- where they are written --------------------------------------------------------------------------------------------


def test_what_is_in_a_file_already_is_not_lost_by_a_slip() -> None:
    done("key", "new", "bank")
    done("seal", "-o", "seal.json")
    kept = Path("seal.json").read_bytes()
    record(sold(1))
    for words in (
        ("seal", "-o", "seal.json"),
        ("prove", "sale", "-o", "seal.json"),
        ("prove", "--since", "seal.json", "-o", "seal.json"),
        ("countersign", "seal.json", "--key", "bank", "-o", "seal.json"),
        ("seal", "--of", "seal.json", "--request", "seal.json"),
        ("seal", "--of", "seal.json", "--key", "bank", "--request", "seal.tsq", "-o", "seal.json"),
    ):
        assert refused(*words, code=2).split() == [
            "seriesd:",
            "seal.json",
            "is",
            "there",
            "already;",
            "--replace",
            "writes",
            "over",
            "it",
        ]
        assert (Path("seal.json").read_bytes(), Path("seal.tsq").exists()) == (kept, False)
    done("countersign", "seal.json", "--key", "bank", "-o", "seal.json", "--replace")
    assert len(json.loads(Path("seal.json").read_text())["countersignatures"]) == 1
    done("seal", "-o", "seal.json", "--replace")
    assert json.loads(Path("seal.json").read_text())["statement"]["size"] == 9


def test_the_same_document_is_written_once_more() -> None:
    done("seal", "-o", "seal.json")
    for words in (("prove", "sale", "-o", "proof.json"), ("seal", "--of", "seal.json", "-o", "seal.json")):
        done(*words)
        kept = Path(words[-1]).read_bytes()
        done(*words)
        assert Path(words[-1]).read_bytes() == kept
    done("prove", "sale", "-o", "/dev/null")  # what is no file holds nothing to be lost
    assert "--replace is about the file that is written" in refused("prove", "sale", "--replace", code=2)
