# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an organisation does: post, follow, collect, and take a view home."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from libs.client.session import RefusedError, Session
from libs.ijw import sniff

Json = dict[str, Any]

XML = "application/xml"
FORMS = {
    "json": "application/json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
SERVICES = ("referral", "billing")
"""Those that exchange messages."""

_BY_BILLING = frozenset({"JW323"})
_FIRST_LOOK_S = 0.1
_LOOKS_SLOWER = 1.5
_SLOWEST_LOOK_S = 5.0
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that lies ready; whoever keeps `cursor` goes on after it."""

    about: Json
    cursor: str


class Client(Session):
    """One organisation at one region."""

    def post(self, raw: bytes) -> str:
        """Where the message is to be followed; the same bytes again lead to the same place.

        What was refused at the door is kept there too. Raises `RefusedError` when it is nowhere,
        and the `UnreadableMessage` of the standard for what has no header.
        """
        service = "billing" if sniff(raw).soort in _BY_BILLING else "referral"
        path = f"/{service}/v1/berichten"
        try:
            answer = self.send("POST", path, content=raw, headers={"Content-Type": XML})
        except RefusedError as refused:
            if refused.place is None:
                raise
            return refused.place
        return str(answer.headers["Location"])

    def follow(self, place: str, patience_s: float) -> Iterator[Json]:
        """What is known of a message, each time that is looked; ends with its final state.

        Ends before that when patience does: `is_final` tells.
        """
        deadline = time.monotonic() + patience_s
        pause = _FIRST_LOOK_S
        while True:
            bericht: Json = self.send("GET", place).json()
            yield bericht
            if is_final(bericht) or time.monotonic() >= deadline:
                return
            self._sleep(pause)
            pause = min(pause * _LOOKS_SLOWER, _SLOWEST_LOOK_S)

    def waiting(self, service: str, cursor: str | None) -> Iterator[Waiting]:
        """All that lies ready, in order, after what a cursor stands for."""
        while True:
            params = {"limit": str(_PAGE)} | ({"cursor": cursor} if cursor else {})
            page = self.send("GET", f"/{service}/v1/uitgaande-berichten", params=params)
            found = page.json()["resultaten"]
            if not found:
                return
            cursor = parse_qs(urlsplit(page.links["next"]["url"]).query)["cursor"][0]
            for about in found:
                yield Waiting(about, cursor)

    def content(self, about: Json) -> bytes:
        """The XML of a message that lies ready."""
        return self.send("GET", about["inhoud"]).content

    def view(self, name: str, form: str, params: Mapping[str, str], file: Path) -> Iterator[int]:
        """Write a view of reporting to a file; gives the bytes of each piece.

        The file is there when it is whole, and not before.
        """
        part = file.with_name(f"{file.name}.deel")
        headers = {"Accept": FORMS[form]}
        path = f"/reporting/v1/{name}"
        with self.stream(path, params=params, headers=headers) as answer, part.open("wb") as out:
            for piece in answer.iter_bytes():
                out.write(piece)
                yield len(piece)
        part.replace(file)


def is_final(bericht: Json) -> bool:
    """Whether nothing more will come of a message: judged, and answered where an answer is due."""
    if bericht["status"] == "afgekeurd":
        return True
    answered = bericht["antwoord"] is not None or bericht["antwoordUiterlijk"] is None
    return bericht["status"] != "ontvangen" and answered


def codes_of(bericht: Json) -> list[str]:
    """The return codes of what was found, or the rules where there is no code."""
    return [one["retourcode"] or one["regel"] for one in bericht.get("bevindingen", [])]
