"""What all errors of the program have in common, so that a caller can catch them by one name."""


class SeriesdError(Exception):
    """Anything that is said in place of an answer. The message is for a person, and says what would be accepted."""


class ArgumentError(SeriesdError, ValueError):
    """What a question was given is not what it takes. The message names it and says what is taken."""
