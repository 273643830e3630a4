"""Requests to addresses that people typed: webhooks, the crawler, the link check; one client for all of them."""
