# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The moment of a question: what was known then, and never what will be."""

from datetime import datetime

from libs.common.clock import utc_text
from libs.common.problem import InvalidParam
from libs.common.runtime import Runtime


def to_come(rt: Runtime, name: str, moment: datetime | None) -> list[InvalidParam]:
    """What is wrong with a parameter that names a moment: nothing, or that it is still to come.

    What is known then nobody knows, and the same question would have another answer later.
    """
    now = rt.clock.now()
    if moment is None or moment <= now:
        return []
    return [InvalidParam(name, "toekomst", f"ligt na nu ({utc_text(now)})")]
