#!/bin/sh
# Install Utblick on a Debian 13 server: install.sh --host utblick.example.se [--cert FILE --key FILE] [--mail-from ADDRESS]
# To be run from the unpacked folder of a release. Run again it mends what is missing and changes no setting.
set -eu
. "$(dirname "$0")/common.sh"

hosts= cert= key= mail=
while [ $# -gt 0 ]; do
    case $1 in
        --host) hosts="${hosts:+$hosts }$2" ;;
        --cert) cert=$2 ;;
        --key) key=$2 ;;
        --mail-from) mail=$2 ;;
        *) fail "Unknown: $1" ;;
    esac
    shift 2
done
[ -n "$hosts" ] || fail "Say which host name Utblick answers at: --host utblick.example.se"
first=${hosts%% *}
: "${mail:=utblick@$first}"

say "Packages"
needed="python3 python3-venv postgresql postgresql-client nginx openssl curl libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# shellcheck disable=SC2086
if ! dpkg --status $needed >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $needed >/dev/null
fi
python3 -c 'import sys; sys.exit(sys.version_info < (3, 13))' || fail "Utblick needs Python 3.13: Debian 13 (trixie) has it."

say "User and folders"
getent passwd utblick >/dev/null || useradd --system --user-group --home-dir /var/lib/utblick --shell /usr/sbin/nologin utblick
install -d "$PROGRAM" "$PROGRAM/releases"
install -d -o root -g utblick -m 750 /etc/utblick
install -d -o utblick -g utblick -m 750 /var/lib/utblick /var/cache/utblick /var/backups/utblick
install -d -o root -g root -m 700 /etc/utblick/tls

say "Database"
systemctl enable --quiet --now postgresql
as_postgres() { runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align "$@"; }
[ "$(as_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = 'utblick'")" ] || runuser -u postgres -- createuser utblick
[ "$(as_postgres -c "SELECT 1 FROM pg_database WHERE datname = 'utblick'")" ] ||
    runuser -u postgres -- createdb --owner utblick --encoding UTF8 --locale C.UTF-8 --template template0 utblick

say "Version $(version_in "$HERE")"
release=$(unpack "$HERE")

if [ ! -e "$SETTINGS" ]; then
    say "Settings, with new secrets, in $SETTINGS"
    secret() { openssl rand -base64 48 | tr -d '\n=+/'; }
    processes=$(nproc); [ "$processes" -gt 4 ] && processes=4; [ "$processes" -lt 2 ] && processes=2
    umask 027
    cat >"$SETTINGS.new" <<END
# The settings of Utblick on this host: docs/operate/settings.md lists them. After a change: systemctl restart 'utblick-*'
UTBLICK_SECRET_KEY="$(secret)"
UTBLICK_METRICS_TOKEN="$(secret)"
DATABASE_URL="postgres:///utblick"
UTBLICK_DATA="/var/lib/utblick"
UTBLICK_LEXICON_CACHE="/var/cache/utblick"
UTBLICK_HOSTS="$hosts"
UTBLICK_ADDRESS="https://$first"
UTBLICK_HTTPS="1"
UTBLICK_REQUIRE_MFA="1"
UTBLICK_LOG="json"
UTBLICK_MAIL_FROM="$mail"
UTBLICK_BACKUPS="/var/backups/utblick"
UTBLICK_ANCHORS="/var/backups/utblick/anchors.txt"
WEB_CONCURRENCY="$processes"
END
    chgrp utblick "$SETTINGS.new"
    # The public key alone stays: without its secret key nobody on this host can open a backup.
    "$release/bin/python" - /etc/utblick/backup-key.txt >>"$SETTINGS.new" <<'END'
import sys
from pathlib import Path
from utblick.operate.backup.archive import make_key
print(f'UTBLICK_BACKUP_KEYS="{make_key(Path(sys.argv[1]))}"')
END
    mv "$SETTINGS.new" "$SETTINGS"
    umask 022
    say "MOVE /etc/utblick/backup-key.txt to a safe place elsewhere: it opens every backup, and nothing else does."
fi

if [ -n "$cert" ]; then
    install -m 600 "$cert" /etc/utblick/tls/cert.pem
    install -m 600 "$key" /etc/utblick/tls/key.pem
elif [ ! -e /etc/utblick/tls/cert.pem ]; then
    say "A certificate of our own, for trying out: browsers warn of it. Give a real one by --cert and --key."
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$first" -addext "subjectAltName=DNS:$first" \
        -keyout /etc/utblick/tls/key.pem -out /etc/utblick/tls/cert.pem 2>/dev/null
fi

say "Tables and words"
of_release "$release" migrate --verbosity 0
of_release "$release" lexicon build >/dev/null

say "Services"
install -m 644 "$HERE/utblick-web@.service" "$HERE/utblick-work.service" /etc/systemd/system/
for unit in utblick-web@.service utblick-work.service; do
    install -d "/etc/systemd/system/$unit.d"
    install -m 644 "$HERE/hardening.conf" "/etc/systemd/system/$unit.d/hardening.conf"
done
install -m 755 "$HERE/utblick" /usr/local/bin/utblick
systemctl daemon-reload

port=$(serving); : "${port:=8001}"
start_on "$port" "$release" || fail "The web server does not get ready: journalctl -u utblick-web@$port"
systemctl enable --quiet "utblick-web@$port"
work_with "$release"

say "nginx"
sed "s/@HOSTS@/$hosts/" "$HERE/nginx.conf" >/etc/nginx/sites-available/utblick
ln -sfn ../sites-available/utblick /etc/nginx/sites-enabled/utblick
rm -f /etc/nginx/sites-enabled/default
systemctl enable --quiet nginx
serve_from "$port"

say "Utblick answers at https://$first/. What is weak still:"
of_release "$release" check --deploy || true
