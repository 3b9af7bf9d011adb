# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long billing keeps what it knows of clients, and where that stands."""

from functools import partial

import sqlalchemy as sa

from libs.common.crypto import PURPOSE_CHAIN
from libs.common.retention import Begin, Bewaarschema, Bewaartermijn, Plek
from libs.common.retention.shared import as_log, messages, of_mechanics
from services.billing import tables as t
from services.billing.handlers.personen import PURPOSE_OWN

_fiscaal = partial(
    Bewaartermijn,
    begin=Begin.EINDE_BOEKJAAR,
    jaren=7,
    grondslag="Algemene wet inzake rijksbelastingen art. 52 lid 4: zeven jaar",
    bron="AWR (BWBR0002320)",
    eigenaar="gemeente",
    voorlopig="the selection list of the gemeente (Archiefwet) is to be laid beside it; contracts "
    "and accounts for the state may ask for more",
)


def _runs(table: sa.Table, *key: str) -> sa.ColumnElement[bool]:
    """True for the newest version of what has this key, while it has no end."""
    newer = table.alias("newer")
    same = (newer.c[name] == table.c[name] for name in key)
    is_old = sa.exists().where(*same, newer.c.versie > table.c.versie)
    return sa.and_(table.c.einddatum.is_(None), ~is_old)


def _has_claims(gemeentecode: sa.Column[str], pseudoniem: sa.Column[str]) -> sa.ColumnElement[bool]:
    """True while there is a toewijzing or budget under this pseudonym, and it means another.

    Who was corrected back means itself: each would keep the other for ever.
    """
    means = t.opvolging.alias("means")
    same = (means.c.gemeentecode == gemeentecode, means.c.pseudoniem == pseudoniem)
    held = (
        sa.exists().where(
            table.c.gemeentecode == means.c.gemeentecode,
            table.c.client_pseudoniem == means.c.pseudoniem,
        )
        for table in (t.toewijzing, t.pgb)
    )
    return sa.exists().where(*same, means.c.vervallen_op.is_(None), sa.or_(*held))


_van_declaratie = (t.declaratie, t.declaratie.c.id == t.declaratie_client.c.declaratie_id)
_JUDGED = (t.declaratie.c.periode_eind, t.declaratie.c.beoordeeld_op)

_DECLARATIES = (
    Plek(t.declaratie_client, t.declaratie_client.c.bsn_hash, _JUDGED, (_van_declaratie,)),
    Plek(
        t.regel,
        t.declaratie_client.c.bsn_hash,
        _JUDGED,
        (
            (t.declaratie_client, t.declaratie_client.c.id == t.regel.c.client_id),
            _van_declaratie,
        ),
    ),
    Plek(
        t.factuur,
        None,
        _JUDGED,
        ((t.declaratie, t.declaratie.c.id == t.factuur.c.declaratie_id),),
    ),
    Plek(
        t.opgave_regel,
        t.opgave_regel.c.bsn_hash,
        (t.opgave.c.periode_eind, t.opgave.c.ingediend_op),
        ((t.opgave, t.opgave.c.id == t.opgave_regel.c.opgave_id),),
    ),
)

_AANSPRAKEN = (
    Plek(
        t.toewijzing,
        t.toewijzing.c.client_pseudoniem,
        (t.toewijzing.c.vastgesteld_op, t.toewijzing.c.einddatum),
        loopt=_runs(t.toewijzing, "gemeentecode", "toewijzing_nummer"),
    ),
    Plek(
        t.levering,
        t.toewijzing.c.client_pseudoniem,
        (t.levering.c.begindatum, t.levering.c.einddatum),
        (
            (
                t.toewijzing,
                sa.and_(
                    t.toewijzing.c.gemeentecode == t.levering.c.gemeentecode,
                    t.toewijzing.c.toewijzing_nummer == t.levering.c.toewijzing_nummer,
                ),
            ),
        ),
    ),
    Plek(
        t.pgb,
        t.pgb.c.client_pseudoniem,
        (t.pgb.c.bekend_op, t.pgb.c.einddatum),
        loopt=_runs(t.pgb, "pgb_id"),
    ),
    Plek(
        t.clientcorrectie,
        t.clientcorrectie.c.opvolger,
        (t.clientcorrectie.c.bekend_op,),
        loopt=_has_claims(t.clientcorrectie.c.gemeentecode, t.clientcorrectie.c.client_pseudoniem),
    ),
    Plek(
        t.opvolging,
        t.opvolging.c.opvolger,
        (t.opvolging.c.bekend_op,),
        loopt=_has_claims(t.opvolging.c.gemeentecode, t.opvolging.c.pseudoniem),
    ),
)

