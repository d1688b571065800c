"""The description of the API is complete, and the page for people needs nobody else's host."""

import re
from typing import Any

import pytest

from support.api import Client
from tidings.accounts.types import Scope
from tidings.apps.api.openapi import operations

OPEN = {"/healthz", "/readyz", "/metrics"}
"""What answers without a key: it shows nothing of any organisation."""


@pytest.fixture
async def document(client: Client) -> dict[str, Any]:
    return (await client.get("/openapi.json")).json()


def test_every_operation_names_a_scope_or_is_open_on_purpose(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        scopes = [scope for requirement in operation.get("security", []) for scope in requirement.get("apiKey", [])]
        assert bool(scopes) is (path not in OPEN), f"{method} {path}"
        assert set(scopes) <= set(Scope)


def test_every_operation_has_words_a_tag_and_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    tags = {tag["name"] for tag in document["tags"]}
    for path, method, operation in operations(document):
        assert operation["summary"], f"{method} {path}"
        assert operation["description"], f"{method} {path}"
        assert set(operation["tags"]) <= tags


def test_every_error_is_declared_as_a_problem(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        if path in OPEN:
            continue
        assert {"401", "403", "422", "503"} <= set(operation["responses"]), f"{method} {path}"
        for status, response in operation["responses"].items():
            if status >= "400":
                assert set(response["content"]) == {"application/problem+json"}, f"{method} {path} {status}"


def test_every_post_but_of_a_file_takes_an_idempotency_key_and_nothing_else_does(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        named = [each["name"] for each in operation.get("parameters", [])].count("Idempotency-Key")
        assert named == (method == "post" and "multipart/form-data" not in operation.get("requestBody", {}).get("content", {})), f"{method} {path}"


async def test_the_page_lists_every_operation_and_problem_without_another_host(client: Client, document: dict[str, Any]) -> None:
    reply = await client.with_key(None).get("/docs")
    page = reply.body.decode()
    for path, method, _ in operations(document):
        assert f"{method.upper()} {path}" in page
    assert 'id="conflict"' in page
    assert not re.findall(r"https?://|<script|<link|<img", page)


async def test_the_description_is_open_to_everybody(client: Client) -> None:
    reply = await client.with_key(None).get("/openapi.json")
    assert reply.status == 200
    assert reply.json()["components"]["securitySchemes"]["apiKey"]["scheme"] == "bearer"
