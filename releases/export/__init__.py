"""A release as static files, in a folder or in an object store."""
