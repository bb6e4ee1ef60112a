/*
 * evaluation_log.c
 *	  Judged claims as rows of cptpolicy.evaluation and cptpolicy.evaluation_reason.
 *
 * A line gives a row, and a row for each of its reasons, then its missing items, then its problems. What is wrong with
 * a claim as a whole stands at line position 0; a claim with lines and without such problems has no row there.
 */
#include "pg/evaluation_log.h"

#include "mb/pg_wchar.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "pg/compat.h"
#include "pg/copy_writer.h"
#include "pg/jsonb_source.h"
#include "pg/reason_rows.h"

#define WHOLE_CLAIM 0			/* line position of a claim as a whole */
#define PAYER_CHARACTERS_MAX 100
#define UNWRITTEN_BYTES_MAX (1024 * 1024)

#define CENT (DECIMAL_FRACTION_UNITS / 100)
#define CHARGE_WHOLE_MAX INT64_C(10000000000)
#define CHARGE_CENTS_MAX (CHARGE_WHOLE_MAX * 100)

#define PLACE_LENGTH 2
#define LINE_COLUMN_COUNT 9		/* line to criterion, in the order below */

/* In the order in which start_row(), put_line_row() or put_claim_row(), and end_row() give the values. */
static const char *const evaluation_columns[] = {
	"run_id", "claim_number", "line_position", "is_first", "evaluated_at", "occurrence", "claim_id", "claim_decision",
	"extension_version", "decision", "line", "code", "date_of_service", "charge", "place_of_service", "policy",
	"policy_version", "branch", "criterion", "payer", "line_of_business", "claim_type"
};

struct evaluation_log
{
	int32		run_id;
	TimestampTz evaluated_at;
	copy_writer	evaluations;
	reason_rows reasons;
};

/* The claim whose rows are being put together. */
typedef struct claim_rows
{
	evaluation_log *log;
	const logged_claim *claim;
	const judged_claim *judged; /* NULL: there is no claim */
	text_span	decision;
	text_span	payer;
	text_span	line_of_business;
	text_span	claim_type;
	bool		has_rows;
} claim_rows;

evaluation_log *
evaluation_log_open(int32 run_id, bool clinical_facts)
{
	evaluation_log *log = palloc0(sizeof(evaluation_log));

	log->run_id = run_id;
	copy_writer_init(&log->evaluations, "evaluation", evaluation_columns, lengthof(evaluation_columns));
	reason_rows_init(&log->reasons, run_id, clinical_facts);
	copy_writer_check_rights(&log->evaluations);
	copy_writer_check_rights(&log->reasons.rows);
	return log;
}

void
evaluation_log_begin_batch(evaluation_log *log)
{
	log->evaluated_at = GetCurrentTimestamp();
}

/* ---- what was decided ---- */

/* The amount in cents, halves away from zero; false where there is none, or none that the log has room for. */
static bool
charge_in_cents(json_value given, int64 *cents)
{
	decimal		charge;
	int64		rest;

	if (given.kind != JSON_NUMBER || !jsonb_source.number(&jsonb_source, given, &charge))
		return false;
	if (charge.whole < -CHARGE_WHOLE_MAX || charge.whole >= CHARGE_WHOLE_MAX)
		return false;
	*cents = charge.whole * 100 + charge.fraction / CENT;
	rest = charge.fraction % CENT;
	if (rest > CENT / 2 || (rest == CENT / 2 && charge.whole >= 0))
		(*cents)++;
	return *cents > -CHARGE_CENTS_MAX && *cents < CHARGE_CENTS_MAX;
}

static void
put_charge(copy_writer *evaluations, json_value given)
{
	int64		cents;

	if (charge_in_cents(given, &cents))
		copy_put_hundredths(evaluations, cents);
	else
		copy_put_null(evaluations);
}

