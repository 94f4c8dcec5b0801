"""A refusal at the edge, in words: there is no page yet that could say it."""

from http import HTTPStatus

from starlette.responses import JSONResponse, PlainTextResponse, Response

from commands.web.problems import MEDIA_TYPE, Problem


def refused(path: str, status: HTTPStatus, sentence: str) -> Response:
    """A plain answer that says why a request goes no further; a document of it for a program."""
    if path.startswith("/api/"):
        return JSONResponse(Problem(status, "not_taken", (sentence,)).document(), status, None, MEDIA_TYPE)
    return PlainTextResponse(f"{sentence}\n", status_code=status)
