"""The processes of one hub: supervisor, the worker's loop and the reference channels."""
