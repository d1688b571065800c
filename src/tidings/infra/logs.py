"""Structured logs without personal data: what looks like a phone number, an email or a secret is masked wherever it stands."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, cast

import structlog

_PERSONAL = re.compile(
    r"(?P<secret>tdg_live_)[\w-]+"  # our own keys
    r"|(?P<bearer>Bearer\s+)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # emails
    r"|(?<![\w.])\(?(?:\+|00)[1-9]\d{0,2}\)?(?:[ .()-]{0,2}\d){5,13}(?!\w)"  # phone numbers written internationally
)
_MASK = "[masked]"


def configure(*, readable: bool, level: str = "INFO") -> None:
    """Send all logs of this process to stderr: as lines for people if `readable`, else as JSON."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask_personal,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback) if readable else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module; events are short words, what varies goes in key=value."""
    return structlog.stdlib.get_logger(name)


def mask_personal(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask what looks personal in every text of a log line; the last guard, for texts of other libraries."""
    for key, value in event.items():
        event[key] = _masked(value)
    return event


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL.sub(lambda found: (found["secret"] or found["bearer"] or "") + _MASK, value)
    if isinstance(value, Mapping):
        return {key: _masked(inner) for key, inner in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_masked(inner) for inner in cast("list[Any]", value)]
    return value
