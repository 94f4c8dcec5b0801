"""Check a proof that `seriesd prove` wrote, with Python alone (3.8 or later); nothing has to be installed.

    python3 verify_proof.py PROOF.json [--head HEAD]...

HEAD is what you have from somewhere you trust: 64 digits, SIZE:DIGITS, or a file that `seriesd seal` wrote. Without one
it is shown only that the file fits together, as anybody can make one. Exit code 0: it holds; 1: it does not.

How a ledger is hashed: an event is four lines (its stream, its position there, its topic, its document), and its hash
SHA-256(0x00, those lines). Two hashes beside each other become SHA-256(0x01, left, right), as in RFC 6962, section 2.1.
Each recording ends with a document that has the hash of all before it in parts (`size`, `peaks`): it gives the head.
"""

from __future__ import annotations

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

EVENT = ["document", "position", "stream", "topic"]


class WrongError(Exception):
    """Why a proof does not hold."""


def need(holds: object, otherwise: str) -> None:
    """Stop, and say what is wrong, where something does not hold."""
    if not holds:
        raise WrongError(otherwise)


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two hashes beside each other."""
    return sha256(b"\x01" + left + right).digest()


def leaf(event: dict[str, Any]) -> bytes:
    """The hash of an event."""
    lines = (event["stream"], str(event["position"]), event["topic"], event["document"])
    return sha256(b"\x00" + "\n".join(lines).encode()).digest()


def is_in(event: dict[str, Any], under: dict[str, Any]) -> bool:
    """Whether the path of an event leads from it, at its index, to a head (RFC 9162, 2.1.3.2)."""
    at, last, found = event["index"], under["size"] - 1, leaf(event)
    if at > last:
        return False
    for one in path_of(event["path"]):
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node(one, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = node(found, one)
        at, last = at // 2, last // 2
    return last == 0 and bool(found.hex() == under["root"])


def goes_on(old: dict[str, Any], new: dict[str, Any], path: list[bytes]) -> bool:
    """Whether the later of two heads is of all that the earlier is of, and more (RFC 9162, 2.1.4.2)."""
    at, last = old["size"] - 1, new["size"] - 1
    if at >= last:
        return at == last and old["root"] == new["root"] and not path
    path = [bytes.fromhex(old["root"]), *path] if old["size"] & at == 0 else path
    need(path, "a path is too short")
    while at % 2:
        at, last = at // 2, last // 2
    was = now = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            was, now = node(one, was), node(one, now)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            now = node(now, one)
        at, last = at // 2, last // 2
    return last == 0 and (was.hex(), now.hex()) == (old["root"], new["root"])


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no member stands twice."""
    need(len(dict(pairs)) == len(pairs), "a member stands twice")
    return dict(pairs)


def of(given: Any, more: list[str]) -> dict[str, Any]:
    """An event, with these members besides and no other, each of its kind."""
    need(isinstance(given, dict) and sorted(given) == sorted(EVENT + more), "it has other members than a proof has")
    need(all(type(given[name]) is int and given[name] >= 0 for name in ("position", more[0])), "a number is none")
    need(all(isinstance(given[name], str) for name in ("document", "stream", "topic")), "a text is none")
    need("\n" not in given["stream"] + given["topic"], "a stream or a topic is more than one line")
    body, end = given["document"][:-75], given["document"][-75:]
    need(end == ',"hash":"' + sha256((body + "}").encode()).hexdigest() + '"}', "a document does not give its own hash")
    return dict(given, holds=json.loads(given["document"], object_pairs_hook=once))


def path_of(given: Any) -> list[bytes]:
    """The hashes of a path."""
    need(isinstance(given, list), "a path is no list")
    need(all(isinstance(one, str) and re.fullmatch("[0-9a-f]{64}", one) for one in given), "a hash is none")
    return [bytes.fromhex(one) for one in given]


def recording(given: dict[str, Any]) -> dict[str, Any]:
    """What the document of a recording says."""
    place = (given["stream"], given["topic"], given["position"])
    need(place == ("recordings", "seriesd.recording.v1", given["holds"]["position"]), "it is not of a recording")
    return dict(given["holds"])


