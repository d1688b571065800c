"""The description of the API: /openapi.json for machines, /docs for people, without a script or another host."""

import copy
from collections.abc import Callable, Iterator, Mapping
from html import escape
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.routing import Route

from tidings.apps.api.errors import TITLES
from tidings.infra.web.problems import MEDIA_TYPE

TITLE = "Tidings"
VERSION = version("tidings")
DESCRIPTION = """\
Reach people by SMS and WhatsApp: each exactly once, only when allowed, and every decision explained.

* Send an API key with every request: `Authorization: Bearer tdg_live_...`. A key has scopes; each operation names the one it needs.
* Every error is `application/problem+json` (RFC 9457) with a `code` for machines and a `fix` for people.
* A POST that carries an `Idempotency-Key` is done once, however often it is sent.
* Lists come page by page: pass `next_cursor` as `cursor` to get the next one.
* Times are UTC (RFC 3339).
"""
TAGS: Mapping[str, str] = {
    "campaigns": "Plan who is reached on which day, start, pause, and see how far it is.",
    "approvals": "What waits for another person before it may be launched.",
    "messages": "One message: why it was sent or not, what it waits for, and what a person must decide.",
    "notices": "One thing to say to one person, by whichever channel works: kinds, cascades, attempts, outcomes.",
    "inbox": "Conversations with people over all channels: lists, answers, notes, teams, canned answers.",
    "waitlist": "Slots that are freed, who waits for one, whom they are offered to, and who has booked.",
    "contacts": "The people, their addresses, and files of them.",
    "events": "What people did: told in batches, listed by contact.",
    "imports": "Files of contacts: preview, import, progress, rows that were refused.",
    "consent": "Who agreed to what, and who must not be written to.",
    "segments": "Who is meant: by conditions over what is known of people, or by lists.",
    "education": "Courses, who is interested in them, and who takes part.",
    "repairs": "A repair shop: tickets of devices, estimates, pick-ups, and what their owners were told at what cost.",
    "content": "Templates: what is sent, by channel and language.",
    "channels": "Connections to providers, senders and their limits.",
    "prices": "What messages cost: price lists, the organisation's own prices, and rates of currencies.",
    "inbound": "What people wrote.",
    "permissions": "What people allow: links to their own page, refusals at one click, opt-ins that wait for a YES.",
    "allow-list": "Who is sent to while trying out with a live account.",
    "policy": "The law as Tidings knows it: hours, days, holidays, limits, each with its source.",
    "webhooks": "Where providers call: with a signature instead of a key. For whoever sets up a provider's console.",
    "account": "People who sign in to the web app: by cookie, without an API key.",
    "organisation": "The organisation, its switches, members, keys and audit.",
    "simulator": "Phones of made-up people, where a simulator stands for the providers: nothing reaches a real person.",
    "operations": "For whoever runs the installation.",
}
"""The rooms' tags in the order of the page /docs; a tag that is not named here comes last, without words."""
_LEAST_ERROR = 400
_STYLE = "body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600;margin-top:.6rem}"


class DescribedRoute(Route):
    """A bare route that brings its own description: OpenAPI operations by method, which are those that it answers."""

    def __init__(self, path: str, endpoint: Callable[..., Any], operations: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(path, endpoint, methods=[method.upper() for method in operations])
        self.operations = operations


def operation_id(route: APIRoute) -> str:
    """Name an operation as generated clients name their functions: "campaigns_create", not FastAPI's name with the path in it."""
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(title=TITLE, version=VERSION, description=DESCRIPTION, routes=app.routes)
        document["paths"].update({route.path: copy.deepcopy(dict(route.operations)) for route in app.routes if isinstance(route, DescribedRoute)})
        used = {tag for _, _, operation in operations(document) for tag in operation.get("tags", ())}
        ordered = [*(tag for tag in TAGS if tag in used), *sorted(used - set(TAGS))]
        document["tags"] = [{"name": tag, "description": TAGS.get(tag, "")} for tag in ordered]
        document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
        for _, _, operation in operations(document):
            _declare_problems(operation)
        app.openapi_schema = document
    return app.openapi_schema


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def page(document: Mapping[str, Any]) -> str:
    """Return the page for people: every operation and every kind of problem."""
    lists = "".join(_section(tag["name"], tag["description"], document) for tag in document["tags"])
    kinds = "".join(f'<dt id="{escape(kind)}">{escape(title)}</dt><dd>{escape(text)}</dd>' for kind, (title, text) in TITLES.items())
    paragraphs = escape(DESCRIPTION).replace("\n", "<br>")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style>"
        f"</head><body><main><h1>{TITLE} API {escape(VERSION)}</h1><p>{paragraphs}</p>"
        f'<p><a href="/openapi.json">The whole description (OpenAPI)</a></p>{lists}'
        f"<h2>Problems</h2><dl>{kinds}</dl></main></body></html>"
    )


def _section(tag: str, description: str, document: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<dt><code>{method.upper()} {escape(path)}</code></dt><dd>{escape(operation.get('summary', ''))}{_scope(operation)}</dd>"
        for path, method, operation in operations(document)
        if tag in operation.get("tags", ())
    )
    return f"<h2>{escape(tag.capitalize())}</h2><p>{escape(description)}</p><dl>{rows}</dl>"


def _scope(operation: Mapping[str, Any]) -> str:
    scopes = [scope for requirement in operation.get("security", ()) for each in requirement.values() for scope in each]
    return f" (scope <code>{escape(', '.join(scopes))}</code>)" if scopes else ""


def _declare_problems(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if (
            status.isdigit()
            and int(status) >= _LEAST_ERROR
            and content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("/Problem")
        ):
            content[MEDIA_TYPE] = content.pop("application/json")
