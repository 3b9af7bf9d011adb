# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Joins the parts of a service: the same way for all four."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.routing import Route

from libs.common.api import create_app, probe_routes
from libs.common.consume import Consumer, Limits, Subscriptions
from libs.common.contracts import TOPICS
from libs.common.db import Database
from libs.common.keys import decode_key
from libs.common.logboek import Chain, Logboek, Register, Resolve, acting_as
from libs.common.loop import Loop
from libs.common.mailbox import MAX_BATCH, Mailbox, MailIn, MailLoop, Trial
from libs.common.mailbox.loop import Judge as Judged
from libs.common.mechanics import Mechanics
from libs.common.metrics import Metrics
from libs.common.migrate import is_behind
from libs.common.outbox import Outbox, Relay
from libs.common.pace import Pace
from libs.common.prune import Pruner
from libs.common.retention import Bewaarschema
from libs.common.retention.keeper import Keeper
from libs.common.runtime import Parts, Runtime, Service
from libs.common.tracing import Tracing, otlp_exporter
from libs.common.watch import Figures, Watch
from libs.common.webhooks import Deliverer, Hosts, Notice, Notices, Webhooks

_READY_WITHIN_S = 3
_PRUNE_LOOKS_S = 60
_DELIVERY_LOOKS_S = 1.0
_CHAIN_LOOKS_S = 5.0

Judge = Callable[[Runtime, AsyncSession, MailIn], Awaitable[None]]
JudgeAll = Callable[[Runtime, AsyncSession, Sequence[MailIn]], Awaitable[Sequence[MailIn]]]


