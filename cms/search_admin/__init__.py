"""The editors' screens that steer search: its rules, trying them, and what people searched for."""
