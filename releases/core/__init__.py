"""Rules and values of releases that know no framework: time, positions, problems, changes, acknowledgements."""
