# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Cases on start and stop, answers, declaraties and prestaties."""

from dataclasses import replace
from datetime import date
from typing import Any

from libs.ijw.messages import Woonplaatsbeginsel
from libs.ijw.shared import BedragMetDC, GeslotenPeriode, Product, TotaalBedragMetDC
from tests.ijw.builders import credit, line
from tests.ijw.cases import Case, add, breaks, holds

_START = ("client.start_producten", "Client/StartProducten/StartProduct")
_STOP = ("client.stop_producten", "Client/StopProducten/StopProduct")
_LINES = "declaratie.clienten.0.prestaties"
_LINE = f"{_LINES}.0"
_PLACE = "Declaratie/Clienten/Client[1]/Prestaties/Prestatie"
_ANSWERED = "declaratie_antwoord.clienten.0.prestaties.0"
_ANSWERED_PLACE = "DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]"
_BOTH = (("JW323", _LINE, f"{_PLACE}[1]"), ("JW325", _ANSWERED, _ANSWERED_PLACE))
_ZERO_CREDIT = TotaalBedragMetDC(totaal_bedrag=0, debet_credit="C")


def _period(begin: str, end: str) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=date.fromisoformat(begin), einddatum=date.fromisoformat(end))


def _amount(cents: int, side: str) -> BedragMetDC:
    return BedragMetDC(bedrag=cents, debet_credit=side)


def _on_lines(rule: str, field: str, value: Any, tail: str | None) -> list[Case]:
    """The same change to a prestatie of a JW323 and of a JW325."""
    return [
        Case(rule, soort, {f"{path}.{field}": value}, tail and f"/Bericht/{place}/{tail}")
        for soort, path, place in _BOTH
    ]


def _copy_of_first(**fields: Any) -> Any:
    return lambda present: (*present, replace(present[0], **fields))


_DELIVERY = [
    holds("TR018", "JW307", {f"{_STOP[0]}.0.einddatum": date(2026, 10, 5)}),
    breaks(
        "TR018", "JW307", {f"{_STOP[0]}.0.einddatum": date(2026, 10, 4)}, f"{_STOP[1]}[1]/Einddatum"
    ),
    holds("TR134", "JW305", {f"{_START[0]}.0.begindatum": date(2026, 11, 2)}),
    breaks(
        "TR134",
        "JW305",
        {f"{_START[0]}.0.begindatum": date(2026, 11, 3)},
        f"{_START[1]}[1]/Begindatum",
    ),
    holds("TR134", "JW307", {f"{_STOP[0]}.0.einddatum": date(2026, 11, 2)}),
    breaks(
        "TR134", "JW307", {f"{_STOP[0]}.0.einddatum": date(2026, 11, 3)}, f"{_STOP[1]}[1]/Einddatum"
    ),
    *(
        case
        for soort, (path, place) in (("JW305", _START), ("JW307", _STOP))
        for case in (
            holds("CS058", soort, {f"{path}.0.status_aanlevering": "3"}),
            breaks(
                "CS058",
                soort,
                {f"{path}.0.status_aanlevering": "2"},
                f"{place}[1]/StatusAanlevering",
            ),
            breaks(
                "CS058",
                soort,
                {f"{path}.0.status_aanlevering": "9"},
                f"{place}[1]/StatusAanlevering",
            ),
            holds("TR101", soort, {path: _copy_of_first(begindatum=date(2026, 10, 6))}),
            holds("TR101", soort, {path: _copy_of_first(toewijzing_nummer=None)}),
            holds("TR101", soort, {path: _copy_of_first(product=Product(categorie="45"))}),
            breaks("TR101", soort, {path: _copy_of_first(status_aanlevering="3")}, f"{place}[2]"),
            breaks(
                "TR101",
                soort,
                {f"{path}.0.product": None, path: _copy_of_first(toewijzing_ingangsdatum=None)},
                f"{place}[2]",
            ),
        )
    ),
    holds("TR101", "JW307", {_STOP[0]: _copy_of_first(reden_beeindiging="02")}),
    holds("TR101", "JW307", {_STOP[0]: _copy_of_first(einddatum=date(2026, 10, 29))}),
]

