"""The endpoint around a small engine: what HTTP, SSE and WebSocket clients may expect."""
