# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Controls over HTTP: steps, figures, files, and the log of who looked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import Field, model_validator

from libs.common.api import ApiModel
from libs.common.ids import new_id
from services.billing.domain import controle as d
from services.billing.rules.controle import Gegevens
from services.billing.schemas.velden import AgbCode, Kenmerk, Stap, Tekst, stap_of
from services.billing.store import zaken
from services.billing.store.controles import Audit, Cijfer

_STATED = frozenset().union(*d.GEGEVENS.values())
Signaalcode = Annotated[str, Field(pattern=r"^SG\d{2}$")]


class NieuweControle(ApiModel):
    """Het doel van een materiële controle: bij wie, over welke periode, waarom."""

    agb_code: AgbCode
    periode_begin: date
    periode_eind: date
    doel: Tekst
    signalen: list[Signaalcode] = Field(
        default_factory=list,
        max_length=20,
        description="Signalen over de aanbieder die aanleiding gaven; alleen bij deze eerste stap.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> "NieuweControle":
        if self.periode_eind < self.periode_begin:
            raise ValueError("de einddatum van de periode ligt niet voor de begindatum")
        return self

    def as_controle(self, gemeentecode: str) -> d.Controle:
        """The same by this gemeente."""
        return d.Controle(
            id=new_id(),
            gemeentecode=gemeentecode,
            agb_code=self.agb_code,
            periode_begin=self.periode_begin,
            periode_eind=self.periode_eind,
            toestand=d.VERLOOP.begin,
        )


class Controlehandeling(ApiModel):
    """De volgende stap van de controleladder, met wat die stap moet vermelden."""

    handeling: d.Handeling
    tekst: Tekst
    voldoende_zekerheid: bool | None = Field(
        default=None, description="Bij 'algemeen-resultaat': alleen zonder zekerheid gaat het door."
    )
    persoon: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="Bij 'specifiek-controleplan': de aangewezen persoon."
    )
    start_detail: date | None = Field(
        default=None, description="Bij 'aankondigen': vanaf wanneer de detailcontrole is."
    )
    publicatie: Tekst | None = Field(
        default=None, description="Bij 'algemeen-controleplan' en 'eindrapport'."
    )
    bewaren_tot: date | None = Field(
        default=None, description="Bij 'eindrapport': einde van de bewaartermijn."
    )

    @model_validator(mode="after")
    def _complete(self) -> "Controlehandeling":
        stated = {name for name in _STATED if getattr(self, name) is not None}
        if stated != d.GEGEVENS[self.handeling]:
            wanted = ", ".join(sorted(d.GEGEVENS[self.handeling])) or "niets anders dan de tekst"
            raise ValueError(f"bij '{self.handeling}' hoort: {wanted}")
        return self

    def as_gegevens(self) -> Gegevens:
        """What the rules look at."""
        return Gegevens(
            voldoende_zekerheid=self.voldoende_zekerheid,
            persoon=self.persoon,
            start_detail=self.start_detail,
            bewaren_tot=self.bewaren_tot,
        )


class Controle(ApiModel):
    """Waar een controle staat."""

    id: str
    gemeentecode: str
    agb_code: str
    periode_begin: date
    periode_eind: date
    toestand: str
    voldoende_zekerheid: bool | None
    start_detail: date | None
    bewaren_tot: date | None
    versie: int


class Controlestap(Stap):
    """Een stap met wat erbij is vastgelegd."""

    tekst: str | None
    publicatie: str | None


class ControleDossier(Controle):
    """Een controle met al haar stappen."""

    gebonden_persoon: str | None
    stappen: list[Controlestap]


class ControlesPagina(ApiModel):
    """Een bladzijde controles."""

    resultaten: list[Controle]


class Aankondiging(ApiModel):
    """Wat een aanbieder van een controle weet."""

    id: str
    gemeentecode: str
    periode_begin: date
    periode_eind: date
    start_detail: date | None
    toestand: str
    aankondiging: str | None
    conceptrapport: str | None = Field(description="Om op te reageren, zodra het er is.")
    eindrapport: str | None


class AankondigingenPagina(ApiModel):
    """Een bladzijde aankondigingen."""

    resultaten: list[Aankondiging]


class Controlecijfer(ApiModel):
    """Samengeteld over een maand en product; toegekend in eurocenten."""

    maand: str
    categorie: str
    code: str
    aantal_regels: int
    aantal_clienten: int
    toegekend: int


class Controlecijfers(ApiModel):
    """Alle maanden en producten in de periode."""

    resultaten: list[Controlecijfer]


class Dossier(ApiModel):
    """Een client onder een naam die alleen in deze controle bestaat."""

    dossier: str
    aantal_regels: int


