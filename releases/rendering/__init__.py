"""Rendering of one product on one day in one locale: what the shapes of all channels share."""
