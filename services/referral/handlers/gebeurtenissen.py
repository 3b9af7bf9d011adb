# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The events of referral, made from what it keeps."""

from libs.common.contracts.referral import (
    LeveringGemeld,
    Omvang,
    ToewijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from services.referral.domain.client import Client
from services.referral.domain.levering import Levering
from services.referral.domain.toewijzing import Toewijzing
from services.referral.domain.verzoek import GenomenBesluit, Verzoek


def verzoek_ontvangen(verzoek: Verzoek, client: Client) -> VerzoekOntvangen:
    """A request was taken in."""
    return VerzoekOntvangen(
        verzoek_id=verzoek.id,
        gemeentecode=verzoek.gemeentecode,
        agb_code=verzoek.agb_code,
        client_pseudoniem=client.pseudoniem,
        referentie_aanbieder=verzoek.referentie_aanbieder,
        categorie=verzoek.gevraagd.categorie,
        code=verzoek.gevraagd.code,
        gewenste_ingangsdatum=verzoek.gevraagd.ingangsdatum,
        verwijzer_type=verzoek.verwijzer.type,
        ontvangen_op=verzoek.ontvangen_op,
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


def toewijzing_vastgesteld(toewijzing: Toewijzing, client: Client) -> ToewijzingVastgesteld:
    """A toewijzing as it now stands."""
    toekenning = toewijzing.toekenning
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
