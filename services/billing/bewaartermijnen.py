# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long billing keeps what it knows of clients, and where that stands."""

from functools import partial

import sqlalchemy as sa

from libs.common.crypto import PURPOSE_CHAIN
from libs.common.retention import Begin, Bewaarschema, Bewaartermijn, Dossiers, Plek
from libs.common.retention.shared import as_log, messages, of_mechanics
from services.billing import tables as t
from services.billing.handlers.personen import PURPOSE_OWN
from services.billing.store import vernietigen

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


def _is_claimed() -> sa.ColumnElement[bool]:
    """True while there is a line on a toewijzing: that is explained by what was awarded."""
    c = t.regel.c
    return sa.exists().where(
        c.gemeentecode == t.toewijzing.c.gemeentecode,
        c.toewijzing_nummer == t.toewijzing.c.toewijzing_nummer,
    )


_van_declaratie = (t.declaratie, t.declaratie.c.id == t.declaratie_client.c.declaratie_id)
_van_opgave = (t.opgave, t.opgave.c.id == t.opgave_regel.c.opgave_id)
_JUDGED = (t.declaratie.c.periode_eind, t.declaratie.c.beoordeeld_op)
_RETURNED = (t.opgave.c.periode_eind, t.opgave.c.ingediend_op)
_claimed_by = partial(
    Plek,
    persoon=t.declaratie_client.c.bsn_hash,
    begin=_JUDGED,
    gemeente=t.declaratie.c.gemeentecode,
)

_DECLARATIES = (
    _claimed_by(t.declaratie_client, langs=(_van_declaratie,)),
    _claimed_by(
        t.regel,
        langs=(
            (t.declaratie_client, t.declaratie_client.c.id == t.regel.c.client_id),
            _van_declaratie,
        ),
    ),
    _claimed_by(
        t.factuur,
        langs=(
            (t.declaratie, t.declaratie.c.id == t.factuur.c.declaratie_id),
            (t.declaratie_client, t.declaratie_client.c.declaratie_id == t.declaratie.c.id),
        ),
    ),
    Plek(
        t.opgave_regel,
        t.opgave_regel.c.bsn_hash,
        _RETURNED,
        (_van_opgave,),
        gemeente=t.opgave.c.gemeentecode,
    ),
)

_vernietiging = t.MECHANICS.vernietiging
assert _vernietiging is not None  # noqa: S101 - billing keeps lists of what is to be destroyed
_plicht = _vernietiging.bewaarplicht
_award = t.toewijzing.c

_AANSPRAKEN = (
    Plek(
        t.toewijzing,
        _award.client_pseudoniem,
        (_award.vastgesteld_op, _award.einddatum),
        loopt=sa.or_(_runs(t.toewijzing, "gemeentecode", "toewijzing_nummer"), _is_claimed()),
        gemeente=_award.gemeentecode,
    ),
    Plek(
        t.levering,
        _award.client_pseudoniem,
        (t.levering.c.begindatum, t.levering.c.einddatum),
        (
            (
                t.toewijzing,
                sa.and_(
                    _award.gemeentecode == t.levering.c.gemeentecode,
                    _award.toewijzing_nummer == t.levering.c.toewijzing_nummer,
                ),
            ),
        ),
        gemeente=_award.gemeentecode,
    ),
    Plek(
        t.pgb,
        t.pgb.c.client_pseudoniem,
        (t.pgb.c.bekend_op, t.pgb.c.einddatum),
        loopt=_runs(t.pgb, "pgb_id"),
        gemeente=t.pgb.c.gemeentecode,
    ),
    Plek(
        t.clientcorrectie,
        t.clientcorrectie.c.opvolger,
        (t.clientcorrectie.c.bekend_op,),
        loopt=_has_claims(t.clientcorrectie.c.gemeentecode, t.clientcorrectie.c.client_pseudoniem),
        gemeente=t.clientcorrectie.c.gemeentecode,
    ),
    Plek(
        t.opvolging,
        t.opvolging.c.opvolger,
        (t.opvolging.c.bekend_op,),
        loopt=_has_claims(t.opvolging.c.gemeentecode, t.opvolging.c.pseudoniem),
        gemeente=t.opvolging.c.gemeentecode,
    ),
    Plek(
        _plicht,
        _award.client_pseudoniem,
        langs=(
            (
                t.toewijzing,
                _plicht.c.persoon == _award.gemeentecode.concat(_award.client_pseudoniem),
            ),
        ),
        gemeente=_award.gemeentecode,
    ),
)

_claims = sa.union_all(
    sa.select(
        t.declaratie_client.c.bsn_hash,
        t.declaratie.c.gemeentecode,
        t.declaratie.c.beoordeeld_op.label("sinds"),
    ).join_from(t.declaratie_client, *_van_declaratie),
    sa.select(
        t.opgave_regel.c.bsn_hash, t.opgave.c.gemeentecode, t.opgave.c.ingediend_op
    ).join_from(t.opgave_regel, *_van_opgave),
).subquery("claims")
_awards = sa.union_all(
    *(
        sa.select(pseudoniem.label("pseudoniem"), table.c.gemeentecode, sinds.label("sinds"))
        for table, pseudoniem, sinds in (
            (t.toewijzing, _award.client_pseudoniem, _award.vastgesteld_op),
            (t.pgb, t.pgb.c.client_pseudoniem, t.pgb.c.bekend_op),
            *(
                (table, column, table.c.bekend_op)
                for table, column in (
                    (t.clientcorrectie, t.clientcorrectie.c.client_pseudoniem),
                    (t.clientcorrectie, t.clientcorrectie.c.opvolger),
                    (t.opvolging, t.opvolging.c.pseudoniem),
                    (t.opvolging, t.opvolging.c.opvolger),
                )
            ),
        )
    )
).subquery("awards")

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
        as_log(
            sleutel="vervangingen",
            naam="Wie in gebeurtenissen een ander pseudoniem krijgt: het dossier is vernietigd",
            plekken=(Plek(t.te_vervangen, None, (t.te_vervangen.c.tot,)),),
            voorlopig="rows go within hours",
            geen_voorstel="each goes by itself, once it is done",
        ),
        *of_mechanics(t.MECHANICS, events_stay=True),
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
        "boeking": "the ledger, only added to (decision 34): no BSN, hash or pseudonym; amounts on "
        "a number that names nobody once its toewijzing is gone",
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
        "vernietigde_regels": "sums of lines that are gone, on a number: as boeking",
        "verplichting": "as boeking",
        "verschil": "verdicts by number of a line, which names nobody once that is gone",
        "zaak_boeking": "sums between organisations",
        "zaak_stap": "steps between organisations; those of a detail control go by its own term",
    },
    doelen=(PURPOSE_OWN, PURPOSE_CHAIN),
    dossiers=(
        Dossiers(
            categorie="declaraties",
            client=None,
            sinds=(_claims.c.bsn_hash, _claims.c.sinds),
            sleutels=vernietigen.who_claimed,
            bekend=((_claims.c.bsn_hash, _claims.c.gemeentecode),),
            houders=vernietigen.held_by_claim,
            vooraf=vernietigen.keep_sums,
            nog_van=vernietigen.still_claimed,
        ),
        Dossiers(
            categorie="aanspraken",
            client=None,
            sinds=(_awards.c.pseudoniem, _awards.c.sinds),
            sleutels=vernietigen.who_was_awarded,
            bekend=((_awards.c.pseudoniem, _awards.c.gemeentecode),),
            houders=vernietigen.held_by_award,
        ),
    ),
)
