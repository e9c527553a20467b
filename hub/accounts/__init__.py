"""Who signs in, what they may, and for how long.

Words
    Account (账户): somebody who can sign in: a member of staff, a resident, or both in one.
    Session (会话): one signed-in device. Its token is random and known to the device alone.
    Role grant (授权): one role, within one scope, between two instants, by whom and why.
    Scope (范围): the whole city, the subtree of one area, or one site.
    One-time code (验证码): six digits sent to a resident's phone, good once.
    Issuer (身份提供方): an OpenID Connect server that vouches for people with signed tokens.
    Throttle (限流): how many tries are left within a window, counted in the database (kernel).

Decisions
    A session token has 256 random bits; the database keeps its SHA-256. A slow hash would protect
    nothing: there is no guessing such a token.
    Lock-out counts tries against the *name typed*, whether an account has it or not, and the tries
    against one name from one source apart from all others. So a lock-out says nothing about who
    exists, and a stranger who locks a name out for himself does not lock its owner out elsewhere
    until he has used up a much larger allowance.
    A try is taken before the secret is looked at and given back when it was right: a hundred
    guesses at once get no more tries than a hundred in a row.
    Residents hold RESIDENT by being residents, not by a grant: it begins with their registration
    and ends with moving away. It is scoped to their home, so it is never city-wide.
    Roles that an issuer's token claims hold for as long as that token; they are not stored.
    Nobody gives a role to themselves, and nobody gives one beyond the scope of the grant that
    lets them (rules.GRANTABLE). The last city administrator cannot be taken away.
    Signing in takes no idempotency key: its answer holds a secret, and a stored answer would too.
    Ordinary reads show sensitive values masked, whoever asks. The value itself is the answer of a
    mutation that asks for a reason, so the audit trail is the log of who saw what of whom.
"""
