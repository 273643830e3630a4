"""One release from editorial changes: the door, compiling and proving it, refusals, schedules, archive, rollback."""
