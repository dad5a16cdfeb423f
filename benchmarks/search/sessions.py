"""Readers in headless Chromium: each comes with an empty cache, asks ten queries, and asks them again."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Error, Page
from searches import Search
from serving import Sent, served

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
FIRST = "() => window.first"
ASK = """async (query) => {
  const started = performance.now();
  const urls = await ask(query);
  return [urls, performance.now() - started];
}"""
MEMORY = "() => performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)"
MINUTE = 60_000


@dataclass(frozen=True)
class Visit:
    """What one reader's ten queries took: bytes and requests of the search, bytes of everything, milliseconds, MB of memory."""

    first_bytes: int
    first_requests: int
    page_bytes: int
    first_time: float
    nine_bytes: int
    nine_requests: int
    further_time: float
    warm_time: float
    heap: float
    memory: float
    facet_bytes: int


@contextmanager
def opened(browser: Browser, search: Search, *, is_slow: bool = False) -> Iterator[Page]:
    """Open a page with an empty cache; everything that it does may take twenty minutes."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20 * MINUTE)
    if search.script:
        page.add_init_script(search.script)
    if is_slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
    try:
        yield page
    finally:
        context.close()


def first(page: Page, address: str, query: str) -> tuple[list[str], float]:
    """Open a page that asks a query; return the addresses of the results and the milliseconds until they were there."""
    page.goto(f"{address}?{urlencode({'q': query})}", wait_until="commit")
    page.wait_for_function("() => window.first")
    urls, milliseconds = page.evaluate(FIRST)
    return urls, milliseconds


def visit(browser: Browser, search: Search, folder: Path, queries: list[str], *, has_memory: bool = False) -> Visit:
    """Measure ten queries of a reader. The whole memory is told with the next collection of garbage, some 20 seconds later."""
    with served(folder) as (address, sent), opened(browser, search) as page:
        _, first_time = first(page, address + search.page, queries[0])
        loaded = Sent(list(sent.bodies)).within(search.own)
        around = sent.size
        place = len(sent.bodies)
        further = [page.evaluate(ASK, query)[1] for query in queries[1:]]
        nine = sent.since(place).within(search.own)
        warm = [page.evaluate(ASK, query)[1] for query in queries]
        heap, memory = heap_of(page), memory_of(page) if has_memory else 0.0
        place = len(sent.bodies)
        if search.has_facets:
            page.evaluate("() => facets().then(() => 0)")
        facets = sent.since(place).size
    return Visit(
        loaded.size, len(loaded.bodies), around, first_time, nine.size, len(nine.bodies), statistics.median(further), statistics.median(warm), heap, memory, facets
    )  # fmt: skip


def slow_first(browser: Browser, search: Search, folder: Path, query: str) -> float:
    """Return the milliseconds to the first result at 400 kbit/s with a round trip of 400 ms."""
    with served(folder) as (address, _), opened(browser, search, is_slow=True) as page:
        return first(page, address + search.page, query)[1]


def heap_of(page: Page) -> float:
    """Return the megabytes of the page's own JavaScript objects, after the unused were thrown away."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 1e6


def memory_of(page: Page) -> float:
    """Return the megabytes of the page with its workers and their compiled code's memory; 0 where Chromium does not tell."""
    with suppress(Error):
        return page.evaluate(MEMORY) / 1e6
    return 0.0


def works_from_disk(browser: Browser, search: Search, folder: Path, query: str) -> bool:
    """Whether a page opened as a file answers a query within ten seconds."""
    with opened(browser, search) as page:
        page.set_default_timeout(10_000)
        page.goto(f"{(folder / search.page).as_uri()}?{urlencode({'q': query})}")
        with suppress(Error):
            page.wait_for_function("() => window.first")
            return page.evaluate("() => Promise.race([window.first, new Promise((resolve) => setTimeout(resolve, 10_000, [[]]))])")[0] != []  # fmt: skip
        return False


def ranks(browser: Browser, search: Search, folder: Path, queries: list[tuple[str, str]]) -> list[int]:
    """Return the rank of the right record for each query, 0 where it is not among ten."""
    found = []
    with served(folder) as (address, _), opened(browser, search) as page:
        page.goto(address + search.page)
        for query, identity in queries:
            urls, _ = page.evaluate(ASK, query)
            ids = [Path(url).stem for url in urls]
            found.append(ids.index(identity) + 1 if identity in ids else 0)
    return found
