"""The room's dated data, in TOML beside it."""

import tomllib
from importlib.resources import files
from typing import Any


def table(name: str) -> dict[str, Any]:
    """Return the content of a file of the room."""
    return tomllib.loads(files("tidings.policy").joinpath(name).read_text(encoding="utf-8"))
