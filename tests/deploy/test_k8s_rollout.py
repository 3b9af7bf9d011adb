# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How many of each run, in which order they come, and from which image."""

import re
from urllib.parse import urlsplit

import yaml

from benchmarks.capacity import CONNECTIONS, POOL
from libs.common.contracts import TOPICS
from libs.common.metrics.catalogue import CATALOGUE, PREFIX
from services import together
from tests.conftest import ROOT, SERVICES
from tests.deploy.k8s_manifests import (
    BACKUP,
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
)

COMPONENT = "app.kubernetes.io/component"
ORDER = [f"{COMPONENT} notin (api,worker)", f"{COMPONENT} in (api,worker)"]
WAVE = "argocd.argoproj.io/sync-wave"
CONSUMERS = {consumer for topic in TOPICS.values() for consumer in topic.consumers}


def bounds(overlay: Overlay) -> dict[str, tuple[int, int]]:
    """The fewest and the most there are of everything that does not end."""
    found = {
        name_of(one): (one["spec"].get("replicas", 1),) * 2
        for one in overlay.of_kind("Deployment", "StatefulSet")
    }
    for scaler in overlay.of_kind("HorizontalPodAutoscaler"):
        spec = scaler["spec"]
        found[target_of(overlay, scaler)] = (spec["minReplicas"], spec["maxReplicas"])
    for scaler in overlay.of_kind("ScaledObject"):
        spec = scaler["spec"]
        found[target_of(overlay, scaler)] = (spec["minReplicaCount"], spec["maxReplicaCount"])
    return found


def target_of(overlay: Overlay, scaler: Json) -> str:
    """What is scaled: it is there, and does not say itself how many it wants to be."""
    target = scaler["spec"]["scaleTargetRef"]
    found = overlay.named(target["kind"], target["name"])
    assert found["apiVersion"] == target["apiVersion"]
    assert "replicas" not in found["spec"], "each apply would undo what the scaler did"
    return name_of(found)


def test_local_has_one_of_each_and_its_own_servers(local: Overlay) -> None:
    programs = {f"{service}-{role}" for service in SERVICES for role in SERVERS}
    assert bounds(local) == dict.fromkeys(programs | set(THROWN_AWAY), (1, 1))
    hosts = {host for host, _ in local.brokers()} | {"postgres"}
    assert hosts <= {name_of(one) for one in local.of_kind("Service")}
    made = " ".join(
        text
        for one in local.of_kind("ConfigMap")
        for name, text in one["data"].items()
        if name.endswith(".sql")
    )
    assert [s for s in SERVICES if f"CREATE DATABASE {s};" not in made] == []


def test_production_has_two_or_more_of_each_and_scales(production: Overlay) -> None:
    found = bounds(production)
    assert found.keys() == {f"{service}-{role}" for service in SERVICES for role in SERVERS}
    assert all(fewest >= 2 for fewest, _ in found.values())
    growing = {name for name, (fewest, most) in found.items() if most > fewest}
    assert growing == {f"{s}-api" for s in SERVICES} | {f"{s}-worker" for s in CONSUMERS}
    partitions = max(topic.partitions for topic in TOPICS.values())
    assert all(most <= partitions for _, most in found.values())


def test_the_most_there_are_find_a_connection(production: Overlay, local: Overlay) -> None:
    most = {name: number for name, (_, number) in bounds(production).items()}
    for service in SERVICES:
        api = production.named("Deployment", f"{service}-api")
        rolling = api["spec"]["strategy"]["rollingUpdate"]["maxSurge"]
        programs = most[f"{service}-api"] + rolling + most[f"{service}-worker"]
        assert programs * POOL <= CONNECTIONS
    (postgres,) = containers(local.pods()["postgres"])
    allowed = int(next(a for a in postgres["args"] if "=" in a).removeprefix("max_connections="))
    assert len(local.servers()) * POOL <= allowed


def test_workers_are_scaled_by_what_they_measure(production: Overlay) -> None:
    labels = {f"{PREFIX}_{name}": set(metric.labels) for name, metric in CATALOGUE.items()}
    for scaler in production.of_kind("ScaledObject"):
        service = name_of(scaler).removesuffix("-worker")
        for trigger in scaler["spec"]["triggers"]:
            query = trigger["metadata"]["query"]
            (metric,) = re.findall(rf"{PREFIX}_\w+", query)
            asked = dict(re.findall(r'(\w+)="(\w+)"', query))
            assert asked.pop("service") == service
            grouped = set(re.findall(r"by \((\w+)\)", query))
            assert asked.keys() | grouped == labels[metric], query


def test_prometheus_finds_every_server_and_labels_it(production: Overlay) -> None:
    (monitor,) = production.of_kind("ServiceMonitor")
    spec = monitor["spec"]
    found = [o for o in production.of_kind("Service") if matches(spec["selector"], labels_of(o))]
    assert {name_of(one) for one in found} == production.servers().keys()
    assert {labels_of(one)[spec["jobLabel"]] for one in found} == {"jeugdregio"}
    (endpoint,) = spec["endpoints"]
    assert {port["name"] for one in found for port in one["spec"]["ports"]} == {endpoint["port"]}
    given = {one["targetLabel"]: one["sourceLabels"] for one in endpoint["relabelings"]}
    about = "__meta_kubernetes_service_label_app_kubernetes_io_"
    assert given == {"service": [f"{about}name"], "role": [f"{about}component"]}


