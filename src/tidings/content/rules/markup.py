"""Which HTML an email may hold: what mailboxes show, and nothing that acts or hides where it leads."""

import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files

from tidings.content.errors import TemplateInvalid

_ALLOWED = tomllib.loads(files("tidings.content.rules").joinpath("markup.toml").read_text("utf-8"))
_TAGS: frozenset[str] = frozenset(_ALLOWED["tags"])
_REFUSED: frozenset[str] = frozenset(_ALLOWED["attributes_refused"])
_ADDRESSES = frozenset({"href", "src", "background"})
_LEADS = re.compile(r"(?:https?://|mailto:|tel:|#|\{\{\s*(?:unsubscribe_url|preferences_url)\s*\}\})", re.IGNORECASE)
"""How an address in an email begins: its scheme is the author's, never a variable's."""
_ACTS = re.compile(r"expression\s*\(|javascript:|@import|url\s*\(\s*['\"]?\s*(?!https?://)", re.IGNORECASE)


def check_markup(field: str, source: str) -> None:
    """Refuse what an email must not hold. Raises TemplateInvalid that names it. What variables bring is escaped when they are filled in."""
    parser = _Checker(field)
    parser.feed(source)
    parser.close()


class _Checker(HTMLParser):
    """Looks at every tag, attribute and style."""

    def __init__(self, field: str) -> None:
        super().__init__(convert_charrefs=True)
        self._field = field
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        self._in_style = tag == "style"
        if tag not in _TAGS:
            raise TemplateInvalid(self._field, f"An email can't hold <{tag}>.", "Use text, links, lists, tables, pictures and styles.")
        for name, value in attrs:
            self._check_attribute(tag, name, (value or "").strip())

    def handle_endtag(self, tag: str) -> None:
        """Leave a style."""
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        """Look at a style."""
        if self._in_style:
            self._check_style(data)

    def _check_attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in _REFUSED:
            raise TemplateInvalid(self._field, f"<{tag}> can't have {name}.", "Leave it out.")
        if name in _ADDRESSES and value and _LEADS.match(value) is None:
            fix = "Write https://..., mailto: or tel:, or {{ unsubscribe_url }} or {{ preferences_url }}; variables may stand behind the host."
            raise TemplateInvalid(self._field, f"{name} of <{tag}> does not say where it leads.", fix)
        if name == "style":
            self._check_style(value)

    def _check_style(self, style: str) -> None:
        if _ACTS.search(style):
            raise TemplateInvalid(self._field, "A style loads or runs something.", "Leave @import, expression() and addresses other than https out.")
