"""Write the explanations of the examples anew: `python -m tests.golden`. Then read what changed, aloud."""

import sys

from tests.docs.examples import names

from .explained import FOLDER, text


def main() -> None:
    for path in FOLDER.glob("*.txt"):
        if path.stem not in names():
            path.unlink()
    for name in names():
        path, made = FOLDER / f"{name}.txt", text(name)
        if not path.exists() or path.read_text("utf-8") != made:
            path.write_text(made, "utf-8")
            print(f"changed: {path.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
