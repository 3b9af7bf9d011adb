# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The kinds of dossiers that must be followed up within a term."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from libs.common.contracts import ContinuiteitsrisicoVastgesteld, Event
from services.contract.domain import Fault
from services.contract.domain.plafond import STAPPEN, Procedure, procedure_faults
from services.contract.domain.risico import redenen
from services.contract.domain.termijnen import IGJ, of_plafondgesprek
from services.contract.handlers.soort import Invoer, Soort, about, head
from services.contract.schemas import opvolging as s
from services.contract.store.dossiers import Dossier

OVERDRACHT_JZ002 = "03"
OVERDRACHT_JZ588 = "36"


def _talk_faults(invoer: s.PlafondgesprekInvoer, others: Sequence[Any]) -> Iterator[Fault]:
    """Notice, talk, decision: each after the one before; room is pooled with consent only."""
    if any((o.contract_id, o.jaar) == (invoer.contract_id, invoer.jaar) for o in others):
        yield Fault("contractId", "dubbel", "heeft voor dit jaar al een opvolging")
    if invoer.gesprek_op is not None and invoer.gesprek_op < invoer.gemeld_op:
        yield Fault("gesprekOp", "volgorde", "ligt voor gemeldOp")
    if (invoer.besluit_op is None) != (invoer.besluit is None):
        yield Fault("besluit", "onvolledig", "heeft ook een dag nodig, en een dag een besluit")
    if invoer.besluit_op is not None and (
        invoer.gesprek_op is None or invoer.besluit_op < invoer.gesprek_op
    ):
        yield Fault("besluitOp", "volgorde", "ligt niet na een gesprek")
    if invoer.besluit == "bundelen" and not invoer.gebundeld_met:
        yield Fault("gebundeldMet", "ontbreekt", "noemt geen contract om mee te bundelen")
    if invoer.besluit == "bundelen" and invoer.instemming_op is None:
        yield Fault("instemmingOp", "ontbreekt", "is nodig om ruimte te bundelen")


def _talk_shown(invoer: s.PlafondgesprekInvoer, _today: date) -> Mapping[str, Any]:
    terms = list(of_plafondgesprek(invoer.gemeld_op, invoer.gesprek_op, invoer.besluit_op))
    toestand = "besloten" if invoer.besluit else "gesproken" if invoer.gesprek_op else "gemeld"
    return {"toestand": toestand, "uiterlijk": terms[0].uiterlijk if terms else None}


def _procedure(invoer: s.PlafondprocedureInvoer) -> Procedure:
    first = invoer.ingang or date(invoer.jaar, 1, 1)
    return Procedure(first, invoer.gedaan, invoer.motiveringen)


def _procedure_faults(invoer: s.PlafondprocedureInvoer, others: Sequence[Any]) -> Iterator[Fault]:
    """One for a contract and year, each step in its turn; an amount is fixed on a day."""
    if any((o.contract_id, o.jaar) == (invoer.contract_id, invoer.jaar) for o in others):
        yield Fault("contractId", "dubbel", "heeft voor dit jaar al een procedure")
    if invoer.ingang is not None and invoer.ingang.year != invoer.jaar:
        yield Fault("ingang", "ander-jaar", f"ligt niet in {invoer.jaar}")
    if (invoer.vastgesteld is None) != ("plafondvaststelling" not in invoer.gedaan):
        yield Fault("vastgesteld", "onvolledig", "hoort bij de dag van vaststellen")
    yield from procedure_faults(_procedure(invoer))


def _procedure_shown(invoer: s.PlafondprocedureInvoer, _today: date) -> Mapping[str, Any]:
    procedure = _procedure(invoer)
    stappen = []
    for stap in STAPPEN:
        last, done = procedure.uiterlijk(stap), procedure.gedaan.get(stap)
        late = done is not None and done > last
        met = "gemotiveerd-afgeweken" if late else "voldoet"
        uitslag = "nog-niet-bekend" if done is None else met
        stappen.append({"stap": stap, "uiterlijk": last, "uitslag": uitslag})
    return {"stappen": stappen, "volgende": procedure.volgende}


def _end_codes(invoer: s.ContracteindeInvoer) -> Iterable[tuple[str, str]]:
    receiving = invoer.ontvangende_aanbieder
    return [*about(invoer), *([("ontvangendeAanbieder", receiving)] if receiving else [])]


