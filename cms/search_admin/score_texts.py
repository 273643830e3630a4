"""Score of a result in the editor's language: which word, found as what, in which field, how much."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from products.models import FieldWeights
from search.query.explanation import Explanation, ScoreReason, Where


@dataclass(frozen=True)
class ScoreLine:
    text: str
    where: str
    points: str


def lines(explanation: Explanation) -> list[ScoreLine]:
    """What says most goes first; a factor last."""
    reasons = sorted(explanation.reasons, key=lambda reason: -reason.score)
    made = [ScoreLine(_found(reason), _where(reason), points(reason.score)) for reason in reasons]
    if explanation.factor != 1:
        made.append(ScoreLine(_("Emphasis on this product"), "", f"× {number_format(explanation.factor)}"))
    return made


def points(score: float) -> str:
    return number_format(round(score, 2), 2)


def _found(reason: ScoreReason) -> str:
    words = {"word": reason.word, "said": reason.way.said}
    match reason.way.kind:
        case "name":
            return _("The search is a whole name of this product")
        case "joined":
            text = _("“%(word)s” with the word beside it: “%(said)s”")
        case "synonym":
            text = _("“%(word)s” by the synonym “%(said)s”")
        case "thesaurus":
            text = _("“%(word)s”, which means the same as “%(said)s”")
        case "inside":
            text = _("“%(word)s” as a part of “%(said)s”")
        case "part":
            text = _("“%(word)s” taken apart: “%(said)s”")
        case "mistake":
            text = _("“%(word)s” read as “%(said)s” (typing error)")
        case "unfinished":
            text = _("“%(word)s” as the beginning of “%(said)s”")
        case _:
            text = _("“%(word)s” itself, or a form of it")
    return text % words


def _where(reason: ScoreReason) -> str:
    if reason.way.kind == "name":
        return ""
    named = ", ".join(map(_field, reason.where))
    aside = _("only asks for a fact, so it counts for little") if reason.aside else ""
    return "; ".join(filter(None, (_("in %(fields)s") % {"fields": named}, aside)))


def _field(where: Where) -> str:
    name = str(FieldWeights._meta.get_field(where.field).verbose_name)
    return _("%(field)s (part of a word)") % {"field": name} if where.is_part else name
