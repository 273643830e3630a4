from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "cms.accounts.users.AccountViewSet"
    group_viewset = "cms.accounts.roles.RoleViewSet"
