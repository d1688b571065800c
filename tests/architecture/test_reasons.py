"""Whatever reason the ledger can hold, a person can read it, in English and in French."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from architecture.codebase import SOURCE, modules, statements
from tidings.campaigns.types import NotReached
from tidings.consent.types import SuppressionReason
from tidings.messages.types import WaitCode
from tidings.notices.types import NoticeReason
from tidings.policy.types import ReasonCode
from tidings.ports.outcome import Failure

LANGUAGES = ("en", "fr")
_WRITES_A_REASON = {"Withheld", "Ended", "Unsure", "Again", "settle", "_end"}
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def _reasons() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((SOURCE / "tidings" / "policy" / "reasons.toml").read_text(encoding="utf-8"))


def _codes() -> set[str]:
    """Every code that may be written into the ledger or told of what waits: policy's, providers' failures, and those the rooms write themselves."""
    return {*ReasonCode, *Failure, *WaitCode, *NotReached, *NoticeReason, *_of_suppressions(), *_written_by_messages(), *_of_rendering()}


def _of_suppressions() -> Iterator[str]:
    # An opt-out between release and exchange is written down with the suppression's own word.
    yield from SuppressionReason


def _written_by_messages() -> Iterator[str]:
    for module in modules():
        if module.room == "messages":
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and _name(node.func) in _WRITES_A_REASON:
                    yield from _codes_in([*node.args, *(each.value for each in node.keywords)])
            for node in module.tree.body:
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and module.file == "service":
                    yield from _codes_in([node.value])
    for statement in statements():
        if statement.room == "messages":
            yield from re.findall(r"reason = '(\w+)'", statement.text)


def _of_rendering() -> Iterator[str]:
    for module in modules():
        if module.room == "content":
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and _name(node.func) in {"CannotRender", "__init__"}:
                    yield from _codes_in([each.value for each in node.keywords if each.arg == "code"])
                if isinstance(node, ast.ClassDef) and node.name == "CannotRender":
                    yield from _codes_in(
                        [default for each in ast.walk(node) if isinstance(each, ast.arguments) for default in each.kw_defaults if default]
                    )


def _codes_in(values: list[ast.expr]) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and _CODE.fullmatch(value.value):
            yield value.value


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


@pytest.mark.parametrize("code", sorted(_codes()))
def test_every_reason_has_a_sentence_and_a_way_out(code: str) -> None:
    words = _reasons().get(code, {})
    missing = [f"{language}.{what}" for language in LANGUAGES for what in ("sentence", "fix") if not words.get(language, {}).get(what, "").strip()]
    assert not missing, f"Say in policy/reasons.toml, under [{code}.en] and [{code}.fr], what it means and what to do: {missing}"


def test_no_reason_is_explained_that_nobody_gives() -> None:
    idle = set(_reasons()) - _codes()
    assert not idle, f"Take these out of policy/reasons.toml: {sorted(idle)}"


def test_the_reasons_of_messages_are_found() -> None:
    assert {"address_gone", "no_answer", "worker_died", "unconfirmed", "denied_by_provider", "campaign_cancelled", "end_date_passed"} <= _codes()
    assert {"variable_missing", "text_empty", "parameter_empty", "template_failed"} <= _codes()
