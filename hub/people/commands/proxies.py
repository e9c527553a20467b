"""Family accounts: a proxy is proposed by one side, agreed to by the other, and unbound."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from hub.kernel import throttle
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key
from hub.people import reads
from hub.people.commands.residents import any_resident, living_resident
from hub.people.models import Proxy, ProxyMove
from hub.people.rules import (
    FAMILY_ACCOUNT_SIZE,
    ConsentMethod,
    PeopleReason,
    PeopleRefused,
    ProxyScope,
    ProxyStatus,
    Relation,
    proxies,
    records,
)
from hub.people.rules.access import OF_EVERYBODY, Keeper

_GUESS = "PROXY_GUESS"
_FREE_SLOT = """
SELECT min(slot) FROM generate_series(1, $4) AS slot
WHERE NOT EXISTS (
    SELECT FROM proxy WHERE holder_id = $1 AND proxy.slot = slot.slot AND status = 'ACTIVE'
    AND daterange(from_on, until_on) && daterange($2, $3)
)"""


@command
async def propose_proxy(
    tx: Transaction,
    *,
    ward_id: UUID,
    holder_id: UUID,
    proposer_id: UUID,
    relation: Relation,
    scopes: Collection[ProxyScope],
    from_on: date,
    until_on: date | None = None,
    now: datetime,
) -> UUID:
    """Ask that `holder` may act for `ward`; one of the two asks, the other has to agree.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE, PROXY_PENDING, PROXY_NEEDS_A_SCOPE, …
    """
    if proposer_id not in (ward_id, holder_id):
        raise PeopleRefused(PeopleReason.NO_SUCH_RESIDENT)
    key = await _propose(
        tx,
        ward_id=ward_id,
        holder_id=holder_id,
        proposer_id=proposer_id,
        relation=relation,
        scopes=scopes,
        from_on=from_on,
        until_on=until_on,
        now=now,
    )
    tx.record("proxy.proposed", key, scope_id=ward_id)
    return key


async def propose_to(
    by: Actor,
    *,
    identity_number: str,
    name: str,
    proposer_id: UUID,
    is_holder: bool,
    relation: Relation,
    scopes: Collection[ProxyScope],
    from_on: date,
    until_on: date | None = None,
    now: datetime,
) -> UUID:
    """As `propose_proxy` to whom this identity number and name belong, known to the proposer.

    A try is taken before anybody is looked up and given back when the proposal stands, so that
    neither many tries nor many at once find out who lives here.

    Raises:
        PeopleRefused: as `propose_proxy`, TOO_MANY_TRIES; NO_SUCH_RESIDENT in the same way for a
            number that nobody has and for a name that is not the number's.
    """
    tried = throttle.Try(_GUESS, (str(by.account_id),), proxies.GUESSES)
    try:
        await throttle.take(now, tried)
    except throttle.UsedUp as used_up:
        raise PeopleRefused(
            PeopleReason.TOO_MANY_TRIES, field="identityNumber", retry_at=used_up.retry_at
        ) from None
    other_id = await reads.resident_by_identity(identity_number, name)
    if other_id is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_RESIDENT, field="identityNumber")
    key = await propose_proxy(
        by,
        ward_id=other_id if is_holder else proposer_id,
        holder_id=proposer_id if is_holder else other_id,
        proposer_id=proposer_id,
        relation=relation,
        scopes=scopes,
        from_on=from_on,
        until_on=until_on,
        now=now,
    )
    await throttle.give_back(tried)
    return key


@command
async def register_proxy(
    tx: Transaction,
    *,
    ward_id: UUID,
    holder_id: UUID,
    relation: Relation,
    scopes: Collection[ProxyScope],
    consent_document: str,
    from_on: date,
    until_on: date | None = None,
    now: datetime,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Bind a proxy at the counter, on the ward's signed consent; who keeps the ward's record may.

    Raises:
        PeopleRefused: as `propose_proxy`, CONSENT_NEEDED, PROXY_FULL, PROXY_BOUND.
    """
    if not consent_document.strip():
        raise PeopleRefused(PeopleReason.CONSENT_NEEDED, field="consentDocument")
    await living_resident(tx, ward_id, by_keeper, "wardId")
    key = await _propose(
        tx,
        ward_id=ward_id,
        holder_id=holder_id,
        proposer_id=None,
        relation=relation,
        scopes=scopes,
        from_on=from_on,
        until_on=until_on,
        now=now,
    )
    document = records.check_text(consent_document, field="consentDocument", most=120)
    await _bind(tx, await Proxy.get(id=key), ConsentMethod.PAPER, document, now)
    return key


