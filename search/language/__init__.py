"""What a question means: words, their forms and parts, and what was mistyped."""
