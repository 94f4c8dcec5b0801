"""The passages of a certificate's text, by our ids of its clauses: what a text says of a clause, in its own words.

The text is somebody's file, so it is taken as it comes: pages broken in the middle, lines filled up with spaces, the
parts of section 4 under full labels (`4E(3)`) or under the last part of them (`E.`, `(3)`). A passage goes from its
heading to the next one. Better none than a wrong one: where a heading is out of its order, or comes twice, or stands
over words that have nothing to do with the clause, there is no passage.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple


class Passage(NamedTuple):
    """What a text says of a clause, paragraph by paragraph; how its lines were filled is not kept."""

    clause: str
    paragraphs: tuple[str, ...]


TELLING: Mapping[str, str] = {
    "resolution": "designat",
    "1-persons": "means|includes",
    "1-common": "common",
    "1-excluded": "stock",
    "1-stated-value": "stated value",
    "2": "dividend",
    "3": "liquidat",
    "4A": "convert",
    "4B": "blank|reserved|omitted",
    "4C": "certificate",
    "4D": "fraction",
    "4E": "consideration",
    "4E(1)": "option|warrant",
    "4E(2)": "convertible",
    "4E(3)": "change",
    "4E(4)": "dividend",
    "4E(5)": "consideration",
    "4E(6)": "record",
    "4E(7)": "treasury",
    "4F": "split|subdivi|combin",
    "4G": "reorgani|reclassif",
    "4H": "distribut",
    "4I": "effective",
    "4J": "adjust",
    "4K": "notice",
    "4L-1": "notice",
    "4L-2": "automatic",
    "4L-2(2)": "reserv",
    "4M": "reissu",
    "4N": "tax",
    "4O": "books",
    "5": "vot",
    "6": "consent",
    "7": "waive",
    "8": "impair",
    "9": "amend",
    "10": "consent",
    "annex-A": "conver",
}
"""Of each clause a word that its passage has, whoever wrote it: another certificate can number otherwise."""

_PAGE = re.compile(r"<page>|page \d+( of \d+)?|-+ *\d+ *-+|\d{1,3}", re.IGNORECASE)
"""A line that is of the page, and not of the text."""
_CONTENTS = re.compile(r"(\. ?){4,}\d+")
"""How a line of a table of contents ends."""
_RULE = re.compile(r"[-_=]{3,}")
_MARKUP = re.compile(r"^[#> ]+|[*_`]+")
_ENDED = (*".;:!?)]\"'\u201d\u2019",)

_LABEL = re.compile(
    r"(?P<said>(?i:section|article|§) ?)?(?P<section>\d{1,2})(?:\.?(?P<letter>[A-Z]))?(?:\((?P<number>\d{1,2})\))?"
    r"(?P<dot>[.):]*)(?P<rest>$| *[\"\u201c(\[]?[A-Z].*)",
    re.DOTALL,
)
_LETTER = re.compile(r"([A-Z])[.)] +[\"\u201c(\[]?[A-Z]")
_NUMBER = re.compile(r"\((\d{1,2})\) +[\"\u201c(\[]?[A-Z]")
_DEFINED = re.compile(r'["\u201c]([^"\u201d]{1,60}?),?["\u201d]')
_RESOLVED = re.compile(r"[\"\u201c]?(be it )?resolved\b", re.IGNORECASE)
_ANNEX_A = re.compile(r"(annex|exhibit) a\b", re.IGNORECASE)
_END = re.compile(r"in witness whereof\b|\[?(execution|signature) page|(annex|exhibit) [b-z]\b", re.IGNORECASE)

_PARTED, _NUMBERED, _TWICE = 4, "E", "L"
"""The section whose parts have letters, the part whose paragraphs have numbers, and the letter that comes twice."""
_SHORT = 120
"""A heading with nothing under it, as in a table of contents, has no more signs."""


def passages(text: str) -> dict[str, Passage]:
    """The passages that can be found in a text, by the ids of their clauses."""
    runs = [found for found in _runs(list(_with_fractions(list(_paragraphs(text))))) if not _is_contents(found)]
    if len(runs) != 1:
        return {}
    (found,) = runs
    return {clause: Passage(clause, _joined(parts)) for clause, parts in found.items() if _is_told(clause, parts)}


Run = dict[str, list[list[str]]]
"""What stands under the headings of each clause, from a first section to the next first one."""


def _is_contents(run: Run) -> bool:
    return all(len(part) == 1 and len(part[0]) <= _SHORT for parts in run.values() for part in parts)


def _is_told(clause: str, parts: Sequence[Sequence[str]]) -> bool:
    """Whether a clause has one passage, and that speaks of it; who persons are is defined in several."""
    is_one = all(parts) and (len(parts) == 1 or clause == "1-persons")
    return is_one and re.search(TELLING[clause], " ".join(_joined(parts)), re.IGNORECASE) is not None


def _joined(parts: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(one for part in parts for one in part)


# -- paragraphs -------------------------------------------------------------------------------------------------------


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, without what is of the pages; one with a rule across it keeps its lines, as a fraction does."""
    last, is_paged = "", False
    for block in re.split(r"\n[ \t\r]*\n", text.replace("\f", "\n\n<page>\n\n")):
        lines = [" ".join(line.split()) for line in block.splitlines() if line.strip()]
        kept = [line for line in lines if not _PAGE.fullmatch(line)]
        if kept:
            said = ("\n" if any(map(_RULE.fullmatch, kept)) else " ").join(kept)
            goes_on = is_paged and last and not last.endswith(_ENDED) and said[0].islower()
            if goes_on:
                last = f"{last} {said}"
            else:
                yield from filter(None, [last])
                last = "" if _CONTENTS.search(kept[-1][-20:]) else said
        is_paged = len(kept) < len(lines) or (is_paged and not kept)
    yield from filter(None, [last])


