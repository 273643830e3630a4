"""Accounts, roles and teams: who manages them never becomes more than they are."""
