"""Meta's door: the WhatsApp Cloud API under any version of the Graph API."""

import base64
import re
import secrets
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson

from tidings.simulator.books import Enclosure, Message
from tidings.simulator.gate import Gate
from tidings.simulator.meta_errors import Json, Refused
from tidings.simulator.meta_hooks import person
from tidings.simulator.meta_request import read_body, read_draft, recipient_of
from tidings.simulator.meta_words import DETAILS, STATUSES, TITLES
from tidings.simulator.templates import Template
from tidings.simulator.wire import Reply, Request
from tidings.simulator.world import World

_FILES = "/_media/"
_PATH = re.compile(r"^/v[0-9]{2,3}\.0/(?P<node>[0-9]+)(?:/(?P<edge>[a-z_]+))?$")
_TOKEN_CODE = 190
_FIRST_OWN_STATUS, _LAST_OWN_STATUS = 500, 599
_THOUSAND = 1000


class MetaDoor:
    """Answers what Meta would."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._gate = Gate(world, "meta", throttle_code=130429)

    def handle(self, request: Request, path: str) -> Reply:
        """Answer a request whose path under the base address is `path`."""
        outage = self._gate.outage()
        if outage is not None:
            return outage
        try:
            return self._answer(request, path)
        except Refused as refused:
            return self._gate.slowed(self._refuse(refused), path, 0)

    def _answer(self, request: Request, path: str) -> Reply:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in self._world.settings.meta.access_tokens:
            raise Refused(_TOKEN_CODE)
        if path.startswith(_FILES):
            return self._gate.slowed(self._file(path.removeprefix(_FILES)), path, 0)
        match = _PATH.match(path)
        if match is None:
            raise Refused(2500, f"Unknown path components: {path}")
        node, edge = match["node"], match["edge"]
        enclosure = self._world.books.enclosure(node) if request.method == "GET" and edge is None else None
        if enclosure is not None:
            return self._gate.slowed(Reply(HTTPStatus.OK, orjson.dumps(_described(enclosure, request.headers.get("host", "")))), path, 0)
        if request.method == "POST" and edge == "messages" and node in self._world.settings.meta.phone_numbers:
            return self._post(request.body, node)
        if request.method != "GET":
            raise _unsupported("post", node)
        return self._gate.slowed(Reply(HTTPStatus.OK, orjson.dumps(self._look(node, edge, request.query))), path, 0)

    def _post(self, body: bytes, phone_number_id: str) -> Reply:
        given = read_body(body)
        if given.get("status") == "read":
            return self._mark_read(given)
        number = recipient_of(given)
        nth = self._gate.next_request(number)
        drawn = self._gate.drawn_error(number, nth)
        if drawn is not None:
            return self._gate.slowed(self._refuse(Refused(drawn)), number, nth)
        try:
            message = self._world.accept(read_draft(given, phone_number_id, self._world))
        except Refused as refused:
            return self._gate.slowed(self._refuse(refused), number, nth)
        return self._gate.accepted(Reply(HTTPStatus.OK, orjson.dumps(_accepted(message, str(given.get("to") or given["recipient"])))), number, nth)

    def _file(self, identifier: str) -> Reply:
        enclosure = self._world.books.enclosure(identifier)
        if enclosure is None:
            return Reply(HTTPStatus.NOT_FOUND, b"")
        return Reply(HTTPStatus.OK, base64.b64decode(enclosure.content), enclosure.content_type)

    def _mark_read(self, given: Json) -> Reply:
        if given.get("message_id") not in self._world.books.inbound:
            raise Refused(131009, "Parameter message_id is not a message that was received.")
        return Reply(HTTPStatus.OK, b'{"success":true}')

    def _look(self, node: str, edge: str | None, query: str) -> Json:
        meta = self._world.settings.meta
        fields = dict(parse_qsl(query)).get("fields", "").split(",")
        if node in meta.phone_numbers and edge is None:
            return _chosen(self._phone_number(node), fields)
        if node != meta.business_account_id:
            raise _unsupported("get", node)
        if edge == "message_templates":
            return _listed([_template(template) for template in self._world.templates.all()])
        if edge == "phone_numbers":
            return _listed([self._phone_number(number) for number in meta.phone_numbers])
        if edge is None:
            account = {"id": node, "name": "Simulated business account", "currency": "USD", "timezone_id": "1"}
            return _chosen({**account, "whatsapp_business_manager_messaging_limit": tier_name(meta.tier)}, fields)
        raise Refused(2500, f"Unknown path components: /{edge}")

    def _phone_number(self, phone_number_id: str) -> Json:
        meta = self._world.settings.meta
        return {
            "verified_name": "Simulated business",
            "code_verification_status": "VERIFIED",
            "display_phone_number": meta.phone_numbers[phone_number_id],
            "quality_rating": meta.quality_rating,
            "platform_type": "CLOUD_API",
            "throughput": {"level": "STANDARD"},
            "status": "CONNECTED",
            "whatsapp_business_manager_messaging_limit": tier_name(meta.tier),
            "id": phone_number_id,
        }

    def _refuse(self, refused: Refused) -> Reply:
        code = refused.code
        self._gate.note(code)
        if _FIRST_OWN_STATUS <= code <= _LAST_OWN_STATUS:
            return Reply(code, b"<html><body>Sorry, something went wrong.</body></html>", "text/html")
        error: Json = {"message": _message(refused), "type": "OAuthException", "code": code, "fbtrace_id": f"A{secrets.token_urlsafe(16)}"}
        if refused.subcode is not None:
            error |= {"type": "GraphMethodException", "error_subcode": refused.subcode}
        details = refused.details or DETAILS.get(code)
        if details is not None and code in TITLES and code > _THOUSAND:
            error["error_data"] = {"messaging_product": "whatsapp", "details": details}
        status = HTTPStatus.UNAUTHORIZED if code == _TOKEN_CODE else STATUSES.get(code, HTTPStatus.BAD_REQUEST)
        return Reply(status, orjson.dumps({"error": error}))


def _described(enclosure: Enclosure, host: str) -> Json:
    """Return a media object as Meta does: where the file is for five minutes, and its SHA-256 in hexadecimal."""
    content = base64.b64decode(enclosure.content)
    return {
        "messaging_product": "whatsapp",
        "url": f"http://{host}/whatsapp{_FILES}{enclosure.id}",
        "mime_type": enclosure.content_type,
        "sha256": sha256(content).hexdigest(),
        "file_size": len(content),
        "id": enclosure.id,
    }


def tier_name(tier: int | None) -> str:
    """Return a messaging limit as Meta writes it: TIER_250, TIER_2K, TIER_UNLIMITED."""
    if tier is None:
        return "TIER_UNLIMITED"
    return f"TIER_{tier // _THOUSAND}K" if tier >= _THOUSAND and tier % _THOUSAND == 0 else f"TIER_{tier}"


def _message(refused: Refused) -> str:
    if refused.code == _TOKEN_CODE:
        return "Invalid OAuth access token - Cannot parse access token"
    title = TITLES.get(refused.code)
    if refused.details is not None and (title is None or refused.code <= _THOUSAND):
        return f"(#{refused.code}) {refused.details}"
    return f"(#{refused.code}) {title or 'Unknown error'}"


def _unsupported(method: str, node: str) -> Refused:
    details = (
        f"Unsupported {method} request. Object with ID '{node}' does not exist, "
        "cannot be loaded due to missing permissions, or does not support this operation."
    )
    return Refused(100, details, subcode=33)


def _accepted(message: Message, given_to: str) -> Json:
    return {
        "messaging_product": "whatsapp",
        "contacts": [{"input": given_to, **person(message.to)}],
        "messages": [{"id": message.id, "message_status": "accepted"}],
    }


def _chosen(values: Json, fields: list[str]) -> Json:
    """Return the asked fields and the id; without any asked, the usual ones."""
    if fields == [""]:
        return {name: value for name, value in values.items() if name != "whatsapp_business_manager_messaging_limit"}
    return {name: values[name] for name in (*fields, "id") if name in values}


def _listed(rows: list[Json]) -> Json:
    return {"data": rows, "paging": {"cursors": {"before": "MAZDZD", "after": "MjQZD"}}}


def _template(template: Template) -> Json:
    components: list[dict[str, Any]] = []
    if template.header_format is not None:
        components.append({"type": "HEADER", "format": template.header_format, **({"text": template.header} if template.header else {})})
    components.append({"type": "BODY", "text": template.body})
    if template.footer:
        components.append({"type": "FOOTER", "text": template.footer})
    if template.buttons:
        named = [{"type": button.type, "text": button.text, "url": button.url, "phone_number": button.phone_number} for button in template.buttons]
        components.append({"type": "BUTTONS", "buttons": [{name: value for name, value in button.items() if value} for button in named]})
    return {
        "name": template.name,
        "parameter_format": "POSITIONAL",
        "components": components,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "id": template.id,
    }
