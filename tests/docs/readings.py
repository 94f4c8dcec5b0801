"""The readings as docs/readings.md lists them, from the table that explanations and notices use."""

from projections.certificate.readings import READINGS, switch_of

HEAD = ("| | clause | the choice | what else is said |", "|---|---|---|---|")


def readings_reference() -> str:
    """All readings in their order; those that are contested and move money have a `$`."""
    return "\n".join([*HEAD, *map(_row, READINGS)])


def _row(name: str) -> str:
    one, switch = READINGS[name], switch_of(name)
    number = f"{name} $" if one.contested else name
    other = f"{one.other}{f' (`{switch}`)' if switch else ''}"
    return f"| {number} | {one.clause} | {one.statement} | {other} |"
