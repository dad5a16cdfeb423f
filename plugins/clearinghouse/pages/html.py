"""HTML made in Python: the small pieces that pages are full of.

A page has hundreds of values, and the call of a macro of a template costs several times what it does; so does a `Markup` for
each value. What is made here is plain text of HTML, in which everything that is not ours was escaped with `text_html`;
`PIECES` in `page.py` marks it as safe where a template asks for it.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import escape

from clearinghouse.core.links import LinkTo

Html = str
"""Text of HTML. It is never escaped again, so nothing may be put into it that was not escaped."""


@lru_cache(maxsize=16_384)  # a site has many more values than texts: titles and labels stand on page after page
def text_html(text: str) -> Html:
    """A text as it stands in HTML, between tags as well as in a quoted attribute."""
    return str(escape(text))


def link_html(url: str, text: str, to: LinkTo) -> Html:
    """A link to a page of the site."""
    return f'<a href="{text_html(to(url))}">{text_html(text)}</a>'


def external_link(address: str, text: str) -> Html:
    """A link that leaves the site."""
    return f'<a href="{text_html(address)}" class="ch-external" rel="external">{text_html(text)}</a>'
