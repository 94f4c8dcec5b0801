"""Text in a cell that a spreadsheet would take for a formula: written behind an apostrophe, and read without it.

So is text that begins with an apostrophe itself; taking one away from each text that has it gives the text back.
"""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(text: str) -> str:
    """Text as it is written into a cell of a file of commas."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """Text as it was before it was written so."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_DANGEROUS) else text
