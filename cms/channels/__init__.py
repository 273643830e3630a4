"""The channel board of the admin: what each instance shows, warnings, and the conditions of channels."""
