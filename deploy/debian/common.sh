# What install.sh and upgrade.sh share: where things lie, and the steps that both take.

PROGRAM=/opt/utblick
SETTINGS=/etc/utblick/environment
UPSTREAM=/etc/nginx/utblick-upstream.conf
HERE=$(cd "$(dirname "$0")" && pwd)
PATIENCE=120 # seconds for a new version to get ready

say() { printf '%s\n' "== $*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "Run this as root."

# A version's own commands, as the user utblick and with this host's settings.
of_release() { # FOLDER COMMAND...
    release=$1; shift
    (set -a; . "$SETTINGS"; set +a
     cd /var/lib/utblick
     exec setpriv --reuid=utblick --regid=utblick --init-groups "$release/bin/utblick" "$@")
}

version_in() { # the folder of a release, as `make release` makes it
    wheel=$(ls "$1"/utblick-*.whl 2>/dev/null) || fail "$1 holds no utblick-….whl: name the unpacked folder of a release."
    basename "$wheel" | cut -d- -f2
}

# A version in a folder of its own beside the others. Every file is checked against the hashes of the release.
unpack() { # FOLDER; prints where
    into=$PROGRAM/releases/$(version_in "$1")
    if [ ! -e "$into/complete" ]; then
        rm -rf "$into"
        python3 -m venv "$into"
        from=; [ -d "$1/wheels" ] && from="--no-index --find-links $1/wheels"
        # shellcheck disable=SC2086
        "$into/bin/pip" install --quiet --disable-pip-version-check $from --require-hashes -r "$1/requirements.txt" >&2
        "$into/bin/pip" install --quiet --disable-pip-version-check --no-index --no-deps "$1"/utblick-*.whl >&2
        touch "$into/complete"
    fi
    echo "$into"
}

serving() { [ ! -e "$UPSTREAM" ] || sed -n 's/.*127.0.0.1:\([0-9]*\);.*/\1/p' "$UPSTREAM"; } # the port, nothing at first
other_than() { [ "$1" = 8001 ] && echo 8002 || echo 8001; }

# Start a version on a port and wait until it serves.
start_on() { # PORT RELEASE
    ln -sfn "$2" "$PROGRAM/web-$1"
    of_release "$2" collectstatic --noinput --verbosity 0 || return 1
    systemctl restart "utblick-web@$1" || return 1
    waited=0
    until curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:$1/ready/"; do
        waited=$((waited + 1))
        [ $waited -lt $PATIENCE ] && systemctl --quiet is-active "utblick-web@$1" || return 1
        sleep 1
    done
    # Each of its processes has read the program once before visitors wait for it.
    for _ in 1 2 3 4 5 6 7 8; do curl --silent --max-time 30 --output /dev/null "http://127.0.0.1:$1/health/" || return 1; done
}

# Let nginx send what is new to this port; what is under way at the other is answered there. Refused by nginx, all stays as it was.
serve_from() { # PORT
    [ ! -e "$UPSTREAM" ] || cp "$UPSTREAM" "$UPSTREAM.before"
    printf 'upstream utblick {\n    server 127.0.0.1:%s;\n}\n' "$1" >"$UPSTREAM"
    if ! nginx -t -q; then
        [ ! -e "$UPSTREAM.before" ] || mv "$UPSTREAM.before" "$UPSTREAM"
        return 1
    fi
    rm -f "$UPSTREAM.before"
    systemctl reload-or-restart nginx
}

# Once the last request that the old version was sent is answered: nginx's former processes live until then. A minute at most.
retire() { # PORT
    waited=0
    sleep 1
    while grep -qs 'worker process is shutting down' /proc/[0-9]*/cmdline && [ $waited -lt 60 ]; do
        waited=$((waited + 1))
        sleep 1
    done
    systemctl disable --quiet "utblick-web@$1"
    systemctl stop "utblick-web@$1"
}

work_with() { # RELEASE
    ln -sfn "$1" "$PROGRAM/current"
    systemctl enable --quiet utblick-work
    systemctl restart utblick-work
}
