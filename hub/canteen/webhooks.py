"""Where payment providers tell of what happened, and where the sandbox's customers pay.

A notice is answered 200 as soon as it is known, also when it comes again or changes nothing, for
else it would be sent for ever; what is none gets 400 or 401, and 503 asks for it to be sent again.
"""

import html
from datetime import datetime
from string import Template

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from hub.canteen import commands
from hub.canteen.models import SandboxCharge
from hub.canteen.providers import SANDBOX, BadNotice, provider_named
from hub.canteen.providers.sandbox import PAGE, Envelope
from hub.canteen.rules import ChargeStatus
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import AWAY
from hub.kernel.jobs import Job, job
from hub.kernel.money import in_yuan
from hub.settings import PaymentProvider, Settings

EVENTS = "/payments/{provider}/events"
_LARGEST_BODY = 64 * 1024
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_WORDS = {
    ChargeStatus.OPEN: "待支付 · to be paid",
    ChargeStatus.PAID: "已支付 · paid",
    ChargeStatus.DECLINED: "已拒绝 · declined",
}
_FORM = """<form method="post">
<button name="decision" value="pay">支付 · Pay</button>
<button name="decision" value="decline">拒绝 · Decline</button>
</form>"""
_PAGE = Template("""<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>支付沙箱 · Payment sandbox</title>
<main><h1>支付沙箱 · Payment sandbox</h1>
<p>不产生真实扣款。 No real money is taken.</p>
<p>¥ $yuan</p><p role="status">$status</p>
$form</main></html>
""")

_log = structlog.get_logger(__name__)


def routes(chosen: Settings) -> list[Route]:
    """The notices of providers and, when it is in use, the page of the sandbox."""
    served = [Route(EVENTS, _notice, methods=["POST"])]
    if chosen.payment_provider is PaymentProvider.SANDBOX:
        served.append(Route(f"{PAGE}/{{reference}}", _pay, methods=["GET", "POST"]))
    return served


async def receive(
    name: str, body: bytes, headers: dict[str, str], now: datetime
) -> dict[str, object]:
    """Act upon a notice; the answer says what it led to, and whether it was known already.

    Raises:
        BadNotice: 404 for an unknown provider, 400 or 401 for what is no notice of it.
    """
    provider = provider_named(name)
    if provider is None:
        raise BadNotice(404, "NO_SUCH_PROVIDER", "No such provider is known.")
    notice = provider.read(body, headers, now)
    by = Actor.job(f"payments.{provider.name}")
    outcome, is_known = await commands.take_notice(
        by, provider=provider.name, notice=notice, body=body, now=now
    )
    return {"outcome": outcome.value, "isKnown": is_known}


async def deliver(now: datetime) -> None:
    """Tell the hub what was decided in the sandbox, as a provider outside would."""
    for envelope in await SANDBOX.untold(now):
        await _deliver(envelope, now)


@job("* * * * *")
async def deliver_sandbox(now: datetime) -> None:
    """Tell the hub again what it has not confirmed."""
    await deliver(now)


JOBS: tuple[Job, ...] = (deliver_sandbox,)


async def _deliver(envelope: Envelope, now: datetime) -> None:
    await receive(SANDBOX.name, envelope.body, dict(envelope.headers), now)
    await SANDBOX.told(envelope.reference, now)


async def _notice(request: Request) -> Response:
    name = request.path_params["provider"]
    try:
        body = await _body(request)
        answer = await receive(name, body, dict(request.headers), utc_now())
    except BadNotice as bad:
        _log.warning("payments.bad_notice", code=bad.code, provider=name[:40], why=bad.message)
        return _error(bad.status, bad.code, bad.message)
    except ClientDisconnect:
        return Response(status_code=400)
    except AWAY:
        _log.warning("payments.notice_not_kept", provider=name[:40])
        return _error(503, "TRY_AGAIN", "It could not be stored. Send it again later.")
    return JSONResponse(answer, headers=_HEADERS)


async def _body(request: Request) -> bytes:
    """The body exactly as it came, for that is what was signed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise BadNotice(413, "BODY_TOO_LARGE", "A notice is smaller than that.")
    return bytes(body)


async def _pay(request: Request) -> Response:
    reference = request.path_params["reference"]
    charge = await SANDBOX.charge(reference)
    if charge is None:
        return HTMLResponse("没有这笔支付。 No such payment.\n", 404, _HEADERS)
    if request.method == "POST":
        now = utc_now()
        is_paid = await _body(request) == b"decision=pay"
        decided = ChargeStatus.PAID if is_paid else ChargeStatus.DECLINED
        await SANDBOX.decide(reference, decided, now)
        await deliver(now)
        await charge.refresh_from_db()
    return HTMLResponse(_page(charge), headers=_HEADERS)


def _page(charge: SandboxCharge) -> str:
    return _PAGE.substitute(
        yuan=html.escape(in_yuan(charge.amount_fen)),
        status=_WORDS[charge.status],
        form=_FORM if charge.status is ChargeStatus.OPEN else "",
    )


def _error(status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message}, status, _HEADERS)
