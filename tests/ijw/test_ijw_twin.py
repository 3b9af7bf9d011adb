# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The JSON twin: there and back, its schema, and what it refuses."""

import json
import time
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from libs.ijw import InvalidMessage, MessageError, UnreadableMessage, read, write
from libs.ijw.declare import MESSAGES
from libs.ijw.messages import Contact
from libs.ijw.twin import from_json, json_schema, to_json
from tests.ijw.builders import base, change
from tests.ijw.complete import complete

Twin = dict[str, Any]
Change = Callable[[Twin], object]


@cache
def _validator(soort: str) -> Any:
    schema = json_schema(soort)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("soort", MESSAGES)
@pytest.mark.parametrize("make", [base, complete])
def test_a_message_and_its_twin_say_the_same(soort: str, make: Any) -> None:
    message = make(soort)
    twin = to_json(message)
    assert from_json(twin) == message
    assert from_json(json.dumps(twin)) == message
    assert to_json(from_json(json.dumps(twin).encode())) == twin
    assert list(_validator(soort).iter_errors(twin)) == []


def test_the_examples_have_twins(shared_dir: Path) -> None:
    paths = sorted((shared_dir / "ijw" / "examples").glob("*.xml"))
    for path in paths:
        if not path.name.endswith(".invalid.xml"):
            message = read(path.read_bytes())
            assert from_json(to_json(message)) == message


def test_the_names_are_those_of_the_standard() -> None:
    twin = to_json(base("JW323"))
    line = twin["declaratie"]["clienten"][0]["prestaties"][0]
    assert twin["soort"] == "JW323"
    assert twin["declaratie"]["declaratiePeriode"]["begindatum"] == "2026-10-01"
    assert line["ingediendBedrag"] == {"bedrag": 81600, "debetCredit": "D"}
    assert line["productReferentie"] == {"referentieNummer": "RN1"}
    assert "retourCodes" not in line


def test_codes_are_explained_in_the_schema() -> None:
    sides = json_schema("JW323")["$defs"]["COD043"]["oneOf"]
    assert {"const": "D", "title": "Debetbedrag en aantal"} in sides


LINE = ("declaratie", "clienten", 0, "prestaties", 0)


def _at(*path: str | int) -> Callable[[Twin], Any]:
    def reach(twin: Any) -> Any:
        for step in path:
            twin = twin[step]
        return twin

    return reach


def _put(*path: str | int, value: Any) -> Change:
    *way, last = path
    return lambda twin: _at(*way)(twin).__setitem__(last, value)


def _drop(*path: str | int) -> Change:
    *way, last = path
    return lambda twin: _at(*way)(twin).pop(last)


XML_LINE = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"

REFUSED: list[tuple[Change, str, str]] = [
    (_put(*LINE, "geleverdVolume", value="600"), "JSON", f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "geleverdVolume", value=True), "JSON", f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "geleverdVolume", value=None), "JSON", f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "geleverdVolume", value=10**500), "JSON", f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "geleverdVolume", value=-1), "RS001", f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "geleverdVolume", value=10**8), "RS005", f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "eenheid", value="99"), "XSD", f"{XML_LINE}/Eenheid"),
    (_put(*LINE, "productCode", value=" "), "RS033", f"{XML_LINE}/ProductCode"),
    (_put(*LINE, "productCode", value=45), "JSON", f"{XML_LINE}/ProductCode"),
    (_put(*LINE, "productPeriode", value="2026"), "JSON", f"{XML_LINE}/ProductPeriode"),
    (_put(*LINE, "extra", value=1), "JSON", f"{XML_LINE}/*"),
    (_put(*LINE, "retourCodes", value=["0200"]), "JSON", f"{XML_LINE}/*"),
    (_drop(*LINE, "eenheid"), "JSON", f"{XML_LINE}/Eenheid"),
    (
        _put("declaratie", "clienten", 0, "prestaties", value=[]),
        "JSON",
        "/Bericht/Declaratie/Clienten/Client[1]/Prestaties",
    ),
    (
        _put("declaratie", "declaratiePeriode", "begindatum", value="20261001"),
        "JSON",
        "/Bericht/Declaratie/DeclaratiePeriode/Begindatum",
    ),
    (
        _put("declaratie", "declaratiePeriode", "einddatum", value="2026-02-30"),
        "JSON",
        "/Bericht/Declaratie/DeclaratiePeriode/Einddatum",
    ),
    (_put("header", "berichtCode", value="491"), "RS047", "/Bericht/Header/BerichtCode"),
    (_put("header", "berichtVersie", value=2), "CS025", "/Bericht/Header/BerichtVersie"),
    (_drop("declaratie"), "JSON", "/Bericht/Declaratie"),
]