SCHEMA = Bewaarschema(
    termijnen=(
        _fiscaal(
            sleutel="declaraties",
            naam="Gedeclareerde regels en opgegeven trajecten, met BSN",
            plekken=_DECLARATIES,
        ),
        _fiscaal(
            sleutel="aanspraken",
            naam="Toewijzingen, leveringen en budgetten waarop is betaald, met pseudoniem",
            plekken=_AANSPRAKEN,
            per_persoon=True,
        ),
        _fiscaal(
            sleutel="verrekeningen",
            naam="Wat een gemeente voor een kind betaalde waarvoor een andere instaat",
            plekken=(
                Plek(
                    t.verrekening,
                    None,
                    (t.verrekening.c.periode_eind, t.verrekening.c.uiterste_datum),
                ),
            ),
        ),
        as_log(
            sleutel="detailcontrole",
            naam="Wie bij een detailcontrole welk dossier bekeek",
            plekken=(Plek(t.controle_audit, None, (t.controle_audit.c.op,)),),
            voorlopig="the dossier is a pseudonym within one control, which no other table has",
            geen_voorstel="whose file it was goes before, on the day that the gemeente set with "
            "the control (`bewaren_tot`, Regeling Jeugdwet art. 6b.6)",
        ),
        _fiscaal(
            sleutel="berichten",
            naam="Berichten zoals zij kwamen en gingen",
            plekken=messages(t.MECHANICS),
            geen_voorstel="a message tells of several clients, and follows the last of its lines",
        ),
        *of_mechanics(t.MECHANICS),
    ),
    zonder={
        "afrekening": "between organisations",
        "afrekening_regel": "between organisations",
        "afrekenvoorwaarden": "of contracts",
        "bedrijfsopgave": "of organisations",
        "betaalde_declaratie": "sums of messages",
        "betaalde_post": "sums between organisations",
        "betaalrun": "sums between organisations",
        "betaling": "sums between organisations",
        "boeking": "the ledger: amounts on a number that names nobody once its toewijzing is gone",
        "contract": "of organisations",
        "contractproduct": "of organisations",
        "controle": "of organisations",
        "declarant": "organisations",
        "declaratie": "totals of a message, of all its clients together",
        "grootboek_stand": "how far the ledger is",
        "ikz_melding": "about organisations",
        "opgave": "totals, of all its clients together",
        "plafond": "of contracts",
        "proef": "counts and amounts by code, of all its clients together",
        "regio": "organisations",
        "rekening": "accounts of organisations",
        "subsidie": "of organisations",
        "taak_afspraak": "of contracts",
        "taak_termijn": "of contracts",
        "te_boeken": "numbers that wait for a moment",
        "te_herbeoordelen": "messages that wait for a moment",
        "te_herwaarderen": "contracts that wait for a moment",
        "verdeelsleutel": "of contracts",
        "verplichting": "as boeking",
        "verschil": "verdicts by number of a line, which names nobody once that is gone",
        "zaak_boeking": "sums between organisations",
        "zaak_stap": "steps between organisations; those of a detail control go by its own term",
    },
    doelen=(PURPOSE_OWN, PURPOSE_CHAIN),
)
