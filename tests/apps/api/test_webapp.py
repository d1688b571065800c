"""The server gives out the web app: its page under a strict policy, files for ever, and a clear word where nothing is built."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from support.api import Client
from tidings.apps.api.webapp.routes import routes

SCRIPT = b"console.log(1)\n" * 200


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-abc.js").write_bytes(SCRIPT)
    (tmp_path / "mark.svg").write_text("<svg/>")
    (tmp_path / "index.html").write_text(
        '<meta property="csp-nonce" nonce="TIDINGS-NONCE"><script nonce="TIDINGS-NONCE" src="/app/assets/index-abc.js"></script>'
    )
    (tmp_path.parent / "secret.txt").write_text("secret")
    return tmp_path


def served(folder: Path) -> Client:
    return Client(Starlette(routes=routes(folder)))


@pytest.mark.parametrize("address", ["/app/", "/app/sign-in", "/app/o/default/campaigns/0199b2a1-7c00-7000-8000-000000000000", "/app/o/a.b/contacts"])
async def test_any_address_of_the_app_is_its_page_under_a_policy_without_inline_scripts(built: Path, address: str) -> None:
    replies = [await served(built).get(address) for _ in range(2)]
    policy = replies[0].headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    nonces = [re.findall(rb'nonce="([^"]+)"', reply.body)[0].decode() for reply in replies]
    assert f"'nonce-{nonces[0]}'" in policy
    assert nonces[0] != nonces[1]
    assert replies[0].headers["cache-control"] == "no-cache"


async def test_files_named_by_their_content_are_kept_for_ever_and_packed_for_whoever_unpacks(built: Path) -> None:
    plain = await served(built).get("/app/assets/index-abc.js")
    packed = await served(built).get("/app/assets/index-abc.js", accept_encoding="gzip, br")
    assert "immutable" in plain.headers["cache-control"]
    assert plain.body == SCRIPT == gzip.decompress(packed.body)
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(SCRIPT) // 10
    assert "javascript" in packed.headers["content-type"]
    assert (await served(built).get("/app/mark.svg")).headers["content-type"] == "image/svg+xml"


async def test_what_the_build_has_packed_is_given_to_whoever_unpacks_that(built: Path) -> None:
    (built / "assets" / "index-abc.js.br").write_bytes(b"packed by the build")
    packed = await served(built).get("/app/assets/index-abc.js", accept_encoding="gzip, deflate, br;q=0.9")
    assert (packed.headers["content-encoding"], packed.body) == ("br", b"packed by the build")
    assert "javascript" in packed.headers["content-type"]
    assert (await served(built).get("/app/assets/index-abc.js", accept_encoding="gzip, brave")).headers["content-encoding"] == "gzip"


async def test_where_nothing_is_built_the_page_says_what_to_do(tmp_path: Path) -> None:
    reply = await served(tmp_path).get("/app/")
    assert reply.status == 503
    assert b"make setup" in reply.body
    assert "unsafe" not in reply.headers["content-security-policy"]


async def test_the_start_leads_to_the_app(built: Path) -> None:
    for address in ("/", "/app"):
        assert (await served(built).get(address)).headers["location"] == "/app/"


@pytest.mark.parametrize("path", ["assets/../../secret.txt", "assets/unknown.js", "../secret.txt", "assets//etc/passwd"])
async def test_nothing_outside_is_given_out(built: Path, path: str) -> None:
    from tidings.kernel.errors import NotFound  # noqa: PLC0415 - the shell, which is not part of this test, answers it

    try:
        reply = await served(built).get(f"/app/{path}")
    except NotFound:
        return
    assert b"secret" not in reply.body
    assert b"root:" not in reply.body
