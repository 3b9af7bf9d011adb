# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Structured logs: one JSON line per happening, without personal data."""

import logging
import re
import sys
import time
from collections.abc import MutableMapping, Sequence
from types import TracebackType
from typing import Any

import structlog
from opentelemetry import trace
from structlog.typing import Processor

from libs.common.ids import UUID

SPARING_S = 30
_KINDS = 1_000

Event = MutableMapping[str, Any]

_UUID_OR_NINE_DIGITS = re.compile(rf"({UUID})|(?<!\d)\d{{9}}(?!\d)", re.IGNORECASE)
_FORBIDDEN_KEYS = frozenset({"bsn", "naam", "adres", "geboortedatum", "inhoud", "body"})


def _without_personal_data(_logger: object, _method: str, event: Event) -> Event:
    """Last guard: drop keys that name a person and mask anything shaped like a BSN.

    A UUID is left whole, for some have nine digits between their letters.
    """
    for key in list(event):
        if key.lower() in _FORBIDDEN_KEYS:
            del event[key]
        elif isinstance(event[key], str):
            event[key] = _UUID_OR_NINE_DIGITS.sub(_masked, event[key])
    return event


def _masked(found: re.Match[str]) -> str:
    return found[1] or "*********"


def _with_trace(_logger: object, _method: str, event: Event) -> Event:
    """The trace that a line belongs to."""
    about = trace.get_current_span().get_span_context()
    if about.is_valid:
        event["trace_id"] = trace.format_trace_id(about.trace_id)
        event["span_id"] = trace.format_span_id(about.span_id)
    return event


_MADE: Sequence[Processor] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_FINISHED: Sequence[Processor] = (
    structlog.processors.format_exc_info,
    _without_personal_data,
    _with_trace,
    structlog.processors.JSONRenderer(),
)


class _Sparing(logging.Filter):
    """Lets a line of a library through once in a while, however often it is said.

    A client that cannot reach its server says so many times a second; metrics count the rest.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """True for the first line of its kind in `SPARING_S` seconds."""
        kind, now = (record.name, str(record.msg)), time.monotonic()
        if now - self._said.get(kind, -SPARING_S) < SPARING_S:
            return False
        if len(self._said) >= _KINDS:
            self._said.clear()
        self._said[kind] = now
        return True


def configure(level: str = "INFO") -> None:
    """Set up the process: everything as JSON lines on standard error.

    Also what libraries say (warnings and worse, sparingly) and the exception that ends the process.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*_MADE, *_FINISHED],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Sparing())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_MADE, _from_library],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_FINISHED],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(least, logging.WARNING), force=True)
    sys.excepthook = _log_end


def _from_library(_logger: object, _method: str, event: Event) -> Event:
    """Which library said it, and the traceback that it gave with it."""
    record: logging.LogRecord = event["_record"]
    event["logger"] = record.name
    if record.exc_info:
        event["exc_info"] = record.exc_info
    return event


def _log_end(
    kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("ended_by_exception", exc_info=error)
