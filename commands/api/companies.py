"""Which company of a ledger is meant, by its name or a beginning of it; and when a further one may be begun."""

from collections.abc import Sequence

from ledger.names import beginning_with, near, one_of, spelt
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.flags import NO_CERTIFICATE

COMPANY_NEEDED = refuses(
    "company_needed",
    "",
    "In a ledger of several companies a question names the one that it is about.",
    "Name one with --company.",
)
UNKNOWN_COMPANY = refuses(
    "unknown_company",
    "",
    "A question is about a company that the ledger has.",
    "Name one of those listed.",
)
FURTHER_COMPANY = refuses(
    "further_company",
    "",
    "A further company in a ledger is begun on purpose, so that no slip of the pen begins one.",
    "Write the company's name as it is known, or say --new-company where it is another one.",
)


def company_asked_about(name: str | None, known: Sequence[str]) -> str:
    """The company of a ledger that a question is about. Raises `Refusal` when it is not there, or not clear."""
    if name is None:
        return _only(known)
    found = company_meant(name, known)
    if found is None:
        hint = near(name, known) or f"; known are: {', '.join(known)}"
        raise Refusal(UNKNOWN_COMPANY, f"there is no company {name!r} here{hint}")
    return found


def company_meant(name: str, known: Sequence[str]) -> str | None:
    """The company of a ledger that is meant by its name, or by a beginning that no other has, in any case of letters.

    None where there is none. Raises `Refusal` where several begin so.
    """
    found = one_of(name, known)
    if found is not None:
        return found
    begin_so = beginning_with(name, known)
    if len(begin_so) > 1:
        several = f"{name!r} is the beginning of {len(begin_so)} companies"
        raise Refusal(COMPANY_NEEDED, f"{several}; write more of one of: {', '.join(begin_so)}")
    return next(iter(begin_so), None)


def company_recorded_for(named: str | None, adopted: str | None, known: Sequence[str], *, new: bool) -> str:
    """The company that entries are for: the one that was named, or the one that their certificate names.

    The first company of a ledger needs no more than its name; each further one is begun with `new` alone. Raises
    `Refusal` where no company is named, or a name that is not known would begin one.
    """
    name = named or adopted
    if name is None and known:
        return _only(known)
    if name is None:
        raise Refusal(
            NO_CERTIFICATE,
            "the ledger is empty, and nothing names the company: a journal begins with certificate_adopted, which "
            "does; or name it with --company",
        )
    # a certificate, and whoever begins a company, says the whole name
    found = one_of(name, known) if new or named is None else company_meant(name, known)
    if found is None and known and not new:
        raise Refusal(FURTHER_COMPANY, _further(name, known))
    return found or spelt(name)


def _only(known: Sequence[str]) -> str:
    if len(known) == 1:
        return known[0]
    raise Refusal(
        COMPANY_NEEDED,
        f"the ledger holds {len(known)} companies; name one with --company: {', '.join(known)}",
    )


def _further(name: str, known: Sequence[str]) -> str:
    begins = "--new-company begins a further company in it"
    if len(known) == 1:
        return f"this ledger is that of {known[0]}, and not of {name}; {begins}"
    return f"this ledger has no {name}, but {', '.join(known)}{near(name, known)}".rstrip("?") + f"; {begins}"