def _end_faults(invoer: s.ContracteindeInvoer, others: Sequence[Any]) -> Iterator[Fault]:
    """To hand over needs a day, a receiver, the families heard, and a talk about personnel."""
    if any(one.contract_id == invoer.contract_id for one in others):
        yield Fault("contractId", "dubbel", "heeft al een vastgelegd einde")
    if invoer.keuze != "overdragen":
        return
    needed = {
        "overdrachtOp": invoer.overdracht_op,
        "ontvangendeAanbieder": invoer.ontvangende_aanbieder,
        "instemming": invoer.instemming,
        "personeelsgesprekOp": invoer.personeelsgesprek_op,
    }
    for name, given in needed.items():
        if given is None:
            yield Fault(name, "ontbreekt", "is nodig om hulp over te dragen")
    if invoer.ontvangende_aanbieder == invoer.agb_code:
        yield Fault("ontvangendeAanbieder", "zichzelf", "is de aanbieder zelf")
    talk, day = invoer.personeelsgesprek_op, invoer.overdracht_op
    if talk is not None and day is not None and talk > day:
        yield Fault("personeelsgesprekOp", "volgorde", "ligt na de overdracht")


def _end_shown(invoer: s.ContracteindeInvoer, _today: date) -> Mapping[str, Any]:
    over = invoer.keuze == "overdragen"
    return {
        "reden_wijziging": OVERDRACHT_JZ002 if over else None,
        "reden_beeindiging": OVERDRACHT_JZ588 if over else None,
    }


def _risk(invoer: s.RisicoInvoer, _today: date) -> Mapping[str, Any]:
    found = list(redenen(invoer.resultaten, invoer.gebeurtenissen))
    waits = invoer.ontstaan_op is not None and invoer.gemeld_bij_igj_op is None
    until = invoer.ontstaan_op + IGJ if waits and invoer.ontstaan_op else None
    return {"open": bool(found), "redenen": found, "igj_melding_uiterlijk": until}


def _risk_event(dossier: Dossier, invoer: Invoer, accounthouder: str | None) -> Event:
    found = tuple(redenen(invoer.resultaten, invoer.gebeurtenissen))
    return ContinuiteitsrisicoVastgesteld(
        **head(dossier), open=bool(found), redenen=found, accounthouder=accounthouder
    )


def _shared_faults(invoer: s.IntegriteitInvoer, _others: Sequence[Any]) -> Iterator[Fault]:
    if invoer.gedeeld and not invoer.grondslag_delen:
        yield Fault("grondslagDelen", "ontbreekt", "is nodig om een bevinding te delen")


OPVOLGING: tuple[Soort, ...] = (
    Soort(
        "contracteinden",
        "Contracteinde",
        "Wat bij het einde van een contract met de hulp gebeurt: afmaken in de uitloop, of "
        "overdragen aan een andere aanbieder (C-12).",
        s.ContracteindeInvoer,
        s.Contracteinde,
        agb_codes=_end_codes,
        fouten=_end_faults,
        afgeleid=_end_shown,
    ),
    Soort(
        "plafondprocedures",
        "Plafondprocedure",
        "Hoe het plafond van een jaar tot stand komt: zes maanden vooraf aangekondigd, drie vooraf "
        "vastgesteld, twee vooraf een plan van de aanbieder; later alleen gemotiveerd (C-09).",
        s.PlafondprocedureInvoer,
        s.Plafondprocedure,
        agb_codes=about,
        fouten=_procedure_faults,
        afgeleid=_procedure_shown,
    ),
    Soort(
        "plafondgesprekken",
        "Plafondgesprek",
        "Opvolging van een plafond dat nabij is: binnen twee weken een gesprek, en binnen twee "
        "weken daarna een besluit (C-09).",
        s.PlafondgesprekInvoer,
        s.Plafondgesprek,
        agb_codes=about,
        fouten=_talk_faults,
        afgeleid=_talk_shown,
    ),
    Soort(
        "risicos",
        "Continuïteitsrisico",
        "Resultaten en gebeurtenissen die de continuïteit van een aanbieder raken; drie negatieve "
        "jaren op rij openen een risico (C-23).",
        s.RisicoInvoer,
        s.Risico,
        aanbieder_leest=False,
        agb_codes=about,
        afgeleid=_risk,
        gebeurtenis_met_accounthouder=_risk_event,
    ),
    Soort(
        "integriteitsbevindingen",
        "Integriteitsbevinding",
        "Alleen voor de eigen regio, tenzij openbaar of rechtmatig gedeeld (C-24).",
        s.IntegriteitInvoer,
        s.Integriteit,
        aanbieder_leest=False,
        agb_codes=about,
        fouten=_shared_faults,
        gedeeld=lambda invoer: bool(invoer.gedeeld),
    ),
)
