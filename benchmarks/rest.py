# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whether services have done all that there is to do, as their databases and topics say."""

from importlib import import_module

from benchmarks.installed import Databases
from libs.common.consume.consumer import is_reached
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions
from libs.common.eventlog.port import place
from tests.runtime.processes import Installation

_UNSENT = "SELECT count(*) FROM outbox WHERE sent_at IS NULL"
_OWN = {
    "referral": ["SELECT count(*) FROM mail_in WHERE status = 'ontvangen'"],
    "billing": [
        "SELECT count(*) FROM mail_in WHERE status = 'ontvangen'",
        "SELECT count(*) FROM te_boeken",
        "SELECT count(*) FROM te_herwaarderen",
        "SELECT count(*) FROM te_herbeoordelen",
        "SELECT count(*) FROM declaratie d WHERE verwerkt AND aantal_regels > aantal_afgewezen "
        "AND NOT EXISTS (SELECT 1 FROM boeking b WHERE b.oorzaak = d.id)",
    ],
    "reporting": [
        "SELECT count(*) FROM te_waarderen",
        "SELECT count(*) FROM te_tellen",
        "SELECT count(*) FROM telstand WHERE telling IS NOT NULL",
    ],
}
"""What else waits in a service."""


async def at_rest(installation: Installation, databases: Databases) -> bool:
    """True when nothing waits in these databases, and each has read its topics to the end."""
    for name, database in databases.of.items():
        for query in (_UNSENT, *_OWN.get(name, [])):
            if await database.fetchval(query):
                return False
    log = KafkaEventLog(KafkaOptions(installation.cluster.bootstrap, installation.prefix))
    try:
        for name, database in databases.of.items():
            topics = tuple(import_module(f"services.{name}.subscriptions").SUBSCRIPTIONS)
            rows = await database.fetch("SELECT * FROM consumer_position")
            at = {place(row["topic"], row["partition"]): row["next_offset"] for row in rows}
            if not is_reached(await log.end_positions(topics), at):
                return False
    finally:
        await log.close()
    return True
