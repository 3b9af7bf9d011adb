# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The messages that a gemeente sends: the JW301 with toewijzingen, the JW319 with an answer."""

from dataclasses import dataclass
from datetime import date

from libs.common.clock import AMSTERDAM
from libs.ijw.header import Header
from libs.ijw.messages import (
    JW301,
    JW319,
    Antwoord,
    Contact,
    ToegewezenProduct,
    ToewijzingClient,
    Woonplaatsbeginsel,
)
from libs.ijw.messages import Relatie as BerichtRelatie
from libs.ijw.shared import (
    Achternaam,
    BerichtIdentificatie,
    Geboortedatum,
    Huis,
    Product,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
)
from libs.ijw.shared import Adres as BerichtAdres
from services.referral.domain.client import Adres, Client, Naam, Relatie
from services.referral.domain.toewijzing import Toewijzing
from services.referral.domain.verzoek import Afwijzing

_BRP_ADRES = "01"
_EIGEN_NAAM = "1"
NIET_NATUURLIJK = "6"
"""NaamGebruik of a relatie that is an organisation (IV045)."""

_AFGEWEZEN, _IN_ONDERZOEK = "1", "2"


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """From whom, to whom, and under which identification a message goes."""

    gemeentecode: str
    agb_code: str
    identificatie: str
    dagtekening: date

    def header(self, bericht_code: str) -> Header:
        """The header of a heenbericht."""
        return Header(
            bericht_code=bericht_code,
            afzender=self.gemeentecode,
            ontvanger=self.agb_code,
            bericht_identificatie=BerichtIdentificatie(
                identificatie=self.identificatie, dagtekening=self.dagtekening
            ),
        )


def compose_jw301(
    kenmerk: Kenmerk,
    client: Client,
    adres: Adres,
    toewijzingen: tuple[Toewijzing, ...],
    referentie: str | None = None,
) -> JW301:
    """The toewijzingen of one client at one aanbieder; all on the VOW `referentie` (IV093)."""
    persoon = client.persoon
    return JW301(
        header=kenmerk.header("436"),
        client=ToewijzingClient(
            bsn=_bsn_of(client),
            geboortedatum=Geboortedatum(
                datum=persoon.geboortedatum, datum_gebruik=persoon.datum_gebruik
            ),
            geslacht=persoon.geslacht,
            naam=_naam(persoon.naam),
            relaties=tuple(_relatie(one, n) for n, one in enumerate(persoon.relaties, start=1)),
            contactgegevens=(Contact(soort=_BRP_ADRES, adres=_adres(adres)),),
            toegewezen_producten=tuple(_product(one, referentie) for one in toewijzingen),
        ),
    )


def _bsn_of(client: Client) -> str:
    if client.bsn is None or not client.in_berichten:
        raise LookupError("no message may be about this client (OP003)")
    return client.bsn


def compose_jw319(
    kenmerk: Kenmerk, referentie_aanbieder: str, afwijzing: Afwijzing | None
) -> JW319:
    """The answer to a request: rejected, or without `afwijzing` under investigation."""
    gemeente = afwijzing.gemeente if afwijzing else None
    return JW319(
        header=kenmerk.header("488"),
        antwoord=Antwoord(
            referentie_aanbieder=referentie_aanbieder,
            verzoek_antwoord=_AFGEWEZEN if afwijzing else _IN_ONDERZOEK,
            reden_afwijzing_verzoek=afwijzing.reden if afwijzing else None,
            woonplaatsbeginsel=Woonplaatsbeginsel(gemeente=gemeente) if gemeente else None,
        ),
    )


def day_of(toewijzing: Toewijzing) -> date:
    """Toewijzingsdatum: the day of the decision, Dutch time."""
    return toewijzing.vastgesteld_op.astimezone(AMSTERDAM).date()


def _relatie(relatie: Relatie, volgorde: int) -> BerichtRelatie:
    """An organisation goes by its name with NaamGebruik 6 (IV045)."""
    born = relatie.geboortedatum
    return BerichtRelatie(
        nummer=relatie.nummer,
        volgorde=volgorde,
        soort=relatie.soort,
        geboortedatum=Geboortedatum(datum=born) if born else None,
        geslacht=relatie.geslacht,
        naam=_naam(relatie.naam, NIET_NATUURLIJK if relatie.organisatie else _EIGEN_NAAM),
        contact=Contact(
            soort=_BRP_ADRES,
            adres=_adres(relatie.adres) if relatie.adres else None,
            telefoon=_telefoon(relatie),
            emailadres=relatie.emailadres,
        ),
    )


def _telefoon(relatie: Relatie) -> Telefoonnummers | None:
    if relatie.telefoonnummer is None or relatie.landnummer is None:
        return None
    return Telefoonnummers(
        telefoon01=Telefoon(telefoonnummer=relatie.telefoonnummer, landnummer=relatie.landnummer)
    )


def _naam(naam: Naam, naam_gebruik: str = _EIGEN_NAAM) -> VolledigeNaam:
    return VolledigeNaam(
        geslachtsnaam=Achternaam(achternaam=naam.achternaam, voorvoegsel=naam.voorvoegsel),
        voornamen=naam.voornamen,
        voorletters=naam.voorletters,
        naam_gebruik=naam_gebruik,
    )


def _adres(adres: Adres) -> BerichtAdres:
    return BerichtAdres(
        huis=Huis(
            huisnummer=adres.huisnummer,
            huisletter=adres.huisletter,
            huisnummer_toevoeging=adres.huisnummer_toevoeging,
        ),
        postcode=adres.postcode,
        straatnaam=adres.straatnaam,
        plaatsnaam=adres.plaatsnaam,
        land_code="NL",
    )


def _product(toewijzing: Toewijzing, referentie: str | None) -> ToegewezenProduct:
    """The reference only until it was sent (TR379), the reason only when changed (IV099)."""
    toekenning = toewijzing.toekenning
    own = toewijzing.referentie_aanbieder if toewijzing.verzonden_versie == 0 else None
    product = None
    if toekenning.categorie is not None:
        product = Product(categorie=toekenning.categorie, code=toekenning.code)
    return ToegewezenProduct(
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        referentie_aanbieder=referentie or own,
        product=product,
        toewijzingsdatum=day_of(toewijzing),
        toewijzingstijd=toewijzing.vastgesteld_op.astimezone(AMSTERDAM).time(),
        ingangsdatum=toekenning.ingangsdatum,
        einddatum=toekenning.einddatum,
        reden_wijziging=toewijzing.reden_wijziging if toewijzing.changed_since_sent else None,
        omvang=toekenning.omvang,
        budget=toekenning.budget,
    )
