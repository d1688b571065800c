"""Reading an OpenAPI document: what a stranger would send who has nothing else."""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
_NOBODY = "0199b2a1-7c00-7000-8000-000000000000"


def resolved(document: Json, schema: Json) -> Json:
    """Follow references to where the schema itself stands."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def fields(document: Json, schema: Json) -> list[str]:
    """Return the names of an object's fields, of all its alternatives."""
    schema = resolved(document, schema)
    alternatives = [fields(document, each) for each in schema.get("anyOf", [])]
    return [*schema.get("properties", {}), *(name for names in alternatives for name in names)]


def sample(document: Json, schema: Json) -> Any:
    """Return a value made of the description's own examples. Raises LookupError where a reader would have to guess.

    An object has its required fields and those with an example.
    """
    schema = resolved(document, schema)
    written = [*schema.get("examples", []), *schema.get("enum", []), *(schema[name] for name in ("const", "default") if name in schema)]
    if written:
        return written[0]
    if alternatives := [each for each in schema.get("anyOf", []) if each.get("type") != "null"]:
        return sample(document, alternatives[0])
    if schema.get("format") == "binary":
        return "the bytes of a file"
    if schema.get("format") == "uuid" or schema.get("type") == "boolean":
        return _NOBODY if "format" in schema else True
    if schema.get("type") == "array":
        return [sample(document, schema["items"])]
    if schema.get("properties"):
        return _object(document, schema)
    raise LookupError(f"no example of {schema}")


def _object(document: Json, schema: Json) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, part in schema["properties"].items():
        if name in schema.get("required", ()) or "examples" in resolved(document, part):
            made[name] = sample(document, part)
    if not made:
        raise LookupError(f"no example of {schema}")
    return made
