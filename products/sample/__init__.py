"""Loads a municipality that is written down in readable files, through the same models and publish as an editor."""
