"""Pages of a client: its site, house style, notices, catalogue, headers and failures."""
