# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A referral: who referred which child to what, and how far that has come (R-01 to R-03)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from libs.common.clock import AMSTERDAM
from services.referral.domain.bepaling import Bepaling
from services.referral.domain.levering import Levering
from services.referral.domain.toewijzing import Toewijzing
from services.referral.domain.verwijsroute import (
    AF,
    BEFORE_HELP,
    NOTHING,
    ROUTE,
    VOLGT,
    WACHT,
    Changes,
    Status,
    VerkeerdeStap,
)
from services.referral.domain.verwijzer import CODES, GEEN, MET_AGB, Verwijzertype, detail_of
from services.referral.domain.verzoek import VerzoekToewijzing
from services.referral.domain.woonplaats import Verantwoordelijk

Toegang = Literal["individuele-voorziening", "vrij-toegankelijk"]
Hulp = Literal["jeugdhulp", "preventie", "advies", "toegangsgesprek"]
RedenWachten = Literal[
    "wachtlijst",
    "geen-passend-aanbod",
    "personeelstekort",
    "wacht-op-besluit",
    "wens-gezin",
]
Overbrugging = Literal[
    "geen", "lokaal-team", "praktijkondersteuner", "ambulant", "online", "andere-aanbieder"
]
"""Help that is offered to who waits."""

LAAT_VERZOEK = "verzoek-na-vijf-werkdagen"
"""A GI asked later than it should after the decision of the court (R-05)."""


