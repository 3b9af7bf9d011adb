# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a gemeente sent before it worked here: its JW301 and JW319, kept as sent at the time.

The latest decision on a toewijzing counts (IV013), and an older one that comes later changes
nothing. What an award must be is not judged again: it was given, and help may have begun on it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from libs.common.clock import AMSTERDAM
from libs.common.ids import at_least, new_id
from libs.common.mailbox import OutgoingMail
from libs.common.mailbox_api import finding_json
from libs.common.mailbox_api.past import Past, RefusedError, Uitkomst, finding
from libs.ijw import JW301, JW319, Finding, MessageError, check, read
from libs.ijw.messages import Relatie as BerichtRelatie
from libs.ijw.messages import ToegewezenProduct, ToewijzingClient
from libs.ijw.shared import Adres as BerichtAdres
from libs.ijw.shared import VolledigeNaam
from services.referral.domain.client import Adres, Client, Naam, Persoon, Relatie
from services.referral.domain.gezag import Omgeving, with_surroundings
from services.referral.domain.toewijzing import Toekenning, Toewijzing
from services.referral.domain.uitgaand import NIET_NATUURLIJK
from services.referral.domain.verzoek import Besluit, GenomenBesluit, Verzoek
from services.referral.handlers import gebeurtenissen, mail
from services.referral.handlers.toekennen import keep_besluit
from services.referral.store import clienten, sources, toewijzingen, verzendingen, verzoeken
from services.referral.store.clienten import Bekend

_BRP = "01"
_GEZAG = frozenset({"10", "11"})
_AFGEWEZEN = "1"
_OURS = "H"


async def toewijzing(past: Past) -> Uitkomst:
    """A JW301: client, toewijzingen in their latest version, and the requests it honours."""
    bericht = _read(past)
    if not isinstance(bericht, JW301):
        raise TypeError("a JW301 reads as something else")
    if await _kept_before(past):
        return "bekend"
    await _refuse_strangers(past)
    client = await _client(past, bericht.client)
    kept = [await _product(past, client, one) for one in bericht.client.toegewezen_producten]
    mail_id = await _keep_mail(past)
    referenties = {one.referentie_aanbieder for one in bericht.client.toegewezen_producten}
    shared = referenties.pop() if len(referenties) == 1 and len(kept) > 1 else None
    now_known = [one for one in kept if one is not None]
    await verzendingen.keep(
        past.session, mail_id, "JW301", toewijzingen=now_known, referentie=shared
    )
    await toewijzingen.mark_sent(past.session, now_known)
    return "ingelezen"


async def antwoord(past: Past) -> Uitkomst:
    """A JW319: the request was rejected, or put under investigation."""
    bericht = _read(past)
    if not isinstance(bericht, JW319):
        raise TypeError("a JW319 reads as something else")
    if await _kept_before(past):
        return "bekend"
    told = bericht.antwoord
    verzoek = await _open_request(past, told.referentie_aanbieder)
    if verzoek is None:
        melding = "Er is geen open verzoek met deze referentie."
        raise RefusedError([finding("verzoek-onbekend", melding, "/Bericht/Antwoord")])
    client = await clienten.lock(past.session, past.rt.need_vault(), verzoek.client_id)
    rejected = told.verzoek_antwoord == _AFGEWEZEN
    gemeente = told.woonplaatsbeginsel.gemeente if told.woonplaatsbeginsel else None
    besluit = _besluit(verzoek, "afgewezen" if rejected else "in-onderzoek", past.rt.clock.now())
    besluit = replace(besluit, reden=told.reden_afwijzing_verzoek, woonplaats_gemeente=gemeente)
    await keep_besluit(past.rt, past.session, client, verzoek, besluit)
    mail_id = await _keep_mail(past, verzoek.bericht_id)
    await verzendingen.keep(past.session, mail_id, "JW319", besluit_id=besluit.id)
    return "ingelezen"


def _read(past: Past) -> object:
    try:
        bericht = read(past.content)
    except MessageError as error:
        raise RefusedError(_shown(error.findings)) from error
    if findings := check(bericht):
        raise RefusedError(_shown(findings))
    return bericht


