# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The manifests: rendered, valid against the Kubernetes API, and in step with the code."""

import re
from copy import deepcopy
from importlib import import_module
from urllib.parse import urlsplit

import httpx
import jsonschema
import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml

from libs.common.commands.parser import parser_of
from libs.common.eventlog.choose import kafka_options
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.serve import STOP_WITHIN_S, serving
from libs.common.settings import Settings
from tests.conftest import ROOT, SERVICES, WITH_VAULT, Client, Start
from tests.contract.world import World
from tests.deploy.k8s_custom import CUSTOM
from tests.deploy.k8s_manifests import (
    JOBS,
    PAGE,
    SERVERS,
    THROWN_AWAY,
    Json,
    Overlay,
    containers,
    labels_of,
    matches,
    name_of,
    program_of,
    role_of,
    secrets_of,
)

# The oldest that has all fields used, and the newest whose schemas are at hand.
DASHBOARD = "/dashboard"
KUBERNETES = ("1.32", kubernetes_validate.latest_version())
ENDS_WITHIN_S = 30


@pytest.mark.parametrize("version", KUBERNETES)
def test_every_object_is_valid_for_the_api(overlay: Overlay, version: str) -> None:
    known = [one for one in overlay.objects if one["kind"] not in CUSTOM]
    for one in known:
        kubernetes_validate.validate(one, version, strict=True)
    assert len(known) > 40


@pytest.mark.parametrize("version", KUBERNETES)
def test_a_misspelt_field_is_noticed(overlay: Overlay, version: str) -> None:
    wrong = deepcopy(overlay.named("Deployment", "billing-api"))
    wrong["spec"]["template"]["spec"]["tolerationz"] = []
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, version, strict=True)


def test_what_operators_read_is_as_they_document_it(production: Overlay) -> None:
    for kind, schema in CUSTOM.items():
        found = production.of_kind(kind)
        assert found, kind
        for one in found:
            jsonschema.validate(one, schema)
            wrong = one | {"spec": one["spec"] | {"maxReplicas": 3}}
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(wrong, schema)


def test_nothing_is_named_twice(overlay: Overlay) -> None:
    names = [(one["kind"], name_of(one)) for one in overlay.objects]
    assert len(set(names)) == len(names)
    homes = {one["metadata"].get("namespace") for one in overlay.objects}
    assert homes == {None, "jeugdregio"}  # None: the namespace itself


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_has_its_programs(overlay: Overlay, service: str) -> None:
    commands = {
        name: (labels_of(pod)["app.kubernetes.io/name"], *program_of(pod)["args"][:2])
        for name, pod in overlay.ours().items()
        if name.startswith(service)
    }
    roles = (*SERVERS, *JOBS)
    assert commands == {f"{service}-{r}": (service, f"services.{service}", r) for r in roles}
    for role, kind in SERVERS.items():
        overlay.named(kind, f"{service}-{role}")
    for name, pod in overlay.ours().items():
        if name.startswith(service):
            names = {secret["name"] for secret in secrets_of(pod)}
            assert {n for n in names if n.endswith("-database")} == {f"{service}-database"}


def test_command_lines_are_those_of_the_programs(overlay: Overlay) -> None:
    for name, pod in overlay.ours().items():
        module, *arguments = program_of(pod)["args"]
        own = getattr(import_module(f"{module}.app"), "COMMANDS", {})
        asked = parser_of(module.removeprefix("services."), own).parse_args(arguments)
        if role_of(pod) in SERVERS:
            (port,) = program_of(pod)["ports"]
            assert asked.host == "0.0.0.0", name  # noqa: S104 - a pod is reached from outside
            assert asked.port == port["containerPort"], name
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert '\nENTRYPOINT ["python", "-m"]\n' in dockerfile
    assert "\nUSER 10001:10001\n" in dockerfile


def test_settings_are_known_and_as_complete_as_in_compose(overlay: Overlay) -> None:
    known = {f"JEUGDREGIO_{name.upper()}" for name in Settings.model_fields}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name, pod in overlay.ours().items():
        given = overlay.environment(pod)
        assert given <= known, name
        service, _, role = name.partition("-")
        if role in SERVERS:
            keys = {"JEUGDREGIO_DATA_KEY", "JEUGDREGIO_HASH_KEY"}
            rotated = {"JEUGDREGIO_MASTER_KEY", "JEUGDREGIO_OTHER_DATA_KEYS"}
            # What compose only passes on may be left out here too.
            given_there = compose[name]["environment"]
            needed = {one for one, value in given_there.items() if value is not None}
            needed -= keys | rotated
            assert given >= needed, name
            assert (keys & given) == (keys if service in WITH_VAULT else set()), name
        assert {"JEUGDREGIO_DATABASE_URL", "JEUGDREGIO_EVENT_LOG_URL"} <= given, name
        assert ("JEUGDREGIO_MEMBER" in given) == (role == "worker"), name


