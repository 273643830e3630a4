"""Source markup becomes HTML, plain text and speech; what no channel can show is refused by name."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

from releases.texts.markup import (
    ALLOWED,
    Element,
    MarkupError,
    ResolvedReference,
    fact_mark,
    links_of,
    parse,
    to_html,
    to_plain,
    to_spoken,
)
from tests.unit.markups import markups, words

FEE = '<embed embedtype="fact" id="7" key="paspoort.leges" aspect="value"/>'


def resolve(key, aspect):
    return ResolvedReference(f"T<{key}>", f"P:{key}", f"S:{key}", f'"{aspect}"')


class Outline(HTMLParser):
    """The tags, attributes and text that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@given(words)
def test_any_text_arrives_as_text(text):
    page = Outline(to_html(Element("p", [text]), resolve))

    assert (page.text, page.tags) == (text, [])


@given(markups)
def test_html_has_only_allowed_tags_and_safe_attributes(markup):
    tags = Outline(to_html(parse(markup), resolve)).tags

    assert {tag for tag, _ in tags} <= (ALLOWED - {"embed"}) | {"data"}
    assert {name for _, attrs in tags for name in attrs} <= {
        "href", "data-product", "class", "data-fact", "data-aspect", "value",
    }  # fmt: skip


@given(words, words, words)
def test_a_mark_escapes_all_its_parts(key, aspect, text):
    (tag, attrs), *rest = Outline(fact_mark(key, aspect, ResolvedReference(text, "", "", text))).tags

    assert (tag, rest, attrs["data-fact"], attrs["value"]) == ("data", [], key, text)


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("<p>A &amp; B &lt;i&gt;</p>", "<p>A &amp; B &lt;i&gt;</p>"),
        ('<p data-block-key="x1" onclick="a()">A</p>', "<p>A</p>"),
        ("<p>A<br/>B</p>", "<p>A<br>B</p>"),
        ("<p>A<!-- note --></p>", "<p>A</p>"),
        ('<a href="https://x.nl/?a=1&amp;b=2">X</a>', '<a href="https://x.nl/?a=1&amp;b=2">X</a>'),
        ('<a href="tel:140342">Bel</a>', '<a href="tel:140342">Bel</a>'),
        ('<a linktype="product" id="3" key="vog">VOG</a>', '<a href="product:vog" data-product="vog">VOG</a>'),
        (
            '<embed embedtype="fact" key="a"/>',
            '<data class="fact" data-fact="a" value="&quot;value&quot;">T&lt;a&gt;</data>',
        ),
        (
            '<embed embedtype="fact" key="a" aspect="next"/>',
            '<data class="fact" data-fact="a" data-aspect="next" value="&quot;next&quot;">T&lt;a&gt;</data>',
        ),
        ("<p>open", "<p>open</p>"),
        ("a</p>", "a"),
    ],
)
def test_html_is_clean(markup, html):
    assert to_html(parse(markup), resolve) == html


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<p><script>alert(1)</script></p>", "<script>"),
        ("<blink>x</blink>", "<blink>"),
        ('<img src="x" onerror="a()">', "<img>"),
        ("<table><tr><td>x</td></tr></table>", "<table>"),
        ("x</div>", "</div>"),
        ('<embed embedtype="image" id="1"/>', "'image'"),
        ('<embed embedtype="fact"/>', "<embed embedtype='fact'>"),
        ('<a href="javascript:alert(1)">x</a>', "javascript:alert"),
        ('<a href=" javascript:alert(1)">x</a>', "javascript:alert"),
        ('<a href="//evil.example">x</a>', "//evil.example"),
        ('<a linktype="product">x</a>', "<a href=''>"),
        ('<a linktype="page" id="3">x</a>', "<a href=''>"),
    ],
)
def test_what_no_channel_can_show_is_refused_by_name(markup, named):
    with pytest.raises(MarkupError) as refused:
        parse(markup)

    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        (f"<h3>Kosten</h3><p>Het kost {FEE}.</p>", "Kosten\n\nHet kost P:paspoort.leges."),
        ("<p>A<br/>B</p><p></p><p>C</p>", "A\nB\n\nC"),
        (f"<ul><li>{FEE}</li><li>pasfoto</li></ul>", "- P:paspoort.leges\n- pasfoto"),
        ("<ol>\n<li>een</li>\n<li>twee</li>\n</ol>", "1. een\n2. twee"),
        ("<ul><li>een<ul><li>in</li><li>uit</li></ul></li><li>twee</li></ul>", "- een\n  - in\n  - uit\n- twee"),
        ("<ul>los<li>vast</li></ul>", "- los\n- vast"),
        ('<p><a href="https://x.nl">Meer</a></p>', "Meer (https://x.nl)"),
        ('<p><a href="https://x.nl">https://x.nl</a></p>', "https://x.nl"),
        ('<p><a href="tel:140342">14 0342</a></p>', "14 0342"),
        ('<p><a linktype="product" key="vog">VOG</a></p>', "VOG"),
        ("<p>1 &lt; 2</p>", "1 < 2"),
    ],
)
def test_plain_text_keeps_the_shape(markup, plain):
    assert to_plain(parse(markup), resolve) == plain


@pytest.mark.parametrize(
    ("markup", "spoken"),
    [
        (f"<h3>Kosten</h3><p>Het kost {FEE}.</p>", "Kosten. Het kost S:paspoort.leges."),
        ("<p>Is dat zo?</p><ul><li>ja</li><li>nee</li></ul>", "Is dat zo? ja. nee."),
        ("<ul><li>een<ul><li>in</li></ul></li></ul>", "een. in."),
        ('<p>Zie <a href="https://x.nl">de website</a>.</p>', "Zie de website."),
        ("<p>A<br/>B</p>", "A B."),
    ],
)
def test_speech_is_sentences_without_marks(markup, spoken):
    assert to_spoken(parse(markup), resolve) == spoken


@given(markups)
def test_no_fact_of_a_text_is_left_out_in_any_form(markup):
    tree, asked = parse(markup), []

    def note(key, aspect):
        asked[-1].append((key, aspect))
        return resolve(key, aspect)

    for render in (to_html, to_plain, to_spoken):
        asked.append([])
        render(tree, note)

    assert asked[0] == asked[1] == asked[2]


def test_links_to_products_are_found_in_order():
    markup = '<p><a linktype="product" key="b">B</a></p><ul><li><a linktype="product" key="a">A</a></li></ul>'

    assert links_of(parse(markup)) == ["b", "a"]


def test_a_text_is_parsed_once():
    assert parse("<p>eens</p>") is parse("<p>eens</p>")
