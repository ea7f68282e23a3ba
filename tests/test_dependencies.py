"""What is installed is what was looked at: every package in one version, and each of its files with a hash."""

import json
import tomllib
from pathlib import Path

import httpx

from attacks import packages

LOCK = tomllib.loads((Path(__file__).parent.parent / "uv.lock").read_text())


def test_every_package_is_pinned_with_hashes() -> None:
    packages = [one for one in LOCK["package"] if "registry" in one["source"]]
    assert len(packages) > 100
    without = [
        f"{one['name']} {file.get('url')}"
        for one in packages
        for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        if not file.get("hash", "").startswith("sha256:")
    ]
    assert without == []
    assert [one["name"] for one in packages if not one.get("wheels") and "sdist" not in one] == []


def test_nothing_comes_from_elsewhere_than_the_package_index() -> None:
    others = {one["name"]: one["source"] for one in LOCK["package"] if "registry" not in one["source"]}
    assert others == {"utblick": {"editable": "."}}


def test_the_bill_of_materials_names_what_the_browser_loads_too(tmp_path: Path) -> None:
    sbom = tmp_path / "sbom.json"
    sbom.write_text('{"specVersion": "1.6", "components": []}')
    packages.with_vendored(sbom)
    packages.with_vendored(sbom)
    told = [one["purl"].rpartition("@")[0] for one in json.loads(sbom.read_text())["components"]]
    assert told == [
        "pkg:npm/%40digdir/designsystemet-css",
        "pkg:npm/%40fontsource-variable/inter",
        "pkg:npm/lucide-static",
    ]


def test_the_index_is_believed_of_newest_versions_alone_and_the_others_are_named() -> None:
    told = {
        "weak": {"info": {"version": "2"}, "vulnerabilities": [{"id": "PYSEC-2026-1"}]},
        "sound": {"info": {"version": "2"}, "vulnerabilities": []},
        "older": {"info": {"version": "3"}, "vulnerabilities": []},
        "silent": {"info": {"version": "2"}},
    }
    mirror = httpx.MockTransport(
        lambda request: (
            httpx.Response(200, json=told[name])
            if (name := request.url.path.split("/")[2]) in told
            else httpx.Response(404)
        )
    )
    locked = [{"name": name, "version": "2"} for name in (*told, "unknown")]
    with httpx.Client(transport=mirror, base_url="https://index.example") as client:
        tried = packages.told_by_index(locked, client)
    assert (tried.times, tried.through) == (2, ["weak 2: PYSEC-2026-1"])
    assert tried.note.endswith(": older, silent, unknown")
