"""What the editorial site of Wagtail shows of products."""

from products.richtext import hooks as richtext_hooks  # noqa: F401 - registers itself
