# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m tests.faults.dying services.NAME worker ...`: a worker that dies at one point.

The transaction that holds the effects of its first events is committed; their offsets are not.
"""

import os
import runpy
import signal
import sys

from libs.common.eventlog.kafka.log import KafkaSubscription


async def _die(_subscription: KafkaSubscription) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    KafkaSubscription.commit = _die  # type: ignore[method-assign,assignment]
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
