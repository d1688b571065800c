"""Meta's checks of a request to send, with its own codes."""

import re
from typing import cast

import orjson

from tidings.simulator.books import Extra, Line
from tidings.simulator.meta_errors import Json, Refused
from tidings.simulator.meta_free import read_extra
from tidings.simulator.templates import Template
from tidings.simulator.world import Draft, World

_NUMBER = re.compile(r"^\+?[1-9][0-9]{6,14}$")
_USER = re.compile(r"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$")
_DECORATION = str.maketrans("", "", " -()")
_MOST_TEXT = 4096
_MOST_BODY = 1024
_MOST_ECHO = 512
_MEDIA = frozenset({"image", "video", "audio", "document", "sticker"})
_FREE_FORM = _MEDIA | {"text", "interactive", "location", "contacts", "reaction"}
_TEMPLATE_CODES = {"REJECTED": 132001, "PENDING": 132001, "PAUSED": 132015, "DISABLED": 132016}
_PARAMETER_TYPES = {"TEXT": "text", "IMAGE": "image", "VIDEO": "video", "DOCUMENT": "document", "LOCATION": "location"}


def read_body(body: bytes) -> Json:
    """Return a request's JSON object. Raises Refused."""
    try:
        given: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refused(100, "The request body is not valid JSON.") from error
    if not isinstance(given, dict):
        raise Refused(100, "The request body must be a JSON object.")
    return cast("Json", given)


def recipient_of(given: Json) -> str:
    """Return who is asked for: a number in E.164, else a user's id (`to` goes before `recipient`), or what came when it is neither."""
    if not given.get("to") and given.get("recipient"):
        return str(given["recipient"])
    to = str(given.get("to", "")).translate(_DECORATION)
    return f"+{to.lstrip('+')}" if _NUMBER.match(to) else to


def read_draft(given: Json, phone_number_id: str, world: World) -> Draft:
    """Return the message that a request asks for. Raises Refused."""
    kind = _check_frame(given)
    number = recipient_of(given)
    if not _NUMBER.match(number) and (given.get("to") or not _USER.match(number)):
        raise Refused(131009, f"Parameter {'to' if given.get('to') else 'recipient'} is no valid phone number or user id: {number}")
    _check_pair(phone_number_id, number, world)
    template, (text, extra) = _template(_object(given, "template"), world) if kind == "template" else (None, _free_form(given, kind))
    if template is not None and template.category == "AUTHENTICATION" and not _NUMBER.match(number):
        raise Refused(131062)
    if template is None and not world.hears(Line.META, phone_number_id, number):
        raise Refused(131047)
    return Draft(
        line=Line.META,
        account=world.settings.meta.business_account_id,
        sender=phone_number_id,
        to=number,
        text=text,
        template=f"{template.name}/{template.language}" if template else None,
        category=template.category if template else "service",
        echo=given.get("biz_opaque_callback_data"),
        media=1 if kind in _MEDIA else 0,
        interactive=kind == "interactive",
        extra=extra,
    )


def _check_frame(given: Json) -> str:
    if given.get("messaging_product") != "whatsapp":
        raise Refused(100, "The parameter messaging_product is required.")
    if given.get("recipient_type", "individual") != "individual":
        raise Refused(100, "Param recipient_type must be individual.")
    if not given.get("to") and not given.get("recipient"):
        raise Refused(100, "The parameter to or recipient is required.")
    echo = given.get("biz_opaque_callback_data")
    if echo is not None and (not isinstance(echo, str) or len(echo) > _MOST_ECHO):
        raise Refused(100, f"Param biz_opaque_callback_data must be a string of at most {_MOST_ECHO} characters.")
    kind = given.get("type", "text")
    if kind not in _FREE_FORM and kind != "template":
        raise Refused(131051, f"Message type {kind} is not supported.")
    return kind


def _check_pair(phone_number_id: str, number: str, world: World) -> None:
    seconds = world.settings.meta.pair_seconds
    if not seconds:
        return
    since = world.agenda.now() - seconds
    theirs = world.books.people.get(number, ())
    if any(message.sender == phone_number_id and message.at > since for message in reversed(theirs)):
        raise Refused(131056)


