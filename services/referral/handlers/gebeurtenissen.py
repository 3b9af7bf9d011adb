# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The events of referral, made from what it keeps."""

from datetime import date, datetime
from typing import Literal

from libs.common.contracts.correctie import ClientGecorrigeerd
from libs.common.contracts.referral import (
    LeveringGemeld,
    Omvang,
    TermijnVerstreken,
    ToewijzingVastgesteld,
    VerwijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from services.referral.domain.client import Client
from services.referral.domain.levering import Levering
from services.referral.domain.toewijzing import Toewijzing
from services.referral.domain.verwijzing import Verwijzing
from services.referral.domain.verzoek import GenomenBesluit, Verzoek, VerzoekToewijzing


def verzoek_ontvangen(verzoek: Verzoek, client: Client) -> VerzoekOntvangen:
    """A request was taken in; a VOW is about several products, so that it names none."""
    of_product = verzoek if isinstance(verzoek, VerzoekToewijzing) else None
    return VerzoekOntvangen(
        soort=verzoek.soort,
        verzoek_id=verzoek.id,
        gemeentecode=verzoek.gemeentecode,
        agb_code=verzoek.agb_code,
        client_pseudoniem=client.pseudoniem,
        referentie_aanbieder=verzoek.referentie_aanbieder,
        categorie=of_product.gevraagd.categorie if of_product else None,
        code=of_product.gevraagd.code if of_product else None,
        gewenste_ingangsdatum=verzoek.ingangsdatum,
        verwijzer_type=of_product.verwijzer.type if of_product else None,
        ontvangen_op=verzoek.ontvangen_op,
    )


def termijn_verstreken(verzoek: Verzoek, client: Client) -> TermijnVerstreken:
    """A request was not decided in time."""
    return _verstreken(verzoek, client, verzoek.besluit_uiterlijk, "besluit")


def woonplaats_verstreken(verzoek: VerzoekToewijzing, client: Client) -> TermijnVerstreken:
    """It can no longer be rejected on the woonplaatsbeginsel (OP359)."""
    return _verstreken(verzoek, client, verzoek.woonplaats_uiterlijk, "woonplaats")


def _verstreken(
    verzoek: Verzoek, client: Client, last: date, termijn: Literal["besluit", "woonplaats"]
) -> TermijnVerstreken:
    return TermijnVerstreken(
        verzoek_id=verzoek.id,
        soort=verzoek.soort,
        gemeentecode=verzoek.gemeentecode,
        agb_code=verzoek.agb_code,
        client_pseudoniem=client.pseudoniem,
        besluit_uiterlijk=last,
        termijn=termijn,
    )


def verzoek_beantwoord(
    verzoek: Verzoek, besluit: GenomenBesluit, client: Client
) -> VerzoekBeantwoord:
    """A request was answered."""
    return VerzoekBeantwoord(
        verzoek_id=verzoek.id,
        gemeentecode=verzoek.gemeentecode,
        agb_code=verzoek.agb_code,
        client_pseudoniem=client.pseudoniem,
        besluit=besluit.besluit,
        reden=besluit.reden,
        automatisch=besluit.automatisch,
        toewijzing_nummer=besluit.toewijzing_nummer,
        beantwoord_op=besluit.genomen_op,
    )


def verwijzing_vastgesteld(verwijzing: Verwijzing, client: Client) -> VerwijzingVastgesteld:
    """A referral as it now stands; who referred is told by type, not by name."""
    hulpvorm, verwijzer = verwijzing.cbs or (None, None)
    return VerwijzingVastgesteld(
        verwijzing_id=verwijzing.id,
        versie=verwijzing.versie,
        gemeentecode=verwijzing.gemeentecode,
        client_pseudoniem=client.pseudoniem,
        geboortemaand=client.geboortemaand,
        geslacht=client.persoon.geslacht,
        verwijzer_code=verwijzing.verwijzer_code,
        verwijzer_detail=verwijzing.verwijzer_detail,
        toegang=verwijzing.toegang,
        hulp=verwijzing.hulp,
        cbs_hulpvorm=hulpvorm,
        cbs_verwijzer=verwijzer,
        categorie=verwijzing.categorie,
        code=verwijzing.code,
        agb_code=verwijzing.agb_code,
        status=verwijzing.status,
        sinds=verwijzing.sinds,
        reden_afwijzing=verwijzing.reden_afwijzing,
        doorgeleid_op=verwijzing.doorgeleid_op,
        verwijsdatum=verwijzing.verwijsdatum,
        aanvraagdatum=verwijzing.aanvraagdatum,
        toewijsdatum=verwijzing.toewijsdatum,
        beoogde_start=verwijzing.beoogde_start,
        begindatum=verwijzing.begindatum,
        einddatum=verwijzing.einddatum,
        eerste_contact=verwijzing.eerste_contact,
        reden_wachten=verwijzing.reden_wachten,
        overbrugging=verwijzing.overbrugging,
        gestart_met_crisis=verwijzing.gestart_met_crisis,
        crisis_uit_op=verwijzing.crisis_uit_op,
    )


def toewijzing_vastgesteld(toewijzing: Toewijzing, client: Client) -> ToewijzingVastgesteld:
    """A toewijzing as it now stands."""
    toekenning, follows = toewijzing.toekenning, toewijzing.voortzetting
    size = toekenning.omvang
    omvang = None
    if size is not None:
        omvang = Omvang(volume=size.volume, eenheid=size.eenheid, frequentie=size.frequentie)
    return ToewijzingVastgesteld(
        gemeentecode=toewijzing.gemeentecode,
        agb_code=toewijzing.agb_code,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        versie=toewijzing.versie,
        client_pseudoniem=client.pseudoniem,
        geboortemaand=client.geboortemaand,
        geslacht=client.persoon.geslacht,
        categorie=toekenning.categorie,
        code=toekenning.code,
        ingangsdatum=toekenning.ingangsdatum,
        einddatum=toekenning.einddatum,
        omvang=omvang,
        budget=toekenning.budget,
        reden_wijziging=toewijzing.reden_wijziging,
        voortzetting_van=follows and f"{follows.gemeentecode}/{follows.toewijzing_nummer}",
        tarief_gemeentecode=follows and follows.tarief_gemeentecode,
        tarief_tot=follows and follows.tarief_tot,
        buiten_berichten=not client.in_berichten,
        vastgesteld_op=toewijzing.vastgesteld_op,
    )


def levering_gemeld(levering: Levering, client: Client, agb_code: str) -> LeveringGemeld:
    """The state of one delivery."""
    stop = levering.laatste_stop
    return LeveringGemeld(
        gemeentecode=client.gemeentecode,
        agb_code=agb_code,
        client_pseudoniem=client.pseudoniem,
        toewijzing_nummer=levering.sleutel.toewijzing_nummer,
        categorie=levering.sleutel.categorie,
        code=levering.sleutel.code,
        begindatum=levering.sleutel.begindatum,
        versie=levering.versie,
        status=levering.status,
        einddatum=stop.einddatum if stop else None,
        reden_beeindiging=stop.reden if stop else None,
    )


def client_gecorrigeerd(
    before: Client, after: Client, correctie_id: str, now: datetime
) -> ClientGecorrigeerd:
    """Who a client is after a correction."""
    return ClientGecorrigeerd(
        correctie_id=correctie_id,
        versie=after.versie,
        gemeentecode=after.gemeentecode,
        client_pseudoniem=before.pseudoniem,
        opvolger=after.pseudoniem,
        geboortemaand=after.geboortemaand,
        geslacht=after.persoon.geslacht,
        gecorrigeerd_op=now,
    )
