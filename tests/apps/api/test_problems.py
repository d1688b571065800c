"""Every error is a problem that says what to do, shows nothing of the input, and is never our fault when it is the caller's."""

from datetime import date, time
from typing import Literal

import pytest
from fastapi import APIRouter
from psycopg.errors import DeadlockDetected
from pydantic import BaseModel, Field, ValidationError

from support.api import Client
from tidings.apps.api.context import Context
from tidings.apps.api.faults import sentence
from tidings.apps.speech import phrases
from tidings.infra import web

PHONE = "+33 6 12 34 56 78"


class Free(web.Input):
    name: web.Line
    numbers: tuple[int, ...] = ()
    attributes: dict[str, object] | None = None


class Filled(BaseModel):
    """Every sort of limit that a field may have."""

    shortest: str = Field("a", min_length=1)
    code: str = Field("abc", min_length=3, max_length=5, pattern="^[a-z]*$")
    several: list[int] = Field([1], min_length=1, max_length=2)
    people: int = Field(1, ge=1, lt=11)
    share: float = Field(1, gt=0, le=1)
    sure: bool = True
    day: date = date(2026, 10, 5)
    hour: time = time(9)
    way: Literal["sms", "email"] = "sms"


@pytest.fixture
def extra_routers() -> list[APIRouter]:
    routes = web.router("trials")

    @routes.post("/trials")
    async def trial(body: Free) -> dict[str, object]:
        if body.name == "bug":
            raise RuntimeError(f"a bug with {PHONE}")
        if body.name == "crossed":
            raise DeadlockDetected(f"Process 7 waits with {PHONE}")
        return {"name": body.name, "attributes": body.attributes}

    return [routes]


async def sent(client: Client, body: bytes, media_type: str = "application/json") -> tuple[int, str]:
    reply = await client.send("POST", "/trials", body=body, headers={"content-type": media_type})
    return reply.status, reply.json().get("code", "")


async def test_all_faults_of_the_input_are_listed_by_field(client: Client) -> None:
    reply = await client.post("/trials", {"nome": PHONE, "numbers": [1, PHONE, 2, PHONE]})
    assert reply.status == 422
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json()
    assert {each["field"] for each in problem["errors"]} == {"name", "nome", "numbers.1", "numbers.3"}
    assert {each["source"] for each in problem["errors"]} == {"body"}
    assert problem["fix"]
    assert PHONE not in reply.body.decode()


async def test_whoever_reads_french_is_told_in_french_what_is_wrong_and_what_to_do(client: Client) -> None:
    french = {"accept-language": "fr-CH, en;q=0.5"}
    sent = {"content-type": "application/json", **french}
    wrong = (await client.send("POST", "/trials", body=b'{"nome": 1}', headers=sent)).json()
    assert (wrong["title"], wrong["detail"], wrong["fix"]) == ("La saisie est fausse", "2 erreurs dans la saisie.", "Corrigez ce que liste `errors`.")
    assert {each["message"] for each in wrong["errors"]} >= {"Ce champ est nécessaire."}
    unread = (await client.send("POST", "/trials", body=b"{", headers=sent)).json()
    assert unread["fix"] == "Envoyez du JSON valide en UTF-8."
    parameter = (await client.get("/organisation?colour=red", **french)).json()
    assert parameter["detail"] == "Il n\u2019y a pas ici de paramètre « colour »."
    assert (await client.send("POST", "/trials", body=b'{"name": "bug"}', headers=sent)).json()[
        "title"
    ] == "Une erreur s\u2019est produite de notre côté"


@pytest.mark.parametrize(
    ("limits", "given", "said"),
    [
        ("shortest", "", "Write something here."),
        ("code", "ab", "Write at least 3 characters."),
        ("code", "abcdef", "Write at most 5 characters."),
        ("code", "ab cd", "This is not written as it must be: ^[a-z]*$"),
        ("code", 7, "Write a text."),
        ("several", [], "Give at least 1, not 0."),
        ("several", [1, 2, 3], "Give at most 2, not 3."),
        ("people", 0, "It must be at least 1."),
        ("people", 12, "It must be less than 11."),
        ("people", "many", "Write a whole number."),
        ("people", 1.5, "Write a whole number."),
        ("share", 0, "It must be more than 0."),
        ("share", 1.5, "It must be at most 1."),
        ("share", "half", "Write a number."),
        ("sure", "perhaps", "Say true or false."),
        ("day", "tomorrow", "Write a date as YYYY-MM-DD, such as 2026-10-05."),
        ("hour", "nine", "Write a time as HH:MM, such as 09:30."),
        ("way", "post", "It must be one of: 'sms' or 'email'."),
    ],
)
def test_what_is_wrong_with_a_field_is_said_to_who_filled_it_in_and_in_french(limits: str, given: object, said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Filled.model_validate({limits: given})
    (error,) = raised.value.errors()
    assert sentence(error) == said
    assert phrases().french(said) not in {None, said}


async def test_who_gives_way_to_another_change_is_told_to_send_it_again(client: Client) -> None:
    reply = await client.post("/trials", {"name": "crossed"})
    assert (reply.status, reply.json()["code"], reply.headers["retry-after"]) == (503, "changes_crossed", "1")
    assert PHONE not in reply.body.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"name": "\xc3"}',
        b'{"name": NaN}',
        b'{"name": "a", "attributes": {"n": Infinity}}',
        b'{"name": "a", "attributes": {"n": 1e999}}',
        b'{"name": "\\ud800"}',
        b'{"name": "a\x00b"}',
        b"[" * 5000,
        b'{"name": "a", "attributes": ' + b'{"a":' * 40 + b"1" + b"}" * 41,
        b'{"name": "a\\u0000b"}',
        b'{"name": "a", "attributes": {"k\\u0000": 1}}',
        b'{"name": "a", "attributes": {"k": ["\\u0000"]}}',
        b"null",
        b"3",
        b"",
    ],
)
async def test_a_body_that_cannot_be_kept_is_refused(client: Client, body: bytes) -> None:
    status, code = await sent(client, body)
    assert status == 422
    assert code in {"json_invalid", "json_too_deep", "text_unstorable", "input_invalid"}


