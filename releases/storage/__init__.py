"""The parts of `releases.store`: how releases are written, and read at any release."""
