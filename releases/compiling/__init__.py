"""From a snapshot to documents per channel, locale and validity period: pure, the same input gives the same bytes."""
