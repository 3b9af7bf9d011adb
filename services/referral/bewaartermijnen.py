# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long referral keeps what it knows of clients, and where that stands."""

from datetime import date
from functools import partial

import sqlalchemy as sa

from libs.common.crypto import PURPOSE_CHAIN
from libs.common.retention import Begin, Bewaarschema, Bewaartermijn, Dossiers, Plek
from libs.common.retention.shared import messages, of_mechanics
from services.referral import tables as t
from services.referral.store.clienten import PURPOSE_FIND, sleutels

_als_dossier = partial(
    Bewaartermijn,
    begin=Begin.LAATSTE_WIJZIGING,
    jaren=20,
    grondslag="Jeugdwet art. 7.3.8 lid 3: twintig jaar na de laatste wijziging",
    bron="Jeugdwet (BWBR0034925)",
    eigenaar="gemeente",
    voorlopig="the article binds jeugdhulpaanbieder and GI; for a gemeente its selection list "
    "(Archiefwet) says how long, and is to be laid beside this",
)

_vernietiging = t.MECHANICS.vernietiging
assert _vernietiging is not None  # noqa: S101 - referral keeps lists of what is to be destroyed
_plicht = _vernietiging.bewaarplicht

_van_gezin = (t.gezinslid, t.gezinslid.c.gezin_id == t.gezin.c.id)
_verzonden = sa.union(
    sa.select(t.verzending.c.id, t.verzoek.c.client_id)
    .join(t.besluit, t.besluit.c.id == t.verzending.c.besluit_id)
    .join(t.verzoek, t.verzoek.c.id == t.besluit.c.verzoek_id),
    sa.select(t.verzonden_toewijzing.c.verzending_id, t.toewijzing.c.client_id).join(
        t.toewijzing, t.toewijzing.c.id == t.verzonden_toewijzing.c.toewijzing_id
    ),
).subquery("verzonden")
"""A message is of whose request it answers, or whose allocation it carries."""
_g = t.goedgekeurd.c
_g_key = list(t.goedgekeurd.primary_key.columns)
_goedgekeurd_van = sa.union(
    sa.select(*_g_key, t.client.c.id.label("client_id")).select_from(
        t.goedgekeurd.join(
            t.client,
            sa.and_(
                t.client.c.pseudoniem == _g.client_pseudoniem,
                t.client.c.gemeentecode == _g.gemeentecode,
            ),
        )
    ),
    sa.select(*_g_key, t.toewijzing.c.client_id).select_from(
        t.goedgekeurd.join(
            t.toewijzing,
            sa.and_(
                t.toewijzing.c.toewijzing_nummer == _g.toewijzing_nummer,
                t.toewijzing.c.gemeentecode == _g.gemeentecode,
            ),
        )
    ),
).subquery("goedgekeurd_van")
"""What was approved is of whose pseudonym it has, and of whose toewijzing: that of before a
correction is of the client still."""


def _direct(table: sa.Table, *begin: sa.Column[date], loopt: bool = False) -> Plek:
    """A table with the client in its rows; `loopt` where one without an end is in use."""
    running = table.c.einddatum.is_(None) if loopt else None
    ends = (table.c.einddatum,) if "einddatum" in table.c else ()
    return Plek(table, table.c.client_id, (*begin, *ends), loopt=running)


def _via(
    table: sa.Table, *langs: tuple[sa.Table, sa.ColumnElement[bool]], begin: tuple[str, ...] = ()
) -> Plek:
    """A table whose rows belong to the client of the last table it is joined with."""
    return Plek(table, langs[-1][0].c.client_id, tuple(table.c[name] for name in begin), langs)


