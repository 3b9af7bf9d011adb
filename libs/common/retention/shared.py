# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The categories of what every service with personal data keeps in the same tables."""

from functools import partial

from libs.common.mechanics import Mechanics
from libs.common.retention.model import Begin, Bewaartermijn, Plek

as_log = partial(
    Bewaartermijn,
    begin=Begin.LAATSTE_WIJZIGING,
    jaren=5,
    grondslag="NEN 7513 (logging), ten minste vijf jaar; voor een gemeente naar analogie",
    bron="Staatscourant 2019, 38007",
    eigenaar="gemeente",
    blijft=True,
)
"""How long is kept who looked at what of whom."""


def messages(mechanics: Mechanics) -> tuple[Plek, ...]:
    """Where messages stand as they came and went."""
    mail = mechanics.mailbox
    assert mail is not None  # noqa: S101 - who holds personal data exchanges messages
    return (
        Plek(mail.mail_in, None, (mail.mail_in.c.ontvangen_op,)),
        Plek(mail.mail_out, None, (mail.mail_out.c.aangemaakt_op,)),
    )


def of_mechanics(mechanics: Mechanics, *, events_stay: bool = False) -> tuple[Bewaartermijn, ...]:
    """The log of processing and the events; no list is made of either, and each says why.

    `events_stay` where the file of the client is with another service: events are kept as long.
    """
    logboek, events = mechanics.logboek, mechanics.outbox.outbox
    assert logboek is not None  # noqa: S101 - who holds personal data keeps a log
    return (
        as_log(
            sleutel="logboek",
            naam="Logboek van verwerkingen",
            plekken=(
                Plek(logboek.verwerking, None, (logboek.verwerking.c.eind_op,)),
                Plek(
                    logboek.betrokkene,
                    logboek.betrokkene.c.pseudoniem,
                    langs=(
                        (
                            logboek.verwerking,
                            logboek.verwerking.c.id == logboek.betrokkene.c.verwerking_id,
                        ),
                    ),
                ),
            ),
            voorlopig="a minimum; how much longer is for the gemeente to decide",
            geen_voorstel="the chain over it has no end, and it names nobody without the hash key",
        ),
        Bewaartermijn(
            sleutel="gebeurtenissen",
            naam="Gebeurtenissen, met pseudoniem",
            begin=Begin.LAATSTE_WIJZIGING,
            jaren=20,
            grondslag="Jeugdwet art. 7.3.8 lid 3, als het dossier waarover zij gaan",
            bron="Jeugdwet (BWBR0034925)",
            eigenaar="gemeente",
            plekken=(Plek(events, None),),
            blijft=events_stay,
            voorlopig="as the file; a pseudonym cannot be followed back once the BSN is gone, "
            "but for who has the hash key",
            geen_voorstel="the history that reporting is made again from (decision 17)",
        ),
        *_lists(mechanics),
    )


def _lists(mechanics: Mechanics) -> tuple[Bewaartermijn, ...]:
    t = mechanics.vernietiging
    if t is None:
        return ()
    return (
        Bewaartermijn(
            sleutel="vernietiging",
            naam="Lijsten en verklaringen van vernietiging",
            begin=Begin.LAATSTE_WIJZIGING,
            jaren=20,
            grondslag="Archiefbesluit 1995 art. 8: de verklaring van vernietiging",
            bron="Archiefbesluit 1995 (BWBR0007748)",
            eigenaar="gemeente",
            plekken=(Plek(t.lijst, None), Plek(t.regel, None), Plek(t.verklaring, None)),
            voorlopig="no end is set to how long a proof is kept; as the file it is about",
            geen_voorstel="the proof that was destroyed; it names nobody any more",
        ),
    )
