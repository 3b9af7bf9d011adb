# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages of an aanbieder as commands: what each asks or tells, in the terms of the domain."""

from collections.abc import Iterator
from datetime import date

from libs.common.ids import new_id
from libs.common.mailbox import MailIn
from libs.ijw import (
    JW302,
    JW305,
    JW307,
    JW315,
    JW317,
    JW320,
)
from libs.ijw.messages import (
    AangevraagdProduct,
    NieuwProduct,
    StartClient,
    StopClient,
    ToewijzingClient,
    VerzoekClient,
)
from libs.ijw.messages import Verzoek as BerichtVerzoek
from libs.ijw.shared import Product
from services.referral.domain.client import Naam, Persoon
from services.referral.domain.herziening import Herziening, Pakket
from services.referral.domain.levering import Sleutel, StartMelding, Stop, StopMelding
from services.referral.domain.toewijzing import Toekenning
from services.referral.domain.verzoek import (
    Termijnen,
    Verwijzer,
    VerzoekToewijzing,
    VerzoekWijziging,
)
from services.referral.handlers import mail
from services.referral.handlers.leveringen import TakeInMeldingen
from services.referral.handlers.retouren import TakeInRetour
from services.referral.handlers.verzoeken import TakeInVerzoek
from services.referral.handlers.wijzigverzoeken import TakeInWijziging
from services.referral.rules.header import Kop
from services.referral.store.clienten import Bekend

_JA = "1"

Vraag = JW305 | JW307 | JW315 | JW317


def retour(bericht_in: MailIn, betreft: str, bericht: JW302 | JW320) -> TakeInRetour:
    codes = dict.fromkeys(_codes(bericht))
    fine = ("0200", "0233")
    return TakeInRetour(bericht_in, betreft, tuple(code for code in codes if code not in fine))


def _codes(bericht: JW302 | JW320) -> Iterator[str]:
    """Of the header, then of every class below it."""
    yield from bericht.header.retour_codes
    if isinstance(bericht, JW302) and bericht.client is not None:
        yield from _client_codes(bericht.client)
    if isinstance(bericht, JW320) and bericht.antwoord is not None:
        yield from bericht.antwoord.retour_codes
        if bericht.antwoord.woonplaatsbeginsel is not None:
            yield from bericht.antwoord.woonplaatsbeginsel.retour_codes


def _client_codes(client: ToewijzingClient) -> Iterator[str]:
    yield from client.retour_codes
    for relatie in client.relaties:
        yield from (*relatie.retour_codes, *relatie.contact.retour_codes)
    for contact in client.contactgegevens:
        yield from contact.retour_codes
    for product in client.toegewezen_producten:
        yield from product.retour_codes


def verzoek_command(bericht_in: MailIn, bericht: JW315) -> TakeInVerzoek:
    client = bericht.client
    producten = client.aangevraagde_producten
    begin = {product.toewijzing_ingangsdatum for product in producten}
    return TakeInVerzoek(
        mail=bericht_in,
        bericht=bericht,
        kop=_kop(bericht, frozenset(begin)),
        client=Bekend(bericht.header.ontvanger, client.bsn),
        persoon=_persoon(client),
        verzoeken=tuple(_verzoek(bericht_in, bericht, product) for product in producten),
    )


def _verzoek(bericht_in: MailIn, bericht: JW315, product: AangevraagdProduct) -> VerzoekToewijzing:
    header = bericht.header
    termijnen = Termijnen.from_receipt(mail.day_of_receipt(bericht_in))
    comments = (bericht.client.commentaar, product.commentaar)
    return VerzoekToewijzing(
        id=new_id(),
        bericht_id=bericht_in.id,
        gemeentecode=header.ontvanger,
        agb_code=header.afzender,
        client_id="",
        referentie_aanbieder=product.referentie_aanbieder,
        gevraagd=_gevraagd(product),
        verwijzer=Verwijzer(
            product.verwijzer.type, product.verwijzer.naam, product.verwijzer.zorgverlener_code
        ),
        commentaar=tuple(comment for comment in comments if comment),
        dagtekening=header.bericht_identificatie.dagtekening,
        ontvangen_op=bericht_in.ontvangen_op,
        retour_uiterlijk=termijnen.retour,
        besluit_uiterlijk=termijnen.besluit,
        beschikking_nummer=product.beschikking_nummer,
        beschikking_ingangsdatum=product.beschikking_ingangsdatum,
        gezagsdrager_bekend=bericht.client.gezagsdrager_bekend == _JA,
    )


