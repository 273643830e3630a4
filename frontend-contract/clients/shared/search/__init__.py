"""Search in a channel: query, results, suggestions and feedback."""
