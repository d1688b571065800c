"""What an organisation declares of the attributes of its contacts."""

from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts import errors
from tidings.contacts.queries import attributes as queries
from tidings.contacts.rules import attributes as rules
from tidings.contacts.types import AttributeUse, Definition, Schema
from tidings.infra.db.unit import Unit

_MOST = 1_000


async def schema(unit: Unit, organisation_id: UUID) -> Schema:
    """Return all that is declared, by two statements."""
    declared = await queries.definitions(unit, organisation_id)
    return Schema({each.name: each for each in declared}, await queries.strict(unit, organisation_id))


async def attribute_uses(unit: Unit, organisation_id: UUID) -> list[AttributeUse]:
    """Return attributes that are declared or in use, by name, with how many contacts have each. Reads all contacts."""
    declared = (await schema(unit, organisation_id)).definitions
    used = dict(await queries.uses(unit, organisation_id, _MOST))
    return [AttributeUse(name, used.get(name, 0), declared.get(name)) for name in sorted({*used, *declared})]


async def declare(unit: Unit, organisation_id: UUID, actor: str, definition: Definition) -> None:
    """Declare an attribute, or change what was declared. Audited.

    Raises Invalid for a definition that can't be, and Conflict while values contradict it, with how many contacts have such.
    """
    rules.check_definition(definition)
    found = await queries.values(unit, organisation_id, definition.name)
    if against := sum(count for value, count in found if rules.contradicts(definition, value)):
        raise errors.values_contradict(definition.name, against)
    await queries.put(unit, organisation_id, definition)
    detail = {"type": definition.type.value, "required": definition.required, "personal": definition.personal}
    await record_audit(unit, organisation_id, actor, "attribute.declared", f"attribute:{definition.name}", detail)


async def undeclare(unit: Unit, organisation_id: UUID, actor: str, name: str) -> None:
    """Forget what was declared; values stay as they are. Audited. Raises NotFound."""
    if not await queries.remove(unit, organisation_id, name):
        raise errors.not_declared(name)
    await record_audit(unit, organisation_id, actor, "attribute.undeclared", f"attribute:{name}")


async def refuse_undeclared(unit: Unit, organisation_id: UUID, actor: str, *, strict: bool) -> None:
    """Say whether attributes that are not declared are refused from now on. Audited."""
    await queries.set_strict(unit, organisation_id, strict=strict)
    await record_audit(unit, organisation_id, actor, "attributes.strict_set", f"organisation:{organisation_id}", {"strict": strict})