def _gevraagd(product: AangevraagdProduct) -> Toekenning:
    categorie, code = _product(product.product)
    return Toekenning(
        ingangsdatum=product.toewijzing_ingangsdatum,
        einddatum=product.toewijzing_einddatum,
        categorie=categorie,
        code=code,
        omvang=product.omvang,
        budget=product.budget,
    )


def wijziging_command(bericht_in: MailIn, bericht: JW317) -> TakeInWijziging:
    header, verzoek = bericht.header, bericht.client.verzoek
    termijnen = Termijnen.from_receipt(mail.day_of_receipt(bericht_in))
    dagtekening = header.bericht_identificatie.dagtekening
    asked = VerzoekWijziging(
        id=new_id(),
        bericht_id=bericht_in.id,
        gemeentecode=header.ontvanger,
        agb_code=header.afzender,
        client_id="",
        referentie_aanbieder=verzoek.referentie_aanbieder,
        dagtekening=dagtekening,
        ontvangen_op=bericht_in.ontvangen_op,
        retour_uiterlijk=termijnen.retour,
        besluit_uiterlijk=termijnen.besluit,
        reden=verzoek.reden_verzoek,
        pakket=_pakket(verzoek),
    )
    return TakeInWijziging(
        mail=bericht_in,
        bericht=bericht,
        kop=_kop(bericht, frozenset({dagtekening, *asked.pakket.ingangsdata})),
        client=Bekend(header.ontvanger, bericht.client.bsn),
        verzoek=asked,
    )


def _pakket(verzoek: BerichtVerzoek) -> Pakket:
    return Pakket(
        ongewijzigd=tuple(one.toewijzing_nummer for one in verzoek.ongewijzigde_producten),
        te_wijzigen=tuple(
            Herziening(
                toewijzing_nummer=one.toewijzing_nummer,
                ingangsdatum=one.gewenste_ingangsdatum,
                einddatum=one.einddatum,
                omvang=one.omvang,
                budget=one.budget,
            )
            for one in verzoek.te_wijzigen_producten
        ),
        nieuw=tuple(_nieuw(one) for one in verzoek.nieuwe_producten),
    )


def _nieuw(product: NieuwProduct) -> Toekenning:
    categorie, code = _product(product.product)
    return Toekenning(
        ingangsdatum=product.gewenste_ingangsdatum,
        einddatum=product.einddatum,
        categorie=categorie,
        code=code,
        omvang=product.omvang,
        budget=product.budget,
    )


def melding_command(bericht_in: MailIn, bericht: JW305 | JW307) -> TakeInMeldingen:
    meldingen = _starts(bericht) if isinstance(bericht, JW305) else _stops(bericht)
    begin = {melding.sleutel.begindatum for melding in meldingen}
    return TakeInMeldingen(
        mail=bericht_in,
        bericht=bericht,
        kop=_kop(bericht, frozenset(begin)),
        client=Bekend(bericht.header.ontvanger, bericht.client.bsn),
        persoon=_persoon(bericht.client),
        agb_code=bericht.header.afzender,
        meldingen=tuple(meldingen),
    )


def _starts(bericht: JW305) -> list[StartMelding]:
    place = "/Bericht/Client/StartProducten/StartProduct"
    return [
        StartMelding(
            f"{place}[{number}]",
            Sleutel(start.toewijzing_nummer, *_product(start.product), start.begindatum),
            start.status_aanlevering,
        )
        for number, start in enumerate(bericht.client.start_producten, start=1)
    ]


def _stops(bericht: JW307) -> list[StopMelding]:
    place = "/Bericht/Client/StopProducten/StopProduct"
    return [
        StopMelding(
            f"{place}[{number}]",
            Sleutel(stop.toewijzing_nummer, *_product(stop.product), stop.begindatum),
            Stop(stop.einddatum, stop.reden_beeindiging),
            stop.status_aanlevering,
        )
        for number, stop in enumerate(bericht.client.stop_producten, start=1)
    ]


def _kop(bericht: Vraag, peildata: frozenset[date]) -> Kop:
    header = bericht.header
    return Kop(header.ontvanger, header.bericht_identificatie.dagtekening, peildata)


def _product(product: Product | None) -> tuple[str | None, str | None]:
    return (None, None) if product is None else (product.categorie, product.code)


def _persoon(client: VerzoekClient | StartClient | StopClient) -> Persoon:
    """What a message tells of a client: no address."""
    name = client.naam
    return Persoon(
        geboortedatum=client.geboortedatum.datum,
        geslacht=client.geslacht,
        naam=Naam(
            achternaam=name.geslachtsnaam.achternaam,
            voorvoegsel=name.geslachtsnaam.voorvoegsel,
            voornamen=name.voornamen,
            voorletters=name.voorletters,
        ),
        datum_gebruik=client.geboortedatum.datum_gebruik,
    )
