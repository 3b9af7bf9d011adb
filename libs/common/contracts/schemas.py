# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""JSON schemas of the events, generated from the models and committed beside them."""

import json
from functools import cache
from pathlib import Path

from libs.common.contracts.base import PSEUDONIEM, Envelope, Event
from libs.common.contracts.topics import EVENTS

FOLDER = Path(__file__).parent / "schema"
EXAMPLES = Path(__file__).parent / "examples"
_BASE = "https://jeugdregio.example/events/schema/"


def schema_uri(event_type: str) -> str:
    """What `dataschema` of an envelope names; a name, not a place that anyone must fetch."""
    return f"{_BASE}{event_type}.json"


def schema(event: type[Event]) -> dict[str, object]:
    """The JSON schema of an event's data."""
    body = event.model_json_schema(by_alias=True, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_uri(event.type),
        **body,
    }


@cache
def has_pseudonyms(event_type: str) -> bool:
    """May an event of this type tell of a client, anywhere in it?"""
    event = EVENTS.get(event_type)
    return event is not None and PSEUDONIEM in json.dumps(schema(event))


def rendered() -> dict[str, str]:
    """File name -> text, of every schema file."""
    return {f"{kind}.json": _text(schema(event)) for kind, event in EVENTS.items()}


def write_schemas(folder: Path = FOLDER) -> list[Path]:
    """Write all schema files and remove those of events that are no more."""
    folder.mkdir(exist_ok=True)
    files = rendered()
    for old in folder.glob("*.json"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder / name for name in files)


def example(event: type[Event]) -> Envelope:
    """The published example of an event, in its envelope."""
    return Envelope.from_bytes((EXAMPLES / f"{event.type}.json").read_bytes())


def _text(value: dict[str, object]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
