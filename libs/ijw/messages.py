# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The fourteen messages: one declaration each, from which everything else is derived."""

from typing import Annotated

from libs.ijw import shared as s
from libs.ijw import types as t
from libs.ijw.declare import RetourCodes, Wrapped, bericht, klasse
from libs.ijw.header import AntwoordHeader, Header, RetourHeader


@klasse
class Contact:
    soort: t.AdresSoort
    adres: s.Adres | None = None
    organisatie: t.Organisatie | None = None
    telefoon: s.Telefoonnummers | None = None
    emailadres: t.Emailadres | None = None
    periode: s.OpenPeriode | None = None
    retour_codes: RetourCodes = ()


@klasse
class Relatie:
    nummer: t.Persoonsid
    volgorde: t.RelatieVolgorde | None = None
    soort: t.SoortRelatie
    geboortedatum: s.Geboortedatum | None = None
    geslacht: t.Geslacht | None = None
    naam: s.VolledigeNaam
    contact: Contact
    retour_codes: RetourCodes = ()


@klasse
class ToegewezenProduct:
    toewijzing_nummer: t.Nummer
    referentie_aanbieder: t.Referentie | None = None
    product: s.Product | None = None
    toewijzingsdatum: t.Datum
    toewijzingstijd: t.Tijd
    ingangsdatum: t.Datum
    einddatum: t.Datum | None = None
    reden_wijziging: t.RedenWijziging | None = None
    omvang: s.Omvang | None = None
    budget: t.Budget | None = None
    commentaar: t.Commentaar | None = None
    retour_codes: RetourCodes = ()


@klasse
class ToewijzingClient:
    bsn: t.Bsn
    geboortedatum: s.Geboortedatum
    geslacht: t.Geslacht
    naam: s.VolledigeNaam
    communicatie: s.Communicatie | None = None
    juridische_status: t.JuridischeStatus | None = None
    wettelijke_vertegenwoordiging: t.Vertegenwoordiging | None = None
    commentaar: t.Commentaar | None = None
    relaties: Annotated[tuple[Relatie, ...], Wrapped("Relaties", "Relatie", True)] = ()
    contactgegevens: Annotated[tuple[Contact, ...], Wrapped("Contactgegevens", "Contact")]
    toegewezen_producten: Annotated[
        tuple[ToegewezenProduct, ...], Wrapped("ToegewezenProducten", "ToegewezenProduct")
    ]
    retour_codes: RetourCodes = ()


@klasse
class StartProduct:
    toewijzing_nummer: t.Nummer | None = None
    product: s.Product | None = None
    toewijzing_ingangsdatum: t.Datum | None = None
    begindatum: t.Datum
    status_aanlevering: t.StatusAanlevering
    retour_codes: RetourCodes = ()


@klasse
class StartClient:
    bsn: t.Bsn
    geboortedatum: s.Geboortedatum
    geslacht: t.Geslacht
    naam: s.VerkorteNaam
    start_producten: Annotated[tuple[StartProduct, ...], Wrapped("StartProducten", "StartProduct")]
    retour_codes: RetourCodes = ()


@klasse
class StopProduct:
    toewijzing_nummer: t.Nummer | None = None
    product: s.Product | None = None
    toewijzing_ingangsdatum: t.Datum | None = None
    begindatum: t.Datum
    reden_beeindiging: t.RedenBeeindiging
    einddatum: t.Datum
    status_aanlevering: t.StatusAanlevering
    retour_codes: RetourCodes = ()


@klasse
class StopClient:
    bsn: t.Bsn
    geboortedatum: s.Geboortedatum
    geslacht: t.Geslacht
    naam: s.VerkorteNaam
    stop_producten: Annotated[tuple[StopProduct, ...], Wrapped("StopProducten", "StopProduct")]
    retour_codes: RetourCodes = ()


@klasse
class AangevraagdProduct:
    referentie_aanbieder: t.Referentie
    beschikking_nummer: t.Nummer | None = None
    product: s.Product | None = None
    beschikking_ingangsdatum: t.Datum | None = None
    toewijzing_ingangsdatum: t.Datum
    toewijzing_einddatum: t.Datum | None = None
    omvang: s.Omvang | None = None
    budget: t.Budget | None = None
    verwijzer: s.Verwijzer
    raamcontract: t.JaNee | None = None
    commentaar: t.Commentaar | None = None
    retour_codes: RetourCodes = ()


@klasse
class VerzoekClient:
    bsn: t.Bsn
    geboortedatum: s.Geboortedatum
    geslacht: t.Geslacht
    naam: s.VerkorteNaam
    gezagsdrager_bekend: t.JaNee | None = None
    commentaar: t.Commentaar | None = None
    aangevraagde_producten: Annotated[
        tuple[AangevraagdProduct, ...], Wrapped("AangevraagdeProducten", "AangevraagdProduct")
    ]
    retour_codes: RetourCodes = ()


@klasse
class OngewijzigdProduct:
    toewijzing_nummer: t.Nummer
    retour_codes: RetourCodes = ()


@klasse
class TeWijzigenProduct:
    toewijzing_nummer: t.Nummer
    gewenste_ingangsdatum: t.Datum
    einddatum: t.Datum | None = None
    omvang: s.Omvang | None = None
    budget: t.Budget | None = None
    retour_codes: RetourCodes = ()


@klasse
class NieuwProduct:
    product: s.Product | None = None
    gewenste_ingangsdatum: t.Datum
    einddatum: t.Datum | None = None
    omvang: s.Omvang | None = None
    budget: t.Budget | None = None
    retour_codes: RetourCodes = ()