def head(given: Any) -> dict[str, Any]:
    """A head, worked out again from the recording that it ends with."""
    ends = of(given, ["size", "root"])
    said, found = recording(ends), leaf(ends)
    size, peaks = said["size"], path_of(said["peaks"])
    need(ends["size"] == size + 1 and f"{size:b}".count("1") == len(peaks), "a head has another size")
    while size % 2:
        found, size = node(peaks.pop(), found), size // 2
    for peak in reversed(peaks):
        found = node(peak, found)
    need(found.hex() == ends["root"], "a head is not that of its recording")
    return ends


def is_of(said: dict[str, Any], entry: dict[str, Any]) -> bool:
    """Whether a recording is the one that an entry was written with; the first is also of what stood there before."""
    at, adopted = said["size"] - sum(last - first + 1 for _, first, last in said["of"]), said.get("adopted", 0)
    if adopted != (at if said["position"] == 1 else 0) or entry["index"] < adopted:
        return bool(said["position"] == 1 and adopted == at)
    for stream, first, last in said["of"]:
        if stream == entry["stream"] and first <= entry["position"] <= last:
            place = (at + entry["position"] - first, said["recorded_at"])
            return place == (entry["index"], entry["holds"]["recorded_at"])
        at += last - first + 1
    return False


def check_entry(proof: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """That an entry stands under a head; answers the head, and what is to be said."""
    need(sorted(proof) == ["entry", "head", "kind", "recording", "schema"], "it has other members than a proof has")
    under = head(proof["head"])
    entry, written = of(proof["entry"], ["index", "path"]), of(proof["recording"], ["index", "path"])
    need(is_in(entry, under) and is_in(written, under), "a path does not lead to the head")
    said, holds = recording(written), entry["holds"]
    need(said["size"] == written["index"] and is_of(said, entry), "the recording is not the one of the entry")
    place = ("company/" + holds["company"], holds["position"])
    need((entry["stream"], entry["position"]) == place, "the entry is not of its place")
    written_out = json.dumps(holds["entry"], indent=2, ensure_ascii=False)
    told = [f"This entry, position {place[1]} of the log of {holds['company']}, stands there:", written_out]
    who = said.get("recorded_by", "nobody named") if entry["index"] >= said.get("adopted", 0) else "no known recording"
    told += [f"It was written by {who}, before or when a clock said {said['recorded_at']}."]
    told += ["Its recording is signed; this program does not check by whom."] if "signature" in said else []
    return [under], told


def check_continuation(proof: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """That a later head goes on from an earlier one; answers both, and what is to be said."""
    need(sorted(proof) == ["earlier", "kind", "later", "path", "schema"], "it has other members than a proof has")
    old, new = head(proof["earlier"]), head(proof["later"])
    need(goes_on(old, new, path_of(proof["path"])), "the later head does not go on from the earlier")
    return [old, new], ["All that stands under the earlier head stands unchanged at the beginning of the later one."]


def check(proof: Any, trusted: list[str]) -> list[str]:
    """What a proof shows; stops where it does not hold, or speaks of another head than one that is trusted."""
    need(isinstance(proof, dict) and proof.get("schema") == "seriesd/proof/1", "it is no proof that is known here")
    heads, told = {"entry": check_entry, "continuation": check_continuation}[proof["kind"]](proof)
    known = [form for one in heads for form in (one["root"], f"{one['size']}:{one['root']}")]
    for given in trusted:
        if Path(given).is_file():
            seal = json.loads(Path(given).read_text("utf-8"))["statement"]
            given = f"{seal['size']}:{seal['root']}"  # noqa: PLW2901  a file stands for the head in it
        need(given in known, f"it does not speak of the head {given}")
    if not trusted:
        told.append("It is not shown whose head this is: hold it against one that you have from somewhere you trust.")
    return [*told, *(f"Head {one}" for one in known[1::2])]


def main(words: list[str]) -> None:
    """Check the file that is named, and print what it shows, with nothing in it that could steer a terminal."""
    need(len(words) % 2 and set(words[1::2]) <= {"--head"}, (__doc__ or "").split("\n\n")[1].strip())
    told = check(json.loads(Path(words[0]).read_bytes().decode(), object_pairs_hook=once), words[2::2])
    text = "\n".join([*told, "It holds. That what an entry says is true, no proof can show."])
    print("".join(one if one.isprintable() or one == "\n" else ascii(one)[1:-1] for one in text))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except WrongError as error:
        sys.exit(f"It does not hold: {error}.")
    except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        sys.exit(f"It does not hold: it cannot be read ({type(error).__name__}: {error}).")
