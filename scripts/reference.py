# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the site about the API of each service and about the events, made of their documents."""

import importlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from libs.common.auth import TokenIssuer
from libs.common.clock import SystemClock
from libs.common.contracts import asyncapi
from libs.common.crypto import Vault
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Parts
from libs.common.settings import Settings
from services.embedded import SERVICES

Json = Mapping[str, Any]


def documents() -> dict[str, Json]:
    """The OpenAPI document of each service; no database is opened for it."""
    with TemporaryDirectory() as folder:
        return {name: _document(name, Path(folder)) for name in SERVICES}


def _document(name: str, folder: Path) -> Json:
    parts = Parts(
        database_url=f"sqlite+aiosqlite:///{folder}/{name}.db",
        log=SqliteEventLog(folder / "log.db"),
        clock=SystemClock(),
        verifier=TokenIssuer("https://tokens.example").verifier(),
        settings=Settings(),
        vault=Vault(b"d" * 32, b"h" * 32),
    )
    service = importlib.import_module(f"services.{name}.app").build(parts)
    document: Json = service.app.state.v1.openapi()
    return document


def events() -> Json:
    """The AsyncAPI document of all services together."""
    return asyncapi.document(version("jeugdregio"))


def api_page(name: str, document: Json) -> str:
    """Each operation: what it does, who may, what it takes and answers, with its example."""
    about = document["info"]
    parts = [
        f"# API: {name}\n",
        f"{about.get('description', '')}\n",
        f"Version {about['version']}; [the OpenAPI document]({name}.json), which the service "
        "publishes itself at `/v1/openapi.json`. Errors are `application/problem+json`.\n",
    ]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            parts += _operation(f"{method.upper()} {path}", operation)
    return "\n".join(parts)


def _operation(title: str, operation: Json) -> Iterator[str]:
    yield f"## `{title}`\n"
    yield f"**{operation['summary']}** {operation.get('description', '')}\n"
    ((scope,),) = (entry["oauth2"] for entry in operation["security"])
    yield f"Scope `{scope}`, for: {', '.join(operation['x-organisatiesoorten'])}.\n"
    if parameters := operation.get("parameters"):
        yield "| Parameter | In | Required | Example | About |\n|---|---|---|---|---|"
        for one in parameters:
            told = " ".join(str(one.get("description", "")).split()).replace("|", "\\|")
            required = "yes" if one.get("required") else ""
            shown = ", ".join(f"`{value}`" for value in one["schema"].get("examples", ()))
            yield f"| `{one['name']}` | {one['in']} | {required} | {shown} | {told} |"
        yield ""
    content = operation.get("requestBody", {}).get("content", {})
    for media, taken in content.items():
        yield f"Takes `{media}`{_schema_name(taken)}.\n"
        for example in taken.get("examples", {}).values():
            yield _code(example["value"])
    answers = {code: told for code, told in operation["responses"].items() if code[0] == "2"}
    for code, told in answers.items():
        answered = told.get("content", {})
        main = answered.get("application/json", next(iter(answered.values()), {}))
        yield f"Answers {code}: {told['description']}{_schema_name(main)}\n"
        for example in main.get("examples", {}).values():
            yield _code(example["value"])


def _schema_name(content: Json) -> str:
    reference = content.get("schema", {}).get("$ref", "")
    return f" (`{reference.rpartition('/')[2]}`)" if reference else ""


def _code(value: object) -> str:
    if isinstance(value, str):
        return f"```text\n{value.strip()}\n```\n"
    return f"```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```\n"


def events_page(document: Json) -> str:
    """Each channel with who sends and reads, each event with its example."""
    parts = [
        "# Events\n",
        f"{document['info']['description']}\n",
        "[The AsyncAPI document](asyncapi.json) has all schemas.\n",
        "## Channels\n",
        "| Address | About | Sends | Reads |\n|---|---|---|---|",
    ]
    for name, channel in document["channels"].items():
        sends, reads = (_who(document, name, action) for action in ("send", "receive"))
        about = " ".join(channel["description"].split())
        parts.append(f"| `{channel['address']}` | {about} | {sends} | {reads} |")
    parts.append("\n## Events\n")
    for message in document["components"]["messages"].values():
        parts += [f"### `{message['name']}`\n", f"{message['description']}\n"]
        parts += [_code(example["payload"]) for example in message["examples"]]
    return "\n".join(parts)


def _who(document: Json, channel: str, action: str) -> str:
    wanted = (action, f"#/channels/{channel}")
    return ", ".join(
        one["description"].partition(" ")[0]
        for one in document["operations"].values()
        if (one["action"], one["channel"]["$ref"]) == wanted
    )
