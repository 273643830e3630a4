"""Facts on a page: their marks, and opening hours for a moment."""
