"""What the audit says was done, in the language of whoever reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tidings
from tidings.accounts.rules import action_in, actions
from tidings.education.types import Kind
from tidings.permissions.types import VerificationState

_ROOT = Path(tidings.__file__).parent
_WRITERS = {"record_audit", "note_of_user", "_audit"}
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
_HELPERS = {
    "campaigns": ("audit", "campaign."),
    "channels/service/senders.py": ("_audit", "sender."),
    "channels/service/connections.py": ("_audit", "connection."),
    "segments/service/keeping.py": ("_keep", "segment."),
    "segments/service/lists.py": ("_told", "segment.people_"),
}
"""Functions that are given the rest of an action, by where they are called, with its beginning."""


def _calls(tree: ast.AST) -> Iterator[tuple[str, list[str]]]:
    """Yield what is called, and the texts among what it is given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [part for each in node.args for part in ([each.body, each.orelse] if isinstance(each, ast.IfExp) else [each])]
            yield name, [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def _written() -> Iterator[str]:
    """Yield every action that the source writes into the audit."""
    for file in _ROOT.rglob("*.py"):
        tree, place = ast.parse(file.read_text(encoding="utf-8")), file.relative_to(_ROOT).as_posix()
        helper, beginning = next((told for where, told in _HELPERS.items() if place.startswith(where)), (None, ""))
        for name, texts in _calls(tree):
            if name in _WRITERS:
                yield from filter(_ACTION.fullmatch, texts)
            if name == helper:
                yield from (beginning + each for each in texts if "." not in each)
    yield from (f"verification.{state.value}" for state in VerificationState)
    yield from (f"{kind.value}s.changed" for kind in Kind)


def test_every_action_that_is_written_down_has_words_in_both_languages() -> None:
    written = set(_written())
    assert {"campaign.paused", "sender.opened", "segment.people_added", "password.changed"} <= written
    assert {each for each in written if set(actions().get(each, ())) != {"en", "fr"}} == set()


def test_an_action_of_another_release_is_shown_as_it_was_written() -> None:
    assert action_in("fr", "key.created") == "Clé d\u2019API créée"
    assert action_in("fr", "key.polished") == "key.polished"
