# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Errors towards a caller, as problem+json (RFC 9457, NLGov API Design Rules)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class InvalidParam:
    """One thing that is wrong with a request: field, code and reason in Dutch."""

    name: str
    code: str
    reason: str


class Problem(Exception):
    """A refusal that the caller can do something about; anything else is a bug and a 500."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Er ging iets mis"
    code: ClassVar[str] = "fout"

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        invalid_params: Sequence[InvalidParam] = (),
        instance: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.specific_code = code or self.code
        self.invalid_params = tuple(invalid_params)
        self.instance = instance
        self.headers = headers or {}

    def as_json(self) -> dict[str, object]:
        """The members of the problem document, Dutch texts and camelCase names."""
        body: dict[str, object] = {
            "type": f"urn:jeugdregio:probleem:{self.specific_code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.specific_code,
        }
        if self.instance:
            body["instance"] = self.instance
        if self.invalid_params:
            body["invalidParams"] = [
                {"name": p.name, "code": p.code, "reason": p.reason} for p in self.invalid_params
            ]
        return body


class InvalidInput(Problem):
    """400: the request itself is wrong."""

    status = 400
    title = "De aanvraag bevat fouten"
    code = "ongeldige-invoer"


class Unauthenticated(Problem):
    """401: no token, or one that does not hold."""

    status = 401
    title = "Niet aangemeld"
    code = "niet-aangemeld"


class Forbidden(Problem):
    """403: known caller, not allowed to do this."""

    status = 403
    title = "Niet toegestaan"
    code = "niet-toegestaan"


class NotFound(Problem):
    """404: not there, or not the caller's to see."""

    status = 404
    title = "Niet gevonden"
    code = "niet-gevonden"


class MethodNotAllowed(Problem):
    """405: the resource exists, the method does not."""

    status = 405
    title = "Methode niet toegestaan"
    code = "methode-niet-toegestaan"


class NotAcceptable(Problem):
    """406: no form of the answer that the caller accepts."""

    status = 406
    title = "Geen passende weergave"
    code = "geen-passende-weergave"


class Conflict(Problem):
    """409: at odds with what is there already."""

    status = 409
    title = "Strijdig met de huidige toestand"
    code = "conflict"


class PreconditionFailed(Problem):
    """412: changed since the caller last read it."""

    status = 412
    title = "Intussen gewijzigd"
    code = "intussen-gewijzigd"


class PreconditionRequired(Problem):
    """428: a change must say of which version it is (`If-Match`)."""

    status = 428
    title = "Versie ontbreekt"
    code = "versie-ontbreekt"


class TooLarge(Problem):
    """413: more bytes than are taken in."""

    status = 413
    title = "Te groot"
    code = "te-groot"


class UnsupportedMedia(Problem):
    """415: a content type that this resource does not take."""

    status = 415
    title = "Inhoudstype niet ondersteund"
    code = "inhoudstype-niet-ondersteund"


class TooManyRequests(Problem):
    """429: one organisation asks more than its share; again after `Retry-After`."""

    status = 429
    title = "Te veel aanvragen"
    code = "te-veel-aanvragen"


class Unavailable(Problem):
    """503: not now; try again after `Retry-After`."""

    status = 503
    title = "Tijdelijk niet beschikbaar"
    code = "niet-beschikbaar"
