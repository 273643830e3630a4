"""`manage.py load_upl FILE` takes over the national list of product names as it is published."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from products.models import UplName

HEADER = "UniformeProductnaam,URI,Rijk,Gemeente,Grondslag,Grondslaglabel,Grondslaglink"
TERMS = "http://standaarden.overheid.nl/owms/terms/"

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def listing(tmp_path: Path):
    def write(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "upl.csv"
        path.write_text("\r\n".join([header, *lines, ""]), encoding=encoding)
        return path

    return write


def load(path: Path) -> str:
    output = StringIO()
    call_command("load_upl", str(path), stdout=output)
    return output.getvalue().strip()


def refusal(path: Path) -> str:
    with pytest.raises(CommandError) as refused:
        load(path)
    return str(refused.value)


def test_a_name_with_several_legal_bases_becomes_one_entry(listing):
    path = listing(
        f"paspoort,{TERMS}paspoort,,X,{TERMS}Paspw_art_9,Artikel 9 Paspoortwet,https://wetten.overheid.nl/1",
        f'paspoort,{TERMS}paspoort,,X,{TERMS}Paspw_art_26,"Artikel 26, Paspoortwet",https://wetten.overheid.nl/2',
    )
    assert load(path) == "1 added, 0 renamed, 0 unchanged, 0 no longer in the list (kept)"
    assert list(UplName.objects.values_list("name", "uri")) == [("paspoort", f"{TERMS}paspoort")]


def test_loading_the_same_list_twice_changes_nothing(listing):
    path = listing(f"paspoort,{TERMS}paspoort,,X,,,", f"rijbewijs,{TERMS}rijbewijs,X,X,,,")
    load(path)
    before = list(UplName.objects.order_by("pk").values())
    assert load(path) == "0 added, 0 renamed, 2 unchanged, 0 no longer in the list (kept)"
    assert list(UplName.objects.order_by("pk").values()) == before


def test_a_renamed_product_keeps_its_row(listing):
    load(listing(f"rijbewijs,{TERMS}rijbewijs,,X,,,"))
    pk = UplName.objects.get().pk
    assert load(listing(f"rijbewijs verklaring,{TERMS}rijbewijs,,X,,,")).startswith("0 added, 1 renamed")
    assert UplName.objects.get(pk=pk).name == "rijbewijs verklaring"


def test_a_name_that_left_the_list_is_kept_and_counted(listing):
    load(listing(f"paspoort,{TERMS}paspoort,,X,,,", f"rijbewijs,{TERMS}rijbewijs,,X,,,"))
    assert load(listing(f"paspoort,{TERMS}paspoort,,X,,,")).endswith("1 no longer in the list (kept)")
    assert UplName.objects.count() == 2


def test_a_byte_order_mark_does_no_harm(listing):
    load(listing(f"paspoort,{TERMS}paspoort,,X,,,", encoding="utf-8-sig"))
    assert UplName.objects.get().name == "paspoort"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f",{TERMS}paspoort,,X,,,", "line 3, column UniformeProductnaam: empty"),
        ("paspoort,,,X,,,", "line 3, column URI: empty"),
        ("paspoort,paspoort,,X,,,", "line 3, column URI: 'paspoort' is not a web address"),
        (f"{'x' * 1000},{TERMS}x,,X,,,", "line 3, column UniformeProductnaam: longer than"),
        (f"pas,{TERMS}rijbewijs,,X,,,", "'pas' here, but 'rijbewijs' on line 2"),
    ],
)
def test_a_wrong_line_is_refused_by_line_and_column(listing, line, told):
    assert told in refusal(listing(f"rijbewijs,{TERMS}rijbewijs,,X,,,", line))


def test_a_refused_list_changes_nothing(listing):
    refusal(listing(f"rijbewijs,{TERMS}rijbewijs,,X,,,", "paspoort,,,X,,,"))
    assert not UplName.objects.exists()


def test_a_file_with_other_columns_is_refused_by_what_it_misses(listing):
    assert refusal(listing(header="Naam;URI")) == "line 1: there is no column UniformeProductnaam; found Naam;URI"


def test_a_list_without_names_is_refused(listing):
    assert "no lines below its header" in refusal(listing())


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "No such file" in refusal(tmp_path / "nothing.csv")


def test_a_file_in_another_encoding_is_refused(listing):
    assert "is not UTF-8" in refusal(listing(f"oöcyten,{TERMS}o,,X,,,", encoding="latin-1"))
