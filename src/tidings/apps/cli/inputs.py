"""Files that commands read: also standard input and other pipes, which can be read only once."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer


def piped(file: Path) -> bool:
    """Say whether a file is `-` (standard input) or a pipe, such as `<(...)` of a shell."""
    return str(file) == "-" or file.is_fifo() or file.is_char_device()


@contextmanager
def readable(file: Path) -> Generator[Callable[[], BinaryIO]]:
    """Give what opens the file at its start, as often as wanted; a pipe is written to a private temporary file first, so memory stays small.

    Wrong use if there is no such file, or it may not be read.
    """
    if str(file) != "-" and not os.access(file, os.R_OK):
        raise typer.BadParameter(f"{file} is not there, or may not be read.")
    if not piped(file):
        yield lambda: file.open("rb")
        return
    with tempfile.NamedTemporaryFile(prefix="tidings-") as held:  # mode 0600, and deleted at the end
        if str(file) == "-":
            shutil.copyfileobj(sys.stdin.buffer, held)
        else:
            with file.open("rb") as pipe:
                shutil.copyfileobj(pipe, held)
        held.flush()
        path = Path(held.name)
        yield lambda: path.open("rb")
