"""The repository that the editor writes to, read from its address: which service it is, and where its programs are asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

SERVICES = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "gitea", "gitea.com": "gitea"}
"""The services that are known by their host; others are named."""

_ADDRESS = re.compile(r"https://(?P<host>[A-Za-z0-9.-]+(?::[0-9]+)?)/(?P<name>[\w.-]+(?:/[\w.-]+)+)/?\Z")
_ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]+)?\Z")
_PATHS = {"gitlab": "/api/v4", "gitea": "/api/v1", "github": "/api/v3"}


class RepositoryFault(ValueError):
    """An address leads to no repository that the editor can write to; the message says what is expected."""


@dataclass(frozen=True)
class Repository:
    """A repository. `service` is github, gitlab or gitea (which Forgejo also answers to); `name` is owner/name."""

    service: str
    host: str
    name: str

    @property
    def api(self) -> str:
        """Where the service answers programs."""
        if self.host == "github.com":
            return "https://api.github.com"
        return f"https://{self.host}{_PATHS[self.service]}"

    @property
    def origin(self) -> str:
        """The one place, beside the site itself, that the editor's page may talk to."""
        return "https://" + self.api.removeprefix("https://").partition("/")[0]

    @property
    def reviews(self) -> bool:
        """Whether the editor can make a pull request (merge request) of each change there."""
        return self.service in {"github", "gitlab"}


@dataclass(frozen=True)
class SignIn:
    """How people sign in. `address` is that of the OAuth client, `client` its id; with neither they use access tokens.

    With `proposals`, people without the right to write make their changes in a fork (GitHub).
    """

    address: str = ""
    client: str = ""
    proposals: bool = False


def repository_at(address: str, service: str = "") -> Repository:
    """Read the address of a repository, such as https://github.com/owner/name.

    Raises RepositoryFault where it is none, or its service is neither known nor named.
    """
    found = _ADDRESS.match(address.strip())
    if not found:
        raise RepositoryFault(f"“{address}” is not the address of a repository, such as https://github.com/owner/name.")
    host = found["host"].lower()
    known = service or SERVICES.get(host, "")
    if not known:
        raise RepositoryFault(f"It is not known which service runs {host}. Name it: --service github, gitlab or gitea.")
    name = found["name"].removesuffix(".git")
    if known != "gitlab" and name.count("/") != 1:
        raise RepositoryFault(f"“{name}” is not the owner and the name of a repository.")
    return Repository(known, host, name)


def sign_in_at(address: str, client: str, repository: Repository, *, proposals: bool) -> SignIn:
    """Check how people are to sign in.

    Raises RepositoryFault where the address is not https://host, or proposals are wanted where they are not possible.
    """
    trimmed = address.strip().rstrip("/")
    if trimmed and not _ORIGIN.match(trimmed):
        raise RepositoryFault(
            f"“{address}” is not the address of an OAuth client, such as https://sign-in.example.org."
        )
    if proposals and repository.service != "github":
        raise RepositoryFault("Proposals from people who may not write to the repository work only with GitHub.")
    return SignIn(trimmed, client.strip(), proposals)


def backend_of(repository: Repository, sign_in: SignIn, branch: str) -> dict[str, Any]:
    """Return `backend` of Sveltia's configuration."""
    uses_client = bool(sign_in.address or sign_in.client)
    elsewhere = {} if repository.host in {"github.com", "gitlab.com", "gitea.com"} else {"api_root": repository.api}
    address = sign_in.address or ("" if repository.service == "github" else f"https://{repository.host}")
    return {
        "name": repository.service, "repo": repository.name, **({"branch": branch} if branch else {}), **elsewhere,
        **({"base_url": address} if uses_client else {}),
        **({"app_id": sign_in.client} if sign_in.client else {}),
        **({"auth_type": "pkce"} if sign_in.client and repository.service == "gitlab" else {}),
        **({"open_authoring": True, "auth_scope": "public_repo"} if sign_in.proposals else {}),
        # Without an OAuth client of one's own, Sveltia would send people to that of a company.
        "auth_methods": ["oauth", "token"] if uses_client else ["token"],
        "commit_messages": {
            "create": "Add {{collection}}/{{slug}}", "update": "Change {{collection}}/{{slug}}",
            "delete": "Remove {{collection}}/{{slug}}",
        },
    }  # fmt: skip
