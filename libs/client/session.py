# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP as one organisation: a fresh token, refusals as errors, patience when it is asked for."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import httpx

from libs.oauth import ClientKey

_TOKEN_MARGIN_S = 60
_TIMEOUT_S = 60
_TRIES = 4
_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 30.0
_NOT_NOW = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)


class RefusedError(Exception):
    """A service refused: `status` and `code` for programs, the text for people.

    `place` is where more of it stands, for a message that was stored all the same.
    """

    def __init__(self, answer: httpx.Response) -> None:
        problem = _problem_of(answer)
        self.status = answer.status_code
        self.code = str(problem.get("code", ""))
        self.place: str | None = answer.headers.get("Location")
        detail = str(problem.get("detail") or answer.reason_phrase)
        super().__init__(f"{detail} ({self.status}{f' {self.code}' if self.code else ''})")


class UnreachableError(Exception):
    """Nobody answered, also not after some tries."""


@dataclass(frozen=True, slots=True)
class Login:
    """As whom: `client_id` with a `key` or `secret` for tokens from `token_url`, or a `token` from
    elsewhere.

    `persoon` names who of the organisation acts, where a step needs one; `scope` are rights with
    spaces between them, where the server wants to be asked for them.
    """

    client_id: str = ""
    secret: str = ""
    token_url: str = ""
    token: str = ""
    persoon: str | None = None
    key: ClientKey | None = None
    scope: str = ""


class Session:
    """Requests to the services below one address; what is sent through it may be sent again."""

    def __init__(
        self, url: str, login: Login, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._http = httpx.Client(base_url=url, timeout=_TIMEOUT_S)
        self._login = login
        self._sleep = sleep
        self._token = login.token
        self._until = float("inf") if login.token else 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._http.close()

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx
        """The answer, read whole. Raises `RefusedError` and `UnreachableError`."""
        headers = more.pop("headers", {})
        pause = _PAUSE_S
        for last in (*(False,) * (_TRIES - 1), True):
            try:
                given = {**headers, **self._bearer()}
                answer = self._http.request(method, path, headers=given, **more)
            except httpx.TransportError as error:
                if last:
                    raise UnreachableError(f"{self._http.base_url}: {error}") from error
            else:
                if answer.status_code not in _NOT_NOW or last:
                    return _whole(answer)
                pause = _asked_pause(answer, pause)
            self._sleep(min(pause, _LONGEST_PAUSE_S))
            pause *= 2
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def stream(self, path: str, **more: Any) -> Iterator[httpx.Response]:  # noqa: ANN401 - httpx
        """An answer that is read bit by bit. Raises as `send` does, and tries once."""
        headers = {**more.pop("headers", {}), **self._bearer()}
        try:
            with self._http.stream("GET", path, headers=headers, **more) as answer:
                if answer.is_error:
                    answer.read()
                yield _whole(answer)
        except httpx.TransportError as error:
            raise UnreachableError(f"{self._http.base_url}: {error}") from error

    @property
    def token(self) -> str:
        """One that is good for a while yet. Raises `RefusedError` and `UnreachableError`."""
        if time.monotonic() >= self._until:
            try:
                self._renew()
            except httpx.TransportError as error:
                raise UnreachableError(f"{self._login.token_url}: {error}") from error
        return self._token

    def _bearer(self) -> dict[str, str]:
        if time.monotonic() >= self._until:
            self._renew()
        return {"Authorization": f"Bearer {self._token}"}

    def _renew(self) -> None:
        own = self._login
        form = {"grant_type": "client_credentials", **self._proof()}
        told = {"persoon": own.persoon, "scope": own.scope or None}
        form |= {name: value for name, value in told.items() if value is not None}
        answer = _whole(self._http.post(own.token_url, data=form)).json()
        self._token = answer["access_token"]
        self._until = time.monotonic() + answer.get("expires_in", 0) - _TOKEN_MARGIN_S

    def _proof(self) -> dict[str, str]:
        """Who we are, to the server of tokens: by a key that it knows the public half of."""
        own = self._login
        if own.key is None:
            return {"client_id": own.client_id, "client_secret": own.secret}
        place = self._http.build_request("POST", own.token_url).url
        return own.key.proof(own.client_id, str(place))


def _whole(answer: httpx.Response) -> httpx.Response:
    if answer.is_error:
        raise RefusedError(answer)
    return answer


def _problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The problem document, or nothing of an answer that is none (of a proxy, say)."""
    try:
        problem = answer.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _asked_pause(answer: httpx.Response, otherwise: float) -> float:
    asked = answer.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else otherwise
