"""The hot path: one document as stored bytes, found and sent before Django sees the request."""
