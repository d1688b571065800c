"""Values of attributes against what the organisation has declared."""

from collections.abc import Iterable, Mapping

from tidings.contacts.rules import fields
from tidings.contacts.types import AttributeType, AttributeValue, Definition, Schema
from tidings.kernel.errors import Invalid

MOST_CHOICES = 200
_READ_AS = {AttributeType.TEXT: "string", AttributeType.NUMBER: "number", AttributeType.BOOL: "bool", AttributeType.DATE: "date"}


def checked(values: Mapping[str, AttributeValue | None], schema: Schema) -> dict[str, AttributeValue | None]:
    """Return values as they are kept; None stays, it means removal. Raises Invalid that names the attribute."""
    clean = fields.attributes(values)
    check_declared(clean, schema)
    return {name: _fitting(schema.definitions.get(name), value) for name, value in clean.items()}


def check_declared(names: Iterable[str], schema: Schema) -> None:
    """Refuse attributes that are not declared, if the organisation wants that. Raises Invalid."""
    for name in names if schema.strict else ():
        if name not in schema.definitions:
            message = f"The attribute {name!r} is not declared."
            raise Invalid("attribute_undeclared", message, field=f"attributes.{name}", fix=f"Leave it out, or declare it: PUT /attributes/{name}.")


def check_required(values: Mapping[str, AttributeValue], schema: Schema) -> None:
    """Refuse a contact without an attribute that is required. Raises Invalid."""
    for definition in schema.definitions.values():
        if definition.required and definition.name not in values:
            message = f"The attribute {definition.name!r} is required."
            raise Invalid("attribute_required", message, field=f"attributes.{definition.name}", fix="Give it a value.")


def read(definition: Definition, text: str) -> AttributeValue | None:
    """Read a value from text, as in a file; None of blanks. Raises Invalid."""
    if definition.type is AttributeType.CHOICE:
        return _choice(definition, text) if text.strip() else None
    return fields.typed(definition.name, _READ_AS[definition.type], text)


def check_definition(definition: Definition) -> None:
    """Refuse a definition that can't be. Raises Invalid."""
    fields.attribute_name(definition.name)
    if (definition.type is AttributeType.CHOICE) != bool(definition.choices):
        raise Invalid("choices_invalid", "A choice needs choices, and nothing else has any.", field="choices", fix="Give them, or another type.")
    if len(definition.choices) > MOST_CHOICES or len({each.casefold() for each in definition.choices}) != len(definition.choices):
        message = f"There are more than {MOST_CHOICES} choices, or one of them twice."
        raise Invalid("choices_invalid", message, field="choices", fix="Name each once, whatever its case.")
    for locale in definition.labels:
        fields.locale(locale)


def contradicts(definition: Definition, value: AttributeValue) -> bool:
    """Say whether a value that is kept does not fit."""
    try:
        return _fitting(definition, value) != value
    except Invalid:
        return True


def _fitting(definition: Definition | None, value: AttributeValue | None) -> AttributeValue | None:
    if definition is None or value is None:
        return value
    if isinstance(value, str):
        return read(definition, value)
    if definition.type is AttributeType.BOOL and isinstance(value, bool):
        return value
    if definition.type is AttributeType.NUMBER and not isinstance(value, bool):
        return value
    raise Invalid(
        "attribute_type", f"This is declared as {definition.type}.", field=f"attributes.{definition.name}", fix=f"Give a {definition.type}."
    )


def _choice(definition: Definition, text: str) -> str:
    wanted = text.strip().casefold()
    for each in definition.choices:
        if each.casefold() == wanted:
            return each
    raise Invalid(
        "choice_unknown", "This is none of the choices.", field=f"attributes.{definition.name}", fix=f"Give one of {', '.join(definition.choices)}."
    )