static void
put_code(copy_writer *evaluations, const claim_line *line)
{
	char		code[CPT_CODE_LENGTH + 1];

	if (line->has_code)
	{
		cpt_code_format(line->code, code);
		copy_put_field(evaluations, code, CPT_CODE_LENGTH);
	}
	else
		copy_put_null(evaluations);
}

static void
put_date(copy_writer *evaluations, calendar_date date)
{
	if (date == CALENDAR_DATE_UNKNOWN)
		copy_put_null(evaluations);
	else
		copy_put_int32(evaluations, date);
}

static void
put_place(copy_writer *evaluations, int32 place)
{
	char		digits[PLACE_LENGTH];

	if (place == PLACE_OF_SERVICE_UNKNOWN)
	{
		copy_put_null(evaluations);
		return;
	}
	digits[0] = (char) ('0' + place / 10);
	digits[1] = (char) ('0' + place % 10);
	copy_put_field(evaluations, digits, PLACE_LENGTH);
}

static void
put_nulls(copy_writer *rows, int count)
{
	for (int i = 0; i < count; i++)
		copy_put_null(rows);
}

/* From run_id to decision. */
static void
start_row(claim_rows *rows, int32 line_position, text_span decision)
{
	copy_writer *evaluations = &rows->log->evaluations;

	reason_rows_start(&rows->log->reasons, rows->claim->number, line_position);
	copy_put_row(evaluations);
	copy_put_int32(evaluations, rows->log->run_id);
	copy_put_int64(evaluations, rows->claim->number);
	copy_put_int32(evaluations, line_position);
	copy_put_boolean(evaluations, !rows->has_rows);
	copy_put_int64(evaluations, rows->log->evaluated_at);
	copy_put_int32(evaluations, rows->claim->occurrence);
	copy_put_text(evaluations, rows->claim->id);
	copy_put_text(evaluations, rows->decision);
	copy_put_text(evaluations, TEXT_LITERAL(CPTPOLICY_VERSION));
	copy_put_text(evaluations, decision);
	rows->has_rows = true;
}

/* From payer on. */
static void
end_row(claim_rows *rows)
{
	copy_writer *evaluations = &rows->log->evaluations;

	copy_put_text(evaluations, rows->payer);
	copy_put_text(evaluations, rows->line_of_business);
	copy_put_text(evaluations, rows->claim_type);
}

/* The first that decided: what denies a line, or what it waits for. */
static text_span
deciding_criterion(const line_result *line)
{
	if (line->decision == DECISION_DENY && line->reason_count > 0)
		return line->reasons[0].criterion;
	if (line->decision == DECISION_PEND && line->missing_count > 0)
		return line->missing[0].criterion;
	return TEXT_ABSENT;
}

static void
put_line_row(claim_rows *rows, const line_result *line, int32 line_position)
{
	copy_writer *evaluations = &rows->log->evaluations;
	const policy_version *version = line->version;

	start_row(rows, line_position, decision_name(line->decision));
	copy_put_int32(evaluations, line->line->number);
	put_code(evaluations, line->line);
	put_date(evaluations, line->line->date);
	put_charge(evaluations, line->line->charge_given);
	put_place(evaluations, line->line->place_of_service);
	copy_put_text(evaluations, version != NULL ? version->policy : TEXT_ABSENT);
	copy_put_text(evaluations, version != NULL ? version->version : TEXT_ABSENT);
	copy_put_text(evaluations, line->branch);
	copy_put_text(evaluations, deciding_criterion(line));
	end_row(rows);
}

/* The row of a claim that cannot be read as a whole: nothing from line to criterion. */
static void
put_claim_row(claim_rows *rows)
{
	start_row(rows, WHOLE_CLAIM, decision_name(DECISION_INVALID));
	put_nulls(&rows->log->evaluations, LINE_COLUMN_COUNT);
	end_row(rows);
}

static void
put_line(claim_rows *rows, const line_result *line, int32 line_position)
{
	put_line_row(rows, line, line_position);
	reason_rows_add_line(&rows->log->reasons, line);
}

