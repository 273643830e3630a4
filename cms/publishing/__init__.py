"""Publishing as an editor sees it: messages after a release, and previews."""
