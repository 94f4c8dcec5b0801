"""The Open Cap Format: the files of one package."""

from commands.errors import UsageError
from commands.exports.request import Made, Request
from commands.exports.rows import heads_of
from projections.ocf import package_of


def write(request: Request) -> Made:
    """The package of one company, and what it could not carry."""
    if request.output is None:
        raise UsageError("a package is several files: name a folder or a .zip file with -o")
    ((_, heads),) = heads_of(request).items()
    log = request.ledgers[0].log(as_known=request.as_known)
    package = package_of(log, request.on, request.made, heads)
    texts = {name: text.encode() for name, text in package.texts().items()}
    rows = {name: len(content.get("items", [])) for name, content in package.files.items()}
    return Made(documents=texts, rows=rows, losses=package.losses)
