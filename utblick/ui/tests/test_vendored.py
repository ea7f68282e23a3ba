from pathlib import Path

from scripts import vendor


def test_the_vendored_files_are_those_of_the_lock() -> None:
    assert vendor.differing(vendor.json.loads(vendor.LOCK.read_text())) == []


def test_a_changed_file_is_seen(monkeypatch, tmp_path: Path) -> None:
    lock = vendor.json.loads(vendor.LOCK.read_text())
    path = next(iter(lock["sha256"]))
    lock["sha256"][path] = "0" * 64
    assert vendor.differing(lock) == [f"{path}: differs from the lock"]


def test_every_package_has_its_licence_beside_it() -> None:
    for package in vendor.json.loads(vendor.LOCK.read_text())["packages"]:
        assert any(target.endswith("LICENSE") for target in package["files"].values()), package["name"]
