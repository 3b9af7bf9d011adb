# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The published contracts: examples, schemas, topics and who reads them."""

import importlib
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from libs.common.contracts import EVENTS, TOPICS, Envelope, Event
from libs.common.contracts.billing import MAX_REGELS, DeclaratieBeoordeeld
from libs.common.contracts.schemas import EXAMPLES, FOLDER, example, rendered, write_schemas

ALL = pytest.mark.parametrize("event", EVENTS.values(), ids=str)
SERVICES = ("contract", "referral", "billing", "reporting")
PERSONAL = re.compile(
    r"bsn|burgerservice|adres|postcode|huisnummer|straat|woonplaats|achternaam|voornaam|"
    r"voorvoegsel|voorletters|geboortedatum|telefoon|e-?mail",
    re.IGNORECASE,
)
ORGANISATIONS = {
    "GemeenteVastgesteld",
    "RegioVastgesteld",
    "AanbiederVastgesteld",
    "CombinatieVastgesteld",
}
ABOUT_A_CLIENT = {"clientPseudoniem", "geboortemaand", "geslacht", "gemeentecode"}


def field_names(node: Any) -> set[str]:
    """Every property name in a schema, or every key in an example."""
    if isinstance(node, list):
        return set().union(*map(field_names, node))
    if not isinstance(node, dict):
        return set()
    return set(node).union(*map(field_names, node.values()))


class TestEvents:
    @ALL
    def test_type_is_reverse_domain_with_one_version(self, event: type[Event]) -> None:
        assert re.fullmatch(r"nl\.jeugdwet\.[a-z]+\.[a-z]+\.v[1-9]", event.type)
        assert event.topic in TOPICS

    @ALL
    def test_example_is_read_and_written_back_as_it_is(self, event: type[Event]) -> None:
        envelope = example(event)
        read = event.model_validate(envelope.data)

        assert event.type == envelope.type
        assert envelope.data == read.payload()
        assert (read.key(), read.subject()) == (envelope.partitionkey, envelope.subject)

    @ALL
    def test_readers_skip_what_is_new(self, event: type[Event]) -> None:
        data = example(event).data

        assert event.model_validate(data) == event.model_validate(data | {"nieuwVeld": 1})

    @ALL
    def test_no_field_tells_who_a_client_is(self, event: type[Event]) -> None:
        names = field_names(json.loads(rendered()[f"{event.type}.json"])["properties"])
        names |= field_names(example(event).data)

        assert {name for name in names if PERSONAL.search(name)} <= {"agbCode"}
        assert ("naam" in names) <= (event.__name__ in ORGANISATIONS)

    @ALL
    def test_no_example_holds_anything_like_a_bsn(self, event: type[Event]) -> None:
        text = (EXAMPLES / f"{event.type}.json").read_text()

        assert not re.search(r"(?<![0-9a-f])\d{9}(?![0-9a-f])", text)

    @ALL
    def test_what_names_a_client_is_a_keyed_hash(self, event: type[Event]) -> None:
        data = example(event).data
        if "clientPseudoniem" not in data:
            return
        for bsn in ("999900006", "0999900006", ""):
            with pytest.raises(ValidationError):
                event.model_validate(data | {"clientPseudoniem": bsn})

    def test_the_largest_event_stays_under_what_everyone_forwards(self) -> None:
        envelope = example(DeclaratieBeoordeeld)
        line = envelope.data["regels"][1] | {
            "referentieNummer": "9" * 20,
            "vorigReferentieNummer": "9" * 20,
            "toewijzingNummer": 999_999_999,
            "volume": 99_999_999,
            "bedrag": -99_999_999,
            "retourcodes": ["9308", "9339", "9389"],
        }
        largest = envelope.model_copy(
            update={"data": envelope.data | {"regels": [line] * MAX_REGELS}}
        )

        assert len(largest.to_bytes()) < 64 * 1024


class TestEnvelope:
    def test_goes_to_bytes_and_back(self) -> None:
        envelope = example(DeclaratieBeoordeeld)

        assert envelope == Envelope.from_bytes(envelope.to_bytes())
        assert b"traceparent" not in envelope.to_bytes()

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("specversion", "0.3"),
            ("source", "https://example.org"),
            ("time", "2026-06-08T09:30:00"),
            ("id", ""),
            ("datacontenttype", "text/xml"),
            ("data", "tekst"),
        ],
    )
    def test_refuses_what_is_not_the_profile(self, name: str, value: str) -> None:
        form = json.loads(example(DeclaratieBeoordeeld).to_bytes()) | {name: value}
        with pytest.raises(ValidationError):
            Envelope.from_bytes(json.dumps(form).encode())

    def test_time_is_kept_in_utc_and_written_with_z(self) -> None:
        form = json.loads(example(DeclaratieBeoordeeld).to_bytes())
        read = Envelope.model_validate(form | {"time": "2026-06-08T11:30:00+02:00"})

        assert json.loads(read.to_bytes())["time"] == "2026-06-08T09:30:00Z"

    def test_skips_attributes_it_does_not_know(self) -> None:
        form = json.loads(example(DeclaratieBeoordeeld).to_bytes()) | {"sequence": "7"}

        assert example(DeclaratieBeoordeeld) == Envelope.model_validate(form)


class TestSchemas:
    def test_committed_schemas_are_those_of_the_code(self, tmp_path: Path) -> None:
        written = {path.name: path.read_text() for path in write_schemas(tmp_path / "schema")}
        committed = {path.name: path.read_text() for path in FOLDER.glob("*.json")}

        assert written == committed

    def test_schemas_of_events_that_are_no_more_go(self, tmp_path: Path) -> None:
        (tmp_path / "old.json").write_text("{}")

        assert tmp_path / "old.json" not in write_schemas(tmp_path)
        assert not (tmp_path / "old.json").exists()

    def test_every_example_is_of_an_event(self) -> None:
        assert {f"{kind}.json" for kind in EVENTS} == {path.name for path in EXAMPLES.iterdir()}


class TestTopics:
    def test_every_topic_has_events_and_someone_who_answers_for_it(self) -> None:
        assert set(TOPICS) == {event.topic for event in EVENTS.values()}
        for topic in TOPICS.values():
            assert topic.owner in topic.producers
            assert topic.partitions > 0

    @pytest.mark.parametrize("service", SERVICES)
    def test_consumers_are_those_that_subscribe(self, service: str) -> None:
        name = f"services.{service}.subscriptions"
        there = find_spec(name) is not None
        subscribed = set(importlib.import_module(name).SUBSCRIPTIONS) if there else set()

        assert {t.name for t in TOPICS.values() if service in t.consumers} == subscribed
        for topic, handlers in importlib.import_module(name).SUBSCRIPTIONS.items() if there else ():
            assert {topic} == {event.topic for event in handlers}
