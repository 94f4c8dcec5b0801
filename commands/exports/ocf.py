"""The Open Cap Format: the files of one package."""

from commands.errors import UsageError
from commands.exports.request import Made, Request
from projections.ocf import package_of


def write(request: Request) -> Made:
    """The package of one company, and what it could not carry."""
    if request.output is None:
        raise UsageError("a package is several files: name a folder or a .zip file with -o")
    package = package_of(request.ledgers[0].log(as_known=request.as_known), request.on, request.made)
    texts = {name: text.encode() for name, text in package.texts().items()}
    rows = {name: len(content.get("items", [])) for name, content in package.files.items()}
    return Made(documents=texts, rows=rows, losses=package.losses)