_ANSWERS = [
    holds(
        "TR377",
        "JW319",
        {
            "antwoord.reden_afwijzing_verzoek": "8",
            "antwoord.woonplaatsbeginsel": Woonplaatsbeginsel(gemeente="0363"),
        },
    ),
    breaks(
        "TR377", "JW319", {"antwoord.reden_afwijzing_verzoek": "8"}, "Antwoord/Woonplaatsbeginsel"
    ),
    holds("TR409", "JW319", {"antwoord.reden_afwijzing_verzoek": "8"}),
    breaks(
        "TR409",
        "JW319",
        {"antwoord.woonplaatsbeginsel": Woonplaatsbeginsel(gemeente="0363")},
        "Antwoord/Woonplaatsbeginsel",
    ),
    holds(
        "CD085",
        "JW319",
        {"antwoord.verzoek_antwoord": "2", "antwoord.reden_afwijzing_verzoek": None},
    ),
    breaks(
        "CD085",
        "JW319",
        {"antwoord.reden_afwijzing_verzoek": None},
        "Antwoord/RedenAfwijzingVerzoek",
    ),
    holds(
        "CD086",
        "JW319",
        {"antwoord.verzoek_antwoord": "2", "antwoord.reden_afwijzing_verzoek": None},
    ),
    breaks("CD086", "JW319", {"antwoord.verzoek_antwoord": "2"}, "Antwoord/RedenAfwijzingVerzoek"),
    holds(
        "TR342",
        "JW325",
        {
            "declaratie_antwoord.clienten": (),
            "declaratie_antwoord.retour_codes": ("8001",),
            "declaratie_antwoord.totaal_toegekend_bedrag": TotaalBedragMetDC.of(81600),
        },
    ),
    holds(
        "TR342",
        "JW325",
        {"declaratie_antwoord.clienten": (), "declaratie_antwoord.retour_codes": ("9333",)},
    ),
    breaks("TR342", "JW325", {"declaratie_antwoord.retour_codes": ("9333",)}, "DeclaratieAntwoord"),
    breaks(
        "TR342",
        "JW325",
        {
            "declaratie_antwoord.clienten": (),
            "declaratie_antwoord.retour_codes": ("9333",),
            "declaratie_antwoord.totaal_toegekend_bedrag": TotaalBedragMetDC.of(1),
        },
        "DeclaratieAntwoord",
    ),
    breaks(
        "TR342",
        "JW325",
        {"declaratie_antwoord.totaal_toegekend_bedrag": TotaalBedragMetDC.of(1)},
        "DeclaratieAntwoord",
    ),
    breaks(
        "TR342",
        "JW325",
        {f"{_ANSWERED}.ingediend_bedrag": _amount(81600, "C")},
        "DeclaratieAntwoord",
    ),
    breaks(
        "CS325",
        "JW325",
        {"declaratie_antwoord.totaal_ingediend_bedrag": _ZERO_CREDIT},
        "DeclaratieAntwoord/TotaalIngediendBedrag/DebetCredit",
    ),
    breaks(
        "CS325",
        "JW325",
        {"declaratie_antwoord.totaal_toegekend_bedrag": _ZERO_CREDIT},
        "DeclaratieAntwoord/TotaalToegekendBedrag/DebetCredit",
    ),
]

