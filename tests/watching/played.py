# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What happens in a watched region: ordinary work, and what others write to the log."""

import asyncio
import subprocess
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from libs.common.auth import OrgType
from libs.common.contracts import Envelope, Event
from libs.common.eventlog.kafka import KafkaEventLog
from libs.common.eventlog.kafka.options import KafkaOptions
from libs.common.eventlog.port import Entry
from tests.e2e.conftest import AGB, a_claim, a_line, a_request
from tests.runtime.processes import Installation
from tests.runtime.test_processes import award, founded, posted

CLAIMS = 4
SOURCE = "urn:nld:oin:00000099000000001000:systeem:test"


async def played(installation: Installation) -> int:
    """A request is awarded and claimed, month after month; one claim is refused.

    Gives the number of the award.
    """
    await founded(installation)
    async with (
        installation.calling("referral", OrgType.AANBIEDER, AGB) as asking,
        installation.calling("billing", OrgType.AANBIEDER, AGB) as claiming,
    ):
        await posted(asking, a_request())
        nummer = await award(asking)
        for n in range(CLAIMS):
            claim = a_claim(f"D{n}", f"DN{n}", [a_line(nummer, f"R{n}", 1)])
            assert (await posted(claiming, claim))["status"] == "verwerkt"
            await asyncio.sleep(2)  # a rate is of values that were collected
        await posted(claiming, a_claim("D8", "DN8", [a_line(nummer, "R0", 1)]))
        await posted(asking, a_request("V2"))
    return nummer


async def appended(installation: Installation, *events: Event) -> None:
    """Events that no service of ours published."""
    log = KafkaEventLog(KafkaOptions(installation.cluster.bootstrap, installation.prefix))
    try:
        await log.append([_entry(event) for event in events])
    finally:
        await log.close()


def _entry(event: Event) -> Entry:
    envelope = Envelope(
        id=str(uuid4()),
        source=SOURCE,
        type=event.type,
        subject=event.subject(),
        time=datetime.now(UTC),
        partitionkey=event.key(),
        data=event.payload(),
    )
    return Entry(event.topic, event.key(), envelope.to_bytes())


async def ended_well(command: list[str], **options: Any) -> str:
    """What a program says that ends well."""

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, check=False, text=True, capture_output=True, **options)

    done = await asyncio.to_thread(run)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
