"""Webhooks as people manage them: forms, status, log, and mail to the owner."""
