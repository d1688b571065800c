"""The file of a schedule, fetched: from the organisation's folder on the server, or from the web."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import UUID

from tidings.contacts.errors import source_failed, source_invalid
from tidings.contacts.types import Source, SourceKind
from tidings.infra.downloads import DownloadFailedError, Downloads
from tidings.kernel.network import UnclearUrlError, plain_parts

_CHUNK = 1 << 16
_LONGEST = 2_000
_FIX = "Give such as https://crm.example.com/people.csv; a secret goes in its own field."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on its way; `content` is None where the server says that it is the one of before."""

    name: str
    etag: str | None
    content: AsyncIterator[bytes] | None


class Sources:
    """Where files come from. `folder` is the one that the operator allows; each organisation has its own in it, by its id.

    With `loopback` URLs may lead to this machine, too, and without TLS: for tests and the demo.
    """

    def __init__(self, folder: Path | None, *, loopback: bool = False) -> None:
        self._folder = folder
        self._loopback = loopback

    @asynccontextmanager
    async def fetch(self, organisation_id: UUID, source: Source, etag: str | None) -> AsyncGenerator[Fetched]:
        """Open a file, which is read while the context is open. Raises Invalid `source_failed` with what to do, also while it is read."""
        if source.kind is SourceKind.FOLDER:
            with await asyncio.to_thread(self._open_newest, organisation_id, source.place) as file:
                yield Fetched(Path(file.name).name, None, _read(file))
            return
        try:
            async with (
                Downloads(loopback=self._loopback) as downloads,
                downloads.fetch(source.place, secret=source.secret, etag=etag) as answer,
            ):
                yield Fetched(PurePosixPath(urlsplit(source.place).path).name or "download", answer.etag, answer.content)
        except DownloadFailedError as error:
            raise source_failed(f"The file could not be fetched. {error}", "See that the address and its secret still hold.") from error

    def _open_newest(self, organisation_id: UUID, place: str) -> BinaryIO:
        try:
            return self._newest(organisation_id, place).open("rb")
        except OSError as error:
            why = f"The file can't be read: {error.strerror}."
            raise source_failed(why, "Let the user that Tidings runs as read it, and the folders above it.") from error

    def _newest(self, organisation_id: UUID, place: str) -> Path:
        """Return the newest file that fits, which lies in the organisation's own folder, links followed."""
        if self._folder is None:
            raise source_failed("This server allows no folder.", "Have its operator set TIDINGS_IMPORT_FOLDER, or use a URL.")
        own = (self._folder / str(organisation_id)).resolve()
        inside = [path for path in own.glob(place) if path.is_file() and path.resolve().is_relative_to(own)]
        if not inside:
            raise source_failed(f"There is no file {place!r}.", f"Put it into the folder {organisation_id} of the server's import folder.")
        return max(inside, key=lambda path: (path.stat().st_mtime_ns, path.name))


def check_source(source: Source) -> None:
    """Refuse what can't be a source: a path that leaves the folder or names only it, a URL without https or that is not clear. Raises Invalid."""
    place = source.place
    if not place.strip() or len(place) > _LONGEST or "\0" in place:
        raise source_invalid("This names no file.", "Give a path in the folder, or an https URL.")
    if source.kind is SourceKind.FOLDER:
        path = PurePosixPath(place)
        if not path.parts or path.is_absolute() or ".." in path.parts or "**" in place or source.secret:
            raise source_invalid("This is no path in the folder.", "Give a path in it, such as crm/people.csv or crm/*.csv, and no secret.")
        return
    try:
        parts = plain_parts(place)
    except UnclearUrlError as error:
        raise source_invalid(str(error), _FIX) from error
    if parts.scheme != "https":
        raise source_invalid("This is no https URL.", _FIX)
    if source.secret and not (source.secret.isascii() and source.secret.isprintable()):
        raise source_invalid("The secret can't be sent as a bearer token.", "Give it in one line of ASCII characters.")


async def _read(file: BinaryIO) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, _CHUNK):
        yield piece
