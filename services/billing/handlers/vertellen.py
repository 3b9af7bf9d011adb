# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What everybody is told of judged lines, written without a model of each of them.

A message has tens of thousands of lines; to make and check a model of each takes as long as judging
it does. A test holds what is written here against the models of `libs.common.contracts`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from pydantic_core import to_json

from libs.common.contracts.billing import MAX_REGELS, DeclaratieBeoordeeld
from services.billing.domain.declaratie import Declaratie
from services.billing.rules.verdict import RegelOordeel
from services.billing.store.verdicts import BewaardeClient


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A `DeclaratieBeoordeeld` by its parts: its lines are JSON already."""

    head: dict[str, Any]
    regels: list[str]

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
        return str(self.head["clientPseudoniem"])

    def subject(self) -> str:
        """The claim."""
        return str(self.head["declaratieId"])

    def text(self) -> str:
        """The event as JSON."""
        head = to_json(self.head).decode().removesuffix("}")
        return f'{head},"regels":[{",".join(self.regels)}]}}'


def judged(
    declaratie: Declaratie, client: BewaardeClient, now: datetime, *, buiten_berichten: bool = False
) -> Iterator[Beoordeeld]:
    """The lines of one client, at most `MAX_REGELS` in one event."""
    pairs = zip(client.regel_ids, client.oordeel.regels, strict=True)
    lines = [_line(regel_id, oordeel) for regel_id, oordeel in pairs]
    for deel, start in enumerate(range(0, len(lines), MAX_REGELS), start=1):
        head = {
            "declaratieId": declaratie.id,
            "deel": deel,
            "gemeentecode": declaratie.gemeentecode,
            "agbCode": declaratie.agb_code,
            "clientPseudoniem": client.oordeel.client.pseudoniem,
            "declaratieMaand": f"{declaratie.periode_begin:%Y-%m}",
            "beoordeeldOp": now,
            "buitenBerichten": buiten_berichten,
        }
        yield Beoordeeld(head, lines[start : start + MAX_REGELS])


_code = lru_cache(maxsize=4096)(encode_basestring)
"""Of what many lines have in common."""


@lru_cache(maxsize=4096)
def _care(categorie: str, code: str, begin: date, eind: date) -> str:
    """Product and period, which most lines of a message have in common with others."""
    return (
        f'"categorie":{encode_basestring(categorie)},"code":{encode_basestring(code)},'
        f'"periodeBegin":"{begin}","periodeEind":"{eind}"'
    )


def _line(regel_id: str, oordeel: RegelOordeel) -> str:
    regel, _, _, retourcodes = oordeel
    _, _, nummer, vorig, toewijzing, *care, volume, eenheid, _, bedrag, credit = regel
    codes = ",".join(map(_code, retourcodes)) if retourcodes else ""
    return (
        f'{{"regelId":"{regel_id}","referentieNummer":{encode_basestring(nummer)},'
        f'"vorigReferentieNummer":{"null" if vorig is None else encode_basestring(vorig)},'
        f'"toewijzingNummer":{toewijzing},{_care(*care)},"volume":{volume},'
        f'"eenheid":{_code(eenheid)},"bedrag":{-bedrag if credit else bedrag},'
        f'"toegekend":{"false" if codes else "true"},"retourcodes":[{codes}]}}'
    )
