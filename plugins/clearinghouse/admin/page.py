"""The page of the editor: it loads Sveltia CMS from this site, and may talk to nobody but this site and the service of the repository."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable

from markupsafe import Markup

from clearinghouse.admin.repository import Repository

PAGE, CONFIGURATION, STARTER, EDITOR = "index.html", "config.json", "start.js", "sveltia"
"""The page and what lies beside it: the configuration, the script that starts the editor, and the folder of the editor itself."""

MARK = Markup('<meta name="generator" content="clearinghouse admin">')
"""Stands near the start of the page: a folder with such a page may be written anew."""

MODULE, TRANSLATIONS = f"{EDITOR}/npm/index.js", f"{EDITOR}/locales"
"""Where the editor's module and its translations are, laid out as in the npm package."""

START = f"""\
import CMS from "./{MODULE}";

CMS.init();
"""
"""A file of its own, since the page allows no script inside it."""

_PAGE = Markup("""\
<!doctype html>
<html lang="{language}">
<head>
  <meta charset="utf-8">
  {mark}
  <meta http-equiv="Content-Security-Policy" content="{policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <meta name="referrer" content="same-origin">
  <title>{title}</title>
  <link rel="cms-config-url" type="application/json" href="{configuration}">
  <script type="importmap">{import_map}</script>
</head>
<body>
  <noscript><p>{needs_script}</p></noscript>
  <script type="module" src="{starter}"></script>
</body>
</html>
""")


def import_map_for(languages: Iterable[str]) -> str:
    """Return the import map of the page.

    The editor imports its translations as JSON, which browsers refuse; they lie there as modules of the same name.
    """
    names = [f"./{TRANSLATIONS}/{each}" for each in sorted(languages)]
    return json.dumps({"imports": {f"{each}.json": f"{each}.js" for each in names}}, separators=(",", ":"))


def translation_module(text: str) -> str:
    """Return a translation, a file of JSON, as a module."""
    return f"export default {json.dumps(json.loads(text), ensure_ascii=False, separators=(',', ':'))};\n"


def policy_for(repository: Repository, import_map: str) -> str:
    """Return the Content Security Policy of the page.

    Sveltia asks githubstatus.com whether GitHub works, and others for fonts that it has here as well; these and everything
    else that is not named is refused by the browser. Styles are allowed inside the page, since Sveltia puts its own there;
    of scripts only the import map is, by its fingerprint. `data:` leads nowhere: Sveltia reads its own logo from there.
    """
    known = base64.b64encode(hashlib.sha256(import_map.encode()).digest()).decode()
    return "; ".join((
        "default-src 'self'", f"script-src 'self' 'sha256-{known}'", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", f"connect-src 'self' data: {repository.origin}", "object-src 'none'",
        "frame-src 'none'", "base-uri 'none'", "form-action 'none'",
    ))  # fmt: skip


def page_for(repository: Repository, *, title: str, language: str, needs_script: str, languages: Iterable[str]) -> str:
    """Return the HTML of the page.

    `needs_script` is what readers see whose browser runs no scripts; `languages` are the translations of the editor.
    """
    import_map = import_map_for(languages)
    return str(
        _PAGE.format(
            mark=MARK, language=language, policy=policy_for(repository, import_map), title=title, configuration=CONFIGURATION,
            import_map=Markup(import_map), starter=STARTER, needs_script=needs_script,  # noqa: S704 - our own JSON, of names of files
        )
    )  # fmt: skip
