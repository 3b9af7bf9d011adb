# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the use cases with a state machine share: who acts, and a step that is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.billing.domain.verloop import VerkeerdeStap, Verloop
from services.billing.store.zaken import Stap

Op = Callable[[int], None]
"""Raises for a version that is not the one on which somebody decided."""


def any_version(_versie: int) -> None:
    """Decided on whatever it is now."""


@dataclass(frozen=True, slots=True)
class Daad:
    """A step that somebody wants to take; `door` is the client id, `code` the organisation.

    `op` refuses another version than the one that it was decided on.
    """

    handeling: str
    door: str
    code: str
    inhoud: Mapping[str, Any] = field(default_factory=dict)
    op: Op = any_version

    def as_step(self, rt: Runtime, zaak_id: str, nummer: int, toestand: str) -> Stap:
        """The same as it goes into the log of steps."""
        now = rt.clock.now()
        return Stap(zaak_id, nummer, self.handeling, toestand, self.door, now, self.inhoud)


def volgende(verloop: Verloop, toestand: str, handeling: str) -> str:
    """The state that follows; 409 with the steps that can be taken, when this one cannot."""
    try:
        return verloop.volgende(toestand, handeling)
    except VerkeerdeStap as error:
        raise Conflict(str(error), code="verkeerde-stap") from error