static void
put_lines(claim_rows *rows)
{
	const claim_result *result = &rows->judged->result;

	for (uint32 i = 0; i < result->line_count; i++)
		put_line(rows, &result->lines[i], (int32) i + 1);
}

/* The same for a claim with problems: each stands with its line, or with the claim as a whole. */
static void
put_lines_and_problems(claim_rows *rows)
{
	const claim_result *result = &rows->judged->result;
	problem_index index = problem_index_create(&result->problems, result->line_count, rows->judged->memory);

	if (result->line_count == 0 || index.first[result->line_count] != NO_PROBLEM)
	{
		put_claim_row(rows);
		reason_rows_add_problems(&rows->log->reasons, &result->problems, &index, result->line_count);
	}
	for (uint32 i = 0; i < result->line_count; i++)
	{
		put_line(rows, &result->lines[i], (int32) i + 1);
		reason_rows_add_problems(&rows->log->reasons, &result->problems, &index, i);
	}
}

/* ---- claims ---- */

/* A payer's id in the tables; of one that they do not have, what the claim says. */
static text_span
payer_of(const judged_claim *judged)
{
	text_span	given = judged->result.claim.payer;
	uint32		payer;

	if (given.bytes == NULL)
		return TEXT_ABSENT;
	payer = directory_payer(judged->policies, given);
	if (payer != NO_PAYER)
		return directory_payer_id(judged->policies, payer);
	if (given.length > PAYER_CHARACTERS_MAX)
		given.length = pg_mbcharcliplen(given.bytes, (int) given.length, PAYER_CHARACTERS_MAX);
	return given;
}

/* Is there a problem at this very place, or, which is the first problem then, no claim at all? */
static bool
is_unreadable(const judged_claim *judged, text_span path)
{
	const problem_list *list = &judged->result.problems;

	for (uint32 i = 0; i < list->count; i++)
	{
		if (text_equals(list->problems[i].path, path) || (i == 0 && text_is(list->problems[i].path, "$")))
			return true;
	}
	return false;
}

static void
write_when_much(evaluation_log *log)
{
	if (log->evaluations.bytes.len + log->reasons.rows.bytes.len > UNWRITTEN_BYTES_MAX)
		evaluation_log_write(log);
}

void
evaluation_log_add(evaluation_log *log, const logged_claim *claim, judged_claim *judged)
{
	const claim_result *result = &judged->result;
	claim_rows	rows = {
		.log = log,
		.claim = claim,
		.judged = judged,
		.decision = decision_name(result->decision),
		.payer = payer_of(judged),
		.line_of_business = is_unreadable(judged, TEXT_LITERAL("$.line_of_business")) ? TEXT_ABSENT :
		line_of_business_names[result->claim.line_of_business],
		.claim_type = is_unreadable(judged, TEXT_LITERAL("$.claim_type")) ? TEXT_ABSENT :
		claim_type_names[result->claim.claim_type]
	};

	if (result->problems.count == 0 && result->line_count > 0)
		put_lines(&rows);
	else
		put_lines_and_problems(&rows);
	write_when_much(log);
}

void
evaluation_log_add_null(evaluation_log *log, const logged_claim *claim)
{
	claim_rows	rows = {.log = log, .claim = claim, .decision = decision_name(DECISION_INVALID)};
	claim_problem no_claim = {
		.path = TEXT_LITERAL("$"),
		.message = TEXT_LITERAL("expected a claim as an object, found null"),
		.carc = TEXT_LITERAL("16"),
		.rarc = TEXT_LITERAL("N706")
	};

	put_claim_row(&rows);
	reason_rows_add_problem(&log->reasons, &no_claim);
	write_when_much(log);
}

void
evaluation_log_write(evaluation_log *log)
{
	copy_writer_write(&log->evaluations);
	copy_writer_write(&log->reasons.rows);
}
