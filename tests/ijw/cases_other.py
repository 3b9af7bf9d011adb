# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The other case of rules that have but one each way elsewhere; a clean message holds too."""

from dataclasses import replace
from datetime import date
from typing import Any

from libs.ijw.messages import Woonplaatsbeginsel
from libs.ijw.shared import Adres, BedragMetDC, GeslotenPeriode
from tests.ijw.builders import award, contact, credit, line
from tests.ijw.cases import Case, add, breaks, holds

_LINES = "declaratie.clienten.0.prestaties"
_LINE_PLACE = "Declaratie/Clienten/Client[1]/Prestaties/Prestatie"
_RELATIE = "client.relaties.0.contact"
_VERZOEK = "client.verzoek"
_ELDERS = Woonplaatsbeginsel(gemeente="0363")
_FEBRUARI = GeslotenPeriode(begindatum=date(2023, 2, 1), einddatum=date(2023, 2, 28))

_CLEAN = [
    holds(rule, soort, {})
    for soort, rules in {
        "JW301": ("CD005", "CD009", "CD025", "CD034", "CS318", "CS336"),
        "JW307": ("TR018",),
        "JW315": ("TR383", "CD043"),
        "JW319": ("TR377", "TR409", "CD085", "CD086"),
        "JW323": ("TR315", "TR316", "TR358", "CD087", "CS337", "CS340"),
    }.items()
    for rule in rules
]

_BROKEN = [
    breaks(
        "TR018",
        "JW307",
        {"client.stop_producten.0.einddatum": date(2025, 12, 31)},
        "Client/StopProducten/StopProduct[1]/Einddatum",
    ),
    breaks(
        "TR061",
        "JW301",
        {"client.contactgegevens": lambda _: (contact("04"), contact("04"))},
        "Client/Contactgegevens",
    ),
    breaks(
        "CD025",
        "JW301",
        {f"{_RELATIE}.adres": Adres(postcode="1234AB", land_code="NL")},
        "Client/Relaties/Relatie[1]/Contact/Adres/Huis",
    ),
    breaks(
        "CS318",
        "JW301",
        {"client.naam.naam_gebruik": "6", "client.naam.voorletters": None},
        "Client/Naam",
    ),
    breaks(
        "CS336",
        "JW301",
        {"client.toegewezen_producten": add(replace(award(1002), reden_wijziging="01"))},
        "Client/ToegewezenProducten/ToegewezenProduct[2]/RedenWijziging",
    ),
    breaks(
        "TR383",
        "JW315",
        {"client.aangevraagde_producten": lambda p: (*p, replace(p[0], raamcontract="1"))},
        "Client/AangevraagdeProducten/AangevraagdProduct[2]/ReferentieAanbieder",
    ),
    *(
        breaks(
            rule,
            "JW317",
            {
                f"{_VERZOEK}.ongewijzigde_producten": (),
                f"{_VERZOEK}.te_wijzigen_producten": (),
                f"{_VERZOEK}.nieuwe_producten": (),
            },
            "Client/Verzoek",
        )
        for rule in ("TR352", "TR353")
    ),
    breaks(
        "TR380",
        "JW317",
        {f"{_VERZOEK}.nieuwe_producten.0.gewenste_ingangsdatum": date(2025, 12, 31)},
        "Client/Verzoek/NieuweProducten/NieuwProduct[1]/GewensteIngangsdatum",
    ),
    breaks(
        "TR377",
        "JW319",
        {"antwoord.verzoek_antwoord": "2", "antwoord.reden_afwijzing_verzoek": "8"},
        "Antwoord/Woonplaatsbeginsel",
    ),
    breaks(
        "TR409",
        "JW319",
        {"antwoord.reden_afwijzing_verzoek": "5", "antwoord.woonplaatsbeginsel": _ELDERS},
        "Antwoord/Woonplaatsbeginsel",
    ),
    breaks(
        "CD085",
        "JW319",
        {"antwoord.reden_afwijzing_verzoek": None, "antwoord.woonplaatsbeginsel": _ELDERS},
        "Antwoord/RedenAfwijzingVerzoek",
    ),
    breaks(
        "CD086",
        "JW319",
        {"antwoord.verzoek_antwoord": "2", "antwoord.reden_afwijzing_verzoek": "5"},
        "Antwoord/RedenAfwijzingVerzoek",
    ),
    breaks(
        "TR315",
        "JW323",
        {_LINES: add(credit("RN4", "RN0"), credit("RN5", "RN0"))},
        f"{_LINE_PLACE}[4]/ProductReferentie/VorigReferentieNummer",
    ),
    breaks(
        "TR335",
        "JW323",
        {
            "declaratie.declaratie_dagtekening": date(2028, 3, 1),
            f"{_LINES}.0.product_periode": _FEBRUARI,
        },
        f"{_LINE_PLACE}[1]/ProductPeriode/Einddatum",
    ),
    breaks(
        "TR416",
        "JW323",
        {"declaratie.clienten.1.prestaties": add(line("RN4", 1002))},
        "Declaratie/Clienten/Client[2]/Prestaties/Prestatie[2]",
    ),
    breaks(
        "CS339",
        "JW323",
        {
            f"{_LINES}.0.eenheid": "83",
            f"{_LINES}.0.geleverd_volume": 81_600,
            f"{_LINES}.0.ingediend_bedrag": BedragMetDC(bedrag=81_599, debet_credit="D"),
        },
        f"{_LINE_PLACE}[1]/IngediendBedrag",
    ),
]

_OTHER_PRODUCTS: tuple[dict[str, Any], ...] = (
    {"product_categorie": "46"},
    {"product_code": "45A05"},
)
_ALMOST_TWICE = [
    holds("TR416", "JW323", {_LINES: add(line("RN4", **other))}) for other in _OTHER_PRODUCTS
]

CASES: list[Case] = [*_CLEAN, *_BROKEN, *_ALMOST_TWICE]