# A schema for JSON knows neither XML's characters nor that 600.0 is not how one writes 600.
BEYOND_A_SCHEMA: list[tuple[Change, str]] = [
    (_put(*LINE, "geleverdVolume", value=600.0), f"{XML_LINE}/GeleverdVolume"),
    (_put(*LINE, "productCode", value="a\x00"), f"{XML_LINE}/ProductCode"),
    (_put(*LINE, "productCode", value="\ud800"), f"{XML_LINE}/ProductCode"),
]


@pytest.mark.parametrize(("change", "place"), BEYOND_A_SCHEMA)
def test_what_xml_could_not_hold_is_refused_too(change: Change, place: str) -> None:
    twin = to_json(base("JW323"))
    change(twin)
    with pytest.raises(InvalidMessage) as caught:
        from_json(twin)
    assert [(f.regel, f.plaats) for f in caught.value.findings] == [("JSON", place)]


@pytest.mark.parametrize(("change", "regel", "place"), REFUSED)
def test_what_is_wrong_gets_the_place_that_it_has_in_xml(
    change: Change, regel: str, place: str
) -> None:
    twin = deepcopy(to_json(base("JW323")))
    change(twin)
    with pytest.raises(InvalidMessage) as caught:
        from_json(twin)
    assert [(f.regel, f.plaats) for f in caught.value.findings] == [(regel, place)]
    assert not _validator("JW323").is_valid(twin)


@pytest.mark.parametrize("time", ["09:30:00", "09:30:00.5", "23:59:59.000001"])
def test_a_time_comes_back_as_it_was_written(time: str) -> None:
    twin = to_json(base("JW301"))
    twin["client"]["toegewezenProducten"][0]["toewijzingstijd"] = time
    assert _validator("JW301").is_valid(twin)
    assert to_json(from_json(twin)) == twin


@pytest.mark.parametrize(
    "time",
    ["09:30", "9:30:00", "09:30:00Z", "24:00:00", "093000", "09:30:00.", "09:30:00.50", 9],
)
def test_a_time_is_written_in_one_way(time: Any) -> None:
    twin = to_json(base("JW301"))
    twin["client"]["toegewezenProducten"][0]["toewijzingstijd"] = time
    with pytest.raises(InvalidMessage):
        from_json(twin)
    assert not _validator("JW301").is_valid(twin)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"soort": "JW999"}',
        b'{"soort": ["JW323"]}',
        b'{"soort": "JW323", "soort": "JW323"}',
        b'{"soort": NaN}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"soort": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_twin_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        from_json(raw)


def test_a_twin_has_the_bound_of_a_message() -> None:
    raw = json.dumps(to_json(base("JW323"))).encode()
    with pytest.raises(UnreadableMessage) as caught:
        from_json(raw, max_bytes=100)
    assert caught.value.findings[0].regel == "OP179"


@pytest.mark.parametrize(
    ("what", "kind", "regel"),
    [
        (b"1,", UnreadableMessage, "GRENS"),
        (b"[],", UnreadableMessage, "GRENS"),
        (b"1234567890,", InvalidMessage, "JSON"),
        (b'{"x": "abcdefg"},', InvalidMessage, "JSON"),
    ],
)
def test_millions_of_wrong_values_are_refused_at_once(
    what: bytes, kind: type[MessageError], regel: str
) -> None:
    many = what * (20_000_000 // len(what))
    raw = json.dumps(to_json(base("JW323"))).encode()
    raw = raw.replace(b'"clienten": [', b'"clienten": [' + many, 1)
    began = time.monotonic()
    with pytest.raises(kind) as caught:
        from_json(raw)
    assert time.monotonic() - began < 10
    assert {finding.regel for finding in caught.value.findings} == {regel}
    assert len(caught.value.findings) <= 100


def test_the_least_that_a_message_may_hold_is_not_too_much() -> None:
    message = change(base("JW301"), {"client.contactgegevens": (Contact(soort="01"),) * 100_000})
    assert from_json(json.dumps(to_json(message), separators=(",", ":"))) == message


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), value=JSON_VALUES)
def test_nothing_else_than_our_errors_leaves(data: st.DataObject, value: Any) -> None:
    soort = data.draw(st.sampled_from(list(MESSAGES)))
    twin = deepcopy(to_json(complete(soort)))
    part: Any = twin
    while True:
        key = data.draw(st.sampled_from(list(part) if isinstance(part, dict) else range(len(part))))
        if not isinstance(part[key], dict | list) or data.draw(st.booleans()):
            break
        part = part[key]
    part[key] = value
    try:
        message = from_json(twin)
    except MessageError:
        return
    assert read(write(message)) == message
    assert _validator(message.__class__.__name__).is_valid(to_json(message))
