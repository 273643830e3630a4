"""Dates and times on the editors' screens: the day comes first in both languages."""
