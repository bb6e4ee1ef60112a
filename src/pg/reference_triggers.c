/*
 * reference_triggers.c
 *	  Trigger of the tables of coding data: every session learns of a change.
 *
 * A loaded file has millions of rows, and a relcache invalidation for each row, as the tables of policies send, would
 * flood every session. So each statement touches the one row of reference_generation, whose own trigger announces that
 * the table has changed.
 *
 * One update in a transaction is enough for all other sessions, and more would leave a dead row version each, which the
 * next statement has to pass. Later changes of the transaction are only announced, to itself.
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/inval.h"

#include "pg/compat.h"

PG_FUNCTION_INFO_V1(announce_reference_change);

/* The caller's search_path is in force: every name is qualified. */
#define READ_GENERATION \
	"SELECT xmin, tableoid FROM cptpolicy.reference_generation"
#define COUNT_GENERATION \
	"UPDATE cptpolicy.reference_generation SET generation = generation OPERATOR(pg_catalog.+) 1"
#define START_GENERATION \
	"INSERT INTO cptpolicy.reference_generation (generation) VALUES (1)"

static void
execute(const char *command, int expected)
{
	if (SPI_execute(command, false, 0) != expected)
		elog(ERROR, "could not announce a change of coding data: %s", command);
}

static Oid
system_column(int column)
{
	bool		is_null;

	return DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column, &is_null));
}

static void
count_generation(void)
{
	execute(READ_GENERATION, SPI_OK_SELECT);
	if (SPI_processed == 0)
		execute(START_GENERATION, SPI_OK_INSERT);
	else if (TransactionIdIsCurrentTransactionId((TransactionId) system_column(1)))
		CacheInvalidateRelcacheByRelid(system_column(2));
	else
		execute(COUNT_GENERATION, SPI_OK_UPDATE);
}

/*
 * AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE FOR EACH STATEMENT. Works with the caller's rights: who may change
 * coding data must be allowed to update reference_generation.
 */
Datum
announce_reference_change(PG_FUNCTION_ARGS)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				errmsg("function was not called by the trigger manager"));
	SPI_connect();
	count_generation();
	SPI_finish();
	return PointerGetDatum(NULL);
}
