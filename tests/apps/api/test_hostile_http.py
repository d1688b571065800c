"""Requests that no client library would write, over a real socket: each gets an answer that blames the caller, and the next is served."""

import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection

import orjson
import pytest

from support.databases import cloned
from support.descriptions import fields
from support.serving import ServedApi, served_api

PATIENCE_SECONDS = 30
WHOEVER_CALLED = range(100, 500)
"""Statuses of answers that are not our fault; 100 comes before one that was announced."""


@pytest.fixture(scope="module")
def api(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApi]:
    """The whole API, one process."""
    with cloned(server_url, template) as url, served_api(url, tmp_path_factory.mktemp("api")) as api:
        yield api


@pytest.fixture(scope="module")
def bodies(api: ServedApi) -> list[tuple[str, str, str]]:
    """Every field of every body: the method, an address, the field's name."""
    document = api.send("GET", "/openapi.json").json()
    found: list[tuple[str, str, str]] = []
    for path, methods in document["paths"].items():
        address = path.replace("{name}", "welcome_sms").partition("{")[0]
        tail = "00000000-0000-0000-0000-000000000000" + path.partition("}")[2] if "{" in path and "{name}" not in path else ""
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            found += [(method.upper(), address + tail, field) for field in (fields(document, content["schema"]) if content else ())]
    return found


@pytest.fixture(autouse=True)
def afterwards(api: ServedApi) -> Iterator[None]:
    """Whatever a test sent, the API lives and logged no fault of its own."""
    yield
    assert api.send("GET", "/healthz").status == 200
    assert api.faults() == []


def answered(api: ServedApi, request: bytes, *, whole: bool = False) -> tuple[int, bytes]:
    """Write bytes and return the status of the answer and everything that came; 0 if the server hung up without a word.

    What is no `whole` request is followed by the end of the line: otherwise the server would wait for the rest.
    """
    came = b""
    with socket.create_connection((api.host, api.port), timeout=PATIENCE_SECONDS) as line, suppress(ConnectionError):
        line.sendall(request)
        if not whole:
            with suppress(OSError):  # the server may have hung up already
                line.shutdown(socket.SHUT_WR)
        while piece := line.recv(65536):
            came += piece
    return (int(came.split(b" ", 2)[1]) if came else 0), came


def asked(api: ServedApi, line: bytes, *headers: bytes, body: bytes = b"") -> tuple[int, bytes]:
    """Send one request with the organisation's key."""
    own = [b"Host: x", b"Connection: close", b"Authorization: Bearer " + api.key.encode(), b"Content-Length: %d" % len(body)]
    return answered(api, b"\r\n".join([line, *own, *headers, b"", body]), whole=True)


@pytest.mark.parametrize(
    "path",
    [
        b"/%",
        b"/%zz",
        b"/contacts/%ff%fe",
        b"/contacts/%ed%a0%80",
        b"/contacts/..%2f..%2fkeys",
        b"/../../etc/passwd",
        b"//keys",
        b"/keys/",
        b"/KEYS",
        b"/contacts/%00",
        b"/contacts?name=%00",
        b"/contacts?name=%ff%fe%fd",
        b"/contacts?name=%ed%a0%80",
        b"/contacts?limit=1&limit=2",
        b"/contacts?limit=99999999999999999999999999",
        b"/contacts?limit=-1",
        b"/contacts?limit=1e3",
        b"/contacts?limit=NaN",
        b"/contacts?limit=%D9%A3",
        b"/contacts?cursor=%F0%9F%8E%B9",
        b"/contacts?cursor=" + b"A" * 999,
        b"/contacts?" + b"a=1&" * 5000,
        b"/contacts?attribute=" + b"x" * 5000 + b":y",
        b"/contacts?;;;&&&===",
        b"/templates/" + b"a" * 8000,
        b"/templates/%f0%9f%8e%b9",
        b"/audit?subject=" + b"%27%20OR%201%3D1--",
        b"/marketing/campaigns?status=running&status=%27",
        b"/imports/00000000-0000-0000-0000-000000000000/errors?format=exe",
        b"/" + b"a/" * 10_000,
        b"*",
        b"http://elsewhere.example/keys",
    ],
)
def test_an_odd_address_is_answered_as_the_callers_mistake(api: ServedApi, path: bytes) -> None:
    status, came = asked(api, b"GET " + path + b" HTTP/1.1")
    assert status in WHOEVER_CALLED, came[:500]


@pytest.mark.parametrize("length", [70_000, 2_000_000])
def test_an_endless_address_or_header_is_refused(api: ServedApi, length: int) -> None:
    for request in (
        b"GET /contacts?name=" + b"x" * length + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: " + b"x" * length + b"\r\n\r\n",
    ):
        status, came = answered(api, request, whole=True)
        assert status == 0 or status in WHOEVER_CALLED, came[:500]


