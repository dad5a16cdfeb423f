"""How things are called in one language: labels, dates, numbers and the package's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property, lru_cache
from gettext import NullTranslations
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from clearinghouse.core.codelist import CodeList
from clearinghouse.views.absence import InPart

# International English: 18 January 2006, where CLDR's plain “en” has January 18, 2006.
_REGIONS = {"en": "en_001"}

MAX_DIGITS = 400
"""More digits than any amount in a record has; Python's own 28 are too few for some."""


@dataclass(frozen=True)
class Wording:
    """The words of a site in one language. `translations` holds what the package itself prints."""

    language: str
    code_lists: Mapping[str, CodeList]
    translations: NullTranslations = field(default_factory=NullTranslations)
    is_of_part: bool = False
    """Whether they are said of a part of a clearinghouse, where what is not there may be in the whole."""

    def of_part(self) -> Wording:
        """The same words for a part."""
        return replace(self, translations=InPart(self.translations), is_of_part=True)

    def nothing_here(self, of_all: str = "") -> str:
        """What is said in place of an empty table; `of_all` is what is concluded from that where everything is there."""
        return of_all if of_all and not self.is_of_part else self.translate("Nothing is recorded here yet.")

    @cached_property
    def locale(self) -> Locale:
        """Babel's rules for the language."""
        return Locale.parse(_REGIONS.get(self.language, self.language))

    def translate(self, text: str) -> str:
        """A text of a schema or of the package in this language; as it stands where there is no translation."""
        return self.translations.gettext(text) if text else ""

    def label(self, code_list: str, concept: str) -> str:
        """What a concept of a code list is called."""
        named = code_list, concept
        if named not in self._labels:
            self._labels[named] = self.code_lists[code_list].label(concept, self.language)
        return self._labels[named]

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        """The labels that were looked up, by code list and concept: pages name the same few again and again."""
        return {}

    def date(self, text: str) -> str:
        """A partial date in words: `2006-01-18` is 18 January 2006, `2006-01` January 2006, `2006` stays."""
        return _date(text, str(self.locale))

    def period(self, start: str, end: str) -> str:
        """A period in words; an unknown start or end stays open."""
        if start and end:
            return self.date(start) if start == end else f"{self.date(start)} – {self.date(end)}"
        if start:
            return self.translate("from {date}").format(date=self.date(start))
        return self.translate("until {date}").format(date=self.date(end)) if end else ""

    def number(self, value: float | Decimal) -> str:
        """A number with the separators of the language, exact."""
        with localcontext(prec=MAX_DIGITS):
            return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def percent(self, share: Decimal) -> str:
        """A share (1 is all) in per cent, exact."""
        with localcontext(prec=MAX_DIGITS):
            return format_percent(share, locale=self.locale, decimal_quantization=False)

    def money(self, amount: float | Decimal, currency: str) -> str:
        """An amount of money, exact: the code of the currency is kept, since a sign such as $ stands for several."""
        with localcontext(prec=MAX_DIGITS):
            exact = Decimal(str(amount))
            decimals = -int(exact.normalize().as_tuple().exponent)
            digits = max(decimals, get_currency_precision(currency)) if exact != exact.to_integral_value() else 0
            pattern = "¤¤ #,##0" + ("." + "0" * digits if digits else "")
            return format_currency(amount, currency, pattern, locale=self.locale, currency_digits=False)

    def yes_or_no(self, value: bool) -> str:
        """A boolean in a word."""
        return self.translate("yes") if value else self.translate("no")

    def sort_key(self, text: str) -> tuple[str, str]:
        """A key that sorts titles without regard to case; the title itself decides between equals."""
        return text.casefold(), text


@lru_cache(maxsize=10_000)
def _date(text: str, locale: str) -> str:
    parts: list[Any] = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, "long", locale=locale)
