"""Files are kept sealed, and what was tampered with can't be read."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tidings.infra.crypto import OrganisationKeys
from tidings.infra.sealed_files import CHUNK, SealedFiles
from tidings.kernel.errors import Conflict, TooLarge


def keys() -> OrganisationKeys:
    return OrganisationKeys(uuid4(), {1: AESGCM(AESGCM.generate_key(256))}, 1, [(1, b"k" * 32)])


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def pieces(content: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
async def test_what_was_stored_is_read_back(tmp_path: Path, length: int) -> None:
    files, held = SealedFiles(tmp_path), keys()
    content = bytes(n % 251 for n in range(length))
    assert await files.store("a", held, pieces(content), most=1 << 20) == length
    with files.open("a", held) as file:
        assert file.read() == content
        assert file.tell() == length
    assert content[:100] not in (tmp_path / "a.sealed").read_bytes() or length < 100


async def test_a_file_cut_short_is_not_read_as_a_whole_one(tmp_path: Path) -> None:
    files, held = SealedFiles(tmp_path), keys()
    await files.store("a", held, pieces(b"x" * 3 * CHUNK), most=1 << 20)
    path = tmp_path / "a.sealed"
    first = 4 + int.from_bytes(path.read_bytes()[:4], "big")
    path.write_bytes(path.read_bytes()[:first])
    with files.open("a", held) as file, pytest.raises(Conflict):
        file.read()


async def test_a_file_under_another_name_is_not_read(tmp_path: Path) -> None:
    files, held = SealedFiles(tmp_path), keys()
    await files.store("a", held, pieces(b"secret"), most=100)
    (tmp_path / "a.sealed").rename(tmp_path / "b.sealed")
    with files.open("b", held) as file, pytest.raises(Conflict):
        file.read()


async def test_a_file_that_is_too_large_leaves_nothing(tmp_path: Path) -> None:
    files, held = SealedFiles(tmp_path), keys()
    with pytest.raises(TooLarge):
        await files.store("a", held, pieces(b"x" * 5000), most=4000)
    with pytest.raises(Conflict):
        files.open("a", held)
    assert not names(tmp_path)


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="no longer there"):
        SealedFiles(tmp_path).open("a", keys())
