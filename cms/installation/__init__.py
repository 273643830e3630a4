"""A hub from an empty database on: a municipality's first start, and what its operator does with the whole of it."""
