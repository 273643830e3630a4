"""Parity as readers meet it: pages and answers over HTTP, compared with what was released."""
