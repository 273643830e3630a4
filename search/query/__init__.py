"""Query and index entries, two sides of the same tokens: analysis, rules, scoring, explanation and privacy."""