def test_what_comes_first_is_chosen_by_a_selector(overlay: Overlay) -> None:
    assert re.findall(r"^kubectl apply -k \$o -l '(.+)'$", PAGE.read_text(), re.MULTILINE) == ORDER
    own = [one for one in overlay.objects if name_of(one) not in THROWN_AWAY]
    later = {one["kind"] for one in own if role_of(one) in SERVERS}
    assert {"Deployment", "StatefulSet", "Service"} <= later
    first = {one["kind"] for one in own if role_of(one) not in SERVERS}
    assert first >= {"Namespace", "ServiceAccount", "ConfigMap", "NetworkPolicy", "Job"}
    assert first.isdisjoint(later)
    for name, pod in overlay.ours().items():
        kinds = overlay.of_kind("Deployment", "StatefulSet", "Job", "CronJob")
        (one,) = [found for found in kinds if name_of(found) == name]
        assert role_of(one) == role_of(pod)


def test_argo_cd_takes_the_same_order(production: Overlay) -> None:
    waves: dict[str, set[int]] = {}
    for one in production.objects:
        wave = int(one["metadata"].get("annotations", {}).get(WAVE, "0"))
        waves.setdefault(one["kind"], set()).add(wave)
    needed = ("Namespace", "ServiceAccount", "ConfigMap", "NetworkPolicy")
    assert [waves.pop(kind) for kind in needed] == [{-2}] * len(needed)
    assert waves.pop("Job") == {-1}
    assert set.union(*waves.values()) == {0}
    for job in production.of_kind("Job"):
        about = job["metadata"]["annotations"]
        assert about["argocd.argoproj.io/hook"] == "Sync"  # before it, no settings are there
        assert about["argocd.argoproj.io/hook-delete-policy"] == "BeforeHookCreation"


def test_images_are_pinned(production: Overlay, local: Overlay) -> None:
    for pod in production.ours().values():
        assert re.fullmatch(r"[^@]+@sha256:[0-9a-f]{64}", program_of(pod)["image"])
    for pod in local.pods().values():
        for container in containers(pod):
            name, _, version = container["image"].rpartition(":")
            assert name, container["image"]
            assert version != "latest"
    servers = {c["image"] for n in THROWN_AWAY for c in containers(local.pods()[n])}
    compose = (PAGE.parents[1] / "docker-compose.yml").read_text()
    dockerfile = (PAGE.parents[1] / "Dockerfile").read_text()
    built_on = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    for image in (*built_on, *re.findall(r"image: (\S+:\S+)", compose)):
        assert re.search(r":v?\d+\.\d+(\.\d+)?(-\S+)?$|^jeugdregio:local$", image), image
    assert [image for image in servers if f"image: {image}\n" not in compose] == []


def test_the_nightly_backup_saves_one_moment_of_all(production: Overlay) -> None:
    """Files that were saved one by one do not fit together: docs/backup.md."""
    pod = production.pods()[BACKUP]
    (container,) = containers(pod)
    (line,) = container["args"]
    module, *arguments = line.removeprefix("exec python -m ").replace("date +%F", "date").split()
    assert module == "services.together"
    assert together.parser().parse_args([arguments[0], "".join(arguments[1:])]).command == "backup"
    given = {env["name"]: env["valueFrom"]["secretKeyRef"]["name"] for env in container["env"]}
    assert given == {together.setting_of(name): f"{name}-database" for name in together.SERVICES}
    page = (ROOT / "docs" / "backup.md").read_text()
    assert f"for name in {' '.join(together.SERVICES)}; do" in page


def test_x10_concepts_are_laid_beside_billing_each_night(production: Overlay) -> None:
    """With a token that is read anew by each run, at the api of billing and nowhere else."""
    job = production.named("CronJob", "reconcile")
    pod = production.pods()["reconcile"]
    program = program_of(pod)
    _, command, url, _, token = program["args"]
    assert (command, job["spec"]["concurrencyPolicy"]) == ("reconcile", "Forbid")
    service = production.named("Service", urlsplit(url).hostname or "")
    (volume,) = (one for one in pod["spec"]["volumes"] if "secret" in one)
    (mount,) = (one for one in program["volumeMounts"] if one["name"] == volume["name"])
    key = volume["secret"]["items"][0]["key"]
    assert token == f"{mount['mountPath']}/{key}"
    page = PAGE.read_text()
    assert f"| `{volume['secret']['secretName']}` | `{key}` |" in page

    (rule,) = production.named("NetworkPolicy", "reconcile")["spec"]["egress"]
    (to,) = rule["to"]
    assert to["podSelector"]["matchLabels"] == service["spec"]["selector"]
    comes_in = production.named("NetworkPolicy", "billing-api")["spec"]["ingress"][0]["from"]
    (program_that_comes,) = (one["podSelector"] for one in comes_in if "podSelector" in one)
    others = {name for name, one in production.ours().items() if name != "reconcile"}
    assert matches(program_that_comes, labels_of(pod))
    assert not any(matches(program_that_comes, labels_of(production.pods()[n])) for n in others)
    asked = production.named("NetworkPolicy", "programs-reach")["spec"]["egress"]
    assert not any("podSelector" in one for rule in asked for one in rule["to"])


def test_rules_and_dashboards_come_along(production: Overlay) -> None:
    (rules,) = production.of_kind("PrometheusRule")
    files = sorted((ROOT / "deploy" / "prometheus" / "rules").glob("*.yml"))
    groups = [group for file in files for group in yaml.safe_load(file.read_text())["groups"]]
    assert rules["spec"]["groups"] == groups
    boards = [
        name
        for one in production.of_kind("ConfigMap")
        if labels_of(one).get("grafana_dashboard") == "1"
        for name in one["data"]
    ]
    folder = ROOT / "deploy" / "grafana" / "dashboards"
    assert sorted(boards) == sorted(path.name for path in folder.glob("*.json"))
