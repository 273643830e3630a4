"""The common part of all clients: reading the hub, a local copy, facts, pages and search."""