def _with_fractions(paragraphs: Sequence[str]) -> Iterator[str]:
    """The same, with a fraction whose lines stand apart as one paragraph of lines."""
    place = 0
    while place < len(paragraphs):
        said = paragraphs[place : place + 3]
        is_one = len(said) == len(_FRACTION) and all(is_it(one) for is_it, one in zip(_FRACTION, said, strict=True))
        yield "\n".join(said) if is_one else said[0]
        place += len(said) if is_one else 1


def _is_rule(paragraph: str) -> bool:
    return _RULE.fullmatch(paragraph) is not None


def _is_term(paragraph: str) -> bool:
    """Whether a paragraph can be one line of a formula: short, no sentence, and no heading."""
    is_short = len(paragraph) <= _LINE and not paragraph.endswith((".", ";", ":", ","))
    return is_short and "\n" not in paragraph and not _is_rule(paragraph) and not _is_out_of_order(paragraph)


_LINE = 80
"""No line of a formula has more signs."""
_FRACTION: Sequence[Callable[[str], bool]] = (_is_term, _is_rule, _is_term)
"""What stands over a fraction's line, the line, and what stands under it."""


# -- headings ---------------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a reading of the text has come to: the section, its part, and the paragraph of that.

    `second` says that it is in the second of the parts with one letter, `is_over` that it is behind the last section.
    """

    section: int = 0
    letter: str = ""
    number: int = 0
    second: bool = False
    is_over: bool = False


_Heading = tuple[_Place, str | None]
"""Where a heading leads, and the clause that it is of; None where that is none of ours."""


def _runs(paragraphs: Sequence[str]) -> Iterator[Run]:
    """What stands under each heading; once more from the beginning where a first section comes again."""
    # paragraphs that are called 4E(1) somewhere are not called (1) elsewhere
    headings: Sequence[_Reads] = _FULL if any(map(_is_numbered, paragraphs)) else (*_FULL, _bare_number)
    run, at, under, parts = Run(), _Place(), list[str](), list[list[str]]()
    for paragraph in paragraphs:
        said = _MARKUP.sub("", paragraph)
        if at.section and _section(said, _Place()) is not None and not at.is_over:
            yield run
            run, at = {}, _Place()
        heading = next(filter(None, (reads(said, at) for reads in headings)), None)
        if heading is not None:
            at, clause = heading
            parts = [] if clause is None else run.setdefault(clause, [])
            parts.append(under := [])
        elif at.section and not at.is_over and _is_out_of_order(said):
            # nobody knows whose words come here, nor whether those before it are all
            parts.append([])
            under = []
        under.append(paragraph)
    yield run


def _is_out_of_order(said: str) -> bool:
    """Whether a paragraph has the label of a section, or of a part, and stands where none like it can be."""
    label = _LABEL.match(said)
    return label is not None and bool(label["letter"] or label["number"] or label["said"] or label["dot"])


def _is_numbered(paragraph: str) -> bool:
    label = _LABEL.match(_MARKUP.sub("", paragraph))
    return label is not None and (label["letter"], label["number"]) == (_NUMBERED, "1")


def _resolution(said: str, at: _Place) -> _Heading | None:
    return (at, "resolution") if at.section == 0 and _RESOLVED.match(said) else None


def _section(said: str, at: _Place) -> _Heading | None:
    """The next section, under its number; of the first and the fourth only parts are clauses of ours."""
    label = _LABEL.match(said)
    if label is None or label["letter"] or label["number"] or not (label["said"] or label["dot"]) or at.is_over:
        return None
    number = int(label["section"])
    clause = str(number) if str(number) in TELLING else None
    return (_Place(number), clause) if number == at.section + 1 else None


def _definition(said: str, at: _Place) -> _Heading | None:
    found = _DEFINED.match(said) if at.section == 1 else None
    if found is None:
        return None
    term = found[1].casefold()
    return at, "1-stated-value" if term.endswith("stated value") else _DEFINITIONS.get(term)


_DEFINITIONS = dict.fromkeys(("affiliate", "person", "subsidiary"), "1-persons") | {
    "common stock": "1-common",
    "excluded stock": "1-excluded",
}


def _part(said: str, at: _Place) -> _Heading | None:
    """A part of section 4 under its full label; a letter may be missing, and none comes back."""
    label = _LABEL.match(said)
    if label is None or not label["letter"] or label["number"] or int(label["section"]) != _PARTED:
        return None
    return _lettered(label["letter"], at) if at.section in (_PARTED - 1, _PARTED) else None


def _bare_part(said: str, at: _Place) -> _Heading | None:
    """A part of section 4 under its letter alone: the next one, no other."""
    found = _LETTER.match(said) if at.section == _PARTED else None
    follows = {chr(ord(at.letter or "@") + 1)} | ({_TWICE} & {at.letter})
    return _lettered(found[1], at) if found is not None and found[1] in follows else None


def _lettered(letter: str, at: _Place) -> _Heading | None:
    second = letter == _TWICE == at.letter and not at.second
    if at.is_over or not (letter > at.letter or second):
        return None
    clause = f"{_PARTED}{letter}" + (f"-{1 + second}" if letter == _TWICE else "")
    return _Place(_PARTED, letter, second=second), clause if clause in TELLING else None


def _numbered(said: str, at: _Place) -> _Heading | None:
    """A paragraph of a part of section 4 under its full label."""
    label = _LABEL.match(said)
    if label is None or not label["number"] or label["letter"] != at.letter or int(label["section"]) != at.section:
        return None
    return _with_number(int(label["number"]), at)


def _bare_number(said: str, at: _Place) -> _Heading | None:
    """A paragraph of 4E under its number alone: the next one, no other."""
    found = _NUMBER.match(said) if at.letter == _NUMBERED else None
    return _with_number(int(found[1]), at) if found is not None and int(found[1]) == at.number + 1 else None


def _reservation(said: str, at: _Place) -> _Heading | None:
    """The paragraph (2) of the second part of the same letter, whose first has no number."""
    found = _NUMBER.match(said) if at.second and at.number == 0 else None
    return _with_number(2, at) if found is not None and found[1] == "2" else None


def _with_number(number: int, at: _Place) -> _Heading | None:
    if number <= at.number or not (at.letter == _NUMBERED or at.second):
        return None
    clause = f"{_PARTED}L-2({number})" if at.second else f"{_PARTED}{at.letter}({number})"
    return at._replace(number=number), clause if clause in TELLING else None


def _annex(said: str, at: _Place) -> _Heading | None:
    is_it = at.section and len(said) <= _SHORT and _ANNEX_A.match(said)
    return (at._replace(is_over=True), "annex-A") if is_it else None


def _end(said: str, at: _Place) -> _Heading | None:
    return (at._replace(is_over=True), None) if at.section and _END.match(said) else None


_Reads = Callable[[str, _Place], _Heading | None]
_FULL: Sequence[_Reads] = (
    *(_end, _annex, _resolution, _section, _definition, _part, _bare_part, _numbered, _reservation),
)
