from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "cms.accounts.users.AccountViewSet"
    group_viewset = "cms.accounts.roles.RoleViewSet"

    def ready(self) -> None:
        from wagtail.admin.views.account import ChangePasswordPanel

        from cms.accounts.passwords import PasswordChangeForm
        from cms.logging_in import audit

        super().ready()
        ChangePasswordPanel.form_class = PasswordChangeForm
        audit.connect()
