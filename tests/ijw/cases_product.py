# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Cases on what is asked and awarded, and on the requests themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

from libs.ijw.shared import Omvang, Product, Verwijzer
from tests.ijw.builders import OMVANG, PRODUCT
from tests.ijw.cases import Case, add, breaks, holds

Kind = tuple[str, str, str]

_AWARD = ("JW301", "client.toegewezen_producten", "Client/ToegewezenProducten/ToegewezenProduct")
_ASKED = (
    "JW315",
    "client.aangevraagde_producten",
    "Client/AangevraagdeProducten/AangevraagdProduct",
)
_NEW = ("JW317", "client.verzoek.nieuwe_producten", "Client/Verzoek/NieuweProducten/NieuwProduct")
_CHANGED = (
    "JW317",
    "client.verzoek.te_wijzigen_producten",
    "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
)
_PRODUCTS = (_AWARD, _ASKED, _NEW)
_SIZED = (*_PRODUCTS, _CHANGED)

_BEGIN = {
    _AWARD: "ingangsdatum",
    _ASKED: "toewijzing_ingangsdatum",
    _NEW: "gewenste_ingangsdatum",
    _CHANGED: "gewenste_ingangsdatum",
}
_END = {kind: "toewijzing_einddatum" if kind is _ASKED else "einddatum" for kind in _SIZED}
_END_TAG = {kind: "ToewijzingEinddatum" if kind is _ASKED else "Einddatum" for kind in _SIZED}
_OTHER_KEY: dict[Kind, dict[str, Any]] = {
    _AWARD: {"toewijzing_nummer": 7},
    _ASKED: {"referentie_aanbieder": "R7"},
}
_SHAPELESS = Product(categorie="45")
_GENERIC = {"product": None, "omvang": None, "budget": 100_000}


def _case(rule: str, kind: Kind, fields: dict[str, Any], tail: str | None) -> Case:
    """A change to the first product; `tail` is where it then breaks, `.` for the class itself.

    `begin` and `end` stand for whatever the class calls them.
    """
    soort, path, place = kind
    names = {"begin": _BEGIN[kind], "end": _END[kind]}
    changes = {f"{path}.0.{names.get(name, name)}": value for name, value in fields.items()}
    if tail is None:
        return holds(rule, soort, changes)
    return breaks(rule, soort, changes, f"{place}[1]" if tail == "." else f"{place}[1]/{tail}")


def _shapes() -> list[Case]:
    found = []
    for kind in _PRODUCTS:
        found += [
            _case("CD041", kind, {"product": _SHAPELESS, "omvang": None}, None),
            _case("CD041", kind, {"omvang": None}, "Omvang"),
            _case("CD079", kind, {"product": None, "omvang": None, "budget": 1}, None),
            _case("CD079", kind, {"product": None}, "Product"),
        ]
    for kind in _SIZED:
        end = _END_TAG[kind]
        monthly = replace(OMVANG, frequentie="4")
        found += [
            _case("CD075", kind, {"omvang": None, "budget": 1}, None),
            _case("CD075", kind, {"omvang": None, "budget": 0, "end": None}, end),
            _case("CD076", kind, {"omvang": monthly, "end": None}, None),
            _case("CD076", kind, {"end": None}, end),
            _case("CD077", kind, {"omvang": None, "budget": 1}, None),
            _case("CD077", kind, {"budget": 0}, "Omvang"),
            _case("CD078", kind, {"budget": None}, None),
            _case("CD078", kind, {"budget": 0}, "Budget"),
        ]
    return found


def _codeless() -> list[Case]:
    found = []
    before = {"begin": date(2020, 1, 1), "end": date(2020, 12, 31)}
    for rule, kind in (("CD080", _AWARD), ("CD095", _ASKED), ("CD096", _NEW)):
        found += [
            _case(rule, kind, {"product": _SHAPELESS, "omvang": None}, None),
            _case(rule, kind, {"product": _SHAPELESS, **before}, None),
            _case(rule, kind, {"product": _SHAPELESS}, "Omvang"),
            _case(rule, kind, {"product": None}, "Omvang"),
            _case(rule, kind, {"product": _SHAPELESS, "end": None}, "Omvang"),
            _case(rule, kind, {"product": _SHAPELESS, "end": date(2021, 1, 1)}, "Omvang"),
        ]
    return found


