# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The AsyncAPI document says what is so: of topics, who reads, keys, and each example."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from libs.common.contracts import EVENTS, TOPICS
from libs.common.contracts.asyncapi import SERVICES, document
from tests.infra.spectral import linted

Json = dict[str, Any]


@pytest.fixture(scope="module")
def whole() -> Json:
    """Of all services."""
    return document("0.1.0")


def at(made: Json, reference: str) -> Any:
    """What a reference names."""
    node: Any = made
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def references(node: Any) -> set[str]:
    """All of them, wherever they stand."""
    if isinstance(node, list):
        return set().union(*map(references, node))
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
    return own.union(*map(references, node.values()))


def test_the_linter_of_asyncapi_has_nothing_to_say(npx: str, tmp_path: Path, whole: Json) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "extends: [['spectral:asyncapi', all]]\n"
        "rules:\n"
        "  asyncapi-3-document-resolved: error\n"
        "  asyncapi-3-document-unresolved: error\n"
        "  asyncapi-latest-version: off\n"  # 3.1 adds nothing that is used here
        "  asyncapi-servers: off\n"  # where Kafka is, an operator knows
        "  asyncapi-info-contact: off\n"  # stands in the OpenAPI document of an installation
        "  asyncapi-3-tags: off\n"
    )
    documents = {"whole": whole} | {name: document("0.1.0", name) for name in SERVICES}
    told = linted(npx, rules, documents, tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_reference_leads_somewhere_and_nothing_is_unused(whole: Json) -> None:
    named = references(whole)
    for reference in named:
        assert at(whole, reference), reference
    parts = whole["components"]
    there = {f"#/components/{kind}/{name}" for kind in parts for name in parts[kind]}
    assert there <= named


def test_channels_are_the_topics_with_their_events(whole: Json) -> None:
    assert {one["address"] for one in whole["channels"].values()} == set(TOPICS)
    for channel in whole["channels"].values():
        topic, kafka = TOPICS[channel["address"]], channel["bindings"]["kafka"]
        assert kafka["partitions"] == topic.partitions
        assert (kafka["topicConfiguration"]["retention.ms"] < 0) == (topic.retention_days is None)
        types = {at(whole, one["$ref"])["name"] for one in channel["messages"].values()}
        assert types == {kind for kind, event in EVENTS.items() if event.topic == topic.name}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_sends_and_reads_what_the_topics_say(service: str) -> None:
    made = document("0.1.0", service)
    found: dict[str, set[str]] = {"send": set(), "receive": set()}
    for operation in made["operations"].values():
        channel = at(made, operation["channel"]["$ref"])
        found[operation["action"]].add(channel["address"])
        if operation["action"] == "receive":
            assert operation["bindings"]["kafka"]["groupId"]["enum"] == [service]
    assert found == {
        "send": {t.name for t in TOPICS.values() if service in t.producers},
        "receive": {t.name for t in TOPICS.values() if service in t.consumers},
    }


def test_every_example_is_of_its_message(whole: Json) -> None:
    for message in whole["components"]["messages"].values():
        validator = Draft202012Validator(
            message["payload"] | {"components": whole["components"]},
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        (one,) = message["examples"]
        assert [error.message for error in validator.iter_errors(one["payload"])] == []
        other = one["payload"] | {"type": "nl.jeugdwet.iets.anders.v1"}
        assert not validator.is_valid(other)


def test_the_command_prints_it(whole: Json) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "libs.common.contracts", "asyncapi", "billing"],
        capture_output=True,
        check=True,
    )
    told = json.loads(made.stdout)
    assert told["channels"].keys() < whole["channels"].keys()
    assert told["components"]["messages"].keys() >= {"DeclaratieBeoordeeld"}
