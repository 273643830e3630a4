"""The building blocks of a product's texts, as editors see them."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from products.date_fields import DayBlock
from products.keys import KEY_FORM
from products.script_advice import RESERVED
from releases.core.intervals import is_empty

PARAGRAPH = re.compile(r"<(?:p|br|li|h\d)\b")
TEXT_FEATURES = ["bold", "italic", "ul", "ol", "h3", "h4", "link", "fact"]


class PassageCondition(models.TextChoices):
    HAS_NEXT = "hasNext", _("a next value is known")
    IS_FREE = "isFree", _("it is free of charge")


class CaseOperator(models.TextChoices):
    IS = "is", _("is this word")
    IS_NOT = "isNot", _("is not this word")
    FILLED = "filled", _("is filled in, or yes")
    EMPTY = "empty", _("is empty, or no")


class StepKind(models.TextChoices):
    ASK = "ask", _("ask")
    SAY = "say", _("say")
    DO = "do", _("do")


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, "label": _("Text"), "icon": "pilcrow", **options})


class LineBlock(TextBlock):
    """A text of one line, with nothing in it but words and facts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": ["fact"], **options})

    def clean(self, value: Any) -> Any:
        line = super().clean(value)
        if len(PARAGRAPH.findall(line.source)) > 1:
            raise ValidationError(_("Keep this to one line."))
        return line


class OccasionalPassageBlock(blocks.StructBlock):
    """A text that is only shown in a period, or while something is so."""

    text = TextBlock()
    valid_from = DayBlock(label=_("From"), required=False, help_text=_("The first day that channels show it."))
    valid_until = DayBlock(
        label=_("Until"), required=False, help_text=_("The first day that channels no longer show it.")
    )
    condition = blocks.ChoiceBlock(label=_("Only while"), choices=PassageCondition.choices, required=False)
    fact = SnippetChooserBlock("products.Fact", label=_("Of this fact"), required=False)

    class Meta:
        icon = "calendar-alt"
        label = _("Passage with dates or a condition")

    def clean(self, value: Any) -> Any:
        passage = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if is_empty((passage["valid_from"], passage["valid_until"])):
            errors["valid_until"] = ValidationError(_("The end must be after the first day."))
        if passage["condition"] and not passage["fact"]:
            errors["fact"] = ValidationError(_("Choose the fact on which the condition depends."))
        if passage["fact"] and not passage["condition"]:
            errors["condition"] = ValidationError(_("Choose when the passage is shown."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return passage


class PassagesBlock(blocks.StreamBlock):
    text = TextBlock()
    occasional = OccasionalPassageBlock()

    class Meta:
        label = _("Text")


class CasePassageBlock(blocks.StructBlock):
    """A text that is told in some cases only; the mail engine knows the case."""

    field = blocks.CharBlock(
        label=_("Only when this merge field"), max_length=50, help_text=_("Its name, such as besluit.")
    )
    operator = blocks.ChoiceBlock(label=_("Is what"), choices=CaseOperator.choices, default=CaseOperator.IS)
    value = blocks.CharBlock(
        label=_("Word"), required=False, max_length=100, help_text=_("One of the words of that merge field.")
    )
    text = TextBlock()

    class Meta:
        icon = "form"
        label = _("Text by case")

    def clean(self, value: Any) -> Any:
        passage = super().clean(value)
        compares = passage["operator"] in (CaseOperator.IS, CaseOperator.IS_NOT)
        if compares and not passage["value"]:
            error = ValidationError(_("Write the word on which it depends."))
            raise blocks.StructBlockValidationError(block_errors={"value": error})
        if not compares:
            passage["value"] = ""
        return passage


class MessagePassagesBlock(PassagesBlock):
    case = CasePassageBlock()


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Own heading"), required=False, help_text=_("Empty: the usual heading of this section.")
    )
    passages = PassagesBlock()

    class Meta:
        icon = "doc-full"


class SectionsBlock(blocks.StreamBlock):
    """The sections of the municipal vocabulary; the names are those of `releases.snapshot.SECTION_KINDS`."""

    inShort = SectionBlock(label=_("In short"))
    conditions = SectionBlock(label=_("Conditions"))
    steps = SectionBlock(label=_("What to do"))
    bring = SectionBlock(label=_("What to bring"))
    costs = SectionBlock(label=_("Costs"))
    duration = SectionBlock(label=_("How long it takes"))
    collect = SectionBlock(label=_("Collecting"))
    objection = SectionBlock(label=_("Objecting"))
    particulars = SectionBlock(label=_("Particulars"))
    contact = SectionBlock(label=_("Contact"))

    class Meta:
        required = False


class ContactMomentTextBlock(blocks.StructBlock):
    moment = SnippetChooserBlock("products.ContactMoment", label=_("Contact moment"))
    subject = LineBlock(label=_("Subject"), max_length=150)
    preheader = LineBlock(
        label=_("Preheader"),
        required=False,
        max_length=150,
        help_text=_("The line that mail programs show after the subject."),
    )
    body = MessagePassagesBlock()

    class Meta:
        icon = "mail"
        label = _("Message")


class ContactMomentsBlock(blocks.StreamBlock):
    message = ContactMomentTextBlock()

    class Meta:
        required = False

    def clean(self, value: Any) -> Any:
        messages = super().clean(value)
        seen: set[int] = set()
        errors = {}
        for index, message in enumerate(messages):
            moment = message.value["moment"]
            if moment and moment.pk in seen:
                error = ValidationError(_("There is already a message for this contact moment."))
                errors[index] = blocks.StructBlockValidationError(block_errors={"moment": error})
            elif moment:
                seen.add(moment.pk)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return messages


class ChoiceBlock(blocks.StructBlock):
    label = LineBlock(
        label=_("Answer"),
        required=False,
        max_length=100,
        help_text=_("Empty: go on, where there is nothing to choose."),
    )
    goto = blocks.CharBlock(
        label=_("Go to step"), required=False, max_length=50, help_text=_("The name of a step. Empty: the end.")
    )


class PhoneStepBlock(blocks.StructBlock):
    id = blocks.CharBlock(
        label=_("Name"), max_length=50, validators=[KEY_FORM], help_text=_("To refer to this step, such as leeftijd.")
    )
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=StepKind.choices, default=StepKind.SAY)
    text = TextBlock()
    choices = blocks.ListBlock(
        ChoiceBlock(),
        label=_("Answers"),
        default=[],
        required=False,
        help_text=_("Without answers the call ends here."),
    )

    class Meta:
        icon = "comment"
        label = _("Step")


class PhoneStepsBlock(blocks.StreamBlock):
    """An unfinished script is kept as a draft; only what is published must be whole."""

    step = PhoneStepBlock()

    class Meta:
        required = False

    def clean(self, value: Any) -> Any:
        steps = super().clean(value)
        names = [step.value["id"] for step in steps]
        errors = {}
        for index, step in enumerate(() if self.is_deferred_validation else steps):
            if problems := _step_problems(step.value, names, names[:index]):
                errors[index] = blocks.StructBlockValidationError(block_errors=problems)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return steps


def _step_problems(step: Any, names: list[str], earlier: list[str]) -> dict[str, ValidationError]:
    problems = {}
    if step["id"] in RESERVED:
        problems["id"] = ValidationError(_("This name has a meaning of its own. Choose another."))
    if step["id"] in earlier:
        problems["id"] = ValidationError(_("There is already a step with this name."))
    unknown = [choice["goto"] for choice in step["choices"] if choice["goto"] and choice["goto"] not in names]
    if unknown:
        problems["choices"] = ValidationError(_("There is no step “%s”.") % unknown[0])
    return problems
