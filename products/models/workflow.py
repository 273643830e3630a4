"""A workflow is offered only when somebody can bring it to an end."""

from __future__ import annotations

from wagtail.models import GroupApprovalTask, Workflow


class EndingWorkflow:
    """Goes before Wagtail's own classes. A step whose groups have no members would lock the object for everybody."""

    def get_workflow(self) -> Workflow | None:
        workflow = super().get_workflow()
        return workflow if workflow and not _stuck_steps(workflow) else None


def _stuck_steps(workflow: Workflow) -> bool:
    steps = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return steps.exclude(groups__user__is_active=True).exists()
