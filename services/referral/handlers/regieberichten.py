# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The events around families and young people, made from what referral keeps: no text of people."""

from libs.common.contracts.regie import (
    ConsultVastgesteld,
    EscalatieVastgesteld,
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    PoortwachtersbesluitVastgesteld,
    TaakVastgesteld,
    TafelAfgerond,
    ToekomstplanVastgesteld,
    VerblijfVastgesteld,
)
from services.referral.domain.escalatie import Escalatie
from services.referral.domain.gezinsplan import Gezinsplan
from services.referral.domain.maatregel import Maatregel
from services.referral.domain.poortwachter import Poortwachtersbesluit
from services.referral.domain.taak import Taak
from services.referral.domain.tafel import Beschermingstafel, Consult, Resultaat
from services.referral.domain.toekomstplan import Toekomstplan
from services.referral.domain.verblijf import ONVRIJWILLIG, Verblijf


def gezinsplan_vastgesteld(plan: Gezinsplan) -> GezinsplanVastgesteld:
    """A plan as it now stands."""
    return GezinsplanVastgesteld(
        plan_id=plan.id,
        versie=plan.versie,
        gemeentecode=plan.gemeentecode,
        gezin_id=plan.gezin_id,
        regisseur=plan.regisseur,
        toestand=plan.toestand,
        begindatum=plan.begindatum,
        einddatum=plan.einddatum,
        evaluaties=len(plan.evaluaties),
        evaluatie_uiterlijk=plan.evaluatie_uiterlijk,
        doelen=len(plan.doelen),
        doelen_bereikt=sum(doel.uitkomst == "bereikt" for doel in plan.doelen),
        vastgesteld_op=plan.gewijzigd_op,
    )


def maatregel_vastgesteld(maatregel: Maatregel, pseudoniem: str) -> MaatregelVastgesteld:
    """A measure as it now stands."""
    return MaatregelVastgesteld(
        maatregel_id=maatregel.id,
        versie=maatregel.versie,
        gemeentecode=maatregel.gemeentecode,
        client_pseudoniem=pseudoniem,
        soort=maatregel.soort,
        begindatum=maatregel.begindatum,
        einddatum=maatregel.einddatum,
        oorzaken=maatregel.oorzaken,
        eindgesprek_op=maatregel.eindgesprek_op,
        vastgesteld_op=maatregel.gewijzigd_op,
    )


def poortwachtersbesluit_vastgesteld(
    besluit: Poortwachtersbesluit, pseudoniem: str
) -> PoortwachtersbesluitVastgesteld:
    """Who was admitted, without the school and its dossier."""
    return PoortwachtersbesluitVastgesteld(
        besluit_id=besluit.id,
        gemeentecode=besluit.gemeentecode,
        client_pseudoniem=pseudoniem,
        fase=besluit.fase,
        aangevraagd_op=besluit.aangevraagd_op,
        besluit_datum=besluit.besluit_datum,
        toelaatbaar=besluit.toelaatbaar,
        vastgesteld_op=besluit.vastgesteld_op,
    )


def taak_vastgesteld(taak: Taak, pseudoniem: str | None) -> TaakVastgesteld:
    """A task as it now stands."""
    return TaakVastgesteld(
        taak_id=taak.id,
        versie=taak.versie,
        gemeentecode=taak.gemeentecode,
        soort=taak.soort,
        onderwerp=taak.onderwerp,
        client_pseudoniem=pseudoniem,
        termijn=taak.termijn,
        toestand=taak.toestand,
        vastgesteld_op=taak.gewijzigd_op,
    )


def toekomstplan_vastgesteld(plan: Toekomstplan, pseudoniem: str) -> ToekomstplanVastgesteld:
    """A future plan as it now stands."""
    return ToekomstplanVastgesteld(
        plan_id=plan.id,
        versie=plan.versie,
        gemeentecode=plan.gemeentecode,
        client_pseudoniem=pseudoniem,
        toestand=plan.toestand,
        vervolgregimes=plan.vervolgregimes,
        goedgekeurd_op=plan.goedgekeurd_op,
        vastgesteld_op=plan.gewijzigd_op,
    )


def verblijf_vastgesteld(verblijf: Verblijf, pseudoniem: str) -> VerblijfVastgesteld:
    """A stay as it now stands."""
    return VerblijfVastgesteld(
        verblijf_id=verblijf.id,
        versie=verblijf.versie,
        gemeentecode=verblijf.gemeentecode,
        client_pseudoniem=pseudoniem,
        vorm=verblijf.vorm,
        agb_code=verblijf.agb_code,
        begindatum=verblijf.begindatum,
        einddatum=verblijf.einddatum,
        reden=verblijf.reden,
        einde_reden=verblijf.einde_reden,
        onvrijwillig=verblijf.reden in ONVRIJWILLIG,
        vastgesteld_op=verblijf.gewijzigd_op,
    )


def escalatie_vastgesteld(escalatie: Escalatie, pseudoniem: str) -> EscalatieVastgesteld:
    """An escalation as it now stands, without advice or decision."""
    besluit = escalatie.besluit
    return EscalatieVastgesteld(
        escalatie_id=escalatie.id,
        versie=escalatie.versie,
        gemeentecode=escalatie.gemeentecode,
        client_pseudoniem=pseudoniem,
        niveau=escalatie.niveau,
        reden=escalatie.reden,
        toestand=escalatie.toestand,
        automatisch=escalatie.automatisch,
        geopend_op=escalatie.geopend_op,
        doorbraak=besluit is not None and besluit.doorbraak is not None,
        uitkomst=escalatie.uitkomst,
        les=escalatie.les,
        vastgesteld_op=escalatie.gewijzigd_op,
    )


def tafel_afgerond(
    tafel: Beschermingstafel, resultaat: Resultaat, pseudoniem: str
) -> TafelAfgerond:
    """A table that was held, without what was agreed."""
    return TafelAfgerond(
        tafel_id=tafel.id,
        versie=tafel.versie,
        gemeentecode=tafel.gemeentecode,
        client_pseudoniem=pseudoniem,
        datum=tafel.datum,
        resultaat=resultaat,
        vastgesteld_op=tafel.gewijzigd_op,
    )


def consult_vastgesteld(consult: Consult) -> ConsultVastgesteld:
    """A consult as it now stands."""
    return ConsultVastgesteld(
        consult_id=consult.id,
        versie=consult.versie,
        gemeentecode=consult.gemeentecode,
        datum=consult.datum,
        onderwerp=consult.onderwerp,
        vrager=consult.vrager,
        vervolg=consult.vervolg,
        vastgesteld_op=consult.gewijzigd_op,
    )
