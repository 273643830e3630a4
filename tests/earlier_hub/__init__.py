"""A hub as commit 1bab9b2 left it: its database, the copy of its node and its search indexes; see README.md."""