@dataclass(frozen=True, slots=True)
class Background:
    """Work of one service that its worker does beside messages and events.

    `step` does some of it and tells if there was any; it is asked again at once, or when idle, and
    the first time `first_s` seconds after the start. While the consumer is behind, what it does is
    soon done for nothing, and it is asked once in `behind_s` seconds.
    """

    name: str
    step: Callable[[Runtime], Awaitable[bool]]
    idle_s: float
    first_s: float = 0.0
    behind_s: float = 0.0

    def step_of(self, runtime: Runtime) -> Callable[[], Awaitable[bool]]:
        """The step as a loop calls it."""
        asked_at = -math.inf

        async def step() -> bool:
            nonlocal asked_at
            consumer, now = runtime.consumer, time.monotonic()
            if consumer is not None and consumer.behind and now < asked_at + self.behind_s:
                return False
            asked_at = now
            return await self.step(runtime)

        return step


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What makes a service this service.

    It judges messages one by one (`judge`), or several in a transaction (`judge_all`), and takes
    at most `batch` events in one, of which it reads `batches` at once.
    """

    name: str
    version: str
    title: str
    description: str
    mechanics: Mechanics
    routers: Sequence[APIRouter]
    subscriptions: Subscriptions | None = None
    judge: Judge | None = None
    judge_all: JudgeAll | None = None
    figures: Figures | None = None
    sums: Figures | None = None
    background: Sequence[Background] = ()
    batch: int = 100
    batches: int = 1
    pages: Sequence[Route] = ()
    notices: Sequence[Notice] = ()
    register: Register | None = None
    betrokkenen: Resolve | None = None
    retention: Bewaarschema | None = None


def assemble(blueprint: Blueprint, parts: Parts) -> Service:
    """A service on the given parts; its database is migrated before."""
    runtime = _runtime(blueprint, parts)

    async def ready() -> str | None:
        return await _ready(runtime)

    app = create_app(
        runtime,
        title=blueprint.title,
        description=blueprint.description,
        routers=blueprint.routers,
        ready=ready,
        pages=blueprint.pages,
    )
    probes = Starlette(routes=probe_routes(runtime, ready))
    watch = Watch(runtime, ready, blueprint.figures, blueprint.sums)
    return Service(
        runtime,
        app,
        probes,
        _loops(blueprint, runtime),
        beside_worker=watch.of_worker(),
        beside_api=[*watch.of_api(), *_renewing(runtime)],
        trial=_trial(blueprint, runtime),
    )


def _runtime(blueprint: Blueprint, parts: Parts) -> Runtime:
    db = Database(parts.database_url)
    metrics = Metrics(blueprint.name, blueprint.version)
    settings = parts.settings
    exporter = parts.exporter or otlp_exporter(settings.otlp_endpoint)
    tracing = Tracing(blueprint.name, blueprint.version, exporter, settings.trace_share)
    tables = blueprint.mechanics
    consumer = None
    if blueprint.subscriptions is not None and tables.consumer is not None:
        consumer = Consumer(
            blueprint.name,
            db,
            parts.log,
            tables.consumer,
            blueprint.subscriptions,
            parts.clock,
            limits=Limits(blueprint.batch, blueprint.batches, wait_s=parts.log.wait_s),
            metrics=metrics,
            tracing=tracing,
        )
    mailbox = None
    if tables.mailbox is not None and parts.vault is not None:
        mailbox = Mailbox(tables.mailbox, parts.vault, parts.clock)
    return Runtime(
        name=blueprint.name,
        version=blueprint.version,
        db=db,
        log=parts.log,
        clock=parts.clock,
        verifier=parts.verifier,
        settings=parts.settings,
        mechanics=tables,
        metrics=metrics,
        tracing=tracing,
        outbox=Outbox(
            tables.outbox,
            parts.settings.source(blueprint.name),
            parts.clock,
            None if parts.vault is None else parts.vault.pseudonym_key,
        ),
        vault=parts.vault,
        mailbox=mailbox,
        consumer=consumer,
        webhooks=_webhooks(blueprint, parts),
        logboek=_logboek(blueprint, db, parts),
        register=blueprint.register,
        retention=blueprint.retention,
        login=parts.login,
        pace=Pace(settings.requests_per_minute),
    )


def _webhooks(blueprint: Blueprint, parts: Parts) -> Webhooks | None:
    """What subscribers are told, where there is a key to sign it with."""
    tables, settings = blueprint.mechanics, parts.settings
    secret = settings.webhook_key.get_secret_value()
    if tables.webhooks is None or not secret:
        return None
    notices = Notices.of(settings.resource_base(blueprint.name), blueprint.notices)
    hosts = Hosts.read(settings.webhook_hosts, trial=settings.webhook_trial)
    key = decode_key(secret, settings.master_key.get_secret_value())
    register = tables.authorisations if settings.authorisations == "register" else None
    return Webhooks(tables.webhooks, notices, hosts, key, parts.clock, register)


def _logboek(blueprint: Blueprint, db: Database, parts: Parts) -> Logboek | None:
    """The log of a service that processes personal data; from now on it watches the database."""
    tables, register = blueprint.mechanics.logboek, blueprint.register
    if tables is None or register is None:
        return None
    logboek = Logboek(tables, register, parts.clock, blueprint.betrokkenen)
    logboek.watch(db)
    return logboek


def _loops(blueprint: Blueprint, runtime: Runtime) -> list[Loop]:
    db, mailbox = runtime.db, runtime.mailbox
    on_sent = mailbox.release if mailbox else None
    metrics = runtime.metrics
    webhooks = runtime.webhooks
    on_relayed = webhooks.fan_out if webhooks else None
    relay = Relay(db, runtime.outbox, runtime.log, on_sent, on_relayed, metrics)
    loops = [Loop("relay", relay.step, db.wake, db.poll_s, metrics)]
    if runtime.consumer is not None:
        loops.append(Loop("consumer", runtime.consumer.step, runtime.log.wake, metrics=metrics))
    judge = _judge_of(blueprint, runtime)
    if mailbox is not None and judge is not None:
        most = MAX_BATCH if blueprint.judge_all else 1
        mail = MailLoop(db, mailbox, judge, runtime.consumer, metrics, most)
        loops.append(Loop("mail", mail.step, db.wake, db.poll_s, metrics))
    if webhooks is not None:
        deliverer = Deliverer(db, webhooks, runtime.clock, metrics)
        loops.append(Loop("webhooks", deliverer.step, db.wake, _DELIVERY_LOOKS_S, metrics))
    if runtime.logboek is not None and runtime.vault is not None:
        chain = Chain(db, runtime.logboek.tables, runtime.vault, runtime.clock)
        loops.append(Loop("logboek", chain.step, idle_s=_CHAIN_LOOKS_S, metrics=metrics))
    pruner = Pruner(db, runtime.mechanics, runtime.clock)
    loops.append(Loop("prune", pruner.step, idle_s=_PRUNE_LOOKS_S, metrics=metrics))
    if (vernietiging := runtime.vernietiging) is not None:
        keeper = Keeper(vernietiging)
        loops.append(Loop("retention", keeper.step, idle_s=_PRUNE_LOOKS_S, metrics=metrics))
    for work in blueprint.background:
        step = work.step_of(runtime)
        loop = Loop(work.name, step, idle_s=work.idle_s, metrics=metrics, first_s=work.first_s)
        loops.append(loop)
    return loops


def _renewing(runtime: Runtime) -> list[Loop]:
    """Reads the keys of tokens anew, from the start on, where tokens are checked."""
    verifier = runtime.verifier
    if verifier is None:
        return []

    async def step() -> bool:
        await verifier.refresh()
        return False

    return [Loop("keys", step, idle_s=runtime.settings.token_keys_s, metrics=runtime.metrics)]


def _judge_of(blueprint: Blueprint, runtime: Runtime) -> Judged | None:
    judge_all = blueprint.judge_all or (blueprint.judge and _one_by_one(blueprint.judge))
    return None if judge_all is None else partial(judge_all, runtime)


def _trial(blueprint: Blueprint, runtime: Runtime) -> Trial | None:
    judge = _judge_of(blueprint, runtime)
    if judge is None or runtime.mailbox is None:
        return None
    return Trial(runtime.db, runtime.mailbox, judge)


def _one_by_one(judge: Judge) -> JudgeAll:
    async def judge_all(
        rt: Runtime, session: AsyncSession, mails: Sequence[MailIn]
    ) -> Sequence[MailIn]:
        for mail in mails:
            with (
                rt.tracing.span(f"judge {mail.soort}", parent=mail.traceparent),
                acting_as(f"{mail.soort}", onderwerp=mail.id),
            ):
                await judge(rt, session, mail)
        return mails

    return judge_all


async def _ready(runtime: Runtime) -> str | None:
    """Why this process should get no work now, in one sentence."""
    if runtime.consumer is not None and not runtime.consumer.healthy:
        return "De verwerking van gebeurtenissen staat stil."
    if runtime.verifier is not None and not runtime.verifier.loaded:
        return "De sleutels van wie de tokens uitgeeft zijn nog niet gelezen."
    try:
        async with asyncio.timeout(_READY_WITHIN_S), runtime.db.read() as session:
            version = await session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    except Exception as error:
        return f"De database is niet gereed ({type(error).__name__})."
    if is_behind(runtime.name, version):
        return "De database heeft een oudere versie dan deze dienst."
    try:
        async with asyncio.timeout(_READY_WITHIN_S):
            await runtime.log.end_positions(_topics_of(runtime.name))
    except Exception as error:
        return f"Het gebeurtenissenlogboek is niet bereikbaar ({type(error).__name__})."
    return None


@cache
def _topics_of(name: str) -> tuple[str, ...]:
    return tuple(t.name for t in TOPICS.values() if name in (*t.producers, *t.consumers))
