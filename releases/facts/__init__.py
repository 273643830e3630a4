"""Facts: their kinds, their value on a day, and how each language tells it."""
