/*
 * evaluate_lines.c
 *	  evaluate_lines(): the answer as rows.
 *
 * A line gives a row for each reason and each missing item, or one row where it has neither. A line that cannot be
 * read gives a row for each of its problems. Problems of the claim as a whole share one row without a line, which a
 * claim without lines has in any case.
 */
#include "pg/evaluate.h"

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/tuplestore.h"

#include "engine/problem_index.h"
#include "pg/compat.h"
#include "pg/engine_glue.h"

PG_FUNCTION_INFO_V1(evaluate_lines);

typedef enum result_column
{
	COLUMN_LINE,
	COLUMN_CODE,
	COLUMN_DECISION,
	COLUMN_POLICY,
	COLUMN_VERSION,
	COLUMN_BRANCH,
	COLUMN_CRITERION,
	COLUMN_STATUS,
	COLUMN_GROUP,
	COLUMN_CARC,
	COLUMN_RARC,
	COLUMN_MESSAGE,
	COLUMN_COUNT
} result_column;

/* The next row, and where it goes. */
typedef struct row_writer
{
	ReturnSetInfo *target;
	Datum		values[COLUMN_COUNT];
	bool		nulls[COLUMN_COUNT];
} row_writer;

static void
set_null_from(row_writer *row, int first)
{
	for (int column = first; column < COLUMN_COUNT; column++)
		row->nulls[column] = true;
}

static void
set_text(row_writer *row, result_column column, text_span text)
{
	row->nulls[column] = text.bytes == NULL;
	if (text.bytes != NULL)
		row->values[column] = PointerGetDatum(text_of_span(text));
}

static void
put_row(row_writer *row)
{
	tuplestore_putvalues(row->target->setResult, row->target->setDesc, row->values, row->nulls);
}

/* The code as it is written officially; one that cannot be read, as it was given if that is a string. */
static void
set_code(row_writer *row, const claim_line *line)
{
	char		code[CPT_CODE_LENGTH + 1];

	if (line->has_code)
	{
		cpt_code_format(line->code, code);
		set_text(row, COLUMN_CODE, (text_span) {code, CPT_CODE_LENGTH});
	}
	else
		set_text(row, COLUMN_CODE, line->code_given.kind == JSON_STRING ? json_string(line->code_given) : TEXT_ABSENT);
}

/* The columns that all rows of a line have in common. */
static void
start_line(row_writer *row, const line_result *line)
{
	const policy_version *version = line->version;

	row->values[COLUMN_LINE] = Int32GetDatum(line->line->number);
	row->nulls[COLUMN_LINE] = false;
	set_code(row, line->line);
	set_text(row, COLUMN_DECISION, decision_name(line->decision));
	set_text(row, COLUMN_POLICY, version != NULL ? version->policy : TEXT_ABSENT);
	set_text(row, COLUMN_VERSION, version != NULL ? version->version : TEXT_ABSENT);
	set_text(row, COLUMN_BRANCH, line->branch);
	set_null_from(row, COLUMN_CRITERION);
}

static void
put_reason(row_writer *row, const reason *reason)
{
	set_text(row, COLUMN_CRITERION, reason->criterion);
	set_text(row, COLUMN_STATUS, reason->status);
	set_text(row, COLUMN_GROUP, reason->group);
	set_text(row, COLUMN_CARC, reason->carc);
	set_text(row, COLUMN_RARC, reason->rarc);
	set_text(row, COLUMN_MESSAGE, reason->message);
	put_row(row);
}

static void
put_missing(row_writer *row, const missing_item *item)
{
	set_text(row, COLUMN_CRITERION, item->criterion);
	set_text(row, COLUMN_STATUS, TEXT_LITERAL("unknown"));
	set_text(row, COLUMN_GROUP, TEXT_ABSENT);
	set_text(row, COLUMN_CARC, item->carc);
	set_text(row, COLUMN_RARC, item->rarc);
	set_text(row, COLUMN_MESSAGE, item->question);
	put_row(row);
}

static void
put_problem(row_writer *row, const claim_problem *problem, text_span message)
{
	set_text(row, COLUMN_STATUS, decision_name(DECISION_INVALID));
	set_text(row, COLUMN_CARC, problem->carc);
	set_text(row, COLUMN_RARC, problem->rarc);
	set_text(row, COLUMN_MESSAGE, message);
	put_row(row);
}

static void
put_line(row_writer *row, const judged_claim *judged, const problem_index *index, uint32 number)
{
	const line_result *line = &judged->result.lines[number];
	const claim_problem *problems = judged->result.problems.problems;

	start_line(row, line);
	for (uint32 i = index->first[number]; i != NO_PROBLEM; i = index->next[i])
		put_problem(row, &problems[i], problem_sentence(&problems[i], judged->memory));
	for (uint32 i = 0; i < line->reason_count; i++)
		put_reason(row, &line->reasons[i]);
	for (uint32 i = 0; i < line->missing_count; i++)
		put_missing(row, &line->missing[i]);
	if (index->first[number] == NO_PROBLEM && line->reason_count + line->missing_count == 0)
		put_row(row);
}

/* All problems of the claim as a whole in one row, with the codes of the first. */
static void
put_claim(row_writer *row, const judged_claim *judged, const problem_index *index)
{
	const claim_problem *problems = judged->result.problems.problems;
	uint32		first = index->first[judged->result.line_count];
	StringInfoData sentences;

	set_null_from(row, COLUMN_LINE);
	set_text(row, COLUMN_DECISION, decision_name(judged->result.decision));
	initStringInfo(&sentences);
	for (uint32 i = first; i != NO_PROBLEM; i = index->next[i])
	{
		text_span	sentence = problem_sentence(&problems[i], judged->memory);

		if (i != first)
			appendStringInfoString(&sentences, "; ");
		appendBinaryStringInfo(&sentences, sentence.bytes, sentence.length);
	}
	if (first == NO_PROBLEM)
		put_row(row);
	else
		put_problem(row, &problems[first], (text_span) {sentences.data, sentences.len});
	pfree(sentences.data);
}

Datum
evaluate_lines(PG_FUNCTION_ARGS)
{
	row_writer	row = {.target = (ReturnSetInfo *) fcinfo->resultinfo};
	judged_claim judged;
	problem_index index;
	uint32		line_count;

	InitMaterializedSRF(fcinfo, 0);
	judge_argument(fcinfo, false, &judged);
	line_count = judged.result.line_count;
	index = problem_index_create(&judged.result.problems, line_count, judged.memory);
	if (line_count == 0 || index.first[line_count] != NO_PROBLEM)
		put_claim(&row, &judged, &index);
	for (uint32 i = 0; i < line_count; i++)
		put_line(&row, &judged, &index, i);
	judged_claim_release(&judged);
	return (Datum) 0;
}
