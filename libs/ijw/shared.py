# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The classes that messages share (the CDT types of the basisschema)."""

from libs.ijw import types as t
from libs.ijw.declare import shared


@shared
class Achternaam:
    achternaam: t.LangeNaam
    voorvoegsel: t.Voorvoegsel | None = None


@shared
class Huis:
    huisnummer: t.Huisnummer
    huisletter: t.Huisletter | None = None
    huisnummer_toevoeging: t.Toevoeging | None = None
    aanduiding_woonadres: t.AanduidingWoonadres | None = None


@shared
class Adres:
    huis: Huis | None = None
    postcode: t.Postcode | None = None
    straatnaam: t.Straatnaam | None = None
    plaatsnaam: t.Plaatsnaam | None = None
    land_code: t.LandCode | None = None


@shared
class BedragMetDC:
    """An amount in eurocents with its side: D(ebet) or C(redit)."""

    bedrag: t.Bedrag
    debet_credit: t.DebetCredit

    @property
    def signed(self) -> int:
        """Cents; credit is negative."""
        return self.bedrag if self.debet_credit == "D" else -self.bedrag


@shared
class TotaalBedragMetDC:
    """A total in eurocents with its side."""

    totaal_bedrag: t.TotaalBedragGetal
    debet_credit: t.DebetCredit

    @property
    def signed(self) -> int:
        """Cents; credit is negative."""
        return self.totaal_bedrag if self.debet_credit == "D" else -self.totaal_bedrag

    @classmethod
    def of(cls, cents: int) -> "TotaalBedragMetDC":
        """A signed total as the standard writes it: 0 is debet (CS325)."""
        return cls(totaal_bedrag=abs(cents), debet_credit="D" if cents >= 0 else "C")


@shared
class BerichtIdentificatie:
    identificatie: t.Identificatie
    dagtekening: t.Datum


@shared
class Communicatie:
    vorm: t.Communicatievorm
    taal: t.Taal | None = None


@shared
class Geboortedatum:
    datum: t.Datum
    datum_gebruik: t.DatumGebruik | None = None


@shared
class GeslotenPeriode:
    begindatum: t.Datum
    einddatum: t.Datum


@shared
class OpenPeriode:
    begindatum: t.Datum | None = None
    einddatum: t.Datum | None = None


@shared
class Omvang:
    """How much: a volume in a unit (WJ756) at a frequency (WMO757)."""

    volume: t.Volume
    eenheid: t.Eenheid
    frequentie: t.Frequentie


@shared
class Product:
    categorie: t.Categorie
    code: t.ProductCode | None = None


@shared
class Referentie:
    referentie_nummer: t.ReferentieNummer
    vorig_referentie_nummer: t.ReferentieNummer | None = None


@shared
class Telefoon:
    telefoonnummer: t.Telefoonnummer
    landnummer: t.Landnummer


@shared
class Telefoonnummers:
    telefoon01: Telefoon
    telefoon02: Telefoon | None = None


@shared
class VerkorteNaam:
    geslachtsnaam: Achternaam
    voornamen: t.LangeNaam | None = None
    voorletters: t.Voorletters | None = None


@shared
class VolledigeNaam:
    geslachtsnaam: Achternaam
    partnernaam: Achternaam | None = None
    voornamen: t.LangeNaam | None = None
    voorletters: t.Voorletters | None = None
    naam_gebruik: t.NaamGebruik


@shared
class Verwijzer:
    type: t.TypeVerwijzer
    naam: t.NaamVerwijzer | None = None
    zorgverlener_code: t.AgbCode | None = None


@shared
class XsdVersie:
    basisschema_xsd_versie: t.Versie = "1.0.0"
    bericht_xsd_versie: t.Versie = "1.0.0"