_PLEKKEN = (
    Plek(t.client, t.client.c.id, (t.client.c.gewijzigd_op,)),
    _direct(t.vorig_bsn, t.vorig_bsn.c.tot),
    _direct(t.clientcorrectie, t.clientcorrectie.c.gecorrigeerd_op),
    _direct(t.pgb, t.pgb.c.vastgesteld_op, loopt=True),
    _direct(t.machtiging, t.machtiging.c.vastgesteld_op),
    _direct(t.gezinslid, t.gezinslid.c.begindatum),
    _via(t.gezin, _van_gezin, begin=("gewijzigd_op",)),
    Plek(
        t.gezinsplan,
        t.gezinslid.c.client_id,
        (t.gezinsplan.c.gewijzigd_op, t.gezinsplan.c.einddatum),
        ((t.gezin, t.gezin.c.id == t.gezinsplan.c.gezin_id), _van_gezin),
        loopt=t.gezinsplan.c.einddatum.is_(None),
    ),
    _direct(t.maatregel, t.maatregel.c.gewijzigd_op, loopt=True),
    _direct(t.taak, t.taak.c.ontstaan_op, t.taak.c.afgehandeld_op),
    _direct(t.toekomstplan, t.toekomstplan.c.gewijzigd_op),
    _direct(t.verblijf, t.verblijf.c.gewijzigd_op, loopt=True),
    _direct(t.escalatie, t.escalatie.c.gewijzigd_op),
    _direct(t.poortwachtersbesluit, t.poortwachtersbesluit.c.vastgesteld_op),
    _direct(t.beschermingstafel, t.beschermingstafel.c.gewijzigd_op),
    _direct(t.verblijfsafweging, t.verblijfsafweging.c.gewijzigd_op),
    _direct(t.verwijzing, t.verwijzing.c.ontvangen_op),
    _via(
        t.wachtsignaal,
        (t.verwijzing, t.verwijzing.c.id == t.wachtsignaal.c.verwijzing_id),
        begin=("gesignaleerd_op",),
    ),
    _direct(t.verzoek, t.verzoek.c.ontvangen_op),
    _via(t.besluit, (t.verzoek, t.verzoek.c.id == t.besluit.c.verzoek_id), begin=("genomen_op",)),
    Plek(
        t.verzending,
        _verzonden.c.client_id,
        (t.verzending.c.retour_op,),
        ((_verzonden, _verzonden.c.id == t.verzending.c.id),),
    ),
    _direct(t.toewijzing, t.toewijzing.c.vastgesteld_op, loopt=True),
    _via(
        t.verzonden_toewijzing,
        (t.toewijzing, t.toewijzing.c.id == t.verzonden_toewijzing.c.toewijzing_id),
    ),
    _via(
        t.contractafwijking,
        (t.toewijzing, t.toewijzing.c.id == t.contractafwijking.c.toewijzing_id),
    ),
    Plek(
        t.goedgekeurd,
        _goedgekeurd_van.c.client_id,
        (_g.periode_eind,),
        ((_goedgekeurd_van, sa.and_(*(_goedgekeurd_van.c[k.name] == k for k in _g_key))),),
    ),
    _direct(t.levering, t.levering.c.begindatum),
    _direct(t.meldsignaal, t.meldsignaal.c.gemeld_op),
    _direct(t.overdracht, t.overdracht.c.aangeboden_op, t.overdracht.c.per),
    Plek(_plicht, _plicht.c.persoon),
)

SCHEMA = Bewaarschema(
    termijnen=(
        _als_dossier(
            sleutel="clientdossier",
            naam="Dossier van een client: persoon, verwijzing, besluit, toewijzing, plannen",
            plekken=_PLEKKEN,
            per_persoon=True,
        ),
        _als_dossier(
            sleutel="berichten",
            naam="Berichten zoals zij kwamen en gingen",
            plekken=messages(t.MECHANICS),
            geen_voorstel="a message tells of several clients, and follows the last of their files",
        ),
        *of_mechanics(t.MECHANICS),
    ),
    zonder={
        "aanbieder": "organisations",
        "beleid": "what a gemeente set",
        "capaciteit": "places of organisations",
        "casusbeleid": "what a gemeente set",
        "clientenstop": "of organisations",
        "consult": "about a young person who is not named, and of whom nothing is kept",
        "contract": "of organisations",
        "contractproduct": "of organisations",
        "dagwerk": "how far a day's work came",
        "dyslexieregel": "what a gemeente set",
        "gemeente": "organisations",
        "plafondstand": "of organisations",
        "regio": "organisations",
        "wachtnorm": "what a gemeente set",
    },
    doelen=(PURPOSE_FIND, PURPOSE_CHAIN),
    dossiers=(
        Dossiers(
            categorie="clientdossier",
            client=(t.client.c.id, t.client.c.gemeentecode),
            sinds=(t.client.c.pseudoniem, t.client.c.gewijzigd_op),
            sleutels=sleutels,
            bekend=(
                (t.client.c.pseudoniem, t.client.c.gemeentecode),
                (t.vorig_bsn.c.bsn_hash, t.vorig_bsn.c.gemeentecode),
            ),
            bron=True,
        ),
    ),
)
