"""The templates that the providers have approved, as each of them names them: name and language, or ContentSid."""

import re
from hashlib import blake2b
from typing import Annotated, Any, Literal, cast

import msgspec
from msgspec import Meta, Struct

from tidings.kernel.errors import Invalid

_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")

Status = Literal["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"]


class Button(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One button; a URL with `{{1}}` takes one parameter."""

    type: Literal["QUICK_REPLY", "URL", "PHONE_NUMBER"]
    text: Annotated[str, Meta(min_length=1, max_length=25)]
    url: str | None = None
    phone_number: str | None = None


class Template(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One template in one language; its variables are `{{1}}`, `{{2}}`... in header and body."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]
    body: Annotated[str, Meta(min_length=1, max_length=1024)]
    category: Literal["MARKETING", "UTILITY", "AUTHENTICATION"] = "MARKETING"
    header_format: Literal["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"] | None = None
    header: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    status: Status = "APPROVED"

    @property
    def id(self) -> str:
        """Meta's number for it."""
        return str(int.from_bytes(self._digest()[:6], "big") + 10**15)

    @property
    def content_sid(self) -> str:
        """Twilio's name for it, the same on every start."""
        return f"HX{self._digest().hex()}"

    @property
    def body_variables(self) -> list[str]:
        """The names of the body's variables, each once, in their order."""
        return list(dict.fromkeys(_VARIABLE.findall(self.body)))

    @property
    def header_variables(self) -> int:
        """How many parameters the header takes: its variables, or one medium."""
        if self.header_format is None:
            return 0
        return len(set(_VARIABLE.findall(self.header))) if self.header_format == "TEXT" else 1

    def rendered(self, values: dict[str, str]) -> str:
        """Return the body with its variables filled in; one without a value stays as written."""
        return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), self.body)

    def _digest(self) -> bytes:
        return blake2b(f"{self.name}/{self.language}".encode(), digest_size=16).digest()


SEED = (
    Template(name="hello_world", language="en_US", category="UTILITY", body="Hello World", footer="Simulated"),
    Template(name="welcome_back", language="en", body="Welcome back, {{1}}! We kept your place warm."),
    Template(name="welcome_back", language="fr", body="Bon retour, {{1}} ! Votre place vous attend."),
    Template(name="autumn_offer", language="en", body="Hello {{1}}, this autumn you save {{2}} on your next course. Reply STOP to leave."),
    Template(name="autumn_offer", language="fr", body="Bonjour {{1}}, cet automne {{2}} de remise sur votre prochain cours. STOP pour arrêter."),
)


class TemplateBook:
    """All templates, found by name and language or by ContentSid."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], Template] = {}
        self._by_sid: dict[str, Template] = {}
        for template in SEED:
            self._put(template)

    def named(self, name: str, language: str) -> Template | None:
        """Return the template of that name in exactly that language."""
        return self._by_name.get((name, language))

    def by_content_sid(self, content_sid: str) -> Template | None:
        """Return the template that Twilio knows by this ContentSid."""
        return self._by_sid.get(content_sid)

    def all(self) -> list[Template]:
        """Return every template, in the order of coming in."""
        return list(self._by_name.values())

    def change(self, given: object) -> tuple[Template | None, Template]:
        """Add a template, or change the given fields of the one with that name and language; returns before and after. Raises Invalid."""
        fields = cast("dict[str, Any]", given) if isinstance(given, dict) else {}
        before = self._by_name.get((str(fields.get("name")), str(fields.get("language"))))
        known = cast("dict[str, Any]", msgspec.to_builtins(before)) if before else {}
        try:
            after = msgspec.convert({**known, **fields}, Template)
        except msgspec.ValidationError as error:
            reason, _, where = str(error).partition(" - at ")
            path = where.strip("`").removeprefix("$.") or None
            fix = "A template has name, language and body; GET /_/templates shows examples."
            raise Invalid("template_invalid", f"{reason}.", field=path, fix=fix) from error
        self._put(after)
        return before, after

    def _put(self, template: Template) -> None:
        self._by_name[template.name, template.language] = template
        self._by_sid[template.content_sid] = template


def described(template: Template) -> dict[str, Any]:
    """Return a template as JSON values, with the names by which each provider is asked for it."""
    fields = cast("dict[str, Any]", msgspec.to_builtins(template))
    return {"id": template.id, "content_sid": template.content_sid, "body_variables": template.body_variables, **fields}
