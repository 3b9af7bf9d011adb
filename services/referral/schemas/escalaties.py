# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Escalations over HTTP."""

from datetime import date, datetime

from libs.common.api import ApiModel
from services.referral.domain import escalatie as domein
from services.referral.schemas.casussen import Centen
from services.referral.schemas.gezinnen import ClientId, Naam, Tekst


class NieuweEscalatie(ApiModel):
    """Een casus gaat naar het expertteam; lokaal, tenzij anders gezegd."""

    client_id: ClientId
    reden: domein.Reden
    niveau: domein.Niveau = "lokaal"
    op: date

    def of(self, escalatie_id: str, gemeentecode: str, now: datetime) -> domein.Escalatie:
        """As the domain knows it."""
        return domein.Escalatie(
            id=escalatie_id,
            gemeentecode=gemeentecode,
            client_id=self.client_id,
            niveau=self.niveau,
            reden=self.reden,
            toestand="open",
            automatisch=False,
            geopend_op=self.op,
            stappen=(domein.Stap(self.niveau, self.op, self.reden),),
            versie=1,
            gewijzigd_op=now,
        )


class Opschaling(ApiModel):
    """Naar het volgende niveau, en waarom."""

    op: date
    reden: domein.Reden


class NieuwAdvies(ApiModel):
    """Wat het expertteam adviseert."""

    op: date
    tekst: Tekst


class Doorbraak(ApiModel):
    """Een uitzondering: de wettelijke grond, kosten en baten, en wie akkoord ging."""

    grondslag: Tekst
    kosten: Centen
    vermeden_kosten: Centen
    akkoord: Naam


class Besluit(ApiModel):
    """Wie de knoop doorhakte, en hoe."""

    op: date
    eigenaar: Naam
    tekst: Tekst
    doorbraak: Doorbraak | None = None

    def of(self) -> domein.Besluit:
        """As the domain knows it."""
        made = self.doorbraak
        doorbraak = None if made is None else domein.Doorbraak(**made.model_dump())
        return domein.Besluit(self.op, self.eigenaar, self.tekst, doorbraak)


class Afsluiting(ApiModel):
    """Wat ervan kwam, en het thema van wat ervan is geleerd."""

    uitkomst: domein.Uitkomst
    les: domein.Les


class Stap(ApiModel):
    """Wanneer de casus op een niveau kwam."""

    niveau: domein.Niveau
    op: date
    reden: domein.Reden


class Advies(ApiModel):
    """Een advies van het expertteam van dat niveau."""

    niveau: domein.Niveau
    op: date
    tekst: str


class Escalatie(ApiModel):
    """Een escalatie zoals zij nu is."""

    id: str
    versie: int
    client_id: str
    niveau: domein.Niveau
    reden: domein.Reden
    toestand: domein.Toestand
    automatisch: bool
    geopend_op: date
    stappen: list[Stap]
    adviezen: list[Advies]
    besluit: Besluit | None
    uitkomst: domein.Uitkomst | None
    les: domein.Les | None
    gewijzigd_op: datetime


class EscalatiesPagina(ApiModel):
    """Een bladzijde escalaties."""

    resultaten: list[Escalatie]


def escalatie_of(one: domein.Escalatie) -> Escalatie:
    """As shown."""
    nested = {"stappen", "adviezen", "besluit"}
    plain = {name: getattr(one, name) for name in Escalatie.model_fields if name not in nested}
    return Escalatie(
        stappen=[Stap(niveau=s.niveau, op=s.op, reden=s.reden) for s in one.stappen],
        adviezen=[Advies(niveau=a.niveau, op=a.op, tekst=a.tekst) for a in one.adviezen],
        besluit=None if one.besluit is None else _besluit_of(one.besluit),
        **plain,
    )


def _besluit_of(besluit: domein.Besluit) -> Besluit:
    made = besluit.doorbraak
    doorbraak = None
    if made is not None:
        fields = Doorbraak.model_fields
        doorbraak = Doorbraak(**{name: getattr(made, name) for name in fields})
    return Besluit(
        op=besluit.op, eigenaar=besluit.eigenaar, tekst=besluit.tekst, doorbraak=doorbraak
    )
