"""The provider's side of templates: what an organisation has for WhatsApp is approved by the simulated Meta, so that WhatsApp carries it."""

from collections.abc import Iterator

from tidings.apps.demo.client import Json
from tidings.apps.demo.system import System


def approve(system: System, *rooms: str) -> int:
    """Have the simulator know the WhatsApp templates whose names begin so as approved ones; returns how many, languages apart."""
    names = [each["name"] for each in system.api.rows("/templates?limit=500") if each["channel"] == "whatsapp" and each["name"].startswith(rooms)]
    given = [each for name in names for each in _approved(system.api.get(f"/templates/{name}"))]
    for each in given:
        system.simulator.post("/_/templates", each)
    return len(given)


def _approved(template: Json) -> Iterator[Json]:
    for body in (each["body"] for each in template["locales"]):
        buttons = [{"type": "QUICK_REPLY", "text": each["text"]} for each in body["buttons"]]
        yield {"name": body["provider_name"], "language": body["language"], "category": "UTILITY", "body": body["body"], "buttons": buttons}