@pytest.mark.parametrize(
    ("body", "field"),
    [(b'{"name": "a", "numbers": ["1", "\\u0000"]}', "numbers.1"), (b'{"name": "a", "attributes": {"k\\u0000": 1}}', "attributes")],
)
async def test_where_a_nul_stands_is_told(client: Client, body: bytes, field: str) -> None:
    reply = await client.send("POST", "/trials", body=body, headers={"content-type": "application/json"})
    assert (reply.json()["code"], reply.json()["field"]) == ("text_unstorable", field)


async def test_a_backslash_before_u0000_is_no_nul(client: Client) -> None:
    status, _ = await sent(client, b'{"name": "a\\\\u0000b"}')
    assert status == 200


async def test_thirty_levels_are_not_too_deep(client: Client) -> None:
    status, _ = await sent(client, b'{"name": "a", "attributes": ' + b'{"a":' * 30 + b"1" + b"}" * 31)
    assert status == 200


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_json_that_comes_as_something_else_is_refused_with_the_header_that_is_needed(client: Client, media_type: str) -> None:
    reply = await client.send("POST", "/trials", body=b'{"name": "a"}', headers={"content-type": media_type})
    assert (reply.status, reply.json()["code"]) == (422, "json_expected")
    assert "Content-Type: application/json" in reply.json()["fix"]


async def test_parameters_of_the_media_type_do_not_matter(client: Client) -> None:
    assert (await sent(client, b'{"name": "a"}', "application/json; charset=utf-8; x"))[0] == 200


@pytest.mark.parametrize("address", ["/organisation\x00", "/audit?subject=%00", "/keys/\x00"])
async def test_nul_in_an_address_is_refused(client: Client, address: str) -> None:
    reply = await client.get(address)
    assert (reply.status, reply.json()["code"]) == (422, "text_unstorable")


async def test_an_unknown_address_and_a_wrong_method_are_problems(client: Client) -> None:
    missing = await client.get("/nowhere")
    assert (missing.status, missing.json()["type"]) == (404, "/docs#not-found")
    wrong = await client.post("/organisation/stop", {})
    assert (wrong.status, wrong.headers["allow"]) == (405, "DELETE, PUT")
    assert wrong.headers["content-type"] == "application/problem+json"


async def test_a_bug_of_ours_shows_an_id_and_nothing_else(client: Client) -> None:
    reply = await client.post("/trials", {"name": "bug"})
    assert (reply.status, reply.json()["code"]) == (500, "unexpected")
    assert reply.json()["request_id"] == reply.headers["x-request-id"]
    assert PHONE not in reply.body.decode()
    assert "RuntimeError" not in reply.body.decode()


async def test_a_body_over_the_limit_is_refused_by_its_length_and_while_it_streams(client: Client, context: Context) -> None:
    piece = b" " * 1024 * 1024
    declared = await client.send("POST", "/trials", body=piece * 11, headers={"content-type": "application/json"})
    streamed = await client.send("POST", "/trials", body=[piece] * 11, headers={"content-type": "application/json"})
    form = await client.send("POST", "/trials", body=[piece] * 11, headers={"content-type": "multipart/form-data; boundary=x"})
    for reply in (declared, streamed, form):
        assert (reply.status, reply.json()["code"]) == (413, "body_too_large")
    assert str(context.most_body_bytes) in declared.json()["detail"]


async def test_every_answer_tells_browsers_to_be_careful(client: Client) -> None:
    for address in ("/healthz", "/nowhere", "/organisation", "/docs"):
        headers = (await client.get(address)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]


async def test_a_database_that_went_away_is_busy_not_broken(client: Client, context: Context) -> None:
    await context.database.close()
    reply = await client.get("/organisation")
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")
