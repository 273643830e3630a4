#!/usr/bin/env python
"""Runs the hub's commands: `manage.py help` lists them."""

from cms.__main__ import main

if __name__ == "__main__":
    main()
