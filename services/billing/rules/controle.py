# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may do what on the control ladder; a refusal says which step is missing."""

from dataclasses import dataclass
from datetime import date

from services.billing.domain.controle import DETAIL, ZONDER_CIJFERS, Controle, Handeling

BY_BOUND_PERSON: frozenset[Handeling] = frozenset({"detailcontrole", "conceptrapport"})
"""Steps that only the person may take who is named in the specific plan (RJ 6b)."""


@dataclass(frozen=True, slots=True)
class Weigering:
    """Why not: a code, the sentence in Dutch, and whether it is forbidden or only too early."""

    code: str
    zin: str
    verboden: bool = True


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What a step states beside its text."""

    voldoende_zekerheid: bool | None = None
    persoon: str | None = None
    start_detail: date | None = None
    bewaren_tot: date | None = None


def may_see_figures(controle: Controle) -> Weigering | None:
    """Aggregates from the general plan on: it says which ones are looked at."""
    if controle.toestand in ZONDER_CIJFERS:
        return Weigering(
            "trap-niet-bereikt",
            f"In toestand '{controle.toestand}' zijn nog geen cijfers in te zien; daarvoor is "
            "een algemeen controleplan nodig.",
        )
    return None


def may_open_file(controle: Controle, persoon: str | None) -> Weigering | None:
    """In the detail control only, and by the bound person only."""
    if controle.toestand != DETAIL:
        return Weigering(
            "trap-niet-bereikt",
            f"In toestand '{controle.toestand}' is geen dossier van een client in te zien; "
            "dat kan alleen in de detailcontrole.",
        )
    return _not_bound(controle, persoon)


def may_step(
    controle: Controle,
    handeling: Handeling,
    gegevens: Gegevens,
    persoon: str | None,
    vandaag: date,
) -> Weigering | None:
    """What the order of steps alone does not say."""
    if handeling in BY_BOUND_PERSON and (weigering := _not_bound(controle, persoon)):
        return weigering
    if handeling == "specifieke-risicoanalyse":
        return _not_needed(controle)
    if handeling == "aankondigen":
        return _without_notice(gegevens, vandaag)
    if handeling == "detailcontrole":
        return _before_the_notice(controle, vandaag)
    if handeling == "eindrapport":
        return _kept_too_short(gegevens, vandaag)
    return None


def _not_bound(controle: Controle, persoon: str | None) -> Weigering | None:
    if persoon is not None and persoon == controle.gebonden_persoon:
        return None
    return Weigering(
        "niet-de-gebonden-persoon",
        "Dit is aan de persoon die in het specifieke controleplan is aangewezen.",
    )


def _not_needed(controle: Controle) -> Weigering | None:
    if controle.voldoende_zekerheid is False:
        return None
    zin = "De algemene controle gaf voldoende zekerheid; een detailcontrole is dan niet toegestaan."
    return Weigering("zekerheid-voldoende", zin, verboden=False)


def _without_notice(gegevens: Gegevens, vandaag: date) -> Weigering | None:
    if gegevens.start_detail is not None and gegevens.start_detail > vandaag:
        return None
    zin = "De aankondiging gaat vooraf: de detailcontrole begint op zijn vroegst morgen."
    return Weigering("geen-vooraankondiging", zin, verboden=False)


def _before_the_notice(controle: Controle, vandaag: date) -> Weigering | None:
    start = controle.start_detail
    if start is not None and start <= vandaag:
        return None
    zin = f"De detailcontrole is aangekondigd vanaf {start}."
    return Weigering("voor-aangekondigde-datum", zin, verboden=False)


def _kept_too_short(gegevens: Gegevens, vandaag: date) -> Weigering | None:
    if gegevens.bewaren_tot is not None and gegevens.bewaren_tot > vandaag:
        return None
    zin = "Het einde van de bewaartermijn ligt na vandaag."
    return Weigering("bewaartermijn-voorbij", zin, verboden=False)
