"""Rows as they are printed: a line each, in 120 columns, and under it how it grows."""

from tests.benchmarks.frame.row import Row

_WHAT, _BASELINE = 45, 29
HEADER = f"{'what':<{_WHAT}} {'takes':>8} {'from – to':>17}  {'beside':<{_BASELINE}} {'ratio':>7} {'at most':>7}\n{'-' * 120}"


def line(row: Row) -> str:
    """A row, with how it grows; a ! behind one that takes longer than is promised."""
    spread = f"{amount(min(row.times))} – {amount(max(row.times))}"
    promised = "" if row.promised is None else as_ratio(row.promised)
    what, more = _folded(row.what, _WHAT)
    baseline, rest = _folded(row.baseline, _BASELINE)
    mark = "!" if row.is_over else ""
    first = f"{what:<{_WHAT}} {amount(row.seconds):>8} {spread:>17}  {baseline:<{_BASELINE}} {as_ratio(row.ratio):>7}"
    lines = [f"{first} {promised:>7}{mark}".rstrip()]
    if more or rest:
        lines.append(f"{'  ' + more if more else '':<{_WHAT + 27}}  {'  ' + rest if rest else ''}".rstrip())
    return "\n".join([*lines, *_growth(row)])


def _growth(row: Row) -> list[str]:
    if row.exponent is None:
        return []
    sizes = ", ".join(f"{amount(point.seconds)} for {point.entries:,}" for point in row.growth)
    return [f"    grows: {sizes}; with the power {row.exponent:.2f} of the entries"]


def amount(seconds: float) -> str:
    """Seconds, in the unit that people say them in."""
    for unit, factor in (("s", 1), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{digits(seconds * factor)} {unit}"
    return f"{digits(seconds * 1e6)} µs"


def digits(number: float) -> str:
    """To three digits, or to whole numbers where these are more."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def as_ratio(ratio: float) -> str:
    """A ratio to three digits; a small one as the part that it is."""
    return f"1/{1 / ratio:,.0f}" if ratio < 0.1 else f"{ratio:.3g}"


def _folded(text: str, width: int) -> tuple[str, str]:
    """A text in two parts, broken at a space, where it is too wide."""
    if len(text) <= width:
        return text, ""
    at = text.rfind(" ", 0, width + 1)
    return text[:at], text[at + 1 :]
