# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines, toewijzingen, contracts and messages for the tests of billing: right unless changed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from libs.ijw.shared import Omvang
from services.billing.domain.contract import Contractproduct, Tarief
from services.billing.domain.declaratie import Declaratie, DeclaratieClient, Regel
from services.billing.domain.feiten import Debetregel, Feiten, Gebruik, RegelFeiten
from services.billing.domain.grenzen import Pgb, Plafond
from services.billing.domain.toewijzing import Toewijzing

GEMEENTE = "0384"
AANBIEDER = "65656055"
CLIENT = "a" * 32
OTHER_CLIENT = "b" * 32
APRIL = date(2026, 4, 30)


def a_regel(**changes: object) -> Regel:
    """A debit of four hours in April 2026."""
    values: dict[str, Any] = {
        "nummer": 1,
        "plaats": "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]",
        "referentie_nummer": "RN1",
        "vorig_referentie_nummer": None,
        "toewijzing_nummer": 10072,
        "categorie": "45",
        "code": "45A03",
        "periode_begin": date(2026, 4, 1),
        "periode_eind": APRIL,
        "volume": 4,
        "eenheid": "04",
        "tarief": 1250,
        "bedrag": 5000,
        "credit": False,
    }
    return Regel(**(values | changes))


def omvang(volume: int, eenheid: str, frequentie: str) -> Omvang:
    """How much, at which frequency."""
    return Omvang(volume=volume, eenheid=eenheid, frequentie=frequentie)


def a_toewijzing(**changes: object) -> Toewijzing:
    """Four hours a week since January 2026, without an end."""
    values: dict[str, Any] = {
        "gemeentecode": GEMEENTE,
        "agb_code": AANBIEDER,
        "toewijzing_nummer": 10072,
        "versie": 1,
        "client_pseudoniem": CLIENT,
        "categorie": "45",
        "code": "45A03",
        "ingangsdatum": date(2026, 1, 1),
        "einddatum": None,
        "omvang": omvang(4, "04", "2"),
        "budget": None,
        "reden_wijziging": None,
    }
    return Toewijzing(**(values | changes))


def a_product(**changes: object) -> Contractproduct:
    """Hours at 12.50 euro."""
    values: dict[str, Any] = {
        "contract_id": "contract-1",
        "contract_versie": 1,
        "product_id": "product-1",
        "versie": 1,
        "categorie": "45",
        "code": "45A03",
        "variant": "inspanningsgericht",
        "eenheid": "04",
        "tarieven": (Tarief(1250, date(2026, 1, 1), None),),
        "geldig_van": date(2026, 1, 1),
        "geldig_tot": None,
    }
    return Contractproduct(**(values | changes))


def a_pgb(**changes: object) -> Pgb:
    """A budget for the category since April 2026."""
    values: dict[str, Any] = {
        "pgb_id": "pgb-1",
        "versie": 1,
        "client_pseudoniem": CLIENT,
        "categorie": "45",
        "code": None,
        "begindatum": date(2026, 4, 1),
        "einddatum": None,
    }
    return Pgb(**(values | changes))


def a_declaratie(**changes: object) -> Declaratie:
    """That of April 2026."""
    values: dict[str, Any] = {
        "id": "declaratie-1",
        "bericht_id": "bericht-1",
        "gemeentecode": GEMEENTE,
        "agb_code": AANBIEDER,
        "declaratie_nummer": "DN1",
        "periode_begin": date(2026, 4, 1),
        "periode_eind": APRIL,
        "dagtekening": date(2026, 5, 6),
        "ingediend": 5000,
        "aantal_regels": 1,
        "ontvangen_op": datetime(2026, 5, 6, tzinfo=UTC),
    }
    return Declaratie(**(values | changes))


def a_client(*regels: Regel, pseudoniem: str = CLIENT, index: int = 1) -> DeclaratieClient:
    """A client with these lines."""
    plaats = f"/Bericht/Declaratie/Clienten/Client[{index}]"
    return DeclaratieClient(plaats, pseudoniem, "hash", b"sealed", regels)


def some_facts(**changes: object) -> Feiten:
    """The toewijzing and the product above, and nothing claimed before."""
    values: dict[str, Any] = {
        "declaratie_eind": APRIL,
        "toewijzingen": {10072: a_toewijzing()},
        "producten": {("45", "45A03"): (a_product(),)},
    }
    return Feiten(**(values | changes))


def as_debit(regel: Regel, *, gecrediteerd: bool = False) -> Debetregel:
    """The same line as one that was approved earlier."""
    return Debetregel("regel-1", regel.referentie_nummer, regel.kern, gecrediteerd)


def line_case(case: Mapping[str, Any]) -> tuple[Regel, RegelFeiten]:
    """A line and its facts from a case file: what the case does not name is as above."""
    facts: dict[str, Any] = dict(case.get("feiten", {}))
    if "gebruik" in facts:
        facts["gebruik"] = Gebruik(*facts["gebruik"])
    if "plafond" in facts:
        facts["plafond"] = Plafond("contract-1", APRIL.year, 1, facts["plafond"])
    if "pgb" in case:
        facts["pgb"] = a_pgb(**case["pgb"])
    feiten = RegelFeiten(
        declaratie_eind=APRIL,
        toewijzing=_changed_toewijzing(case.get("toewijzing", {})),
        product=_changed_product(case.get("product", {})),
        debet=_changed_debit(case.get("debet")),
        **facts,
    )
    return a_regel(**case.get("regel", {})), feiten


def _changed_toewijzing(changes: Mapping[str, Any] | None) -> Toewijzing | None:
    if changes is None:
        return None
    values = dict(changes)
    if values.get("omvang"):
        values["omvang"] = omvang(*values["omvang"])
    return a_toewijzing(**values)


def _changed_product(changes: Mapping[str, Any] | None) -> Contractproduct | None:
    if changes is None:
        return None
    values = dict(changes)
    if "tarieven" in values:
        values["tarieven"] = tuple(Tarief(*tarief) for tarief in values["tarieven"])
    return a_product(**values)


def _changed_debit(changes: Mapping[str, Any] | None) -> Debetregel | None:
    if changes is None:
        return None
    values = dict(changes)
    credited = values.pop("gecrediteerd", False)
    return as_debit(a_regel(**values), gecrediteerd=credited)