def test_settings_can_be_read(overlay: Overlay, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in overlay.settings().items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    given = ",".join(f"{host}:{port}" for host, port in overlay.brokers())
    assert kafka_options(settings).bootstrap == given
    for ingress in overlay.of_kind("Ingress"):
        (rule,) = ingress["spec"]["rules"]
        assert urlsplit(settings.public_url).hostname == rule["host"]


def test_programs_may_reach_what_the_settings_name_and_no_more(overlay: Overlay) -> None:
    policy = overlay.named("NetworkPolicy", "programs-reach")
    assert all(
        matches(policy["spec"]["podSelector"], labels_of(p)) for p in overlay.ours().values()
    )
    assert all(rule["to"] and rule["ports"] for rule in policy["spec"]["egress"])
    ports = {port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]}
    named = {port for _, port in overlay.brokers()} | {53, 5432}
    if collector := overlay.settings().get("JEUGDREGIO_OTLP_ENDPOINT"):
        named.add(urlsplit(collector).port or 0)
    assert ports == named


def test_no_secret_stands_in_a_manifest(overlay: Overlay) -> None:
    assert not overlay.of_kind("Secret")
    secret = re.compile("PASSWORD|SECRET|_KEY$|DATABASE_URL|TOKEN_PUBLIC_KEY|KAFKA_USER")
    for name, pod in overlay.pods().items():
        for container in containers(pod):
            plain = {env["name"] for env in container["env"] if "value" in env}
            assert not [one for one in plain if secret.search(one)], name
    assert not [one for one in overlay.settings() if secret.search(one)]


def test_the_page_names_every_secret(overlay: Overlay) -> None:
    page = PAGE.read_text()
    for pod in overlay.pods().values():
        for secret in secrets_of(pod):
            assert f"`{secret['name']}`" in page
            assert f"`{secret['key']}`" in page


def test_pods_have_no_privilege_and_bounded_means(overlay: Overlay) -> None:
    (home,) = overlay.of_kind("Namespace")
    assert labels_of(home) == {"pod-security.kubernetes.io/enforce": "restricted"}
    for name, pod in overlay.pods().items():
        spec = pod["spec"]
        assert spec["securityContext"]["runAsNonRoot"] is True, name
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert spec["automountServiceAccountToken"] is False, name
        for container in containers(pod):
            allowed = container["securityContext"]
            assert allowed["allowPrivilegeEscalation"] is False, name
            assert allowed["capabilities"] == {"drop": ["ALL"]}, name
            assert allowed.get("readOnlyRootFilesystem", name in THROWN_AWAY) is True, name
            assert {"cpu", "memory"} == container["resources"]["requests"].keys(), name
            assert {"memory"} == container["resources"]["limits"].keys(), name
    for pod in overlay.ours().values():
        account = overlay.named("ServiceAccount", pod["spec"]["serviceAccountName"])
        assert account["automountServiceAccountToken"] is False


def test_a_server_has_time_to_end_and_is_spread(overlay: Overlay) -> None:
    assert STOP_WITHIN_S < ENDS_WITHIN_S
    for name, pod in overlay.servers().items():
        waits = program_of(pod).get("lifecycle", {}).get("preStop", {"sleep": {"seconds": 0}})
        assert (waits["sleep"]["seconds"] > 0) == (role_of(pod) == "api"), name
        needed = waits["sleep"]["seconds"] + ENDS_WITHIN_S
        assert pod["spec"]["terminationGracePeriodSeconds"] > needed, name
        (spread,) = pod["spec"]["topologySpreadConstraints"]
        alike = [
            n for n, p in overlay.pods().items() if matches(spread["labelSelector"], labels_of(p))
        ]
        assert alike == [name]


