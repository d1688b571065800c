"""Those around a running simulator: who sends through it, and who takes its webhooks and checks them by itself."""

import asyncio
import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from pyreqwest.client import Client
from pyreqwest.response import Response

from tidings.simulator.settings import ACCESS_TOKEN, ACCOUNT_SID, APP_SECRET, AUTH_TOKEN, PHONE_NUMBER_ID, SENDER_NUMBER
from tidings.simulator.wire import Reply, Request

LEA, SAM = "+33612345678", "+14155550123"
BASIC = "Basic " + base64.b64encode(f"{ACCOUNT_SID}:{AUTH_TOKEN}".encode()).decode()


@dataclass
class Receiver:
    """Takes webhooks, checks their signatures by itself, and answers `status`."""

    url: str
    status: int = 200
    requests: list[Request] = field(default_factory=list[Request])

    def take(self, request: Request) -> Reply:
        self.requests.append(request)
        return Reply(self.status)

    @property
    def twilio_forms(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(request.body.decode())) for request in self.requests if request.path.startswith("/twilio")]

    @property
    def meta_changes(self) -> list[dict[str, Any]]:
        bodies = [orjson.loads(request.body) for request in self.requests if request.path.startswith("/meta")]
        return [change for body in bodies for entry in body["entry"] for change in entry["changes"]]

    @property
    def meta_statuses(self) -> list[dict[str, Any]]:
        return [status for change in self.meta_changes for status in change["value"].get("statuses", [])]

    def twilio_signature_is_right(self, request: Request) -> bool:
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        query = f"?{request.query}" if request.query else ""
        signed = self.url + request.path + query + "".join(f"{name}{value}" for name, value in sorted(form.items()))
        wanted = base64.b64encode(hmac.new(AUTH_TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
        return request.headers["x-twilio-signature"] == wanted

    def meta_signature_is_right(self, request: Request) -> bool:
        wanted = hmac.new(APP_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
        return request.headers["x-hub-signature-256"] == f"sha256={wanted}"


@dataclass
class Simulated:
    """Speaks to a running simulator as Tidings and as a tester would."""

    base: str
    client: Client

    async def sms(self, to: str = LEA, **form: str) -> Response:
        return await self.twilio({"To": to, "From": SENDER_NUMBER, "Body": "Bonjour", **form})

    async def twilio(self, form: dict[str, str], *, authorization: str = BASIC) -> Response:
        url = f"{self.base}/twilio/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
        return await self.client.post(url).header("authorization", authorization).form(form).build().send()

    async def content(self, content: dict[str, Any]) -> str:
        """Have Twilio keep content; returns its ContentSid."""
        request = self.client.post(f"{self.base}/twilio/v1/Content").header("authorization", BASIC)
        return (await (await request.body_json(content).build().send()).json())["sid"]

    async def look(self, path: str) -> Any:
        response = await self.client.get(f"{self.base}/twilio/2010-04-01/Accounts/{ACCOUNT_SID}{path}").header("authorization", BASIC).build().send()
        return await response.json()

    async def meta(self, message: dict[str, Any], *, token: str = ACCESS_TOKEN, number: str = PHONE_NUMBER_ID) -> Response:
        request = self.client.post(f"{self.base}/whatsapp/v23.0/{number}/messages").bearer_auth(token)
        return await request.body_json({"messaging_product": "whatsapp", **message}).build().send()

    async def offer(self, to: str = LEA, *, echo: str | None = None, name: str = "Léa", language: str = "fr") -> Response:
        parameters = [{"type": "text", "text": name}, {"type": "text", "text": "20 %"}]
        components = [{"type": "body", "parameters": parameters}]
        template = {"name": "autumn_offer", "language": {"code": language}, "components": components}
        message = {"to": to, "type": "template", "template": template, "biz_opaque_callback_data": echo}
        return await self.meta({key: value for key, value in message.items() if value is not None})

    async def graph(self, path: str) -> Any:
        response = await self.client.get(f"{self.base}/whatsapp/v24.0/{path}").bearer_auth(ACCESS_TOKEN).build().send()
        return await response.json()

    async def control(self, method: str, path: str, body: object = None) -> Any:
        request = self.client.request(method, f"{self.base}/_/{path}")
        response = await (request if body is None else request.body_json(body)).build().send()
        return await response.json()

    async def settings(self, **changes: Any) -> None:
        changed = await self.control("PUT", "settings", changes)
        assert "code" not in changed, changed

    async def report(self) -> dict[str, Any]:
        return await self.control("GET", "report")

    async def advance(self, seconds: float) -> None:
        """Move business time and wait until everything due has happened."""
        await self.control("POST", "clock", {"advance_seconds": seconds})
        await self.quiet()

    async def quiet(self) -> None:
        async with asyncio.timeout(10):
            while not (await self.control("GET", "quiet"))["quiet"]:  # noqa: ASYNC110 - the simulator is asked over HTTP, no event crosses
                await asyncio.sleep(0.01)