@command
async def accept_proxy(
    tx: Transaction, *, proxy_id: UUID, answerer_id: UUID, now: datetime
) -> UUID:
    """Agree to a proposal of the other side. It takes a place in the holder's family account.

    Raises:
        PeopleRefused: NO_SUCH_PROXY, PROXY_ANSWER_IS_THEIRS, PROXY_MOVE_NOT_ALLOWED, PROXY_FULL,
            PROXY_BOUND, NOT_HERE_ANY_MORE.
    """
    proxy = await _of_pair(tx, proxy_id, answerer_id)
    proxies.check_move(proxy.status, ProxyStatus.ACTIVE)
    if proxy.proposer_id == answerer_id:
        raise PeopleRefused(PeopleReason.PROXY_ANSWER_IS_THEIRS, field="proxyId")
    await living_resident(tx, proxy.ward_id, OF_EVERYBODY, "proxyId")
    await _bind(tx, proxy, ConsentMethod.ONLINE, None, now)
    return proxy_id


@command
async def decline_proxy(
    tx: Transaction, *, proxy_id: UUID, answerer_id: UUID, now: datetime
) -> UUID:
    """Say no to a proposal, or take back one's own.

    Raises:
        PeopleRefused: NO_SUCH_PROXY, PROXY_MOVE_NOT_ALLOWED.
    """
    proxy = await _of_pair(tx, proxy_id, answerer_id)
    proxies.check_move(proxy.status, ProxyStatus.DECLINED)
    await Proxy.filter(id=proxy_id).update(status=ProxyStatus.DECLINED)
    await note_move(tx, proxy_id, proxy.status, ProxyStatus.DECLINED, now=now)
    tx.beneficiary_id = proxy.ward_id
    tx.record("proxy.declined", proxy_id, scope_id=proxy.ward_id)
    return proxy_id


