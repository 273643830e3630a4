"""The fixtures' small text form becomes the rich text that editors make."""

from __future__ import annotations

import pytest

from products.sample.files import FixtureError, Named
from products.sample.markdown import to_markup
from releases.texts.references import references

PAGES = {"rijbewijs": 7}
FEE = '<embed embedtype="fact" key="paspoort.leges" aspect="value"/>'


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Eén regel.", "<p>Eén regel.</p>"),
        ("Een zin die\nverder gaat.", "<p>Een zin die verder gaat.</p>"),
        ("Eerst.\n\nDan.", "<p>Eerst.</p><p>Dan.</p>"),
        ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("1. een\n2. twee", "<ol><li>een</li><li>twee</li></ol>"),
        ("Neem mee:\n- pas", "<p>Neem mee:</p><ul><li>pas</li></ul>"),
        ("### Kwijt?\nMeld het.", "<h3>Kwijt?</h3><p>Meld het.</p>"),
        ("**Let op**: nu", "<p><b>Let op</b>: nu</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("U betaalt {paspoort.leges}.", f"<p>U betaalt {FEE}.</p>"),
        ("**{paspoort.leges}**", f"<p><b>{FEE}</b></p>"),
        ("Vanaf {x|nextDate}", '<p>Vanaf <embed embedtype="fact" key="x" aspect="nextDate"/></p>'),
        ("Beste {{ naam }},", "<p>Beste {{ naam }},</p>"),
        ("Zie [rijbewijs](product:rijbewijs).", '<p>Zie <a id="7" linktype="page">rijbewijs</a>.</p>'),
        ("[RDW](https://www.rdw.nl/)", '<p><a href="https://www.rdw.nl/">RDW</a></p>'),
        ("", ""),
    ],
)
def test_each_form_becomes_its_markup(text, markup):
    assert to_markup(text, PAGES) == markup


def test_a_link_to_a_product_that_is_not_there_is_refused():
    with pytest.raises(FixtureError, match="there is no product 'paspoort'"):
        to_markup("[paspoort](product:paspoort)", Named("product", PAGES.items()))


def test_references_are_found_with_their_aspect():
    assert references(to_markup("{a.b} tot {a.b|next}, {{ naam }}", {})) == (("a.b", "value"), ("a.b", "next"))
