"""What an operator sees of a running hub: its log, the numbers of requests, and how it does."""
