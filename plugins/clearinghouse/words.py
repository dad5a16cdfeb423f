"""The message catalogues: what the package itself prints, in the languages that it speaks.

`nox -s words` collects the messages from the templates and the code; translators fill a .po file a language.
"""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations

DOMAIN = "clearinghouse"
LOCALES = Path(__file__).parent / "locale"


def translations_for(language: str) -> NullTranslations:
    """Return the messages in a language; English ones where there is no catalogue for it."""
    return Translations.load(LOCALES, [language], DOMAIN)
