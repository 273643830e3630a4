#!/usr/bin/env python
"""Runs the hub's commands: `manage.py help` lists them."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    from django.core.management import execute_from_command_line

    from cms.environment import keep_to_this_account

    keep_to_this_account()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
