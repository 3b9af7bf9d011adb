# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures that a goal may be about beside those of the catalogue (B.8). Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from services.reporting.domain.cbs import VRIJ
from services.reporting.domain.indicatoren import Indicator, indicator_van, indicatoren
from services.reporting.domain.indicatoren.clienten import geholpen, unieke
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.geld import bijdragen, uitgaven
from services.reporting.domain.indicatoren.register import Maat, Uitkomst, procent

_TAAKGERICHT = ("taakbijdrage",)


def _zonder_indicatie(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Different clients; who has both kinds of help has help without an indication."""
    helped = geholpen(feiten.hulp, vraag)
    free = unieke([one for one in helped if one.bron == VRIJ], vraag)
    every = unieke(helped, vraag)
    values = {
        "aandeel": procent(len(free), len(every)),
        "zonder": len(free),
        "clienten": len(every),
    }
    return Uitkomst(values, min(filter(None, (len(free), len(every))), default=0))


def _taakgericht(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Lump sums of all that was spent (I-06)."""
    paid, spent = bijdragen(feiten, vraag, _TAAKGERICHT), uitgaven(feiten, vraag)
    values = {"aandeel": procent(paid, spent), "taakgericht": paid, "uitgaven": spent}
    return Uitkomst(values, len({one.client for one in feiten.bedragen if vraag.has(one.maand)}))


ZONDER_INDICATIE = Indicator(
    id="T-01",
    naam="Hulp zonder indicatie",
    formule="Cliënten met vrij toegankelijke jeugdhulp van alle cliënten met jeugdhulp.",
    maten=(
        Maat("aandeel", "procent", "Aandeel zonder indicatie"),
        Maat("zonder", "clienten", "Cliënten met hulp zonder indicatie"),
        Maat("clienten", "clienten", "Alle cliënten"),
    ),
    feiten=frozenset({"hulp"}),
    dimensies=(),
    bereken=_zonder_indicatie,
)
TAAKGERICHT = Indicator(
    id="T-02",
    naam="Taakgericht deel van de uitgaven",
    formule="Taakgerichte bijdragen van alle uitgaven (I-06).",
    maten=(
        Maat("aandeel", "procent", "Aandeel taakgericht"),
        Maat("taakgericht", "eurocent", "Taakgerichte bijdragen"),
        Maat("uitgaven", "eurocent", "Uitgaven"),
    ),
    feiten=frozenset({"bedragen", "ingaven"}),
    dimensies=(),
    bereken=_taakgericht,
)
_EIGEN: Mapping[str, Indicator] = MappingProxyType(
    {one.id: one for one in (ZONDER_INDICATIE, TAAKGERICHT)}
)


def doelindicatoren() -> list[Indicator]:
    """What a goal may name: of the catalogue, and these."""
    return [*indicatoren(), *_EIGEN.values()]


def doelmaat(onderwerp: str) -> tuple[Indicator, Maat] | None:
    """The indicator and the figure of it that a subject such as `I-05.gebruik` names."""
    id, _, veld = onderwerp.partition(".")
    indicator = indicator_van(id) or _EIGEN.get(id)
    maat = next((m for m in indicator.maten if m.veld == veld), None) if indicator else None
    return None if indicator is None or maat is None else (indicator, maat)
