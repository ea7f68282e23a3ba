#!/bin/sh
# Make the folder that is copied to a server, dist/utblick-VERSION: the program, what it needs with the hash of each file, and the scripts.
# With --wheels also those files themselves, for a server that does not reach the package index.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
folder=${OUT:-dist}/utblick-$version

rm -rf "$folder"
mkdir -p "$folder"
"$uv" build --quiet --wheel --out-dir "$folder"
rm -f "$folder/.gitignore"
"$uv" export --quiet --frozen --no-dev --no-emit-project --no-header --format requirements-txt >"$folder/requirements.txt"
cp deploy/debian/* "$folder"
if [ "${1:-}" = --wheels ]; then
    "$uv" venv --quiet --seed --python 3.13 "$folder/.pip"
    "$folder/.pip/bin/pip" download --quiet --disable-pip-version-check --only-binary :all: --no-deps \
        --require-hashes --requirement "$folder/requirements.txt" --dest "$folder/wheels"
    rm -rf "$folder/.pip"
fi
echo "$folder"
