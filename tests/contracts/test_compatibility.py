# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The contracts keep what the last release promised; each kind of breach is noticed."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from libs.common.contracts.compat import (
    breaks,
    broken,
    contracts,
    last_release,
    write_release,
)

Json = dict[str, Any]

BEFORE: Json = {
    "type": "object",
    "required": ["code", "versie"],
    "properties": {
        "code": {"type": "string", "pattern": "^[0-9]{4}$"},
        "versie": {"type": "integer", "minimum": 1},
        "kleur": {"enum": ["rood", "groen"], "type": "string"},
        "einde": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "regels": {"type": "array", "items": {"$ref": "#/$defs/Regel"}},
    },
    "$defs": {
        "Regel": {
            "type": "object",
            "required": ["bedrag"],
            "properties": {"bedrag": {"type": "integer"}, "naam": {"type": "string"}},
        }
    },
}


def test_the_last_release_still_holds() -> None:
    version, released = last_release()
    assert released
    assert broken(released, contracts()) == [], f"released in {version}: make a new type beside it"


def regel(schema: Json) -> Json:
    made: Json = schema["$defs"]["Regel"]
    return made


def drop(schema: Json) -> None:
    del schema["properties"]["kleur"]


def rename(schema: Json) -> None:
    regel(schema)["properties"]["bedragInCenten"] = regel(schema)["properties"].pop("bedrag")
    regel(schema)["required"] = ["bedragInCenten"]


BREACHES: list[tuple[Callable[[Json], Any], list[str]]] = [
    (drop, ["data.kleur: is gone"]),
    (rename, ["data.regels[].bedrag: is gone", "data.regels[].bedragInCenten: is required now"]),
    (lambda s: s["required"].append("kleur"), ["data.kleur: is required now"]),
    (lambda s: s["required"].remove("versie"), ["data.versie: may stay away now"]),
    (
        lambda s: s["properties"].update(nieuw={"type": "string"}) or s["required"].append("nieuw"),
        ["data.nieuw: is required now"],
    ),
    (
        lambda s: s["properties"].update(versie={"type": "string"}),
        ["data.versie: may be integer no more"],
    ),
    (
        lambda s: s["properties"].update(einde={"type": "string", "format": "date"}),
        ["data.einde: may be null no more"],
    ),
    (
        lambda s: s["properties"]["kleur"]["enum"].remove("rood"),
        ["data.kleur: no longer takes rood"],
    ),
    (lambda s: s["properties"]["code"].update(pattern="^0"), ["data.code: has another pattern"]),
    (lambda s: s["properties"]["code"].update(maxLength=3), ["data.code: maxLength is 3 now"]),
    (lambda s: s["properties"]["versie"].update(minimum=2), ["data.versie: minimum is 2 now"]),
    (
        lambda s: regel(s)["properties"]["naam"].update(format="date"),
        ["data.regels[].naam: has another format"],
    ),
]


@pytest.mark.parametrize(("change", "told"), BREACHES)
def test_a_breach_is_noticed(change: Callable[[Json], Any], told: list[str]) -> None:
    after = deepcopy(BEFORE)
    change(after)
    assert breaks(BEFORE, after) == told


def test_what_is_added_and_optional_breaks_nothing() -> None:
    after = deepcopy(BEFORE)
    after["properties"]["nieuw"] = {"type": "string"}
    after["properties"]["kleur"]["enum"].append("geel")
    after["properties"]["versie"] = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]}
    regel(after)["properties"]["code"] = {"type": "string"}
    assert breaks(BEFORE, after) == []


def test_an_event_that_goes_or_moves_is_noticed() -> None:
    released = contracts()
    first, second = list(released)[:2]
    now = deepcopy(released)
    del now[first]
    now[second]["topic"] = "jeugdregio.elders"
    assert broken(released, now) == [
        f"{first}: is no more",
        f"{second}: moved to jeugdregio.elders",
    ]


def test_a_release_is_kept_as_it_is_now(tmp_path: Path) -> None:
    path = write_release("0.2.0", tmp_path)
    assert path.name == "0.2.0.json"
    assert broken(json.loads(path.read_text()), contracts()) == []
    assert broken(contracts(), json.loads(path.read_text())) == []
