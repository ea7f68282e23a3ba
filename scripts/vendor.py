#!/usr/bin/env python3
"""Refresh the style sheets, fonts, icons and test tools that are kept in the project, as vendor.lock.json tells.

    scripts/vendor.py            fetch each package with npm, check its integrity, copy the files, write their hashes
    scripts/vendor.py --check    compare the files in the project with the hashes in the lock; needs neither npm nor network
    scripts/vendor.py --theme    also build the colours anew from utblick/ui/theme/ (needs npx)

Only the person who refreshes needs Node. To take a newer version: change version and integrity (`npm view NAME@VERSION
dist.integrity`) in the lock, and the paths that hold the version.
"""

import argparse
import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "scripts" / "vendor.lock.json"
THEME = ROOT / "utblick" / "ui" / "theme"
BUILT_THEME = ROOT / "utblick/ui/static/vendor/utblick-theme/1/theme.css"


class Tampered(SystemExit):
    """What the registry gave is not what the lock promises."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--theme", action="store_true")
    wanted = parser.parse_args()
    lock = json.loads(LOCK.read_text())
    if wanted.check:
        sys.exit("\n".join(differing(lock)) or 0)
    refresh(lock)
    if wanted.theme:
        build_theme(lock)
    lock["sha256"] = {path: _sha256(ROOT / path) for path in sorted(kept(lock))}
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


def kept(lock: dict[str, Any]) -> list[str]:
    """Every vendored file, as paths from the project's root."""
    copied = [target for package in lock["packages"] for target in package["files"].values()]
    return [*copied, lock["icons"]["target"], str(BUILT_THEME.relative_to(ROOT))]


def differing(lock: dict[str, Any]) -> list[str]:
    """A line for each vendored file that is missing or is not what the lock says."""
    lines = []
    for path in kept(lock):
        if not (ROOT / path).is_file():
            lines.append(f"{path}: missing")
        elif _sha256(ROOT / path) != lock.get("sha256", {}).get(path):
            lines.append(f"{path}: differs from the lock")
    return lines


def refresh(lock: dict[str, Any]) -> None:
    for package in lock["packages"]:
        files = fetch(package["name"], package["version"], package["integrity"])
        for source, target in package["files"].items():
            _write(ROOT / target, files[source])
    icons = lock["icons"]
    _write(ROOT / icons["target"], sprite(fetch(icons["name"], icons["version"], icons["integrity"]), icons["symbols"]))


def fetch(name: str, version: str, integrity: str) -> dict[str, bytes]:
    """The files of an npm package by their path within it. Raises Tampered when the archive has another hash."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", f"{name}@{version}", "--silent"], cwd=folder, check=True, capture_output=True)
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != integrity:
        raise Tampered(f"{name} {version}: the lock says {integrity}, the archive is {found}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        members = [member for member in tar.getmembers() if member.isfile()]
        return {member.name.split("/", 1)[1]: tar.extractfile(member).read() for member in members}  # type: ignore[union-attr]


def sprite(files: dict[str, bytes], names: list[str]) -> bytes:
    """One SVG file with a <symbol> for each icon."""
    symbols = []
    for name in sorted(names):
        drawing = files[f"icons/{name}.svg"].decode()
        inner = re.sub(r"\s+", " ", drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")])
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner.strip()}</symbol>')
    # Lucide draws with strokes; the attributes are inherited from the <svg> that uses the symbol.
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def build_theme(lock: dict[str, Any]) -> None:
    tool = f"@digdir/designsystemet@{lock['theme']['version']}"
    with tempfile.TemporaryDirectory() as folder:
        # The tool refuses paths outside the folder that it runs in.
        shutil.copy(THEME / "designsystemet.config.json", folder)
        for step in ("create", "build"):
            subprocess.run(["npx", "--yes", tool, "tokens", step], cwd=folder, check=True, capture_output=True)
        _write(BUILT_THEME, _minified((Path(folder) / "design-tokens-build" / "utblick.css").read_text()).encode())


def _minified(css: str) -> str:
    """Without comments, indents and empty lines; the rest is left as the tool wrote it."""
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
