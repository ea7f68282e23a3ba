"""Packages with known weaknesses: every version of the lock file, asked of a vulnerability service.

Where the service cannot be reached it is said so, and nothing is said to be without weakness.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from attacks.telling import Tried, printed
from scripts import vendor

ROOT = Path(__file__).parent.parent


def attack() -> Iterator[Tried]:
    packages = [one for one in tomllib.loads((ROOT / "uv.lock").read_text())["package"] if "registry" in one["source"]]
    files = [file for one in packages for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]]
    yield Tried("files in the lock: without a hash", len(files), [file["url"] for file in files if "hash" not in file])
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write("\n".join(f"{one['name']}=={one['version']}" for one in packages))
        wanted.flush()
        yield audited(wanted.name, len(packages))


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
