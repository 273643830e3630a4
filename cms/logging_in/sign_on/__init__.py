"""Single sign-on by OpenID Connect: the municipality's own provider says who gets in, in which roles, until when."""