@dataclass(frozen=True, slots=True)
class Stap:
    """That a state was reached, and when."""

    status: Status
    op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwijzing:
    """As it now stands; days are Dutch days, `agb_code` that of who is to give the help.

    `verwijzer_type` is None when only the code of a message is known, `verwijsdatum` too.
    `verzoek_id` is the request that joined it last. `voortzetting_van` is the referral in the
    gemeente that handed the child over.
    """

    id: str
    gemeentecode: str
    client_id: str
    verwijzer_type: Verwijzertype | None
    verwijzer_code: str
    verwijzer_naam: str | None = None
    zorgverlener_code: str | None = None
    toegang: Toegang = "individuele-voorziening"
    hulp: Hulp = "jeugdhulp"
    categorie: str | None = None
    code: str | None = None
    agb_code: str | None = None
    bepaling: Bepaling | None = None
    verwijsdatum: date | None = None
    aanvraagdatum: date | None = None
    toewijsdatum: date | None = None
    beoogde_start: date | None = None
    begindatum: date | None = None
    einddatum: date | None = None
    eerste_contact: date | None = None
    reden_wachten: RedenWachten | None = None
    overbrugging: Overbrugging | None = None
    gestart_met_crisis: bool = False
    crisis_uit_op: date | None = None
    uitstroom_begeleid: bool | None = None
    reden_afwijzing: str | None = None
    doorgeleid_op: date | None = None
    woonplaats: Verantwoordelijk | None = None
    verzoek_id: str | None = None
    voortzetting_van: str | None = None
    ontvangen_op: datetime
    stappen: tuple[Stap, ...]
    versie: int = 0

    @property
    def status(self) -> Status:
        """The last step that was taken."""
        return self.stappen[-1].status

    @property
    def sinds(self) -> datetime:
        """When it was taken."""
        return self.stappen[-1].op

    @property
    def verwijzer_detail(self) -> str | None:
        """Who it was within the code: `poh` for somebody who works for the GP."""
        return detail_of(self.verwijzer_type)

    @property
    def cbs(self) -> tuple[str, str] | None:
        """Hulpvorm and verwijzer under which free help counts; None when it is no such help.

        Prevention, advice and talks about access are no youth help (CBS 3.1). What is awarded
        counts by its toewijzing.
        """
        if self.toegang == "vrij-toegankelijk" and self.hulp == "jeugdhulp":
            return "01", GEEN
        return None

    @property
    def crisisdagen(self) -> int | None:
        """Nights from the start in crisis to the way out; None before that."""
        if self.begindatum is None or self.crisis_uit_op is None:
            return None
        return (self.crisis_uit_op - self.begindatum).days

    @property
    def signalen(self) -> tuple[str, ...]:
        """What somebody is to know of, and stops nothing."""
        asked, bepaling = self.aanvraagdatum, self.bepaling
        late = asked is not None and bepaling is not None and asked > bepaling.request_due()
        return (LAAT_VERZOEK,) if late else ()

    def bezwaren(self, today: date) -> Iterator[tuple[str, str]]:
        """Each thing that is wrong with it by itself: its field, and why."""
        with_agb = self.verwijzer_code in MET_AGB
        if self.zorgverlener_code is not None and not with_agb:
            yield "zorgverlenerCode", "hoort niet bij deze verwijzer (CD068)"
        if with_agb and not (self.zorgverlener_code or self.verwijzer_naam):
            yield "verwijzerNaam", "is verplicht zonder zorgverlenerCode (CD067)"
        if self.verwijsdatum is not None and self.verwijsdatum > today:
            yield "verwijsdatum", "ligt in de toekomst"
        if self.toegang == "individuele-voorziening" and self.hulp != "jeugdhulp":
            yield "hulp", "wordt niet toegewezen: alleen jeugdhulp is een individuele voorziening"
        if (self.verwijzer_type == "gi") != (self.bepaling is not None):
            yield "bepaling", "hoort bij een gecertificeerde instelling, en alleen daarbij"
        if self.bepaling is not None:
            yield from self.bepaling.bezwaren()

    def step(self, status: Status, now: datetime, changes: Changes = NOTHING) -> "Verwijzing":
        """One version further; `VerkeerdeStap` when this cannot follow."""
        if status not in VOLGT[self.status]:
            raise VerkeerdeStap(f"Deze verwijzing is '{self.status}'.")
        return replace(
            self, stappen=(*self.stappen, Stap(status, now)), versie=self.versie + 1, **changes
        )

    def on_route(self, status: Status, now: datetime, changes: Changes = NOTHING) -> "Verwijzing":
        """All steps up to this one on the way to help, those that were taken left out.

        Help that began before it was awarded (crisis) is beyond all of them.
        """
        seen = [one.status for one in self.stappen]
        last_start = max(i for i, one in enumerate(seen) if one in {"ontvangen", "gevalideerd"})
        taken = set(seen[last_start:]) | {"ontvangen"}
        ahead = ROUTE[: ROUTE.index(status) + 1] if self.status in BEFORE_HELP else ()
        steps = tuple(Stap(one, now) for one in ahead if one not in taken)
        return replace(self, stappen=(*self.stappen, *steps), versie=self.versie + 1, **changes)

    def residence(self, found: Verantwoordelijk, now: datetime) -> "Verwijzing":
        """With the gemeente that answers for the child; the check is passed when that is ours."""
        changes: Changes = {"woonplaats": found}
        ours = found.gemeentecode == self.gemeentecode
        if ours and "woonplaats-getoetst" in VOLGT[self.status]:
            return self.step("woonplaats-getoetst", now, changes)
        return replace(self, versie=self.versie + 1, **changes)

    def joined(self, verzoek: VerzoekToewijzing, now: datetime) -> "Verwijzing":
        """With the request that an aanbieder made on it, which was found in order."""
        gevraagd, verwijzer = verzoek.gevraagd, verzoek.verwijzer
        changes: Changes = {
            "verzoek_id": verzoek.id,
            "agb_code": verzoek.agb_code,
            "categorie": gevraagd.categorie,
            "code": gevraagd.code,
            "zorgverlener_code": self.zorgverlener_code or verwijzer.zorgverlener_code,
            "verwijzer_naam": self.verwijzer_naam or verwijzer.naam,
            "aanvraagdatum": verzoek.ontvangen_op.astimezone(AMSTERDAM).date(),
            "beoogde_start": gevraagd.ingangsdatum,
            "reden_afwijzing": None,
        }
        if self.status in {"ontvangen", "afgewezen"}:
            return self.step("gevalideerd", now, changes)
        return replace(self, versie=self.versie + 1, **changes)

    def allocated(self, toewijzing: Toewijzing, now: datetime) -> "Verwijzing":
        """With the toewijzing that was given on it; a later one changes nothing."""
        if self.toewijsdatum is not None:
            return self
        given: Changes = {
            "agb_code": toewijzing.agb_code,
            "categorie": toewijzing.toekenning.categorie,
            "code": toewijzing.toekenning.code,
            "toewijsdatum": toewijzing.vastgesteld_op.astimezone(AMSTERDAM).date(),
            "beoogde_start": self.beoogde_start or toewijzing.toekenning.ingangsdatum,
        }
        return self.on_route("toegewezen", now, given)

    def delivered(self, leveringen: Sequence[Levering], now: datetime) -> "Verwijzing":
        """As the deliveries on its toewijzingen have it, deleted ones left out."""
        known = sorted(
            (one for one in leveringen if not one.verwijderd),
            key=lambda one: one.sleutel.begindatum,
        )
        status = self.status if self.status in AF else _status_of(known)
        stop = known[-1].laatste_stop if known and status == "beeindigd" else None
        changes: Changes = {
            "begindatum": known[0].sleutel.begindatum if known else None,
            "einddatum": stop.einddatum if stop else None,
        }
        if status == self.status:
            changed = replace(self, **changes)
            return self if changed == self else replace(changed, versie=self.versie + 1)
        return self.step(status, now, changes)


