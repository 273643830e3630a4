"""Reference clients: a package for each channel and one for the overview, on nothing but HTTP and the JSON schemas."""