_PERIODS = [
    holds("TR134", "JW323", {"declaratie.declaratie_periode.begindatum": date(2026, 11, 2)}),
    breaks(
        "TR134",
        "JW323",
        {"declaratie.declaratie_periode.begindatum": date(2026, 11, 3)},
        "Declaratie/DeclaratiePeriode/Begindatum",
    ),
    *_on_lines("TR134", "product_periode", _period("2026-11-02", "2026-11-30"), None),
    *_on_lines(
        "TR134", "product_periode", _period("2026-11-03", "2026-11-30"), "ProductPeriode/Begindatum"
    ),
    holds("TR137", "JW323", {"header.bericht_identificatie.dagtekening": date(2026, 10, 31)}),
    breaks(
        "TR137",
        "JW323",
        {"declaratie.declaratie_periode": _period("2026-11-01", "2026-11-30")},
        "Declaratie/DeclaratiePeriode",
    ),
    breaks(
        "TR137",
        "JW323",
        {"declaratie.declaratie_periode": _period("2026-10-31", "2026-10-01")},
        "Declaratie/DeclaratiePeriode",
    ),
    *_on_lines("TR137", "product_periode", _period("2026-11-02", "2026-11-02"), None),
    *_on_lines("TR137", "product_periode", _period("2026-11-02", "2026-11-03"), "ProductPeriode"),
    *_on_lines("TR137", "product_periode", _period("2026-10-02", "2026-10-01"), "ProductPeriode"),
    holds("CS100", "JW323", {"declaratie.declaratie_periode": _period("2021-01-01", "2021-01-31")}),
    breaks(
        "CS100",
        "JW323",
        {"declaratie.declaratie_periode": _period("2020-12-01", "2020-12-31")},
        "Declaratie/DeclaratiePeriode",
    ),
    holds("CS100", "JW323", {f"{_LINE}.product_periode": _period("2021-01-01", "2021-01-31")}),
    breaks(
        "CS100",
        "JW323",
        {f"{_LINE}.product_periode": _period("2020-12-31", "2021-01-31")},
        f"{_PLACE}[1]/ProductPeriode",
    ),
    holds("CS340", "JW323", {"declaratie.declaratie_periode": _period("2024-02-01", "2024-02-29")}),
    *(
        breaks(
            "CS340",
            "JW323",
            {"declaratie.declaratie_periode": _period(*days)},
            "Declaratie/DeclaratiePeriode",
        )
        for days in (
            ("2026-10-02", "2026-10-31"),
            ("2026-10-01", "2026-10-30"),
            ("2026-09-01", "2026-10-31"),
            ("2024-02-01", "2024-02-28"),
            ("9999-12-01", "9999-12-30"),
        )
    ),
    holds("CS337", "JW323", {f"{_LINE}.product_periode": _period("2026-10-09", "2026-10-09")}),
    breaks(
        "CS337",
        "JW323",
        {f"{_LINE}.product_periode": _period("2026-09-30", "2026-10-01")},
        f"{_PLACE}[1]/ProductPeriode",
    ),
    breaks(
        "CS337",
        "JW323",
        {f"{_LINE}.product_periode": _period("2025-10-01", "2026-10-31")},
        f"{_PLACE}[1]/ProductPeriode",
    ),
    holds("TR335", "JW323", {f"{_LINE}.product_periode": _period("2021-11-01", "2021-11-02")}),
    breaks(
        "TR335",
        "JW323",
        {f"{_LINE}.product_periode": _period("2021-11-01", "2021-11-01")},
        f"{_PLACE}[1]/ProductPeriode/Einddatum",
    ),
    holds(
        "TR335",
        "JW323",
        {
            "declaratie.declaratie_dagtekening": date(2028, 2, 29),
            f"{_LINE}.product_periode": _period("2023-02-01", "2023-02-28"),
        },
    ),
]

