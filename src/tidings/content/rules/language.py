"""The template language: variables, `if`, and a short list of filters.

Loops, macros, assignments, includes and multiplication are left out on purpose: without them no template can make more
text than its source and its values hold, so nothing an author writes can exhaust a worker (minijinja's fuel does not
count the memory of `"a" * 10**9`).
"""

import re

from tidings.content.errors import TemplateInvalid

FILTERS = frozenset({"default", "upper", "lower", "title", "capitalize", "trim", "round", "int", "float", "first", "last", "length", "join"})
"""What may follow a `|`."""

LONGEST_SOURCE = 4096

_TAGS = frozenset({"if", "elif", "else", "endif"})
_WORDS_BEFORE_BRACKET = frozenset({"if", "elif", "and", "or", "not", "in", "is"})
_CODE = re.compile(r"""\{\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"'])*?\}\}|\{%(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^"'])*?%\}""", re.DOTALL)
_STRING = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)
_FOREIGN = re.compile(r"[^\w\s.,()|=!<>~+\-]")
_FILTER = re.compile(r"\|\s*(\w*)")
_CALLED = re.compile(r"(\|?)\s*\b(\w+)\s*\(")
_OPENING = re.compile(r"\{[{%#]")
_TAG = re.compile(r"[-+]?\s*(\w*)")


def check_source(field: str, source: str, longest: int = LONGEST_SOURCE) -> None:
    """Refuse what is not of the template language. Raises TemplateInvalid that says where and what."""
    if len(source) > longest:
        raise TemplateInvalid(field, f"The text has {len(source)} characters.", f"Keep it within {longest}.")
    if "\x00" in source:
        raise TemplateInvalid(field, "The text holds a NUL character.", "Leave it out.")
    for found in _CODE.finditer(source):
        _check_code(field, found[0])
    if opening := _OPENING.search(_CODE.sub("", source)):
        raise TemplateInvalid(field, f"{opening[0]!r} opens what is never closed, or a comment.", "Write {{ variable }} or {% if ... %}.")


def _check_code(field: str, code: str) -> None:
    bare = _STRING.sub(" ", code[2:-2])
    if foreign := _FOREIGN.search(bare):
        raise TemplateInvalid(field, f"{foreign[0]!r} is not part of the template language in {code!r}.", "Use variables, if, and filters only.")
    tag = _TAG.match(bare)
    if code.startswith("{%") and (tag is None or tag[1] not in _TAGS):
        raise TemplateInvalid(field, f"{code!r} is not part of the template language.", "Of the tags there are if, elif, else and endif.")
    for name in _FILTER.findall(bare):
        if name not in FILTERS:
            raise TemplateInvalid(field, f"There is no filter {name!r}.", f"Use one of: {', '.join(sorted(FILTERS))}.")
    for bar, name in _CALLED.findall(bare):
        if not bar and name not in _WORDS_BEFORE_BRACKET:
            raise TemplateInvalid(field, f"There is no function {name!r}.", f"Use a filter, after |: {', '.join(sorted(FILTERS))}.")
