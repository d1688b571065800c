"""What the callback routes look like from outside, as OpenAPI says it: bare routes have no models that it could be made from."""

from collections.abc import Mapping
from typing import Any

Operations = Mapping[str, Mapping[str, Any]]
"""Operations by method."""

_CONNECTION = {
    "name": "connection",
    "in": "path",
    "required": True,
    "description": "The id of the connection (`GET /channels/connections`), whose secret signs the call.",
    "schema": {"type": "string", "format": "uuid"},
    "example": "01999999-0000-7000-8000-000000000000",
}
_KEPT = {
    "200": {"description": "Stored, before this answer: a call that is answered is never lost. What it says is applied a moment later. No body."}
}
_REFUSED = {
    "400": {"description": "The body can't be stored. No body."},
    "403": {"description": "The signature is missing or wrong. Counted in `tidings_webhook_calls_total`. No body."},
    "404": {"description": "There is no such connection of this provider. No body."},
    "413": {"description": "The body is larger than 1 MiB. No body."},
    "503": {
        "description": "Too many calls at once, or the database is away: nothing was stored, call again. No body.",
        "headers": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}, "example": 5}},
    },
}
_TAGS = ["webhooks"]


def _header(name: str, description: str, example: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "description": description, "schema": {"type": "string"}, "example": example}


def _body(media_type: str, examples: Mapping[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "additionalProperties": True, "examples": list(examples.values())}
    shown = {name: {"value": value} for name, value in examples.items()}
    return {"required": True, "content": {media_type: {"schema": schema, "examples": shown}}}


TWILIO: Operations = {
    "post": {
        "tags": _TAGS,
        "operationId": "webhooks_take_from_twilio",
        "summary": "Take a call from Twilio",
        "description": (
            "What became of a message (`status`; Twilio is given this address with each message), and what people write"
            " (`inbound`; name this address in Twilio's console, for the number or its messaging service)."
        ),
        "security": [],
        "parameters": [
            _CONNECTION,
            {
                "name": "about",
                "in": "path",
                "required": True,
                "description": "What the call tells.",
                "schema": {"type": "string", "enum": ["inbound", "status"]},
                "example": "inbound",
            },
            _header(
                "X-Twilio-Signature",
                "HMAC-SHA1 of the whole address (as in `PUBLIC_BASE_URL`) and the sorted fields, with the account's auth token, in base64.",
                "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
            ),
        ],
        "requestBody": _body(
            "application/x-www-form-urlencoded",
            {
                "inbound": {
                    "MessageSid": "SM00000000000000000000000000000000",
                    "AccountSid": "AC00000000000000000000000000000000",
                    "From": "+33612345678",
                    "To": "+15005550006",
                    "Body": "STOP",
                    "NumMedia": "0",
                },
                "status": {
                    "MessageSid": "SM00000000000000000000000000000000",
                    "AccountSid": "AC00000000000000000000000000000000",
                    "MessageStatus": "delivered",
                },
            },
        ),
        "responses": {**_KEPT, **_REFUSED},
    }
}

WHATSAPP: Operations = {
    "get": {
        "tags": _TAGS,
        "operationId": "webhooks_shake_hands_with_meta",
        "summary": "Shake hands with Meta",
        "description": "Meta asks once, when the address is named in the app's WhatsApp settings, and expects its challenge back.",
        "security": [],
        "parameters": [
            _CONNECTION,
            {"name": "hub.mode", "in": "query", "required": True, "schema": {"type": "string", "enum": ["subscribe"], "examples": ["subscribe"]}},
            {
                "name": "hub.verify_token",
                "in": "query",
                "required": True,
                "description": "The connection's webhook verify token.",
                "schema": {"type": "string", "examples": ["a word of your own"]},
            },
            {"name": "hub.challenge", "in": "query", "required": True, "schema": {"type": "string", "examples": ["1158201444"]}},
        ],
        "responses": {
            "200": {"description": "The challenge.", "content": {"text/plain": {"schema": {"type": "string", "examples": ["1158201444"]}}}},
            "403": {"description": "The token is not the connection's. No body."},
            "404": _REFUSED["404"],
        },
    },
    "post": {
        "tags": _TAGS,
        "operationId": "webhooks_take_from_meta",
        "summary": "Take a call from Meta",
        "description": (
            "What became of messages, what people write, and news of the account, the templates and the limit."
            " What is of an unknown kind is kept as a letter (`GET /channels/letters`)."
        ),
        "security": [],
        "parameters": [
            _CONNECTION,
            _header("X-Hub-Signature-256", "`sha256=` and HMAC-SHA256 of the raw body with the app's secret, in hexadecimal.", "sha256=" + "0" * 64),
        ],
        "requestBody": _body(
            "application/json",
            {
                "status": {
                    "object": "whatsapp_business_account",
                    "entry": [
                        {
                            "id": "200000000000001",
                            "changes": [
                                {
                                    "field": "messages",
                                    "value": {
                                        "messaging_product": "whatsapp",
                                        "metadata": {"display_phone_number": "15005550006", "phone_number_id": "100000000000001"},
                                        "statuses": [
                                            {"id": "wamid.0", "status": "delivered", "timestamp": "1791190800", "recipient_id": "33612345678"}
                                        ],
                                    },
                                }
                            ],
                        }
                    ],
                }
            },
        ),
        "responses": {**_KEPT, **_REFUSED},
    },
}

_REPORT = """To: bounces+AaIBAI0Vd9GGRwhPTK3zHAGiAQCMLHE-hMc5RV_Tr3wAAAE@example.org
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; camille@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
"""
"""What a mail server sends back (RFC 3464)."""

MAIL: Operations = {
    "post": {
        "tags": _TAGS,
        "operationId": "webhooks_take_from_a_mail_server",
        "summary": "Take a report of undeliverable mail",
        "description": (
            "The report (RFC 3464) as it came back to the return path, whole: a mail server pipes it here."
            " What tells nothing of a message of ours is kept as a letter (`GET /channels/letters`)."
        ),
        "security": [],
        "parameters": [_CONNECTION, _header("X-Report-Secret", "The connection's report secret.", "a-secret-of-your-own")],
        "requestBody": {
            "required": True,
            "content": {"message/rfc822": {"schema": {"type": "string", "format": "binary"}, "examples": {"report": {"value": _REPORT}}}},
        },
        "responses": {**_KEPT, **_REFUSED},
    }
}

PUSH: Operations = {
    "post": {
        "tags": _TAGS,
        "operationId": "webhooks_take_from_an_app",
        "summary": "Take what an app showed",
        "description": (
            "Firebase has no receipts. The app knows what it showed and what was tapped, and its server says so here: `message_id` came with the"
            " notification's data. Keep the secret on your server, never in the app."
        ),
        "security": [],
        "parameters": [_CONNECTION, _header("X-Receipt-Secret", "The connection's receipt secret.", "a-secret-of-your-own")],
        "requestBody": _body(
            "application/json",
            {
                "shown and opened": {
                    "receipts": [
                        {"message_id": "AZqj3qAAcACAAAAAAAAAAQGao96gAHAAgAAAAAAAAAIAAAE", "event": "shown", "at": "2026-10-05T09:00:01Z"},
                        {"message_id": "AZqj3qAAcACAAAAAAAAAAQGao96gAHAAgAAAAAAAAAIAAAE", "event": "opened", "at": "2026-10-05T09:03:20Z"},
                    ]
                }
            },
        ),
        "responses": {**_KEPT, **_REFUSED},
    }
}