class Dossiers(ApiModel):
    """De clienten in de periode."""

    resultaten: list[Dossier]


class Inzageverzoek(ApiModel):
    """Welk dossier, en waarom."""

    dossier: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    reden: Kenmerk


class Dossierregel(ApiModel):
    """Een gedeclareerde prestatie; bedrag in eurocenten."""

    declaratie_id: str
    referentie_nummer: str
    toewijzing_nummer: int
    categorie: str
    code: str
    periode_begin: date
    periode_eind: date
    volume: int
    eenheid: str
    bedrag: int
    toegekend: bool


class Inzage(ApiModel):
    """De prestaties van één client."""

    dossier: str
    regels: list[Dossierregel]


class Auditregel(ApiModel):
    """Wie wat probeerde, en of het mocht."""

    handeling: str
    toegestaan: bool
    reden: str | None
    door: str
    persoon: str | None
    dossier: str | None
    waarom: str | None
    op: datetime


class Auditlog(ApiModel):
    """Alle pogingen, de oudste eerst."""

    resultaten: list[Auditregel]


class Opgeruimd(ApiModel):
    """Van hoeveel controles de detailgegevens zijn verwijderd."""

    aantal: int


def controle_of(controle: d.Controle) -> Controle:
    """For showing to its gemeente."""
    return Controle(**_shown(controle))


def dossier_of(controle: d.Controle, stappen: Sequence[zaken.Stap]) -> ControleDossier:
    """The same with all that happened."""
    return ControleDossier(
        **_shown(controle),
        gebonden_persoon=controle.gebonden_persoon,
        stappen=[
            Controlestap(
                **stap_of(stap).model_dump(),
                tekst=stap.inhoud.get("tekst"),
                publicatie=stap.inhoud.get("publicatie"),
            )
            for stap in stappen
        ],
    )


def aankondiging_of(controle: d.Controle, stappen: Sequence[zaken.Stap]) -> Aankondiging:
    """For the aanbieder: none of the analyses and plans that went before."""
    texts = {stap.handeling: stap.inhoud.get("tekst") for stap in stappen}
    return Aankondiging(
        id=controle.id,
        gemeentecode=controle.gemeentecode,
        periode_begin=controle.periode_begin,
        periode_eind=controle.periode_eind,
        start_detail=controle.start_detail,
        toestand=controle.toestand,
        aankondiging=texts.get("aankondigen"),
        conceptrapport=texts.get("conceptrapport"),
        eindrapport=texts.get("eindrapport"),
    )


def cijfers_of(cijfers: Sequence[Cijfer]) -> Controlecijfers:
    """For showing."""
    return Controlecijfers(
        resultaten=[
            Controlecijfer(
                maand=f"{cijfer.jaar}-{cijfer.maand:02}",
                categorie=cijfer.categorie,
                code=cijfer.code,
                aantal_regels=cijfer.regels,
                aantal_clienten=cijfer.clienten,
                toegekend=cijfer.toegekend,
            )
            for cijfer in cijfers
        ]
    )


def dossiers_of(counted: Mapping[str, int]) -> Dossiers:
    """For the bound person."""
    found = [Dossier(dossier=name, aantal_regels=count) for name, count in counted.items()]
    return Dossiers(resultaten=found)


def inzage_of(dossier: str, rows: Sequence[sa.Row[Any]]) -> Inzage:
    """For the bound person: what was claimed, without who it is about."""
    names = Dossierregel.model_fields
    regels = [Dossierregel(**{name: getattr(row, name) for name in names}) for row in rows]
    return Inzage(dossier=dossier, regels=regels)


def audit_of(log: Sequence[Audit]) -> Auditlog:
    """For the gemeente."""
    return Auditlog(
        resultaten=[
            Auditregel(
                handeling=audit.handeling,
                toegestaan=audit.toegestaan,
                reden=audit.reden,
                door=audit.door,
                persoon=audit.persoon,
                dossier=audit.dossier,
                waarom=audit.waarom,
                op=audit.op,
            )
            for audit in log
        ]
    )


def _shown(controle: d.Controle) -> dict[str, Any]:
    return {
        "id": controle.id,
        "gemeentecode": controle.gemeentecode,
        "agb_code": controle.agb_code,
        "periode_begin": controle.periode_begin,
        "periode_eind": controle.periode_eind,
        "toestand": controle.toestand,
        "voldoende_zekerheid": controle.voldoende_zekerheid,
        "start_detail": controle.start_detail,
        "bewaren_tot": controle.bewaren_tot,
        "versie": controle.versie,
    }
