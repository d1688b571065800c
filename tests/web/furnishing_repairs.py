"""A repair shop with tickets in several states, for stories in a browser."""

from typing import Any

from support.serving import ServedApi

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccfc0f01f0005050202b5e5d1d90000000049454e44ae426082"
)


def furnish_repairs(api: ServedApi, hostile: str, numbers: list[str]) -> str:
    """Set a shop up and take in devices of three people: one just here, one that waits for a yes, one that is ready; return the id of the second."""
    _asked(api, "POST", "/repairs/setup", {})
    _opened(api, {"first_name": hostile, "phone": numbers[0]}, {"kind": "Console", "problem": hostile})
    asking = _opened(api, {"first_name": "Jo", "last_name": "Martin", "phone": numbers[1], "agreed": ["sms"]}, _PHONE)
    _asked(api, "POST", f"/repairs/tickets/{asking}/estimate", {"parts_cents": 7000, "labour_cents": 4000, "vat_percent": 20})
    ready = _opened(api, {"phone": numbers[2], "agreed": ["sms"]}, {"kind": "Tablet"})
    for status in ("diagnosing", "ready"):
        _asked(api, "POST", f"/repairs/tickets/{ready}/status", {"status": status})
    return asking


_PHONE = {"kind": "Phone", "brand": "Apple", "model": "iPhone 13", "serial": "SN-4711", "problem": "The screen is broken."}


def _opened(api: ServedApi, owner: dict[str, Any], device: dict[str, Any]) -> str:
    return _asked(api, "POST", "/repairs/tickets", {"owner": owner, "device": device})["id"]


def _asked(api: ServedApi, method: str, address: str, body: Any) -> Any:
    answer = api.ask(method, address, body)
    assert answer.status < 300, answer.body
    return answer.json()
