# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""At the door: what is stored of a post, and what is refused before it is judged."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from fastapi import Request

from libs.common.auth import Caller
from libs.common.mailbox import MailStatus, Received
from libs.common.mailbox_api.intake import HeadingLike, Intake
from libs.common.problem import (
    Forbidden,
    InvalidInput,
    InvalidParam,
    Problem,
    TooLarge,
)
from libs.common.runtime import Runtime

_KEPT_OF_TOO_LARGE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    content: bytes
    size: int
    complete: bool


async def read_body(request: Request, max_bytes: int) -> Body:
    """The body, or of one that is too large its beginning."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        chunks.append(chunk)
        if size > max_bytes:
            return Body(b"".join(chunks)[:_KEPT_OF_TOO_LARGE], size, complete=False)
    return Body(b"".join(chunks), size, complete=True)


def at_the_door(
    body: Body, caller: Caller, intake: Intake, rt: Runtime
) -> tuple[Received, Problem | None]:
    """What to store of a post, with the reason to refuse it here and now, if any."""
    refused = Received(caller.code, body.content, body.size, MailStatus.AFGEKEURD)
    if not body.complete:
        limit = intake.max_bytes // (1024 * 1024)
        too_large = TooLarge(f"Een bericht is ten hoogste {limit} MB (OP179).")
        return replace(refused, bevindingen=[_door_finding(too_large, "/")]), too_large
    try:
        heading = intake.sniff(body.content)
    except intake.unreadable as error:
        return _unreadable(refused, error)
    problem = _refusal(heading, caller, intake)
    if problem is not None:
        place = "/Bericht/Header"
        known = _received(refused, heading)
        return replace(known, bevindingen=[_door_finding(problem, place)]), problem
    taken = replace(_received(refused, heading), status=MailStatus.ONTVANGEN)
    return replace(taken, uiterlijk=_due(heading, intake, rt)), None


def _unreadable(refused: Received, error: Any) -> tuple[Received, Problem]:  # noqa: ANN401
    """The library's findings, stored with the message and given to the sender."""
    findings = [finding_json(f) for f in error.findings]
    params = [InvalidParam(f["plaats"], f["regel"], f["melding"]) for f in findings]
    detail = " ".join(f["melding"] for f in findings)
    problem = InvalidInput(detail, code="bericht-onleesbaar", invalid_params=params)
    return replace(refused, bevindingen=findings), problem


def _door_finding(problem: Problem, place: str) -> dict[str, Any]:
    """A refusal at the door in the shape of a finding, so that it can be read back later."""
    return {
        "regel": problem.specific_code,
        "niveau": 0,
        "retourcode": None,
        "plaats": place,
        "melding": problem.detail,
    }


def _refusal(heading: HeadingLike, caller: Caller, intake: Intake) -> Problem | None:
    kind = intake.kinds.get(heading.soort)
    if kind is None:
        taken = ", ".join(sorted(intake.kinds))
        return InvalidInput(
            f"Deze dienst neemt geen {heading.soort} aan; wel: {taken}.",
            code="berichtsoort-niet-aangenomen",
        )
    if getattr(heading, kind.posted_by) != caller.code:
        return Forbidden(
            f"Het element {kind.posted_by.capitalize()} in de header is niet de organisatie "
            "die het bericht indient.",
            code="afzender-is-niet-de-aanroeper",
        )
    return None


def _due(heading: HeadingLike, intake: Intake, rt: Runtime) -> date | None:
    kind = intake.kinds.get(heading.soort)
    if kind is None or kind.answer_due is None:
        return None
    return intake.due(rt.clock.today(), kind.answer_due)


def _received(refused: Received, heading: HeadingLike) -> Received:
    return replace(
        refused,
        soort=heading.soort,
        afzender=heading.afzender,
        ontvanger=heading.ontvanger,
        identificatie=heading.identificatie,
        dagtekening=heading.dagtekening,
    )


def finding_json(finding: Any) -> dict[str, Any]:  # noqa: ANN401 - any finding dataclass
    """A finding as it is stored and shown; `level` is on the wire as `niveau`."""
    values = asdict(finding)
    values["niveau"] = int(values.pop("level"))
    return values
