"""Finds the sentences that errors tell: messages and fixes, as they stand in the code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidings.kernel import errors

_KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.TidingsError)}
_SAMPLE = "0"
"""Stands where an f-string has a value."""

Values = dict[str, list[ast.expr]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an error says, with a sample for each value, and where."""

    text: str
    place: str


def sentences(file: Path) -> Iterator[Sentence]:
    """Find what the errors of a file say, of those that have no French beside it. What is put together elsewhere is told where that is done."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = _assigned(tree.body)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            known = constants | _assigned([each for each in ast.walk(function) if isinstance(each, ast.stmt)])
            for call in _errors_in(function, file):
                yield from (Sentence(text, f"{file.name}:{call.lineno}") for text in _told(call, known))


def _errors_in(function: ast.AST, file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        call = node.exc if isinstance(node, ast.Raise) else node
        if isinstance(call, ast.Call) and (call is not node or _is_error(call, file)) and not _speaks_french(call):
            yield call


def _is_error(call: ast.Call, file: Path) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in _KINDS
    return file.name == "errors.py" and isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"


def _speaks_french(call: ast.Call) -> bool:
    return any(keyword.arg == "french" for keyword in call.keywords)


def _told(call: ast.Call, known: Values) -> Iterator[str]:
    for expression in [*call.args, *(keyword.value for keyword in call.keywords)]:
        yield from (text for text in _texts(expression, known) if _is_sentence(text))


def _is_sentence(text: str) -> bool:
    return " " in text and text[-1] in '.)}"…' and any(letter.isalpha() for letter in text)


def _texts(expression: ast.expr, known: Values) -> Iterator[str]:
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else _SAMPLE for part in expression.values)
    elif isinstance(expression, ast.IfExp):
        yield from _texts(expression.body, known)
        yield from _texts(expression.orelse, known)
    elif isinstance(expression, ast.BoolOp):
        for each in expression.values:
            yield from _texts(each, known)
    elif isinstance(expression, ast.Name):
        for each in known.get(expression.id, ()):
            yield from _texts(each, {})


def _assigned(body: list[ast.stmt]) -> Values:
    found: Values = {}
    for each in body:
        if not isinstance(each, ast.Assign) or len(each.targets) != 1:
            continue
        target, value = each.targets[0], each.value
        pairs = zip(target.elts, value.elts, strict=False) if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else [(target, value)]
        for name, given in pairs:
            if isinstance(name, ast.Name):
                found.setdefault(name.id, []).append(given)
    return found
