# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The shapes of destruction lists and legal holds on the wire."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from libs.common.contracts import Bewaarreden, Vernietiggrond
from libs.common.retention import lijst as domein
from libs.common.retention.lijst import Afwijsreden, Handeling, Regeltoestand, Toestand
from libs.common.retention.model import Bewaartermijn
from libs.common.retention.opschorten import Plicht

ClientId = Annotated[
    str, Field(pattern=r"^[0-9A-Za-z-]{1,36}$", description="Een client van de gemeente.")
]
Grondslag = Annotated[
    str,
    Field(
        min_length=3,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="Het artikel of besluit; geen gegevens over personen.",
        examples=["Archiefwet 1995 art. 3"],
    ),
]


class NieuweLijst(ApiModel):
    """Zonder client: van wie de termijn voorbij is. Met een client: die daarom verzocht."""

    categorie: str | None = Field(
        default=None,
        max_length=30,
        description="Van welke gegevens, zoals het bewaarschema van de dienst ze noemt.",
    )
    client_id: ClientId | None = None
    verzocht_op: date | None = Field(default=None, description="Dag van het verzoek.")

    @model_validator(mode="after")
    def _both_or_none(self) -> "NieuweLijst":
        if (self.client_id is None) != (self.verzocht_op is None):
            raise ValueError("een verzoek heeft een clientId en verzochtOp")
        return self


class Afwijzing(ApiModel):
    """Waarom niet vernietigd wordt; bij een verzoek hoort de client dit te horen."""

    reden: Afwijsreden
    grondslag: Grondslag | None = None


class NieuweOpschorting(ApiModel):
    """Waarom gegevens bewaard blijven hoewel hun termijn voorbij is, en tot en met wanneer."""

    reden: Bewaarreden
    grondslag: Grondslag
    sinds: date
    tot: date | None = None

    def as_plicht(self) -> Plicht:
        """What is to be placed."""
        return Plicht(self.reden, self.grondslag, self.sinds, self.tot)


class NieuweBewaarplicht(NieuweOpschorting):
    """Een bewaarplicht op de gegevens van een client."""

    client_id: ClientId


class BewaarplichtZoekvraag(ApiModel):
    """Van wie; een client staat nooit met een BSN in een URI."""

    client_id: ClientId


class Stap(ApiModel):
    """Wie wat deed met een lijst."""

    handeling: Handeling
    persoon: str = Field(description="Zoals het token die noemt, of `systeem`.")
    op: datetime
    reden: str | None


class Aantallen(ApiModel):
    """Hoeveel regels van een lijst in welke toestand zijn."""

    open: int
    opgeschort: int
    in_gebruik: int
    vernietigd: int
    gebleven: int


class Vernietigingslijst(ApiModel):
    """Wat van een categorie vernietigd mag worden, en wie daarover besloot."""

    id: str
    versie: int
    categorie: str
    begin: str = Field(description="De gebeurtenis waarmee de termijn begint.")
    jaren: int
    grondslag: str
    bron: str
    grond: Vernietiggrond
    peildatum: date
    voor: date = Field(description="Alles op de lijst begon voor deze dag.")
    verzocht_op: date | None
    toestand: Toestand
    regels: Aantallen
    stappen: list[Stap]


class VernietigingslijstenPagina(ApiModel):
    """Nieuwste eerst."""

    resultaten: list[Vernietigingslijst]


class Vernietigingsregel(ApiModel):
    """Van een client; `clientId` is leeg zodra de gegevens vernietigd zijn.

    Een dienst zonder dossiers noemt een client met een eigen sleutel, die van hier komt.
    """

    nummer: int
    client_id: str | None
    begonnen_op: date | None = Field(description="De laatste dag waarop de termijn begon.")
    bewaard_tot: date | None = Field(description="Tot en met deze dag wordt bewaard.")
    rijen: dict[str, int] = Field(description="Hoeveel gegevens, per tabel.")
    toestand: Regeltoestand
    bewaarplicht_id: str | None
    reden: str | None


