# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A log of processing as OTLP (JSON): a span of each action, and below it one of each person.

The names of attributes are those of the standard Logboek Dataverwerkingen 1.0.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from libs.common.logboek.model import Betrokkene, Handeling, Register

SUBJECT_TYPE = "pseudoniem"
_OK = 1
_NANOSECONDS = 1_000


def export_request(
    service: str,
    version: str,
    base: str,
    register: Register,
    actions: Iterable[tuple[Handeling, Sequence[Betrokkene]]],
) -> dict[str, Any]:
    """An `ExportTraceServiceRequest`; `base` is where the register of the service stands."""
    spans = [span for action, them in actions for span in _spans(base, register, action, them)]
    about = {"service.name": f"jeugdregio-{service}", "service.version": version}
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": _attributes(about)},
                "scopeSpans": [{"scope": {"name": "jeugdregio.logboek"}, "spans": spans}],
            }
        ]
    }


def _spans(
    base: str, register: Register, action: Handeling, persons: Sequence[Betrokkene]
) -> Iterator[dict[str, Any]]:
    own = _span_id(action.id)
    activity = f"{base}/verwerkingsactiviteiten/{action.activiteit}"
    shared: dict[str, Any] = {
        # Outside any trace an action is one of its own.
        "traceId": action.trace_id or action.id.replace("-", ""),
        "name": register.name_of(action.activiteit),
        "kind": 1,
        "startTimeUnixNano": _nanoseconds(action.begin_op),
        "endTimeUnixNano": _nanoseconds(action.eind_op),
        "status": {"code": _OK},
    }
    told = {
        "dpl.core.processing_activity_id": activity,
        "jeugdregio.action": action.actie,
        "jeugdregio.actor": action.actor,
        "jeugdregio.object": action.onderwerp,
        "jeugdregio.chain_number": str(action.volgnummer or ""),
    }
    above = {"parentSpanId": action.span_id} if action.span_id else {}
    yield shared | above | {"spanId": own, "attributes": _attributes(told)}
    for one in persons:
        told = {
            "dpl.core.processing_activity_id": activity,
            "dpl.core.data_subject_id": one.pseudoniem,
            "dpl.core.data_subject_id_type": SUBJECT_TYPE,
            "jeugdregio.gemeente": one.gemeentecode,
        }
        span_id = _span_id(f"{action.id}/{one.gemeentecode}/{one.pseudoniem}")
        yield shared | {"parentSpanId": own, "spanId": span_id, "attributes": _attributes(told)}


def _span_id(of: str) -> str:
    """The same each time that the same is exported."""
    return hashlib.sha256(of.encode()).hexdigest()[:16]


def _nanoseconds(moment: datetime) -> str:
    return str(round(moment.timestamp() * 1_000_000) * _NANOSECONDS)


def _attributes(told: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"key": key, "value": {"stringValue": value}} for key, value in told.items() if value]
