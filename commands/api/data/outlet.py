"""What an answer is asked for itself: the makers of plain data, loaded when somebody asks."""

from typing import Any

from projections.members import Answer, Library


class Plain:
    """Documents and frames of answers, made by the modules of this room."""

    def to_dict(self, answer: Any, *, exact: bool = False) -> dict[str, Any]:
        """The document of an answer; see `documents`."""
        from commands.api.data.documents import to_dict

        return to_dict(answer, exact=exact)

    def to_frame(self, answer: Any, library: Library | None = None, *, of: str | None = None) -> Any:
        """An answer as a data frame; see `frames`."""
        from commands.api.data.frames import to_frame

        return to_frame(answer, library, of=of)


Answer.outlet = Plain()
