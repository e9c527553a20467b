"""The door of the GraphQL API: HTTP, Server-Sent Events and WebSockets around the engine.

How answers look is settled by graphql-http's audit suite (1.23), the protocols graphql-transport-ws
and graphql-sse, and Apollo's names of error codes. The path of a POST is kept short on purpose: the
engine's bytes go out as they are, so what is done here is most of what Python does for a query. It
is raw ASGI for that reason: no request objects.

What processes share of their clients (documents sent with a hash, points spent) goes through the
database beside the requests: see `shared` and `budgets`. `@defer` needs nothing of the transports,
because the engine delivers at once; multipart answers are therefore never made.
"""

from hub.endpoint.asgi import endpoint
from hub.endpoint.budgets import Budgets
from hub.endpoint.documents import Documents, SentDocuments, read_manifest
from hub.endpoint.origins import Origins
from hub.endpoint.wiring import Authenticate, Done, Limits, Wiring

__all__ = [
    "Authenticate",
    "Budgets",
    "Documents",
    "Done",
    "Limits",
    "Origins",
    "SentDocuments",
    "Wiring",
    "endpoint",
    "read_manifest",
]
