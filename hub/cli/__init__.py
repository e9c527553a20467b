"""The commands of the hub, a module for what is done with them; each is loaded when it is asked."""
