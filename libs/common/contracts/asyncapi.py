# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The AsyncAPI 3 document: topics as channels, who sends and receives, each event with its key."""

import inspect
import json
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic.json_schema import models_json_schema

from libs.common.contracts.base import CONTENT_TYPE, Envelope, Event, Service, Topic
from libs.common.contracts.schemas import example
from libs.common.contracts.topics import EVENTS, TOPICS

Json = dict[str, Any]

SERVICES: tuple[Service, ...] = get_args(Service)
_KAFKA = "0.5.0"
_DAY_MS = 24 * 60 * 60 * 1000
_TRAIT = "cloudEvent"


def document(version: str, *services: str) -> Json:
    """Of these services, or of all: what they send and receive, in the words of AsyncAPI 3.0.

    `version` is that of the program that publishes it.
    """
    asked = services or SERVICES
    topics = [t for t in TOPICS.values() if {*t.producers, *t.consumers} & {*asked}]
    events = [event for topic in topics for event in _events_of(topic)]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Jeugdregio: gebeurtenissen van {' en '.join(asked)}",
            "version": version,
            "description": "CloudEvents 1.0 in het NL GOV-profiel, gestructureerd, over Kafka. Een "
            "gebeurtenis draagt de hele stand van haar onderwerp met een `versie` die alleen "
            "groeit; zij kan meer dan eens komen, en over sleutels heen is er geen volgorde. Voor "
            "elke naam van een topic en een groep kan een installatie een voorvoegsel kiezen.",
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {_short(topic): _channel(topic) for topic in topics},
        "operations": dict(_operations(topics, asked)),
        "components": {
            "messages": {event.__name__: _message(event) for event in events},
            "messageTraits": {_TRAIT: _trait()},
            "schemas": _schemas(events),
        },
    }


def _events_of(topic: Topic) -> list[type[Event]]:
    return [event for event in EVENTS.values() if event.topic == topic.name]


def _short(topic: Topic) -> str:
    return topic.name.rpartition(".")[2]


def _channel(topic: Topic) -> Json:
    kept = -1 if topic.retention_days is None else topic.retention_days * _DAY_MS
    return {
        "address": topic.name,
        "description": topic.description,
        "messages": {
            event.__name__: {"$ref": f"#/components/messages/{event.__name__}"}
            for event in _events_of(topic)
        },
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": ["compact" if topic.compacted else "delete"],
                    "retention.ms": kept,
                },
                "bindingVersion": _KAFKA,
            }
        },
    }


def _operations(topics: Sequence[Topic], asked: Iterable[str]) -> Iterable[tuple[str, Json]]:
    for service in asked:
        for topic in topics:
            if service in topic.producers:
                sent = _operation("send", topic, f"{service} verzendt")
                yield f"{service}Verzendt{_short(topic).capitalize()}", sent
            if service in topic.consumers:
                group = {"groupId": {"type": "string", "enum": [service]}, "bindingVersion": _KAFKA}
                read = _operation("receive", topic, f"{service} leest")
                read["bindings"] = {"kafka": group}
                yield f"{service}Leest{_short(topic).capitalize()}", read


def _operation(action: str, topic: Topic, who: str) -> Json:
    channel = {"$ref": f"#/channels/{_short(topic)}"}
    return {"action": action, "channel": channel, "description": f"{who}: {topic.description}"}


def _message(event: type[Event]) -> Json:
    about = inspect.cleandoc(event.__doc__ or "")
    data = {"$ref": f"#/components/schemas/{event.__name__}"}
    return {
        "name": event.type,
        "title": event.__name__,
        "summary": about.partition("\n")[0],
        "description": f"{about}\n\nKey: {event.key.__doc__ or ''}",
        "traits": [{"$ref": f"#/components/messageTraits/{_TRAIT}"}],
        "payload": {
            "allOf": [
                {"$ref": "#/components/schemas/Envelope"},
                {
                    "type": "object",
                    "required": ["type", "data"],
                    "properties": {"type": {"const": event.type}, "data": data},
                },
            ]
        },
        "examples": [{"name": event.type, "payload": json.loads(example(event).to_bytes())}],
    }


def _trait() -> Json:
    """What all messages share: the content type tells that the value is a whole CloudEvent."""
    content_type = {"type": "string", "const": CONTENT_TYPE}
    return {
        "contentType": CONTENT_TYPE,
        "headers": {
            "type": "object",
            "required": ["content-type"],
            "properties": {"content-type": content_type},
        },
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": "`partitionkey` of the event"},
                "bindingVersion": _KAFKA,
            }
        },
    }


def _schemas(events: Sequence[type[Event]]) -> Json:
    """Of the envelope, the events and what they are made of, under one name each."""
    models = [(model, "serialization") for model in (Envelope, *events)]
    reference = "#/components/schemas/{model}"
    _, made = models_json_schema(models, ref_template=reference)  # type: ignore[arg-type]
    found: Json = made["$defs"]
    return found
