#!/bin/sh
# Note which migrations this release holds: tests/test_safe_migrations.py looks at all that come after.
set -eu
cd "$(dirname "$0")/.."
find utblick -path '*/migrations/[0-9]*.py' | sed 's#.*/\([^/]*\)/migrations/\(.*\)\.py#\1.\2#' | sort >tests/released_migrations.txt
