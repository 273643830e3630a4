"""End of a workflow: publish, or refuse and take the approval back. Wagtail imports this before any model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import WorkflowState


def publish_or_refuse(workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> None:
    """A refusal also takes back the approval, so that the task can be approved again once it is mended."""
    from wagtail.workflows import publish_workflow_state

    from products.publishing.release import refuse_early

    publish_workflow_state(workflow_state, user=user)
    draft = workflow_state.content_object
    refuse_early(getattr(draft, "specific", draft))