@command
async def end_proxy(
    tx: Transaction,
    *,
    proxy_id: UUID,
    ender_id: UUID | None = None,
    why: str,
    now: datetime,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Unbind a proxy at once: either side may, and who keeps the ward's record.

    Raises:
        PeopleRefused: NO_SUCH_PROXY, PROXY_MOVE_NOT_ALLOWED.
    """
    proxy = await Proxy.filter(id=proxy_id).select_for_update().first()
    if proxy is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_PROXY, field="proxyId")
    if ender_id is None or ender_id not in (proxy.ward_id, proxy.holder_id):
        try:
            await any_resident(tx, proxy.ward_id, by_keeper)
        except PeopleRefused:
            raise PeopleRefused(PeopleReason.NO_SUCH_PROXY, field="proxyId") from None
    proxies.check_move(proxy.status, ProxyStatus.ENDED)
    await end_binding(tx, proxy, records.check_text(why, field="why", most=200), now)
    tx.beneficiary_id = proxy.ward_id
    return proxy_id


async def end_binding(tx: Transaction, proxy: Proxy, why: str, now: datetime) -> None:
    """Unbind an active proxy, whose period ends today."""
    today = day_of(now)
    until_on = max(proxy.from_on, today if proxy.until_on is None else min(today, proxy.until_on))
    await Proxy.filter(id=proxy.id).update(status=ProxyStatus.ENDED, until_on=until_on)
    await note_move(tx, proxy.id, ProxyStatus.ACTIVE, ProxyStatus.ENDED, now=now, why=why)
    tx.record("proxy.ended", proxy.id, scope_id=proxy.ward_id, holder_id=proxy.holder_id)


async def note_move(
    tx: Transaction,
    proxy_id: UUID,
    from_status: ProxyStatus | None,
    to_status: ProxyStatus,
    *,
    now: datetime,
    why: str | None = None,
) -> None:
    """Keep one step of a binding."""
    await ProxyMove.create(
        id=new_key(),
        proxy_id=proxy_id,
        at=now,
        account_id=tx.by.account_id,
        from_status=from_status,
        to_status=to_status,
        why=why,
    )


async def _propose(
    tx: Transaction,
    *,
    ward_id: UUID,
    holder_id: UUID,
    proposer_id: UUID | None,
    relation: Relation,
    scopes: Collection[ProxyScope],
    from_on: date,
    until_on: date | None,
    now: datetime,
) -> UUID:
    proxies.check_pair(ward_id, holder_id)
    proxies.check_period(from_on, until_on, today=day_of(now))
    for key, field in ((ward_id, "wardId"), (holder_id, "holderId")):
        await living_resident(tx, key, OF_EVERYBODY, field)
    proxy_id = new_key()
    pending = PeopleRefused(PeopleReason.PROXY_PENDING, field="wardId")
    with refusing("proxy_one_open_proposal", pending):
        await Proxy.create(
            id=proxy_id,
            ward_id=ward_id,
            holder_id=holder_id,
            relation=relation,
            scopes=proxies.check_scopes(scopes),
            status=ProxyStatus.PROPOSED,
            proposer_id=proposer_id,
            proposed_at=now,
            from_on=from_on,
            until_on=until_on,
        )
    await note_move(tx, proxy_id, None, ProxyStatus.PROPOSED, now=now)
    tx.beneficiary_id = ward_id
    return proxy_id


async def _of_pair(tx: Transaction, proxy_id: UUID, resident_id: UUID) -> Proxy:
    proxy = await Proxy.filter(id=proxy_id).select_for_update().first()
    if proxy is None or resident_id not in (proxy.ward_id, proxy.holder_id):
        raise PeopleRefused(PeopleReason.NO_SUCH_PROXY, field="proxyId")
    return proxy


async def _bind(
    tx: Transaction, proxy: Proxy, method: ConsentMethod, document: str | None, now: datetime
) -> None:
    # Who binds two wards at once takes their places one after the other. Should this ever be
    # missed, the database still gives no place twice.
    await living_resident(tx, proxy.holder_id, OF_EVERYBODY, "proxyId")
    from_on = max(proxy.from_on, day_of(now))
    if proxy.until_on is not None and proxy.until_on <= from_on:
        raise PeopleRefused(PeopleReason.ALREADY_ENDED, field="proxyId")
    slot = await tx.fetchval(
        _FREE_SLOT, proxy.holder_id, from_on, proxy.until_on, FAMILY_ACCOUNT_SIZE
    )
    if slot is None:
        raise PeopleRefused(PeopleReason.PROXY_FULL, field="proxyId", most=FAMILY_ACCOUNT_SIZE)
    bound = PeopleRefused(PeopleReason.PROXY_BOUND, field="proxyId")
    full = PeopleRefused(PeopleReason.PROXY_FULL, field="proxyId", most=FAMILY_ACCOUNT_SIZE)
    with refusing("proxy_once_a_pair", bound), refusing("proxy_slot_is_free", full):
        await Proxy.filter(id=proxy.id).update(
            status=ProxyStatus.ACTIVE,
            slot=slot,
            from_on=from_on,
            consent_method=method,
            consent_document=document,
            consent_at=now,
        )
    await note_move(tx, proxy.id, ProxyStatus.PROPOSED, ProxyStatus.ACTIVE, now=now)
    tx.beneficiary_id = proxy.ward_id
    tx.record("proxy.bound", proxy.id, scope_id=proxy.ward_id, holder_id=proxy.holder_id)
