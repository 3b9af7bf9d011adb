# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Structured logs: one JSON line per happening, without personal data."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from opentelemetry import trace

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_FORBIDDEN_KEYS = frozenset({"bsn", "naam", "adres", "geboortedatum", "inhoud", "body"})


def _without_personal_data(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Last guard: drop keys that name a person and mask anything shaped like a BSN."""
    for key in list(event):
        if key.lower() in _FORBIDDEN_KEYS:
            del event[key]
        elif isinstance(event[key], str):
            event[key] = _NINE_DIGITS.sub("*********", event[key])
    return event


def _with_trace(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The trace that a line belongs to."""
    about = trace.get_current_span().get_span_context()
    if about.is_valid:
        event["trace_id"] = trace.format_trace_id(about.trace_id)
        event["span_id"] = trace.format_span_id(about.span_id)
    return event


def configure(level: str = "INFO") -> None:
    """Set up the process: everything as JSON lines on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_personal_data,
            _with_trace,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