def _dates() -> list[Case]:
    found = []
    for kind in _SIZED:
        day = date(2026, 12, 1)
        found += [
            _case("CS003", kind, {"begin": day, "end": day}, None),
            _case("CS003", kind, {"end": None}, None),
            _case("CS003", kind, {"begin": day, "end": date(2026, 11, 30)}, _END_TAG[kind]),
        ]
    return found


def _units() -> list[Case]:
    found = []
    before = {"begin": date(2020, 1, 1), "end": date(2020, 12, 31)}
    for kind in _SIZED:
        rule = "CS343" if kind is _ASKED else "CS338"
        for eenheid in ("14", "16", "83", "84"):
            per_day = Omvang(volume=1, eenheid=eenheid, frequentie="1")
            found += [
                _case(rule, kind, {"omvang": replace(per_day, frequentie="6")}, None),
                _case(rule, kind, {"omvang": per_day, **before}, None),
                _case(rule, kind, {"omvang": per_day}, "Omvang"),
                _case(rule, kind, {"omvang": per_day, "end": None}, "Omvang"),
            ]
        hours = Omvang(volume=1, eenheid="04", frequentie="1")
        found.append(_case(rule, kind, {"omvang": hours}, None))
    return found


def _second(kind: Kind, fields: dict[str, Any]) -> dict[str, Any]:
    """Append a product with another key to the first one."""
    names = {"begin": _BEGIN[kind], "end": _END[kind]}
    values = {names.get(name, name): value for name, value in fields.items()}
    values.update(_OTHER_KEY.get(kind, {}))
    return {kind[1]: lambda present: (*present, replace(present[0], **values))}


def _overlaps() -> list[Case]:
    found = []
    later = {"begin": date(2027, 6, 1), "end": date(2027, 7, 1)}
    touching = {"begin": date(2027, 3, 31), "end": date(2027, 7, 1)}
    other_code = Product(categorie="45", code="45A05")
    other_category = Product(categorie="46", code="45A04")
    for rule, kind in (("TR302", _AWARD), ("TR386", _ASKED), ("TR410", _NEW)):
        soort, _, place = kind
        second = f"{place}[2]"
        found += [
            holds(rule, soort, _second(kind, later)),
            holds(rule, soort, _second(kind, {"product": other_code})),
            holds(rule, soort, _second(kind, {"product": other_category})),
            holds(rule, soort, _second(kind, {"product": Product(categorie="46")})),
            breaks(rule, soort, _second(kind, {**touching, "end": None}), second),
            breaks(rule, soort, _second(kind, touching), second),
            breaks(rule, soort, _second(kind, {"product": _SHAPELESS, **touching}), second),
            breaks(rule, soort, _second(kind, {**_GENERIC, **touching}), second),
        ]
    return found


def _generic_first(rule: str, kind: Kind) -> Case:
    """What has no product clashes with whatever comes after it."""
    changes = _second(kind, {"product": PRODUCT, "begin": date(2026, 12, 5)})
    changes[f"{kind[1]}.0.product"] = None
    return breaks(rule, kind[0], changes, f"{kind[2]}[2]")


def _deleted(reason: str) -> dict[str, Any]:
    """A second award of the same product that was deleted."""
    day = date(2026, 11, 10)
    return _second(_AWARD, {"begin": day, "end": day, "reden_wijziging": reason})


def _referrer(type_: str, naam: str | None, code: str | None) -> dict[str, Any]:
    return {"verwijzer": Verwijzer(type=type_, naam=naam, zorgverlener_code=code)}


