"""What aerich has to say, in a process of its own: it keeps its state in classes.

`python -m tests.aerich_says drift` prints what the models have that the migrations lack;
`python -m tests.aerich_says downgrade URL` takes every migration back, one by one.
"""

import asyncio
import sys

from aerich import Command
from aerich.migrate import Migrate
from aerich.utils import get_models_describe

from hub import migrate
from hub.kernel.db import tortoise_config


async def drift() -> list[str]:
    command = Command(
        tortoise_config("postgresql://nobody@/nothing", migrates=True), location=_location()
    )
    await command.init(offline=True)
    now, then = get_models_describe("models"), Migrate._last_version_content
    assert then is not None
    Migrate.diff_models(then, now, no_input=True)
    Migrate.diff_models(now, then, False, no_input=True)
    Migrate._merge_operators()
    return Migrate.upgrade_operators


async def downgrade(url: str) -> list[str]:
    config = tortoise_config(url, pool_size=1, statement_timeout_ms=0, migrates=True)
    taken_back = []
    async with Command(config, location=_location()) as command:
        await command.init()
        for _ in migrate.known()[1:]:
            taken_back += await command.downgrade(-1, delete=False)
    return taken_back


def _location() -> str:
    return str(migrate.folder())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["drift"]:
            lines = asyncio.run(drift())
        case ["downgrade", url]:
            lines = asyncio.run(downgrade(url))
        case _:
            sys.exit(__doc__)
    sys.stdout.writelines(f"{line}\n" for line in lines)
