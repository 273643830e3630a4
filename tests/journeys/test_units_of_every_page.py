"""Every document and every page of every client: units and directions stand there once, and nothing free costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup

from languages.registry import codes, wording_of
from tests.journeys.sample_pages import Json, Sample

pytestmark = pytest.mark.slow

BLOCKS = "p li tr dt dd h1 h2 h3 h4 caption summary div section article main header footer nav label".split()
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
START, MIDDLE, END = "\ue000\ue001\ue002"
MARK = re.compile(f"{START}(.*?){MIDDLE}(.*?){END}")
WORDS = [wording_of(code) for code in codes()]
EACH = "|".join(words.sentence.each for words in WORDS)
LEADS = "|".join(
    {re.escape(words.bounds[name].split("{")[0].strip()) for words in WORDS for name in ("within", "before")}
)
DIRECTIONS = {
    "within": "|".join(words.sentence.limit for words in WORDS),
    "earliest": "|".join(words.sentence.earliest for words in WORDS),
}
COSTS, FREE = "|".join(words.sentence.costs for words in WORDS), "|".join(words.free for words in WORDS)
DOUBLED = re.compile(
    rf"\b(?:{EACH}) ([\w ]+?),? (?:{EACH}) \1\b"
    rf"|\b(?:{LEADS}) (?:{LEADS})\b"
    rf"|\b(?:{COSTS})(?: \w+)? (?:{FREE}|{COSTS})\b"
    rf"|\b(?:{FREE}) (?:per|pro) ",
    re.IGNORECASE,
)


class Fault(NamedTuple):
    where: str
    key: str
    sentence: str


def sentences(html: str) -> Iterator[str]:
    """The text that people read, a line or a sentence at a time; a value without what is around it is marked with its key."""
    lines = _lines(html) if "<" in html else html.splitlines()
    yield from (sentence for line in lines for sentence in SENTENCE_END.split(" ".join(line.split())) if sentence)


def _lines(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    for unread in soup(["script", "style", "template"]):
        unread.decompose()
    for mark in soup.select("data.fact[data-fact]"):
        if mark.get("data-aspect", "value") in ("value", "next"):
            mark.replace_with(f"{START}{mark['data-fact']}{MIDDLE}{mark.get_text()}{END}")
    for block in soup(BLOCKS):
        block.insert(0, "\n")
        block.append("\n")
    return soup.get_text().splitlines()


def spoken_sentences(told: Json, facts: Json) -> Iterator[str]:
    """Plain text with the keys that it tells, as a phone or a chat says it."""
    forms = {facts[key][form]: key for key in told["facts"] for form in ("text", "plain", "spoken") if key in facts}
    bare = "|".join(map(re.escape, sorted(filter(None, forms), key=len, reverse=True)))
    for text in (told[name] for name in ("plain", "spoken", "text") if isinstance(told.get(name), str)):
        marked = re.sub(bare, lambda form: f"{START}{forms[form[0]]}{MIDDLE}{form[0]}{END}", text) if bare else text
        yield from SENTENCE_END.split(marked)


def faults_in(where: str, told: Iterable[str], facts: dict[str, list[Json]]) -> Iterator[Fault]:
    for sentence in told:
        said = MARK.sub(r"\2", sentence)
        if DOUBLED.search(said):
            yield Fault(where, "", said)
        for mark in MARK.finditer(sentence):
            if not any(is_whole(fact, said) for fact in facts.get(mark[1], [])):
                yield Fault(where, mark[1], said)


def is_whole(fact: Json, said: str) -> bool:
    nouns = [noun for noun in fact["per"].split() if not re.fullmatch(EACH, noun)]
    if fact["kind"] == "amount" and fact["value"]["amount"] != "0.00":
        return all(re.search(rf"\b{noun}", said, re.IGNORECASE) for noun in nouns)
    direction = DIRECTIONS.get(fact["value"].get("bound", "")) if fact["kind"] == "term" else None
    return not direction or bool(re.search(rf"\b(?:{direction})\b", said, re.IGNORECASE))


def name_of(document: Json) -> str:
    return "/".join((document["channel"], document["kind"], document["key"]))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def told_with_keys(value: Any) -> Iterator[Json]:
    if isinstance(value, dict | list):
        if isinstance(value, dict) and isinstance(value.get("facts"), list):
            yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from told_with_keys(each)


@pytest.fixture(scope="module", params=["nl", "en"])
def told(request: pytest.FixtureRequest, sample: Callable[[str], Sample]) -> Sample:
    return sample(request.param)


@pytest.fixture(scope="module")
def facts(told: Sample) -> dict[str, list[Json]]:
    """By key, in each language in which they are told."""
    found: dict[str, list[Json]] = {}
    for document in told.documents:
        for key, fact in document.get("facts", {}).items():
            if fact not in found.setdefault(key, []):
                found[key].append(fact)
    return found


def test_every_document_tells_facts_whole_and_once(told: Sample, facts: dict[str, list[Json]]) -> None:
    texts = {text: name_of(document) for document in told.documents for text in strings(document)}
    wrong = {fault for text, where in texts.items() for fault in faults_in(where, sentences(text), facts)}
    for document in told.documents:
        for part in told_with_keys(document):
            wrong |= {*faults_in(name_of(document), spoken_sentences(part, document["facts"]), facts)}
    assert wrong == set()


def test_every_page_tells_facts_whole_and_once(told: Sample, facts: dict[str, list[Json]]) -> None:
    pages = told.pages.items()
    assert {fault for address, html in pages for fault in faults_in(address, sentences(html), facts)} == set()


@pytest.mark.parametrize(
    "html",
    [
        "<p>U betaalt € 5,00 per jaar per jaar.</p>",
        "<p>Dat kost u gratis.</p>",
        "<p>Wij beslissen binnen binnen 8 weken.</p>",
        "<li>gratis per jaar</li>",
        '<td><data class="fact" data-fact="heffing" value="5.00">€ 5,00</data></td>',
        '<p>Wij beslissen <data class="fact" data-fact="besluit" value="8 week">8 weken</data> na uw aanvraag.</p>',
    ],
)
def test_a_unit_or_direction_that_lacks_or_doubles_is_seen(html: str) -> None:
    fee = {"kind": "amount", "per": "per jaar", "value": {"amount": "5.00"}}
    decision = {"kind": "term", "per": "", "value": {"bound": "within"}}
    assert len([*faults_in("", sentences(html), {"heffing": [fee], "besluit": [decision]})]) == 1
