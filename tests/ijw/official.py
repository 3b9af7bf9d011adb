# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The official schemas beside ours: the same document, two verdicts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

from libs.ijw import MessageError, read, verdict, write
from libs.ijw.declare import MESSAGES
from tests.ijw.complete import complete
from tests.ijw.generate import document
from tests.ijw.mutations import mutations
from tests.ijw.spoils import spoiled

_FAR_YEAR = re.compile(r"\s*(-|[0-9]{5,})")
_SHARE_VALID = 0.3
_SHARE_SPOILED = 0.1
_MUTATIONS_A_DOCUMENT = 25


@dataclass
class Tally:
    """What came of comparing; a disagreement is kept with what was amiss."""

    valid: int = 0
    invalid: int = 0
    disagreements: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many were compared."""
        return self.valid + self.invalid


def documents(soort: str, count: int, seed: int) -> Iterator[bytes]:
    """Exactly so many by chance: valid ones, mutations of these, spoiled ones."""
    by_chance = chain.from_iterable(_some(soort, seed, number) for number in range(count))
    return islice(by_chance, count)


def _some(soort: str, seed: int, number: int) -> Iterator[bytes]:
    chance = Random(f"{soort}-{seed}-{number}")
    made = document(chance, soort)
    yield made
    yield from (document(chance, soort) for _ in range(int(_MUTATIONS_A_DOCUMENT * _SHARE_VALID)))
    source = made if number % 2 else write(complete(soort))
    yield from mutations(source, _MUTATIONS_A_DOCUMENT, seed * 1_000_000 + number)
    spelled = made if number % 2 else write(read(made))
    yield from spoiled(spelled, int(_MUTATIONS_A_DOCUMENT * _SHARE_SPOILED) + 1, number)


def compare(official: Path, soort: str, count: int, seed: int = 0) -> Tally:
    """Both verdicts on so many documents by chance; `official` is the folder of the schemas."""
    return compare_each(official, documents(soort, count, seed))


def compare_each(official: Path, raws: Iterable[bytes]) -> Tally:
    """Both verdicts on each of these documents."""
    tally = Tally()
    for raw in raws:
        valid = official_verdict(official, raw)
        if valid:
            tally.valid += 1
        else:
            tally.invalid += 1
        amiss = _amiss(official, raw, valid)
        if amiss:
            tally.disagreements.append((amiss, raw))
    return tally


def _amiss(official: Path, raw: bytes, valid: bool) -> str | None:
    findings = verdict(raw)
    if valid is not (findings == []):
        return f"official {valid}, ours {[(f.regel, f.plaats) for f in findings[:3]]}"
    if any(finding.regel == "GRENS" for finding in findings):
        return "a bound of ours"
    return _reading_amiss(official, raw) if valid else None


def _reading_amiss(official: Path, raw: bytes) -> str | None:
    """A valid document is read, written as a valid one, and read the same again."""
    try:
        message = read(raw)
    except MessageError as error:
        far = {finding.regel for finding in error.findings} == {"GRENS"} and _has_far_year(raw)
        return None if far else f"valid and not read: {error}"
    written = write(message)
    if not official_verdict(official, written):
        return "what we write is not valid"
    return None if read(written) == message else "read another message back"


def _has_far_year(raw: bytes) -> bool:
    root: Any = etree.fromstring(raw, _plain_parser())
    return any(_FAR_YEAR.match("".join(element.itertext("*"))) for element in root.iter("*"))


def official_verdict(official: Path, raw: bytes) -> bool:
    """Of the schema of the message that the root names, on UTF-8 without BOM or DTD (OP192)."""
    if b"\x00" in raw or raw.startswith(b"\xef\xbb\xbf"):
        return False
    try:
        raw.decode("utf-8")
        root: Any = etree.fromstring(raw, _plain_parser())
    except (UnicodeDecodeError, etree.XMLSyntaxError):
        return False
    info = root.getroottree().docinfo
    soort = etree.QName(root).namespace or ""
    name = soort.removesuffix("/schema").rpartition("/")[2].upper()
    if info.doctype or info.encoding.upper() not in ("UTF-8", "UTF8") or name not in MESSAGES:
        return False
    valid: bool = _schema(official, name).validate(root.getroottree())
    return valid


@cache
def _schema(official: Path, soort: str) -> Any:
    return etree.XMLSchema(etree.parse(official / f"{soort}.xsd"))


@cache
def _plain_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
