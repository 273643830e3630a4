"""Changes and bundles for channels that follow: answered at once, or when there is something to tell."""
