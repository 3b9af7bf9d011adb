# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Schemas of what is not of Kubernetes itself, as far as it is used here.

From the documentation of KEDA 2 (keda.sh/v1alpha1) and of the Prometheus operator
(monitoring.coreos.com/v1). A field that is not used here is refused, and so is a misspelt one.
"""

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string", "minLength": 1}
COUNT: Json = {"type": "integer", "minimum": 1}


def _object(*optional: str, **required: Json) -> Json:
    extra: Json = {key: {} for key in optional}
    return {
        "type": "object",
        "properties": required | extra,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Json) -> Json:
    return {"type": "array", "items": of, "minItems": 1}


def _resource(version: str, kind: str, spec: Json) -> Json:
    metadata = _object("labels", "annotations", "namespace", name=TEXT)
    return _object(
        apiVersion={"const": version}, kind={"const": kind}, metadata=metadata, spec=spec
    )


_TARGET = _object(apiVersion={"const": "apps/v1"}, kind={"const": "StatefulSet"}, name=TEXT)
_DOWN = _object(scaleDown=_object(stabilizationWindowSeconds=COUNT))
# All that a trigger is told is text, also numbers.
_TRIGGER = _object(
    type={"const": "prometheus"},
    metadata=_object(
        serverAddress=TEXT, query=TEXT, threshold={"type": "string", "pattern": "^[1-9][0-9]*$"}
    ),
)
_RULE: Json = {
    "oneOf": [
        _object("labels", alert=TEXT, expr=TEXT, annotations={"type": "object"})
        | {"properties": {key: {} for key in ("alert", "expr", "for", "labels", "annotations")}},
        _object("labels", record=TEXT, expr=TEXT),
    ]
}
_RELABELLING = _object(sourceLabels=_list(TEXT), targetLabel=TEXT)

CUSTOM: dict[str, Json] = {
    "ScaledObject": _resource(
        "keda.sh/v1alpha1",
        "ScaledObject",
        _object(
            scaleTargetRef=_TARGET,
            minReplicaCount=COUNT,
            maxReplicaCount=COUNT,
            advanced=_object(horizontalPodAutoscalerConfig=_object(behavior=_DOWN)),
            triggers=_list(_TRIGGER),
        ),
    ),
    "PrometheusRule": _resource(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        _object(groups=_list(_object("interval", name=TEXT, rules=_list(_RULE)))),
    ),
    "ServiceMonitor": _resource(
        "monitoring.coreos.com/v1",
        "ServiceMonitor",
        _object(
            jobLabel=TEXT,
            selector=_object("matchLabels", "matchExpressions"),
            endpoints=_list(
                _object(port=TEXT, path=TEXT, interval=TEXT, relabelings=_list(_RELABELLING))
            ),
        ),
    ),
}
"""By kind."""