class VernietigingsregelsPagina(ApiModel):
    """In volgorde van nummer."""

    resultaten: list[Vernietigingsregel]


class Verklaring(ApiModel):
    """Het bewijs dat een lijst is uitgevoerd; het noemt geen client."""

    volgnummer: int
    id: str
    lijst_id: str
    categorie: str
    grond: Vernietiggrond
    begin: str
    jaren: int
    grondslag: str
    bron: str
    personen: int = Field(description="Van hoeveel clienten vernietigd is wat op de lijst stond.")
    gebleven: int = Field(description="Hoeveel clienten van de lijst gebleven zijn.")
    elders_bekend: int = Field(description="Hoeveel ook bij een andere gemeente bekend zijn.")
    rijen: dict[str, int] = Field(description="Hoeveel gegevens vernietigd zijn, per tabel.")
    gewist: dict[str, int] = Field(
        description="In hoeveel berichten, gebeurtenissen en antwoorden zij gewist zijn, per tabel."
    )
    stappen: list[Stap]
    vernietigd_op: datetime
    keten: str = Field(description="Het zegel, samen met de verklaring ervoor.")


class VerklaringenPagina(ApiModel):
    """Nieuwste eerst."""

    resultaten: list[Verklaring]


class Bewaarplicht(ApiModel):
    """Gegevens van een client blijven bewaard, hoe oud zij ook zijn."""

    id: str
    versie: int
    client_id: str
    reden: Bewaarreden
    grondslag: str
    sinds: date
    tot: date | None
    opgelegd_door: str
    opgelegd_op: datetime
    opgeheven_door: str | None
    opgeheven_op: datetime | None


class BewaarplichtenPagina(ApiModel):
    """Nieuwste eerst."""

    resultaten: list[Bewaarplicht]


def lijst_of(
    one: domein.Lijst, termijn: Bewaartermijn, counts: dict[Regeltoestand, int]
) -> Vernietigingslijst:
    """As it is shown."""
    return Vernietigingslijst(
        id=one.id,
        versie=one.versie,
        categorie=one.categorie,
        begin=termijn.begin,
        jaren=termijn.jaren,
        grondslag=termijn.grondslag,
        bron=termijn.bron,
        grond=one.grond,
        peildatum=one.peildatum,
        voor=one.voor,
        verzocht_op=one.verzocht_op,
        toestand=one.toestand,
        regels=Aantallen(**{state.name.lower(): counts.get(state, 0) for state in Regeltoestand}),
        stappen=_stappen_of(one.stappen),
    )


def verklaring_of(one: domein.Verklaring) -> Verklaring:
    """As it is shown."""
    same = {n: getattr(one, n) for n in Verklaring.model_fields if n != "stappen"}
    return Verklaring(stappen=_stappen_of(one.stappen), **same)


def _stappen_of(stappen: Iterable[domein.Stap]) -> list[Stap]:
    return [
        Stap(
            handeling=stap.handeling,
            persoon=stap.persoon,
            op=datetime.fromisoformat(stap.op),
            reden=stap.reden,
        )
        for stap in stappen
    ]


def regel_of(one: domein.Regel) -> Vernietigingsregel:
    """As it is shown."""
    return Vernietigingsregel(
        nummer=one.nummer,
        client_id=one.persoon,
        begonnen_op=one.begonnen_op,
        bewaard_tot=one.bewaard_tot,
        rijen=dict(one.rijen),
        toestand=one.toestand,
        bewaarplicht_id=one.bewaarplicht_id,
        reden=one.reden,
    )


def bewaarplicht_of(one: domein.Bewaarplicht) -> Bewaarplicht:
    """As it is shown."""
    return Bewaarplicht(
        id=one.id,
        versie=one.versie,
        client_id=one.persoon,
        reden=one.reden,
        grondslag=one.grondslag,
        sinds=one.sinds,
        tot=one.tot,
        opgelegd_door=one.opgelegd_door,
        opgelegd_op=one.opgelegd_op,
        opgeheven_door=one.opgeheven_door,
        opgeheven_op=one.opgeheven_op,
    )
