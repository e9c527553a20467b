"""What happens to people's records by itself."""

from datetime import datetime

from hub.kernel.jobs import job
from hub.kernel.keyring import reseal
from hub.people.rules import IDENTITY, PHONE


@job("30 3 * * *")
async def reseal_numbers(_: datetime) -> None:
    """Seal and hash with the newest key what older ones did."""
    await reseal("resident", "identity_number", "identity_hash", IDENTITY)
    await reseal("resident", "phone", "phone_hash", PHONE)


JOBS = (reseal_numbers,)