@klasse
class Verzoek:
    referentie_aanbieder: t.Referentie
    reden_verzoek: t.RedenVerzoek
    ongewijzigde_producten: Annotated[
        tuple[OngewijzigdProduct, ...], Wrapped("OngewijzigdeProducten", "OngewijzigdProduct", True)
    ] = ()
    te_wijzigen_producten: Annotated[
        tuple[TeWijzigenProduct, ...], Wrapped("TeWijzigenProducten", "TeWijzigenProduct", True)
    ] = ()
    nieuwe_producten: Annotated[
        tuple[NieuwProduct, ...], Wrapped("NieuweProducten", "NieuwProduct", True)
    ] = ()
    retour_codes: RetourCodes = ()


@klasse
class WijzigingClient:
    bsn: t.Bsn
    verzoek: Verzoek
    retour_codes: RetourCodes = ()


@klasse
class Woonplaatsbeginsel:
    gemeente: t.Gemeentecode
    retour_codes: RetourCodes = ()


@klasse
class Antwoord:
    referentie_aanbieder: t.Referentie
    verzoek_antwoord: t.VerzoekAntwoord
    reden_afwijzing_verzoek: t.RedenAfwijzing | None = None
    woonplaatsbeginsel: Woonplaatsbeginsel | None = None
    retour_codes: RetourCodes = ()


@klasse
class Prestatie:
    product_referentie: s.Referentie
    toewijzing_nummer: t.Nummer
    product_categorie: t.Categorie
    product_code: t.ProductCode
    product_periode: s.GeslotenPeriode
    geleverd_volume: t.Volume
    eenheid: t.Eenheid
    product_tarief: t.Bedrag | None = None
    ingediend_bedrag: s.BedragMetDC
    retour_codes: RetourCodes = ()


@klasse
class DeclaratieClient:
    bsn: t.Bsn
    prestaties: Annotated[tuple[Prestatie, ...], Wrapped("Prestaties", "Prestatie")]
    retour_codes: RetourCodes = ()


@klasse
class Declaratie:
    declaratie_nummer: t.DeclaratieNummer
    declaratie_periode: s.GeslotenPeriode
    declaratie_dagtekening: t.Datum
    totaal_ingediend_bedrag: s.TotaalBedragMetDC
    clienten: Annotated[tuple[DeclaratieClient, ...], Wrapped("Clienten", "Client")]


@klasse
class DeclaratieAntwoord:
    declaratie_nummer: t.DeclaratieIdentificatie
    totaal_ingediend_bedrag: s.TotaalBedragMetDC
    totaal_toegekend_bedrag: s.TotaalBedragMetDC
    clienten: Annotated[tuple[DeclaratieClient, ...], Wrapped("Clienten", "Client", True)] = ()
    retour_codes: RetourCodes = ()


@bericht("JW301", "436", t.GEMEENTE, t.AANBIEDER)
@klasse
class JW301:
    """Toewijzing."""

    header: Header
    client: ToewijzingClient


@bericht("JW302", "437", t.GEMEENTE, t.AANBIEDER, "JW301")
@klasse
class JW302:
    """Retour on JW301."""

    header: RetourHeader
    client: ToewijzingClient | None = None


@bericht("JW305", "438", t.AANBIEDER, t.GEMEENTE)
@klasse
class JW305:
    """Start."""

    header: Header
    client: StartClient


@bericht("JW306", "439", t.AANBIEDER, t.GEMEENTE, "JW305")
@klasse
class JW306:
    """Retour on JW305."""

    header: RetourHeader
    client: StartClient | None = None


@bericht("JW307", "440", t.AANBIEDER, t.GEMEENTE)
@klasse
class JW307:
    """Stop."""

    header: Header
    client: StopClient


@bericht("JW308", "441", t.AANBIEDER, t.GEMEENTE, "JW307")
@klasse
class JW308:
    """Retour on JW307."""

    header: RetourHeader
    client: StopClient | None = None


@bericht("JW315", "446", t.AANBIEDER, t.GEMEENTE)
@klasse
class JW315:
    """Verzoek om toewijzing."""

    header: Header
    client: VerzoekClient


@bericht("JW316", "447", t.AANBIEDER, t.GEMEENTE, "JW315")
@klasse
class JW316:
    """Retour on JW315."""

    header: RetourHeader
    client: VerzoekClient | None = None


@bericht("JW317", "486", t.AANBIEDER, t.GEMEENTE)
@klasse
class JW317:
    """Verzoek om wijziging."""

    header: Header
    client: WijzigingClient


@bericht("JW318", "487", t.AANBIEDER, t.GEMEENTE, "JW317")
@klasse
class JW318:
    """Retour on JW317."""

    header: RetourHeader
    client: WijzigingClient | None = None


@bericht("JW319", "488", t.GEMEENTE, t.AANBIEDER)
@klasse
class JW319:
    """Antwoord on a request: rejected, or under investigation."""

    header: Header
    antwoord: Antwoord


@bericht("JW320", "489", t.GEMEENTE, t.AANBIEDER, "JW319")
@klasse
class JW320:
    """Retour on JW319."""

    header: RetourHeader
    antwoord: Antwoord | None = None


@bericht("JW323", "490", t.AANBIEDER, t.GEMEENTE)
@klasse
class JW323:
    """Declaratie of one month."""

    header: Header
    declaratie: Declaratie


@bericht("JW325", "491", t.GEMEENTE, t.AANBIEDER)
@klasse
class JW325:
    """Declaratie-antwoord."""

    header: AntwoordHeader
    declaratie_antwoord: DeclaratieAntwoord | None = None
