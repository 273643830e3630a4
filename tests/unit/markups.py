"""Source markup as editors could have written it: any text, any nesting, facts and links anywhere."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
keys = st.from_regex(r"[a-z0-9-]{1,6}(\.[a-z0-9-]{1,6}){0,2}", fullmatch=True)
aspects = st.sampled_from(["value", "next", "nextDate", "article"])
facts = st.builds(lambda key, aspect: f'<embed embedtype="fact" key="{key}" aspect="{aspect}"/>', keys, aspects)
texts = words.map(escape)
inline = st.recursive(
    texts | facts | st.just("<br/>"),
    lambda inner: st.builds(
        lambda tag, parts: f"{tag}{''.join(parts)}</{tag[1:].split()[0].rstrip('>')}>",
        st.sampled_from(["<b>", "<em>", '<a href="https://x.nl/?a=1&amp;b=%22">', '<a linktype="product" key="p">']),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
lines = st.lists(inline, max_size=3).map("".join)
paragraphs = st.builds(lambda tag, line: f"<{tag}>{line}</{tag}>", st.sampled_from(["p", "h3", "h4"]), lines)
lists = st.builds(
    lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
    st.sampled_from(["ul", "ol"]),
    st.lists(lines, min_size=1, max_size=3),
)
markups = st.lists(paragraphs | lists, max_size=3).map("".join)
