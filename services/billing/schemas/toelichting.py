# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing shows of a message as a whole: how far it came, rule by rule."""

from datetime import date
from typing import Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.handlers.toelichten import GeheelUitgelegd
from services.billing.rules.explanation import Bevonden, Stap
from services.billing.rules.explanation_whole import Deel, explain_whole, reached

_REFUSED = {
    "bericht": "Afgewezen: het bericht zelf klopt niet en geldt als niet verstuurd.",
    "header": "Afgewezen op de header: er is geen declaratie beoordeeld.",
    "declaratie": "De declaratie is als geheel afgewezen: de prestaties zijn niet beoordeeld.",
}
_BY_LINE = "Het bericht is in orde; het oordeel staat per prestatie, elk met een eigen toelichting."


class GeheelStap(ApiModel):
    """Een regel van de standaard, de feiten waarop is gelet, en de uitkomst."""

    niveau: Deel
    regel: str
    zin: str = Field(description="De zin die waar moet zijn.")
    bevinding: str = Field(description="Wat er is gezien.")
    oordeel: Bevonden
    retourcode: str | None
    feiten: dict[str, str | int | bool | None]


class GeheelToelichting(ApiModel):
    """Waarom een bericht tot aan zijn prestaties kwam, of niet."""

    bericht_id: str
    declaratie_id: str | None = Field(description="Leeg als het bericht op de header strandde.")
    afgewezen_op: Literal["bericht", "header", "declaratie"] | None
    retourcodes: list[str]
    samenvatting: str
    stappen: list[GeheelStap]


def geheel_of(uitgelegd: GeheelUitgelegd) -> GeheelToelichting:
    """The view of a message with the rules that were looked at before its lines."""
    level = reached(uitgelegd.gezien)
    steps = [_step(deel, stap) for deel, stap in explain_whole(uitgelegd.gezien)]
    broken = [step for step in steps if step.oordeel == "niet-voldaan"]
    reasons = [f"{step.regel} ({step.retourcode}): {step.bevinding}" for step in broken]
    return GeheelToelichting(
        bericht_id=uitgelegd.bericht_id,
        declaratie_id=None if uitgelegd.declaratie is None else uitgelegd.declaratie.id,
        afgewezen_op=None if level == "regels" else level,
        retourcodes=list(uitgelegd.retourcodes),
        samenvatting=" ".join([_BY_LINE if level == "regels" else _REFUSED[level], *reasons]),
        stappen=steps,
    )


def _step(deel: Deel, stap: Stap) -> GeheelStap:
    seen = {n: v.isoformat() if isinstance(v, date) else v for n, v in stap.feiten.items()}
    return GeheelStap(
        niveau=deel,
        regel=stap.regel,
        zin=stap.zin,
        bevinding=stap.bevinding,
        oordeel=stap.oordeel,
        retourcode=stap.retourcode,
        feiten=seen,
    )
