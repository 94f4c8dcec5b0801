"""What `make mutants` found: how many changes were tried, and those that nothing notices and nothing explains.

`python -m tests.mutation [PATTERN]...` prints a count for each module, and for what survived without a row in
docs/mutations.md a row to fill in. It fails where there is one. `mutmut show NAME` shows a change in its place.
"""

import fnmatch
import sys
from collections import Counter
from collections.abc import Iterator

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import mangled_name_from_mutant_name

from .explained import changed, explained, is_explained, place, row

SURVIVED = ("survived", "no tests", "suspicious", "segfault")
"""What nothing noticed. A change that never ends was noticed by the clock, and one of a wrong type by the type checker."""


def results(patterns: list[str]) -> Iterator[tuple[SourceFileMutationData, str, str]]:
    """Each change that was tried: its module, its name, and what came of it."""
    for path in walk_mutatable_files():
        module = SourceFileMutationData(path=path)
        module.load()
        for name, code in module.exit_code_by_key.items():
            if not patterns or any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
                yield module, name, status_by_exit_code[code]


def main(patterns: list[str]) -> int:
    known = explained()
    counts: dict[str, Counter[str]] = {}
    open_rows = []
    for module, name, status in results(patterns):
        counts.setdefault(str(module.path), Counter())[status] += 1
        if status in SURVIVED:
            where = place(mangled_name_from_mutant_name(name))
            what = changed(get_diff_for_mutant(name, path=module.path))
            if not is_explained(where, what, known):
                open_rows.append(f"{row(where, what)}  <!-- {name}: {status} -->")
    for path, count in counts.items():
        print(f"{path}: {', '.join(f'{number} {status}' for status, number in sorted(count.items()))}")
    print(*open_rows, sep="\n")
    return 1 if open_rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
