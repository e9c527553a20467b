"""Processes are killed, restarted and raced over HTTP, and nothing is lost or done twice."""