def _shown(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [finding_json(one) for one in findings]


async def _kept_before(past: Past) -> bool:
    """The same message again. Raises `RefusedError` when another has its identification."""
    heading = past.heading
    sent = await past.mailbox.find_sent(
        past.session, heading.soort, heading.afzender, heading.identificatie
    )
    if sent is None:
        return False
    if sent.inhoud != past.content:
        melding = "De identificatie is al gebruikt voor een ander bericht."
        raise RefusedError([finding("TR056", melding, "/Bericht/Header/BerichtIdentificatie")])
    return True


async def _refuse_strangers(past: Past) -> None:
    found = []
    if not await sources.knows_gemeente(past.session, past.heading.afzender):
        found.append(finding("afzender-onbekend", "De gemeente is hier niet bekend."))
    if not await sources.knows_aanbieder(past.session, past.heading.ontvanger):
        found.append(finding("ontvanger-onbekend", "De aanbieder is hier niet bekend."))
    if found:
        raise RefusedError(found)


async def _client(past: Past, told: ToewijzingClient) -> Client:
    """As the gemeente knew it: what a later message told stays."""
    vault, now = past.rt.need_vault(), past.rt.clock.now()
    persoon = _persoon(told)
    who = Bekend(past.heading.afzender, told.bsn)
    client, made = await clienten.ensure(past.session, vault, who, persoon, now)
    if made:
        return client
    held = client.persoon
    newer = held.adres is None or await clienten.changed_before(past.session, client.id, now)
    last = max(held.laatste_relatie, persoon.laatste_relatie)
    wanted = replace(persoon if newer else held, laatste_relatie=last)
    if wanted != held:
        client = replace(client, versie=client.versie + 1, persoon=wanted)
        await clienten.save(past.session, vault, client, now if newer else None)
    return client


def _persoon(told: ToewijzingClient) -> Persoon:
    """New relaties are numbered after those that were sent (OP071)."""
    brp = next((c.adres for c in told.contactgegevens if c.soort == _BRP and c.adres), None)
    persoon = Persoon(
        geboortedatum=told.geboortedatum.datum,
        geslacht=told.geslacht,
        naam=_naam(told.naam),
        adres=_adres(brp),
        datum_gebruik=told.geboortedatum.datum_gebruik,
    )
    relaties = tuple(_relatie(one) for one in told.relaties)
    return with_surroundings(persoon, Omgeving(relaties), None)


def _relatie(told: BerichtRelatie) -> Relatie:
    """A message does not say who has authority: a parent or guardian is taken to have it."""
    born, telefoon = told.geboortedatum, told.contact.telefoon
    return Relatie(
        soort=told.soort,
        naam=_naam(told.naam),
        nummer=told.nummer,
        gezag=told.soort in _GEZAG,
        organisatie=told.naam.naam_gebruik == NIET_NATUURLIJK,
        geboortedatum=born.datum if born and not born.datum_gebruik else None,
        geslacht=told.geslacht,
        adres=_adres(told.contact.adres),
        telefoonnummer=telefoon.telefoon01.telefoonnummer if telefoon else None,
        landnummer=telefoon.telefoon01.landnummer if telefoon else None,
        emailadres=told.contact.emailadres,
    )


def _naam(told: VolledigeNaam) -> Naam:
    return Naam(
        achternaam=told.geslachtsnaam.achternaam,
        voorvoegsel=told.geslachtsnaam.voorvoegsel,
        voornamen=told.voornamen,
        voorletters=told.voorletters,
    )


def _adres(told: BerichtAdres | None) -> Adres | None:
    """None where it is not whole."""
    if told is None or not (told.huis and told.straatnaam and told.postcode and told.plaatsnaam):
        return None
    return Adres(
        straatnaam=told.straatnaam,
        huisnummer=told.huis.huisnummer,
        postcode=told.postcode,
        plaatsnaam=told.plaatsnaam,
        huisletter=told.huis.huisletter,
        huisnummer_toevoeging=told.huis.huisnummer_toevoeging,
    )


async def _product(past: Past, client: Client, told: ToegewezenProduct) -> Toewijzing | None:
    """The toewijzing after this message; None when a later decision on it is known."""
    session, heading = past.session, past.heading
    held = await toewijzingen.by_number(session, heading.afzender, told.toewijzing_nummer)
    if held and (held.client_id, held.agb_code) != (client.id, heading.ontvanger):
        melding = "Het toewijzingnummer is van een andere client of aanbieder."
        raise RefusedError([finding("TR332", melding, "/Bericht/Client/ToegewezenProducten")])
    verzoek = None
    if told.referentie_aanbieder is not None:
        verzoek = await _open_request(past, told.referentie_aanbieder)
    wanted = _toewijzing(past, client, told, held, verzoek)
    if held is not None and wanted.vastgesteld_op <= held.vastgesteld_op:
        return held if wanted.vastgesteld_op == held.vastgesteld_op else None
    await (toewijzingen.change(session, wanted) if held else toewijzingen.keep(session, wanted))
    event = gebeurtenissen.toewijzing_vastgesteld(wanted, client)
    await mail.publish(past.rt, session, [event], wanted.id)
    if verzoek is not None:
        besluit = _besluit(verzoek, "toegekend", wanted.vastgesteld_op)
        given = replace(
            besluit, toewijzing_id=wanted.id, toewijzing_nummer=wanted.toewijzing_nummer
        )
        await keep_besluit(past.rt, session, client, verzoek, given)
    return wanted


def _toewijzing(
    past: Past,
    client: Client,
    told: ToegewezenProduct,
    held: Toewijzing | None,
    verzoek: Verzoek | None,
) -> Toewijzing:
    product = told.product
    decided = datetime.combine(told.toewijzingsdatum, told.toewijzingstijd, AMSTERDAM)
    return Toewijzing(
        id=held.id if held else new_id(),
        gemeentecode=past.heading.afzender,
        agb_code=past.heading.ontvanger,
        client_id=client.id,
        toewijzing_nummer=told.toewijzing_nummer,
        versie=held.versie + 1 if held else 1,
        toekenning=Toekenning(
            ingangsdatum=told.ingangsdatum,
            einddatum=told.einddatum,
            categorie=product.categorie if product else None,
            code=product.code if product else None,
            omvang=told.omvang,
            budget=told.budget,
        ),
        vastgesteld_op=decided.astimezone(UTC),
        reden_wijziging=told.reden_wijziging or (held.reden_wijziging if held else None),
        referentie_aanbieder=told.referentie_aanbieder
        or (held.referentie_aanbieder if held else None),
        verzoek_id=verzoek.id if verzoek else (held.verzoek_id if held else None),
        verzonden_versie=held.verzonden_versie if held else 0,
        voortzetting=held.voortzetting if held else None,
        verwijzing_id=held.verwijzing_id if held else None,
    )


async def _open_request(past: Past, referentie: str) -> Verzoek | None:
    found = await verzoeken.by_reference(
        past.session,
        past.rt.need_vault(),
        (past.heading.afzender, past.heading.ontvanger),
        referentie,
    )
    return found if found is not None and found.open else None


def _besluit(verzoek: Verzoek, besluit: str, moment: datetime) -> GenomenBesluit:
    return GenomenBesluit(
        id=new_id(),
        verzoek_id=verzoek.id,
        volgnummer=verzoek.versie,
        besluit=cast(Besluit, besluit),
        automatisch=False,
        genomen_op=moment,
    )


async def _keep_mail(past: Past, betreft: str | None = None) -> str:
    """As sent then; new messages of ours are numbered after it."""
    heading = past.heading
    name = heading.identificatie
    if name.startswith(_OURS) and name[1:].isdecimal():
        reeks = f"{heading.soort}-{heading.afzender}"
        await at_least(past.session, past.rt.mechanics.numbers, reeks, int(name[1:]))
    return await past.mailbox.keep_sent(
        past.session,
        OutgoingMail(
            soort=heading.soort,
            afzender=heading.afzender,
            ontvanger=heading.ontvanger,
            identificatie=name,
            inhoud=past.content,
            betreft=betreft,
        ),
    )
