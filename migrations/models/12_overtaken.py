"""How a statement says that what it was decided on is no longer so."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        -- A change that is one statement undoes itself by failing, as a serialization failure does,
        -- and its command runs again.
        CREATE FUNCTION overtaken() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
            RAISE EXCEPTION 'The facts of a change were overtaken.'
                USING ERRCODE = 'serialization_failure';
        END $$;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return "DROP FUNCTION overtaken();"
