"""Packages with known weaknesses: every version of the lock file, asked of a vulnerability service.

Where the service cannot be reached, the package index is asked, which may be a mirror. What neither has told of is named, and nothing
is said to be without weakness.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from attacks.telling import Tried, printed
from scripts import vendor

ROOT = Path(__file__).parent.parent

INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
"""Where a machine names the index that its packages come from."""


def attack() -> Iterator[Tried]:
    packages = [one for one in tomllib.loads((ROOT / "uv.lock").read_text())["package"] if "registry" in one["source"]]
    files = [file for one in packages for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]]
    yield Tried("files in the lock: without a hash", len(files), [file["url"] for file in files if "hash" not in file])
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write("\n".join(f"{one['name']}=={one['version']}" for one in packages))
        wanted.flush()
        audit = audited(wanted.name, len(packages))
    yield audit
    if audit.times < len(packages):
        index = next(filter(None, map(os.environ.get, INDEXES)), "https://pypi.org/simple")
        with httpx.Client(base_url=index.rstrip("/").removesuffix("/simple"), timeout=30) as client:
            yield told_by_index(packages, client)


def audited(wanted: str, many: int) -> Tried:
    order = [
        sys.executable,
        "-m",
        "pip_audit",
        "--disable-pip",
        "--no-deps",
        "--progress-spinner",
        "off",
        "-f",
        "json",
        "-r",
        wanted,
    ]
    try:
        said = subprocess.run(order, capture_output=True, text=True, timeout=60, check=False)
        told = json.loads(said.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return Tried("packages asked about", 0, note="NOT ASKED: the vulnerability service did not answer in 60 s")
    except (ValueError, KeyError):
        why = said.stderr.strip().splitlines()[-1:] or ["no answer"]
        return Tried("packages asked about", 0, note=f"NOT ASKED: {why[0][:110]}")
    skipped = [one["name"] for one in told if "skip_reason" in one]
    weak = [f"{one['name']} {one['version']}: {weakness['id']}" for one in told for weakness in one.get("vulns", [])]
    note = f"NOT ASKED about {len(skipped)}: {', '.join(skipped[:5])}" if skipped else ""
    return Tried(f"packages of {many} asked about", len(told) - len(skipped), weak, note)


def told_by_index(packages: list[dict[str, Any]], client: httpx.Client) -> Tried:
    """What PyPI tells of a project (https://docs.pypi.org/api/json/): the weaknesses of its newest version, and of no older one."""
    with ThreadPoolExecutor(8) as pool:
        told = [*zip(packages, pool.map(lambda one: _project(one["name"], client), packages), strict=True)]
    asked = [(one, project) for one, project in told if project and project["info"]["version"] == one["version"]]
    left = sorted({one["name"] for one in packages} - {one["name"] for one, _ in asked})
    weak = [
        f"{one['name']} {one['version']}: {found['id']}"
        for one, project in asked
        for found in project["vulnerabilities"]
    ]
    note = f"NOT ASKED about {len(left)}, older than the newest or unknown there: {', '.join(left)}" if left else ""
    return Tried(f"packages of {len(packages)} asked about at the index", len(asked), weak, note)


def _project(name: str, client: httpx.Client) -> dict[str, Any]:
    """Empty where there is no answer."""
    try:
        project: dict[str, Any] = client.get(f"/pypi/{name}/json").raise_for_status().json()
    except (httpx.HTTPError, ValueError):
        return {}
    return project if "vulnerabilities" in project else {}


def with_vendored(sbom: Path) -> None:
    """Add what the pages load in the browser, which no lock of Python's packages names."""
    told = json.loads(sbom.read_text())
    packages = json.loads(vendor.LOCK.read_text())["packages"]
    served = [one for one in packages if any(kept.startswith("utblick/") for kept in one["files"].values())]
    known = {one["bom-ref"] for one in told["components"]}
    told["components"] += [one for one in map(_component, served) if one["bom-ref"] not in known]
    sbom.write_text(json.dumps(told, indent=2) + "\n")


def _component(package: dict[str, str]) -> dict[str, object]:
    scope, _slash, name = package["name"].rpartition("/")
    purl = f"pkg:npm/{quote(scope)}/{name}@{package['version']}" if scope else f"pkg:npm/{name}@{package['version']}"
    kind, _dash, digest = package["integrity"].partition("-")
    return {
        "bom-ref": purl,
        "type": "library",
        **({"group": scope} if scope else {}),
        "name": name,
        "version": package["version"],
        "licenses": [{"license": {"id": package["licence"]}}],
        "hashes": [{"alg": kind.upper().replace("SHA", "SHA-"), "content": b64decode(digest).hex()}],
        "purl": purl,
    }


def counted(sbom: Path) -> None:
    told = json.loads(sbom.read_text())
    links = [[one, *one.get("externalReferences", [])] for one in told["components"]]
    hashed = sum(any("hashes" in link for link in some) for some in links)
    print(f"{sbom}: CycloneDX {told['specVersion']}, {len(told['components'])} packages, {hashed} of them with hashes")


if __name__ == "__main__":
    if sys.argv[1:]:
        with_vendored(Path(sys.argv[1]))
        counted(Path(sys.argv[1]))
    else:
        sys.exit(not printed("Packages", attack()))
