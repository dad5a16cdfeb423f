"""The computer and the versions that figures were taken with."""

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.builds.competitors import hugo_program

PACKAGES = (
    "mkdocs", "mkdocs-material", "zensical", "pyromark", "nh3", "lunr", "jsonschema", "jsonschema-rs", "PyYAML", "msgspec", "Jinja2", "Markdown",
)  # fmt: skip


def machine() -> dict[str, str | int]:
    """Return cores, processor, memory, system and versions, as they are to be told."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "memory": f"{int(_line('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": ", ".join([_hugo_version(), *filter(None, map(_version, PACKAGES))]),
    }


def _line(file: str, name: str) -> str:
    """Return what a file of /proc says of a name, the first time."""
    for line in Path(file).read_text("utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def _hugo_version() -> str:
    try:
        said = subprocess.run([hugo_program(), "version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    return "Hugo " + said.split()[1].partition("-")[0].removeprefix("v")
