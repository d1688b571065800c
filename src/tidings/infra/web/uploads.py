"""An uploaded file as a stream: the body itself, or the file of a form; nothing is held or written on the way."""

from collections.abc import AsyncIterator
from typing import Any

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from tidings.kernel.errors import Invalid

_LONGEST_FIELD = 1 << 16
_LONGEST_NAME = 200


class Upload:
    """The file of one request. `name` and `fields` (of a form) are whole once `content` has been read to its end."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.name = "upload"
        self.fields: dict[str, str] = {}

    async def content(self) -> AsyncIterator[bytes]:
        """Give the file's bytes as they come. Raises Invalid if a form is broken or holds no file, or two."""
        kind, options = parse_options_header(self._request.headers.get("content-type", ""))
        if kind != b"multipart/form-data":
            async for piece in self._request.stream():
                yield piece
            return
        form = _Form(options.get(b"boundary", b""))
        async for piece in self._request.stream():
            for part in form.read(piece):
                yield part
        form.end()
        self.name, self.fields = form.file_name or self.name, {name: value.decode("utf-8", "replace") for name, value in form.fields.items()}


class _Form:
    """A form being read: the bytes of its file are handed on, its other fields kept."""

    def __init__(self, boundary: bytes) -> None:
        if not boundary:
            raise _broken("it names no boundary")
        self.file_name: str | None = None
        self.fields: dict[str, bytearray] = {}
        self._out: list[bytes] = []
        self._header = bytearray()
        self._value = bytearray()
        self._disposition = b""
        self._field: bytearray | None = None
        callbacks: Any = {
            "on_part_begin": self._begin,
            "on_header_field": self._on_header,
            "on_header_value": self._on_value,
            "on_header_end": self._on_header_end,
            "on_headers_finished": self._on_headers,
            "on_part_data": self._on_data,
        }
        try:
            self._parser = MultipartParser(boundary, callbacks)
        except FormParserError as error:
            raise _broken("its boundary is too long") from error

    def read(self, piece: bytes) -> list[bytes]:
        """Take a piece of the body and return what of it belongs to the file."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise _broken("its parts can't be told apart") from error
        out, self._out = self._out, []
        return out

    def end(self) -> None:
        """Say that the body is over."""
        if self.file_name is None:
            raise Invalid("file_missing", "The form holds no file.", field="file", fix="Send the file in a part named file.")

    def _begin(self) -> None:
        self._disposition = b""

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _on_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"filename" not in options:
            self._field = self.fields.setdefault(options.get(b"name", b"").decode("utf-8", "replace"), bytearray())
            return
        if self.file_name is not None:
            raise Invalid("file_repeated", "The form holds two files.", field="file", fix="Send one file in a request.")
        self._field = None
        name = options[b"filename"].decode("utf-8", "replace").replace("\0", "")
        self.file_name = name[:_LONGEST_NAME] or "upload"

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._field is None:
            self._out.append(bytes(data[start:end]))
        elif len(self._field) + end - start <= _LONGEST_FIELD:
            self._field += data[start:end]
        else:
            raise _broken(f"a field is longer than {_LONGEST_FIELD} bytes")


def _broken(why: str) -> Invalid:
    return Invalid("form_invalid", f"The form can't be read: {why}.", fix="Send multipart/form-data, or the file itself as text/csv.")
