# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What everybody is told of judged lines, written without a model of each of them.

A message has tens of thousands of lines; to make and check a model of each takes as long as judging
it does. A test holds what is written here against the models of `libs.common.contracts`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from libs.common.contracts.billing import MAX_REGELS, DeclaratieBeoordeeld
from services.billing.domain.declaratie import Declaratie
from services.billing.rules.verdict import RegelOordeel
from services.billing.store.verdicts import BewaardeClient


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A `DeclaratieBeoordeeld` by its payload."""

    values: dict[str, Any]

    @property
    def type(self) -> str:
        """That of the model."""
        return DeclaratieBeoordeeld.type

    @property
    def topic(self) -> str:
        """That of the model."""
        return DeclaratieBeoordeeld.topic

    def key(self) -> str:
        """Ordered per client."""
        return str(self.values["clientPseudoniem"])

    def subject(self) -> str:
        """The claim."""
        return str(self.values["declaratieId"])

    def payload(self) -> dict[str, Any]:
        """The event under its wire names."""
        return self.values


def judged(
    declaratie: Declaratie, client: BewaardeClient, now: datetime, *, buiten_berichten: bool = False
) -> Iterator[Beoordeeld]:
    """The lines of one client, at most `MAX_REGELS` in one event."""
    pairs = zip(client.regel_ids, client.oordeel.regels, strict=True)
    lines = [_line(regel_id, oordeel) for regel_id, oordeel in pairs]
    for deel, start in enumerate(range(0, len(lines), MAX_REGELS), start=1):
        yield Beoordeeld(
            {
                "declaratieId": declaratie.id,
                "deel": deel,
                "gemeentecode": declaratie.gemeentecode,
                "agbCode": declaratie.agb_code,
                "clientPseudoniem": client.oordeel.client.pseudoniem,
                "declaratieMaand": f"{declaratie.periode_begin:%Y-%m}",
                "beoordeeldOp": now,
                "buitenBerichten": buiten_berichten,
                "regels": lines[start : start + MAX_REGELS],
            }
        )


def _line(regel_id: str, oordeel: RegelOordeel) -> dict[str, Any]:
    regel, _, _, retourcodes = oordeel
    return {
        "regelId": regel_id,
        "referentieNummer": regel.referentie_nummer,
        "vorigReferentieNummer": regel.vorig_referentie_nummer,
        "toewijzingNummer": regel.toewijzing_nummer,
        "categorie": regel.categorie,
        "code": regel.code,
        "periodeBegin": regel.periode_begin,
        "periodeEind": regel.periode_eind,
        "volume": regel.volume,
        "eenheid": regel.eenheid,
        "bedrag": -regel.bedrag if regel.credit else regel.bedrag,
        "toegekend": not retourcodes,
        "retourcodes": retourcodes,
    }
