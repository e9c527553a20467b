"""The service under every front end of a city's party-mass service hubs."""
