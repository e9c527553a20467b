"""A sender that keeps what it was asked to send."""


class Outbox:
    """What was sent: phone, code and language of each message, the latest last."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str, str]] = []

    async def send(self, phone: str, code: str, language: str) -> None:
        self.messages.append((phone, code, language))

    @property
    def codes(self) -> list[str]:
        return [code for _, code, _ in self.messages]

    @property
    def code(self) -> str:
        return self.codes[-1]
