"""Analysis of questions: words, their forms and parts, and what was mistyped."""
