# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The shapes every contract is made of: events, the envelope they travel in, topics."""

from dataclasses import dataclass
from datetime import UTC
from operator import methodcaller
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Service = Literal["contract", "referral", "billing", "reporting"]

CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"
"""Of an event that travels as a whole: tells a reader of CloudEvents that it is no bare data."""

Maand = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Moment = Annotated[AwareDatetime, AfterValidator(methodcaller("astimezone", UTC))]
PSEUDONIEM = r"^[0-9a-f]{32}$"
Pseudoniem = Annotated[str, Field(pattern=PSEUDONIEM)]
"""Never a BSN: 32 hexadecimal digits, a keyed hash that only its makers can find back."""
Sleutelnummer = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
"""By which a key is known; tells nothing of it."""


class ContractModel(BaseModel):
    """A published shape: frozen, Dutch camelCase on the wire, readers skip what is new."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True
    )


class Event(ContractModel):
    """A fact that happened, published for everybody; named in the past tense.

    Evolution: add an optional field; never rename, remove or make required. A break is a new
    type with the next version, published beside the old one until its last reader has moved.
    """

    type: ClassVar[str]
    topic: ClassVar[str]

    def key(self) -> str:
        """What the log keeps in order: all events with one key are read as they were written."""
        raise TypeError(f"{type(self).__name__} has no key")

    def subject(self) -> str:
        """The resource the event is about; never anything that leads to a person by itself."""
        return self.key()

    def payload(self) -> dict[str, Any]:
        """The event as JSON values, under its wire names."""
        return self.model_dump(mode="json", by_alias=True)

    def text(self) -> str:
        """The payload as JSON."""
        return self.model_dump_json(by_alias=True)


class Told(Protocol):
    """What can be published: an `Event`, or the same written without its model."""

    @property
    def type(self) -> str:
        """Of the event."""

    @property
    def topic(self) -> str:
        """Where it goes."""

    def key(self) -> str:
        """As of `Event`."""

    def subject(self) -> str:
        """As of `Event`."""

    def text(self) -> str:
        """As of `Event`: JSON under the wire names."""


_NO_DATA = "{}}"


class Envelope(BaseModel):
    """An event as it travels: CloudEvents 1.0 in the NL GOV profile, structured JSON.

    `time` is the moment of recording. `source` and `id` together name the event for ever.
    `pseudoniemsleutel` is the key under which its pseudonyms were made, where it has any and its
    maker knows: those of two keys are of nobody together.
    """

    # What events say is hardly ever said again: only names are worth remembering.
    model_config = ConfigDict(frozen=True, extra="ignore", cache_strings="keys")

    id: str = Field(min_length=1, max_length=36)
    source: str = Field(pattern=r"^urn:nld:(oin|kvknr):[0-9]+:systeem:[a-z0-9-]+$")
    specversion: Literal["1.0"] = "1.0"
    type: str = Field(min_length=1, max_length=100)
    subject: str = Field(min_length=1, max_length=200)
    time: Moment
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str | None = None
    partitionkey: str = Field(min_length=1, max_length=100)
    correlationid: str | None = Field(default=None, max_length=100)
    causationid: str | None = Field(default=None, max_length=100)
    traceparent: str | None = Field(default=None, max_length=55)
    pseudoniemsleutel: Sleutelnummer | None = None
    data: dict[str, Any]

    def to_bytes(self) -> bytes:
        """The structured JSON form, UTF-8."""
        return self.model_dump_json(exclude_none=True).encode()

    def around(self, data: str) -> str:
        """The structured JSON form of an envelope without data, around what is JSON already."""
        empty = self.model_dump_json(exclude_none=True)  # `data` stands last in it
        return f"{empty.removesuffix(_NO_DATA)}{data}}}"

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read the structured JSON form; pydantic's `ValidationError` when it is not one."""
        return cls.model_validate_json(raw)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the log: who answers for it, who writes it, who reads it.

    `retention_days` None keeps records for ever, so that a reader can be built anew from them.
    Nothing is compacted by default: several facts share a key, and compaction keeps only the
    last of them.
    """

    name: str
    description: str
    owner: Service
    producers: tuple[Service, ...]
    consumers: tuple[Service, ...]
    partitions: int
    retention_days: int | None
    compacted: bool = False
