"""Loads the sample municipality from fixtures/, through the same models and the same publish as an editor."""