CASES = [
    *_shapes(),
    *_codeless(),
    *_dates(),
    *_units(),
    *_overlaps(),
    *(_generic_first(r, k) for r, k in (("TR302", _AWARD), ("TR386", _ASKED), ("TR410", _NEW))),
    holds("TR302", "JW301", _deleted("13")),
    holds("TR302", "JW301", _deleted("01")),
    breaks("TR302", "JW301", _deleted("12"), f"{_AWARD[2]}[2]"),
    _case("TR134", _AWARD, {"toewijzingsdatum": date(2026, 11, 2)}, None),
    _case("TR134", _AWARD, {"toewijzingsdatum": date(2026, 11, 3)}, "Toewijzingsdatum"),
    _case("CS335", _AWARD, {"reden_wijziging": "13", "end": date(2026, 11, 9)}, None),
    _case("CS335", _AWARD, {"reden_wijziging": "12"}, None),
    _case("CS335", _AWARD, {"reden_wijziging": "13"}, "RedenWijziging"),
    _case("CS335", _AWARD, {"reden_wijziging": "13", "end": None}, "RedenWijziging"),
    _case("CS336", _AWARD, {"reden_wijziging": "02"}, None),
    _case("CS336", _AWARD, {"reden_wijziging": "01"}, "RedenWijziging"),
    _case(
        "CD043",
        _ASKED,
        {"beschikking_nummer": 5, "beschikking_ingangsdatum": date(2026, 1, 1)},
        None,
    ),
    _case("CD043", _ASKED, {"beschikking_nummer": 0}, "BeschikkingIngangsdatum"),
    _case(
        "CD043",
        _ASKED,
        {"beschikking_ingangsdatum": date(2026, 1, 1)},
        "BeschikkingIngangsdatum",
    ),
    *(
        case
        for type_ in ("02", "03", "04", "05")
        for case in (
            _case("CD066", _ASKED, _referrer(type_, "Arts", None), None),
            _case("CD066", _ASKED, _referrer(type_, "Arts", "01012345"), "Verwijzer/Naam"),
            _case("CD067", _ASKED, _referrer(type_, None, "01012345"), None),
            _case("CD067", _ASKED, _referrer(type_, None, None), "Verwijzer/Naam"),
            _case("CD068", _ASKED, _referrer(type_, None, "01012345"), None),
        )
    ),
    *(
        case
        for type_ in ("01", "06", "08")
        for case in (
            _case("CD066", _ASKED, _referrer(type_, "Rechter", "01012345"), None),
            _case("CD067", _ASKED, _referrer(type_, None, None), None),
            _case("CD068", _ASKED, _referrer(type_, "Rechter", None), None),
            _case(
                "CD068", _ASKED, _referrer(type_, None, "01012345"), "Verwijzer/ZorgverlenerCode"
            ),
        )
    ),
    holds("TR383", "JW315", _second(_ASKED, {})),
    breaks(
        "TR383",
        "JW315",
        {_ASKED[1]: lambda p: (*p, replace(p[0]))},
        f"{_ASKED[2]}[2]/ReferentieAanbieder",
    ),
    *(
        breaks("TR101", kind[0], {kind[1]: lambda p: (*p, replace(p[0]))}, f"{kind[2]}[2]")
        for kind in _SIZED
    ),
    holds("TR101", "JW317", _second(_NEW, {"begin": date(2026, 12, 2)})),
    holds("TR101", "JW317", _second(_NEW, {"product": _SHAPELESS})),
    breaks(
        "TR101",
        "JW317",
        {"client.verzoek.ongewijzigde_producten": lambda p: add(replace(p[0]))(p)},
        "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[2]",
    ),
    holds("TR352", "JW317", {_CHANGED[1]: ()}),
    holds("TR352", "JW317", {"client.verzoek.ongewijzigde_producten": ()}),
    breaks(
        "TR352",
        "JW317",
        {_CHANGED[1]: (), "client.verzoek.ongewijzigde_producten": ()},
        "Client/Verzoek",
    ),
    holds("TR353", "JW317", {_CHANGED[1]: ()}),
    holds("TR353", "JW317", {_NEW[1]: ()}),
    breaks("TR353", "JW317", {_CHANGED[1]: (), _NEW[1]: ()}, "Client/Verzoek"),
    _case("TR380", _NEW, {"begin": date(2026, 11, 3)}, None),
    _case("TR380", _NEW, {"begin": date(2026, 11, 2)}, "GewensteIngangsdatum"),
    holds("TR380", "JW317", {f"{_CHANGED[1]}.0.gewenste_ingangsdatum": date(2026, 1, 1)}),
]