def test_each_program_has_one_budget_and_policies(overlay: Overlay) -> None:
    budgets, policies = overlay.of_kind("PodDisruptionBudget"), overlay.of_kind("NetworkPolicy")
    for name, pod in overlay.pods().items():
        labels = labels_of(pod)
        covering = [b for b in budgets if matches(b["spec"]["selector"], labels)]
        assert len(covering) == (role_of(pod) in SERVERS), name
        named = {name_of(p) for p in policies if matches(p["spec"]["podSelector"], labels)}
        own = {name} if role_of(pod) not in ("prepare", "backup") else set()
        reach = {"programs-reach"} if name not in THROWN_AWAY else set()
        assert named == {"nothing-by-default"} | own | reach, name
    nothing = overlay.named("NetworkPolicy", "nothing-by-default")["spec"]
    assert nothing == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_selectors_find_their_pods_and_no_others(overlay: Overlay) -> None:
    templates = overlay.pods()
    selected: list[tuple[Json, Json]] = [
        *((one, one["spec"]["selector"]) for one in overlay.of_kind("Deployment", "StatefulSet")),
        *((one, {"matchLabels": one["spec"]["selector"]}) for one in overlay.of_kind("Service")),
    ]
    for one, selector in selected:
        assert [n for n, p in templates.items() if matches(selector, labels_of(p))] == [
            name_of(one)
        ]
    for service in overlay.of_kind("Service"):
        (port,) = service["spec"]["ports"]
        offered = {
            value
            for container in containers(templates[name_of(service)])
            for declared in container["ports"]
            for value in (declared["name"], declared["containerPort"])
        }
        assert port.get("targetPort", port["port"]) in offered
    for one in overlay.of_kind("StatefulSet"):
        assert overlay.named("Service", one["spec"]["serviceName"])["spec"]["clusterIP"] == "None"


def test_one_host_leads_to_every_api_and_the_dashboard(overlay: Overlay) -> None:
    (ingress,) = overlay.of_kind("Ingress")
    (rule,) = ingress["spec"]["rules"]
    for path in rule["http"]["paths"]:
        first, backend = path["path"].split("/")[1], path["backend"]["service"]
        service = "reporting" if path["path"] == DASHBOARD else first
        ports = overlay.named("Service", backend["name"])["spec"]["ports"]
        assert (backend["name"], path["pathType"]) == (f"{service}-api", "Prefix")
        assert backend["port"]["name"] in {port["name"] for port in ports}
    assert {p["path"] for p in rule["http"]["paths"]} == {
        *(f"/{s}/v1" for s in SERVICES),
        DASHBOARD,
    }
    secured = (
        [{"hosts": [rule["host"]], "secretName": "tls"}] if overlay.name == "production" else []
    )
    assert ingress["spec"].get("tls", []) == secured


async def test_what_the_manifests_ask_of_an_api_is_answered(
    start: Start, client: Client, production: Overlay, event_log: SqliteEventLog
) -> None:
    world = World(await start("contract"), client, event_log)
    await world.fill()
    module, *arguments = program_of(production.pods()["contract-api"])["args"]
    asked = parser_of(module.removeprefix("services.")).parse_args(arguments)
    authorized = {"Authorization": world.beheer.headers["Authorization"]}
    async with (
        serving(world.service.app, "127.0.0.1", 0, asked.root_path) as url,
        httpx.AsyncClient(base_url=url, headers=authorized, timeout=60) as caller,
    ):
        assert await _statuses(caller, _asked_of(production, "contract-api")) == {200}
        first = await caller.get("/contract/v1/gemeenten?limit=1")
        next_page = await caller.get(first.links["next"]["url"])
        found = [page.json()["resultaten"][0]["gemeentecode"] for page in (first, next_page)]
        assert found == ["0267", "0307"]
        assert first.links["next"]["url"].startswith("/contract/v1/")
        assert (await caller.get("/contract/v2/gemeenten")).status_code == 404


def _asked_of(overlay: Overlay, name: str) -> set[str]:
    """The paths that probes, Prometheus and the ingress ask of a program."""
    program = program_of(overlay.pods()[name])
    probes = {
        program[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")
    }
    assert program["readinessProbe"]["httpGet"]["path"] == "/readyz"
    (monitor,) = overlay.of_kind("ServiceMonitor")
    (ingress,) = overlay.of_kind("Ingress")
    entered = {
        f"{path['path']}/openapi.json"
        for path in ingress["spec"]["rules"][0]["http"]["paths"]
        if path["backend"]["service"]["name"] == name
    }
    return {*probes, *entered, *(endpoint["path"] for endpoint in monitor["spec"]["endpoints"])}


async def _statuses(caller: httpx.AsyncClient, paths: set[str]) -> set[int]:
    assert len(paths) == 4
    return {(await caller.get(path)).status_code for path in paths}
