"""What a fact can be, what is true of it on a day, and how that is told in each language."""