def _free_form(given: Json, kind: str) -> tuple[str, Extra | None]:
    content = given.get(kind)
    if not content:
        raise Refused(131008, f"Parameter {kind} is required for type {kind}.")
    if kind != "text":
        return read_extra(kind, _object(given, kind))
    text = _object(given, "text").get("body")
    if not isinstance(text, str) or not text:
        raise Refused(131008, "Parameter text.body is required.")
    if len(text) > _MOST_TEXT:
        raise Refused(100, f"Param text['body'] must be at most {_MOST_TEXT} characters long.")
    return text, None


def _template(given: Json, world: World) -> tuple[Template, tuple[str, None]]:
    name, language = given.get("name"), _object(given, "language").get("code")
    if not isinstance(name, str) or not isinstance(language, str):
        raise Refused(131008, "Parameters template.name and template.language.code are required.")
    template = world.templates.named(name, language)
    if template is None:
        raise Refused(132001, f"template name ({name}) does not exist in {language}")
    if template.status != "APPROVED":
        code = _TEMPLATE_CODES[template.status]
        raise Refused(code, f"template name ({name}) does not exist in {language}" if code == 132001 else None)  # noqa: PLR2004 - Meta's code
    return template, (_filled(template, given.get("components") or []), None)


def _filled(template: Template, components: object) -> str:
    """Check the parameters against the template and return its body filled in."""
    if not isinstance(components, list):
        raise Refused(100, "Param template['components'] must be an array.")
    given = dict(_keyed(component) for component in cast("list[object]", components))
    _check_header(template, _parameters(given.get("header")))
    body = _parameters(given.get("body"))
    names = template.body_variables
    _check_count("body", len(body), len(names))
    values = {parameter.get("parameter_name", name): _text_of(parameter) for name, parameter in zip(names, body, strict=True)}
    text = template.rendered(values)
    if len(text) > _MOST_BODY:
        raise Refused(132005, f"body text too long: {len(text)} characters, the limit is {_MOST_BODY}")
    _check_buttons(template, given)
    return text


def _check_header(template: Template, parameters: list[Json]) -> None:
    _check_count("header", len(parameters), template.header_variables)
    wanted = _PARAMETER_TYPES.get(template.header_format or "")
    for parameter in parameters:
        if parameter.get("type") != wanted:
            raise Refused(132012, f"header: Format mismatch, expected {template.header_format}, received {parameter.get('type')}")


def _check_buttons(template: Template, given: dict[str, Json]) -> None:
    for key, component in given.items():
        if not key.startswith("button "):
            continue
        index = key.removeprefix("button ")
        if not index.isdecimal() or int(index) >= len(template.buttons):
            raise Refused(132000, f"buttons: button {index} does not exist in the template")
        if template.buttons[int(index)].type != str(component.get("sub_type", "")).upper():
            raise Refused(132012, f"buttons: button {index} is of type {template.buttons[int(index)].type}")
    for index, button in enumerate(template.buttons):
        if button.url is not None and "{{" in button.url and not _parameters(given.get(f"button {index}")):
            raise Refused(131008, f"buttons: Button at index {index} of type Url requires a parameter")


def _check_count(part: str, given: int, expected: int) -> None:
    if given != expected:
        raise Refused(132000, f"{part}: number of localizable_params ({given}) does not match the expected number of params ({expected})")


def _text_of(parameter: Json) -> str:
    if parameter.get("type") != "text":
        raise Refused(132012, f"body: Format mismatch, expected TEXT, received {parameter.get('type')}")
    text = parameter.get("text")
    if not isinstance(text, str) or not text:
        raise Refused(131008, "Parameter of type text is missing text value")
    if "\n" in text or "\t" in text or "     " in text:
        raise Refused(100, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
    return text


def _keyed(component: object) -> tuple[str, Json]:
    if not isinstance(component, dict):
        raise Refused(100, "Each of template['components'] must be an object.")
    named = cast("Json", component)
    kind = str(named.get("type", "")).lower()
    if kind not in {"header", "body", "button"}:
        raise Refused(100, f"Unexpected component type {kind}.")
    return (f"button {named.get('index')}" if kind == "button" else kind), named


def _parameters(component: Json | None) -> list[Json]:
    given: object = component.get("parameters", []) if component else []
    if not isinstance(given, list) or not all(isinstance(parameter, dict) for parameter in cast("list[object]", given)):
        raise Refused(100, "Param parameters must be an array of objects.")
    return cast("list[Json]", given)


def _object(given: Json, name: str) -> Json:
    value = given.get(name)
    if not isinstance(value, dict):
        raise Refused(131008, f"Parameter {name} is required.")
    return cast("Json", value)
