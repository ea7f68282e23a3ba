#!/bin/sh
# Upgrade without losing a request: upgrade.sh, from the unpacked folder of the new release. The new version is brought up beside the old,
# which serves until the new is ready; whatever fails before that leaves the old one as it was.
#   upgrade.sh --back    serve again from the version before
set -eu
. "$(dirname "$0")/common.sh"

old=$(readlink "$PROGRAM/current") || fail "Utblick is not installed here: run install.sh first."
port=$(serving)
free=$(other_than "$port")

give_up() { # WHY
    systemctl stop "utblick-web@$free"
    systemctl disable --quiet "utblick-web@$free"
    # What the new version collected goes with it.
    of_release "$old" collectstatic --noinput --verbosity 0
    fail "$1 $(basename "$old") serves as before."
}

switch_to() { # RELEASE
    say "Starting $(basename "$1") on port $free"
    start_on "$free" "$1" || give_up "$(basename "$1") does not get ready: journalctl -u utblick-web@$free."
    systemctl enable --quiet "utblick-web@$free"
    serve_from "$free" || give_up "nginx refuses its settings: nginx -t."
    ln -sfn "$old" "$PROGRAM/previous"
    work_with "$1"
    retire "$port"
    say "$(basename "$1") serves. The way back: $0 --back"
}

if [ "${1:-}" = --back ]; then
    before=$(readlink "$PROGRAM/previous") || fail "There is no version to go back to."
    switch_to "$before"
    exit
fi

new=$PROGRAM/releases/$(version_in "$HERE")
[ "$new" != "$old" ] || fail "$(basename "$new") is what serves already."
say "Backup"
of_release "$old" backup >&2
say "Version $(basename "$new"), beside $(basename "$old")"
unpack "$HERE" >/dev/null
of_release "$new" check >/dev/null || fail "The new version refuses the settings. Nothing was changed."
say "Tables: each change lets the old version go on"
# A change waits five seconds at most for a lock, so that requests never queue behind it; then it is tried again.
export PGOPTIONS="-c lock_timeout=5s"
tried=0
until of_release "$new" migrate --verbosity 0; do
    tried=$((tried + 1))
    [ $tried -lt 5 ] || fail "The tables could not be changed. $(basename "$old") serves as before; what was changed does it no harm."
    sleep 2
done
unset PGOPTIONS
of_release "$new" lexicon build >/dev/null
switch_to "$new"
