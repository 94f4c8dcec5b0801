"""What the streams of a ledger are called, and which list names which. Imports nothing heavy."""

from urllib.parse import quote

LISTS = "directory/"
"""How the streams begin that list others."""

COMPANIES = f"{LISTS}companies"
"""The stream that lists the companies."""

_COMPANY = "company/"


def stream_of(company: str) -> str:
    """The stream that is the log of a company."""
    return f"{_COMPANY}{company}"


def company_of(stream: str) -> str | None:
    """The company whose log a stream is, None where it is another."""
    return stream.removeprefix(_COMPANY) if stream.startswith(_COMPANY) else None


_LISTED = ("scenario", "proposal")
"""What a company has several of beside its log: each has a stream, and a list of the company names them."""


def beside(kind: str, company: str, name: str) -> tuple[str, str]:
    """The stream of one of the things that a company has several of, and the list that names it."""
    folder = quote(company, safe="")  # no name of a company may end another's stream early
    return f"{kind}/{folder}/{name}", f"directory/{kind}s/{folder}"


def list_that_names(stream: str) -> tuple[str, str] | None:
    """The list that has to name a stream, and under which name; None where no list names such a stream."""
    company = company_of(stream)
    if company is not None:
        return COMPANIES, company
    kind, _, rest = stream.partition("/")
    folder, _, name = rest.partition("/")
    return (f"directory/{kind}s/{folder}", name) if kind in _LISTED and folder and name else None


def stream_named(directory: str, name: str) -> str | None:
    """The stream that a name in a list means; None where there is no such list."""
    if directory == COMPANIES:
        return stream_of(name)
    _, _, rest = directory.partition("/")
    kinds, _, folder = rest.partition("/")
    return f"{kinds[:-1]}/{folder}/{name}" if kinds[:-1] in _LISTED and folder else None
