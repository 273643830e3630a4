"""A running hub as its operator sees it: the log, the numbers of requests, and how it does."""
