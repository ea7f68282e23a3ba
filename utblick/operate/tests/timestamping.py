"""A real time-stamping authority for the tests: OpenSSL's, behind a small web server."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[service]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = tsa1
[tsa1]
serial = {folder}/serial
signer_cert = {folder}/service.pem
signer_key = {folder}/service.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
"""


def openssl(*words: object) -> bytes:
    return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True).stdout


def make_authority(folder: Path, name: str = "Provtidens rot") -> Path:
    """An authority and the certificate of its service; returns the file of whom to trust."""
    folder.mkdir()
    config, root = folder / "openssl.cnf", folder / "root.pem"
    config.write_text(CONFIG.format(folder=folder, name=name))
    (folder / "serial").write_text("01\n")
    new = ["req", "-x509", "-config", config, "-nodes", "-days", "30", "-newkey", "ec", "-pkeyopt"]
    new += ["ec_paramgen_curve:prime256v1"]
    openssl(*new, "-extensions", "root", "-keyout", folder / "root.key", "-out", root)
    issued = ["-subj", "/CN=Provtid", "-CA", root, "-CAkey", folder / "root.key", "-extensions", "service"]
    openssl(*new, *issued, "-keyout", folder / "service.key", "-out", folder / "service.pem")
    return root


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the service."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query, reply = folder / "query.tsq", folder / "reply.tsr"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl("ts", "-reply", "-config", folder / "openssl.cnf", "-queryfile", query, "-out", reply)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(reply.read_bytes())

        def log_message(self, *args: object) -> None:
            return None

    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
