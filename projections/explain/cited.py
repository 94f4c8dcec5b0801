"""What an explanation cites: the entries whose documents lie beside it, and the clauses whose words do."""

from collections.abc import Iterable, Iterator

from ledger.working import Fact, Term, Working, ends, family
from projections.explain.steps import Explained, Explanation


def clauses_of(one: Explained, depth: int | None) -> list[str]:
    """The clauses of a step, of its tests and its formula, and of all that it rests on down to a depth, each once."""
    workings = [*(tested.working for tested in one.tested), *filter(None, [one.working])]
    own = [] if one.step is None else [one.step.clause]
    own += ["4E"] if one.rule == "average" else []  # whatever was issued, the formula is that of 4E
    return list(dict.fromkeys(filter(None, [*own, *(it.clause for it in _families(workings, depth))])))


def clauses_of_figures(answer: Explanation, depth: int | None) -> list[str]:
    """Those of the figures that are told beside the steps."""
    return list(dict.fromkeys(filter(None, (it.clause for it in _families(answer.figures.values(), depth)))))


def causes_of(answer: Explanation) -> list[str]:
    """The entries that an explanation is about: the one asked for, and the causes of its steps."""
    asked = [] if answer.entry is None else [answer.entry]
    return list(dict.fromkeys([*asked, *(cause.id for one in answer.steps for cause in one.causes)]))


def entries_below(answer: Explanation, depth: int | None) -> list[str]:
    """The entries that its workings cite down to a depth, without those that it is about."""
    workings = [*(one.working for one in answer.steps if one.working is not None), *answer.figures.values()]
    found = [] if answer.on is None or answer.adopted is None else [answer.adopted.id]
    found += [name for one in _families(workings, depth) for name in _entries_in(one)]
    about = {*causes_of(answer)}
    return [name for name in dict.fromkeys(found) if name not in about]


def _families(workings: Iterable[Working], depth: int | None) -> Iterator[Working]:
    return (it for one in workings for it in family(one, depth))


def _entries_in(working: Working) -> Iterator[str]:
    cited = (leaf.entry for leaf in ends(working.formula) if isinstance(leaf, Fact | Term))
    return (name for name in cited if name is not None)