def from_message(
    verwijzing_id: str, verzoek: VerzoekToewijzing, source: Verwijzing | None
) -> Verwijzing:
    """A referral that only a request told of; like `source` when that was about more than one."""
    verwijzer = verzoek.verwijzer
    return Verwijzing(
        id=verwijzing_id,
        gemeentecode=verzoek.gemeentecode,
        client_id=verzoek.client_id,
        verwijzer_type=source.verwijzer_type if source else None,
        verwijzer_code=verwijzer.type,
        verwijzer_naam=verwijzer.naam,
        zorgverlener_code=verwijzer.zorgverlener_code,
        bepaling=source.bepaling if source else None,
        verwijsdatum=source.verwijsdatum if source else None,
        ontvangen_op=verzoek.ontvangen_op,
        stappen=(Stap("ontvangen", verzoek.ontvangen_op),),
    )


def matching(verwijzingen: Sequence[Verwijzing], verzoek: VerzoekToewijzing) -> Verwijzing | None:
    """The referral on which a request rests: the one for this aanbieder first, then the oldest."""
    found = [one for one in verwijzingen if _may_rest_on(verzoek, one)]
    found.sort(key=lambda one: (one.agb_code != verzoek.agb_code, one.id))
    return found[0] if found else None


def code_for(verwijzer_type: Verwijzertype, toegang: Toegang) -> str:
    """COD327 by who referred; free help has no referrer for the CBS (R-03)."""
    return GEEN if toegang == "vrij-toegankelijk" else CODES[verwijzer_type]


def _may_rest_on(verzoek: VerzoekToewijzing, one: Verwijzing) -> bool:
    waits = one.status in WACHT and (one.verzoek_id is None or one.status == "afgewezen")
    waits = waits or (one.gestart_met_crisis and one.verzoek_id is None)
    in_kind = one.toegang == "individuele-voorziening"
    same = one.verwijzer_code == verzoek.verwijzer.type
    fits = one.categorie in (None, verzoek.gevraagd.categorie)
    for_them = one.agb_code in (None, verzoek.agb_code) or one.status == "afgewezen"
    return waits and in_kind and same and fits and for_them


def _status_of(known: Sequence[Levering]) -> Status:
    if not known:
        return "toegewezen"
    if any(one.lopend for one in known):
        return "gestart"
    return "tijdelijk-gestopt" if known[-1].status == "tijdelijk-gestopt" else "beeindigd"
