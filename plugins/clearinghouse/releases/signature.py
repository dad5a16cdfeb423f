"""The signature of a manifest, made and checked by OpenSSH's `ssh-keygen -Y`.

It is the tool that is there already: on Linux, macOS and Windows, kept by a project that many rely on; and people who
publish have such a key. The signature is a file of text beside the manifest, and can be checked without this program.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path

NAMESPACE = "clearinghouse-manifest"
"""What a signature is for: one that the same key made for something else is not accepted."""

MAX_BYTES = 64 * 1024
_IDENTITY = "publisher"
_PUBLIC_KEY = re.compile(r"^(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+(?: |$)")
_SECONDS = 120
"""A person may have to type a password, or touch a key."""


class SignatureFault(Exception):
    """Nothing can be signed or checked: a key or the tool is missing. The message is for the person at the keyboard."""


def sign(manifest: bytes, key: Path) -> bytes:
    """The signature of a manifest by a private key in the form of OpenSSH. Raises SignatureFault where there is none."""
    if not key.is_file():
        raise SignatureFault(f"There is no key {key}. ssh-keygen -t ed25519 -f {key} makes one.")
    done = _ssh_keygen("-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, content=manifest)
    if done.returncode != 0 or not done.stdout:
        raise SignatureFault(f"ssh-keygen cannot sign with {key}: {_said(done)}")
    return done.stdout


def signer_of(signature: bytes) -> str:
    """The public key that a signature says it was made with, as OpenSSH writes one; empty where it says none.

    See PROTOCOL.sshsig of OpenSSH: a mark, a version, then the key as a length and its bytes, which begin with its kind alike.
    """
    try:
        packed = b64decode(b"".join(signature.split(b"\n")[1:-2]), validate=True)
        mark, _version, length = struct.unpack_from(">6sII", packed)
        key = packed[14 : 14 + length]
        (length,) = struct.unpack_from(">I", key)
        kind = key[4 : 4 + length].decode("ascii")
    except (ValueError, struct.error):
        return ""
    return f"{kind} {b64encode(key).decode()}" if mark == b"SSHSIG" else ""


def is_signed(manifest: bytes, signature: bytes, keys: str) -> bool:
    """Whether a signature of a manifest was made by one of these public keys, one a line as OpenSSH writes them.

    Raises SignatureFault where there is no key among them.
    """
    found = [line.strip() for line in keys.splitlines() if _PUBLIC_KEY.match(line.strip())]
    if not found:
        raise SignatureFault("There is no public key in that file. It is the one whose name ends in .pub.")
    with tempfile.TemporaryDirectory(prefix="clearinghouse-") as folder:
        allowed, signed = Path(folder, "allowed"), Path(folder, "signature")
        allowed.write_text(
            "".join(f'{_IDENTITY} namespaces="{NAMESPACE}" {each}\n' for each in found), encoding="utf-8"
        )
        signed.write_bytes(signature)
        arguments = ("-f", str(allowed), "-I", _IDENTITY, "-n", NAMESPACE, "-s", str(signed))
        return _ssh_keygen("-Y", "verify", "-q", *arguments, content=manifest).returncode == 0


def _ssh_keygen(*arguments: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - fixed arguments and files that we or the person named
            ["ssh-keygen", *arguments],  # noqa: S607 - wherever the system has it
            input=content, capture_output=True, check=False, timeout=_SECONDS,
        )  # fmt: skip
    except FileNotFoundError:
        raise SignatureFault("The program ssh-keygen is needed for signatures; it comes with OpenSSH.") from None
    except (OSError, subprocess.SubprocessError) as fault:
        raise SignatureFault(f"ssh-keygen does not answer: {fault}.") from fault


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip()[:500] or f"it ended with {done.returncode}."
