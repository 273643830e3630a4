"""Texts of Wagtail whose own Dutch is wrong or incomplete; what this app's catalogue says goes first."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Are you sure you want to delete this %(model_name)s?"),
    _("Wagtail %(current_version)s editor guide"),
    _("Editor Guide"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s "
        "in '<span class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
)