_REFERENCES = [
    holds("TR315", "JW323", {_LINES: add(credit("RN4", "RN9"))}),
    Case(
        "TR315",
        "JW323",
        {_LINES: add(credit("RN4", "RN0"))},
        f"/Bericht/{_PLACE}[2]/ProductReferentie/VorigReferentieNummer",
    ),
    holds("TR316", "JW323", {f"{_LINES}.1.product_referentie.vorig_referentie_nummer": "RN99"}),
    breaks(
        "TR316",
        "JW323",
        {f"{_LINES}.1.product_referentie.vorig_referentie_nummer": "RN1"},
        f"{_PLACE}[2]/ProductReferentie",
    ),
    breaks(
        "TR316",
        "JW323",
        {f"{_LINES}.1.product_referentie.vorig_referentie_nummer": "RN3"},
        f"{_PLACE}[2]/ProductReferentie",
    ),
    holds("TR101", "JW323", {f"{_LINES}.1.product_referentie.referentie_nummer": "RN1"}),
    breaks("TR101", "JW323", {_LINES: add(line("RN1", 1009))}, f"{_PLACE}[3]"),
    breaks(
        "TR101",
        "JW325",
        {"declaratie_antwoord.clienten.0.prestaties": _copy_of_first(toewijzing_nummer=8)},
        _ANSWERED_PLACE.replace("[1]/Prestaties/Prestatie[1]", "[1]/Prestaties/Prestatie[2]"),
    ),
    breaks(
        "TR101",
        "JW325",
        {
            "declaratie_antwoord.clienten": _copy_of_first(
                prestaties=(replace(line("RN9"), retour_codes=("9322",)),)
            )
        },
        "DeclaratieAntwoord/Clienten/Client[2]",
    ),
    holds("TR416", "JW323", {_LINES: add(line("RN4", 1009))}),
    holds(
        "TR416",
        "JW323",
        {_LINES: add(line("RN4", product_periode=_period("2026-10-01", "2026-10-30")))},
    ),
    holds("TR416", "JW323", {_LINES: add(credit("RN4", "RN9"))}),
    holds("TR416", "JW323", {"declaratie.clienten.1.prestaties.0.toewijzing_nummer": 1001}),
    breaks("TR416", "JW323", {_LINES: add(line("RN4", geleverd_volume=1))}, f"{_PLACE}[3]"),
    *_on_lines("CD060", "ingediend_bedrag", _amount(5, "D"), None),
    *_on_lines(
        "CD060", "ingediend_bedrag", _amount(5, "C"), "ProductReferentie/VorigReferentieNummer"
    ),
    *_on_lines(
        "CD060",
        "product_referentie.vorig_referentie_nummer",
        "RN9",
        "ProductReferentie/VorigReferentieNummer",
    ),
]

_AMOUNTS = [
    *_on_lines("CS325", "ingediend_bedrag", _amount(0, "D"), None),
    *_on_lines("CS325", "ingediend_bedrag", _amount(1, "C"), None),
    *_on_lines("CS325", "ingediend_bedrag", _amount(0, "C"), "IngediendBedrag/DebetCredit"),
    breaks(
        "CS325",
        "JW323",
        {"declaratie.totaal_ingediend_bedrag": _ZERO_CREDIT},
        "Declaratie/TotaalIngediendBedrag/DebetCredit",
    ),
    holds(
        "TR358",
        "JW323",
        {
            _LINES: add(credit("RN4", "RN9"), credit("RN5", "RN8")),
            "declaratie.totaal_ingediend_bedrag": TotaalBedragMetDC(
                totaal_bedrag=81600, debet_credit="C"
            ),
        },
    ),
    *(
        breaks(
            "TR358",
            "JW323",
            {"declaratie.totaal_ingediend_bedrag": total},
            "Declaratie/TotaalIngediendBedrag",
        )
        for total in (TotaalBedragMetDC.of(81601), TotaalBedragMetDC.of(-81600))
    ),
    breaks(
        "TR358",
        "JW323",
        {_LINES: add(credit("RN4", "RN9")), "declaratie.totaal_ingediend_bedrag": _ZERO_CREDIT},
        "Declaratie/TotaalIngediendBedrag",
    ),
    holds("CD087", "JW323", {f"{_LINE}.eenheid": "83", f"{_LINE}.product_tarief": None}),
    breaks("CD087", "JW323", {f"{_LINE}.eenheid": "83"}, f"{_PLACE}[1]/ProductTarief"),
    breaks("CD087", "JW323", {f"{_LINE}.product_tarief": None}, f"{_PLACE}[1]/ProductTarief"),
    holds("CS339", "JW323", {f"{_LINE}.eenheid": "83", f"{_LINE}.geleverd_volume": 81600}),
    holds("CS339", "JW323", {f"{_LINE}.eenheid": "82"}),
    breaks("CS339", "JW323", {f"{_LINE}.eenheid": "83"}, f"{_PLACE}[1]/IngediendBedrag"),
]

CASES = [*_DELIVERY, *_ANSWERS, *_PERIODS, *_REFERENCES, *_AMOUNTS]