@pytest.mark.parametrize("method", [b"TRACE", b"CONNECT", b"OPTIONS", b"HEAD", b"PROPFIND", b"get", b"X" * 200])
@pytest.mark.parametrize("path", [b"/contacts", b"/marketing/campaigns", b"/healthz", b"/nowhere", b"/webhooks/whatsapp/x"])
def test_a_method_that_an_address_does_not_take_is_refused(api: ServedApi, method: bytes, path: bytes) -> None:
    status, came = asked(api, method + b" " + path + b" HTTP/1.1")
    assert 400 <= status < 500, came[:500]


@pytest.mark.parametrize(
    "header",
    [
        b"Accept: nonsense",
        b"Accept: image/png;q=0",
        b"Accept-Encoding: gzip;q=zz",
        b"Accept-Language: " + b"x" * 5000,
        b"Content-Type: application/json; charset=utf-16",
        b"Content-Type: application/\xff\xfe",
        b"Content-Type: multipart/form-data",
        b"Content-Type: multipart/form-data; boundary=",
        b"Content-Type: application/x-www-form-urlencoded",
        b"Content-Type: ;;;;",
        b"Content-Encoding: gzip",
        b"Expect: 100-continue",
        b"Cookie: " + b"a=b;" * 1000,
        b"X-Forwarded-For: " + b"127.0.0.1," * 500,
        b"Range: bytes=0-0,-1,5-",
        b"Idempotency-Key: \xc3\xa9",
        b"Idempotency-Key: a b",
        b"Authorization: Bearer second",
        b"If-None-Match: *",
    ],
)
def test_an_odd_header_does_no_harm(api: ServedApi, header: bytes) -> None:
    for path in (b"/sms/count", b"/imports", b"/marketing/campaigns"):
        status, came = asked(api, b"POST " + path + b" HTTP/1.1", header, body=b'{"text": "hello"}')
        assert status in WHOEVER_CALLED, came[:500]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"",
        b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /healthz\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
        b"POST /keys HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /keys HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST /keys HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /keys HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzzz\r\n",
        b"POST /keys HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        b"POST /sms/count HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nshort",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        bytes(range(256)) * 10,
    ],
)
def test_what_is_hardly_http_is_refused_or_hung_up_on(api: ServedApi, request_bytes: bytes) -> None:
    status, came = answered(api, request_bytes)
    assert status == 0 or status in WHOEVER_CALLED, came[:500]


HOSTILE_VALUES = [
    b"null",
    b"0",
    b"-1",
    b"1e400",
    b"99999999999999999999999999999999",
    b"9223372036854775807",
    b"2147483648",
    b"NaN",
    b"true",
    b"[]",
    b"{}",
    b"[[[[]]]]",
    b'""',
    b'" "',
    b'"\\u0000"',
    b'"\\ud800"',
    b'"\\udc00\\ud800"',
    b'"\\u202e"',
    b'"\xff"',
    b'"' + b"x" * 300_000 + b'"',
    b'"{{ 7 * 7 }}"',
    b'"{% for a in range(99999999) %}x{% endfor %}"',
    b'"\'; DROP TABLE contacts; --"',
    b'"2026-02-30"',
    b'"0000-00-00T00:00:00Z"',
    b'"9999-12-31T23:59:59-23:59"',
    b'"0001-01-01T00:00:00+23:59"',
    b'"24:00"',
]


@pytest.mark.parametrize("value", HOSTILE_VALUES, ids=lambda value: value[:30].decode("latin-1"))
def test_no_value_of_any_field_is_our_fault(api: ServedApi, bodies: list[tuple[str, str, str]], value: bytes) -> None:
    """Put it into every field of every body, one field at a time."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {api.key}"}
    with closing(HTTPConnection(api.host, api.port, timeout=PATIENCE_SECONDS)) as line:
        for method, address, field in bodies:
            line.request(method, address, b"{" + orjson.dumps(field) + b":" + value + b"}", headers)
            answer = line.getresponse()
            said = answer.read()
            assert answer.status in WHOEVER_CALLED, f"{method} {address} {field}: {said!r}"


def test_a_page_of_the_contract_is_refused_politely_when_its_numbers_are_strange(api: ServedApi) -> None:
    made = api.ask("POST", "/marketing/campaigns", {"name": "Odd", "template_name": "hello_world"}).json()
    strange = [
        "",
        " ",
        "\u202e+33612000001",
        "+" * 200,
        "0" * 200,
        "١٢٣٤٥٦٧٨٩٠",
        "+33 6 12 00 00 01;ext=5",
        "tel:+33612000001",
        "💥",
        "-1",
        "1e10",
        "<script>",
    ]
    answer = api.ask("POST", f"/marketing/campaigns/{made['id']}/recipients", {"phone_numbers": [*strange, "06 12 00 00 01"]})
    assert answer.status == 200
    assert answer.json()["recipients_added"] >= 1
    for numbers in ([None], [{}], [[]], [True], [1.5], [2**63], ["\x00"], "all", {"0": "1"}):
        assert api.ask("POST", f"/marketing/campaigns/{made['id']}/recipients", {"phone_numbers": numbers}).status in WHOEVER_CALLED
