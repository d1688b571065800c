"""The description of the whole API tells a stranger everything: words, scopes, examples, answers and errors of each operation.

The page for people needs nobody else's host.
"""

import asyncio
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from jsonschema import Draft202012Validator

from support.api import Client, Reply
from support.clock import ManualClock
from support.descriptions import Json, sample
from support.whole import whole_application
from tidings.accounts.types import Scope
from tidings.apps.api.openapi import TAGS, operations
from tidings.apps.providers import ADAPTERS
from tidings.infra.crypto import MasterKeys, Vault
from tidings.infra.db.database import Database
from tidings.ports.adapter import WebhookCall
from tidings.ports.receipt import Unrecognised

NOWHERE = "postgresql://127.0.0.1:9/none"
OPEN = {"/healthz", "/readyz", "/metrics"}
BROWSERS = {
    "/session",
    "/session/link",
    "/account/sessions",
    "/account/password",
    "/account/password/link",
    "/account/password/link/whose",
    "/account/authenticator",
    "/account/authenticator/confirm",
    "/account/authenticator/remove",
    "/account/recovery-codes",
}
"""What people's browsers ask with a cookie instead of a key; how each is guarded is examined in test_sessions.py."""
"""What answers without a key: it shows nothing of any organisation."""
WRITTEN: dict[str, Callable[[Any], bytes]] = {
    "application/x-www-form-urlencoded": lambda example: urlencode(example).encode(),
    "application/json": orjson.dumps,
    "message/rfc822": str.encode,
}
"""By media type of a callback, how an example is written."""
CALLERS = {"whatsapp": "meta_whatsapp"}
"""Providers whose callbacks have another name in their address."""
SIGNED = {"/webhooks/twilio/{connection}/{about}", "/webhooks/whatsapp/{connection}", "/webhooks/smtp/{connection}", "/webhooks/fcm/{connection}"}
"""Where providers call: a signature stands in the place of a key, and nobody reads a body of the answer."""
MADE_BY_NAME = {"put /attributes/{name}", "put /programmes/{key}", "post /wordings/{key}"}
"""Whoever names what is not there makes it."""
CONTRACT = {
    "post /marketing/campaigns",
    "get /marketing/campaigns",
    "post /marketing/campaigns/{campaign_id}/recipients",
    "post /marketing/campaigns/{campaign_id}/activate",
    "post /marketing/campaigns/{campaign_id}/pause",
    "post /marketing/campaigns/{campaign_id}/resume",
    "post /marketing/campaigns/{campaign_id}/cancel",
    "get /marketing/campaigns/{campaign_id}/stats",
    "post /marketing/process-daily",
    "get /marketing/health",
}
"""What existing users call (SPEC, "The campaign API")."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reply]:
    """What the whole application says of itself by its addresses, asked once; it needs no database for that."""

    async def asked() -> dict[str, Reply]:
        clock, vault = ManualClock(), Vault(MasterKeys({"test": bytes(32)}, "test"))
        database = Database(NOWHERE, clock, vault)
        async with whole_application(database, NOWHERE, clock, vault, tmp_path_factory.mktemp("described")) as app:
            return {address: await Client(app).get(address) for address in ("/openapi.json", "/docs")}

    return asyncio.run(asked())


@pytest.fixture(scope="module")
def document(answers: dict[str, Reply]) -> dict[str, Any]:
    return answers["/openapi.json"].json()


def test_the_contracts_paths_are_there_as_written(document: Json) -> None:
    assert {f"{method} {path}" for path, method, _ in operations(document)} >= CONTRACT


def test_every_operation_has_words_one_known_tag_and_a_name_of_its_own(document: Json) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for path, method, operation in operations(document):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)?_[a-z_]+", operation["operationId"]), f"{method} {path}"
        assert operation["summary"][0].isupper(), f"{method} {path}"
        assert operation["description"].rstrip().endswith("."), f"{method} {path}"
        assert len(operation["tags"]) == 1, f"{method} {path}"
        assert operation["tags"][0] in TAGS, f"{method} {path}"


def test_every_operation_names_a_scope_or_is_open_on_purpose(document: Json) -> None:
    for path, method, operation in operations(document):
        scopes = [scope for requirement in operation.get("security", []) for scope in requirement.get("apiKey", [])]
        assert bool(scopes) is (path not in OPEN | SIGNED | BROWSERS), f"{method} {path}"
        assert set(scopes) <= set(Scope)


def test_what_only_looks_needs_no_scope_that_changes_things(document: Json) -> None:
    for path, method, operation in operations(document):
        for requirement in operation.get("security", []):
            for scope in requirement["apiKey"]:
                assert not (method == "get" and scope.endswith(":write")), f"{method} {path} asks for {scope}"


def test_every_body_has_an_example_that_its_own_schema_accepts(document: Json) -> None:
    for path, method, operation in operations(document):
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            schema = {**content["schema"], "components": document["components"]}
            faults = list(Draft202012Validator(schema).iter_errors(sample(document, content["schema"])))
            assert not faults, f"{method} {path} {media_type}: {faults}"


def test_every_parameter_that_is_needed_has_an_example_or_is_an_id_or_a_name(document: Json) -> None:
    for path, method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter.get("required") and parameter["in"] == "query":
                assert sample(document, parameter["schema"]), f"{method} {path} {parameter['name']}"


def test_every_success_has_a_described_body_or_none(document: Json) -> None:
    for path, method, operation in operations(document):
        answers = {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
        assert len(answers) == 1, f"{method} {path}"
        if path in SIGNED:
            continue
        for status, answer in answers.items():
            contents = answer.get("content", {}).values()
            assert bool(contents) is (status != "204"), f"{method} {path}"
            assert all(content["schema"] not in ({}, {"type": "object"}) for content in contents), f"{method} {path}"


def test_every_error_that_can_come_is_described_as_a_problem(document: Json) -> None:
    for path, method, operation in operations(document):
        if path in OPEN | SIGNED | BROWSERS:
            continue
        expected = {"401", "403", "413", "422", "503"}
        expected |= {"404"} if "{" in path and f"{method} {path}" not in MADE_BY_NAME else set()
        expected |= {"409"} if method == "post" else set()
        assert expected <= set(operation["responses"]), f"{method} {path}"
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}, f"{method} {path} {status}"


def test_every_field_of_every_model_has_a_type(document: Json) -> None:
    free = {"input", "value", "ctx"}
    for name, schema in document["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            assert field in free or {"type", "$ref", "anyOf", "oneOf", "const", "enum"} & part.keys(), f"{name}.{field}"


def test_every_post_but_of_a_file_takes_an_idempotency_key_and_nothing_else_does(document: Json) -> None:
    for path, method, operation in operations(document):
        named = [each["name"] for each in operation.get("parameters", [])].count("Idempotency-Key")
        assert named == (
            method == "post" and path not in SIGNED | BROWSERS and "multipart/form-data" not in operation.get("requestBody", {}).get("content", {})
        ), f"{method} {path}"


def test_callbacks_are_described_by_their_signature_their_answers_and_examples_that_are_understood(document: Json) -> None:
    for path in SIGNED:
        operation = document["paths"][path]["post"]
        assert operation["security"] == []
        assert [each["name"] for each in operation["parameters"] if each["in"] == "header" and each["required"]] in (
            ["X-Twilio-Signature"],
            ["X-Hub-Signature-256"],
            ["X-Report-Secret"],
            ["X-Receipt-Secret"],
        )
        assert set(operation["responses"]) == {"200", "400", "403", "404", "413", "503"}
        for media_type, content in operation["requestBody"]["content"].items():
            for example in (each["value"] for each in content["examples"].values()):
                written = WRITTEN[media_type]
                provider = CALLERS.get(path.split("/")[2], path.split("/")[2])
                news = ADAPTERS[provider].read(WebhookCall(f"https://example.org{path}", {}, written(example)))
                assert news
                assert not [each for each in news if isinstance(each, Unrecognised)]


def test_the_page_lists_every_operation_and_problem_without_another_host(answers: dict[str, Reply], document: Json) -> None:
    page = answers["/docs"].body.decode()
    for path, method, _ in operations(document):
        assert f"{method.upper()} {path}" in page
    assert 'id="conflict"' in page
    assert not re.findall(r"https?://|<script|<link|<img", page)


def test_the_description_is_open_to_everybody(answers: dict[str, Reply]) -> None:
    reply = answers["/openapi.json"]
    assert reply.status == 200
    assert reply.json()["components"]["securitySchemes"]["apiKey"]["scheme"] == "bearer"
