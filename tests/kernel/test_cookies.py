"""What a browser is told to keep."""

from hub.kernel.cookies import SessionCookie


def test_a_token_is_kept_from_scripts_and_other_sites() -> None:
    assert SessionCookie("hub_abc", 60).header(is_secure=True) == (
        b"hub_session=hub_abc; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure"
    )


def test_without_a_token_the_browser_forgets() -> None:
    assert SessionCookie().header(is_secure=False) == (
        b"hub_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict"
    )
