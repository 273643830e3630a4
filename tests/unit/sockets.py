"""Servers on this machine that answer as a test says, byte by byte, with TLS when it gives a certificate."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Behaviour = Callable[[socket.socket], None]


@contextmanager
def serving(behave: Behaviour, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a server whose every connection does `behave` in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, behave, context), daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, behave: Behaviour, context: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        while True:
            accepted, _ = listener.accept()
            threading.Thread(target=_behave, args=(accepted, behave, context), daemon=True).start()


def _behave(accepted: socket.socket, behave: Behaviour, context: ssl.SSLContext | None) -> None:
    with suppress(OSError), context.wrap_socket(accepted, server_side=True) if context else accepted as connection:
        behave(connection)


def read_request(connection: socket.socket) -> str:
    """Until the end of the headers."""
    received = b""
    while b"\r\n\r\n" not in received and (part := connection.recv(65536)):
        received += part
    return received.decode("latin-1")


def answering(answer: str) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(answer.encode())
        end(connection)

    return behave


def end(connection: socket.socket) -> None:
    """Reads on until the other side is done: closing on what was not read would cut off the answer."""
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65536):
        pass


def certificate_for(name: str, folder: Path) -> tuple[Path, ssl.SSLContext]:
    """The file of an authority that signs itself and is for `name` alone, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, secret = folder / f"{name}.pem", folder / f"{name}.key"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file, secret)
    return file, context
