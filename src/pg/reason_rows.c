/*
 * reason_rows.c
 *	  What decided about lines, as rows of cptpolicy.evaluation_reason.
 */
#include "pg/reason_rows.h"

#include "fmgr.h"

#include "pg/compat.h"
#include "pg/engine_glue.h"

static const char *const reason_columns[] = {
	"run_id", "claim_number", "line_position", "reason_number", "origin", "criterion", "status", "fact", "grp", "carc",
	"rarc", "path", "message", "required", "found"
};

/* A row about something that decided; texts that do not apply are absent. */
typedef struct reason_row
{
	text_span	origin;
	text_span	criterion;
	text_span	status;
	text_span	fact;
	text_span	group;
	text_span	carc;
	text_span	rarc;
	text_span	path;
	text_span	message;
	const finding *required;
	const finding *found;
} reason_row;

void
reason_rows_init(reason_rows *reasons, int32 run_id, bool clinical_facts)
{
	*reasons = (reason_rows) {.run_id = run_id, .clinical_facts = clinical_facts};
	copy_writer_init(&reasons->rows, "evaluation_reason", reason_columns, lengthof(reason_columns));
	initStringInfo(&reasons->text);
}

void
reason_rows_start(reason_rows *reasons, int64 claim_number, int32 line_position)
{
	reasons->claim_number = claim_number;
	reasons->line_position = line_position;
	reasons->reason_count = 0;
}

/* ---- findings ---- */

static void append_finding(StringInfo text, const finding *finding);

static void
append_list(StringInfo text, const finding *list)
{
	for (uint32 i = 0; i < list->item_count; i++)
	{
		if (i > 0)
			appendStringInfoString(text, ", ");
		append_finding(text, &list->items[i]);
	}
}

static void
append_finding(StringInfo text, const finding *finding)
{
	char		number[DECIMAL_TEXT_MAX];

	switch (finding->type)
	{
		case FINDING_NONE:
			break;
		case FINDING_BOOLEAN:
			appendStringInfoString(text, finding->boolean ? "true" : "false");
			break;
		case FINDING_NUMBER:
			appendBinaryStringInfo(text, number, decimal_format(finding->number, number));
			break;
		case FINDING_TEXT:
			appendBinaryStringInfo(text, finding->text.bytes, finding->text.length);
			break;
		case FINDING_LIST:
			append_list(text, finding);
			break;
	}
}

static void
put_finding(reason_rows *reasons, const finding *finding)
{
	if (finding == NULL || finding->type == FINDING_NONE)
	{
		copy_put_null(&reasons->rows);
		return;
	}
	resetStringInfo(&reasons->text);
	append_finding(&reasons->text, finding);
	copy_put_text(&reasons->rows, valid_text((text_span) {reasons->text.data, reasons->text.len}));
}

static void
put_clinical_facts(reason_rows *reasons, const reason_row *row)
{
	if (reasons->clinical_facts)
	{
		copy_put_text(&reasons->rows, valid_text(row->message));
		put_finding(reasons, row->required);
		put_finding(reasons, row->found);
	}
	else
	{
		copy_put_null(&reasons->rows);
		copy_put_null(&reasons->rows);
		copy_put_null(&reasons->rows);
	}
}

/* ---- rows ---- */

static void
put_row(reason_rows *reasons, const reason_row *row)
{
	copy_writer *rows = &reasons->rows;

	copy_put_row(rows);
	copy_put_int32(rows, reasons->run_id);
	copy_put_int64(rows, reasons->claim_number);
	copy_put_int32(rows, reasons->line_position);
	copy_put_int32(rows, ++reasons->reason_count);
	copy_put_text(rows, row->origin);
	copy_put_text(rows, row->criterion);
	copy_put_text(rows, row->status);
	copy_put_text(rows, row->fact);
	copy_put_text(rows, row->group);
	copy_put_text(rows, row->carc);
	copy_put_text(rows, row->rarc);
	copy_put_text(rows, row->path);
	put_clinical_facts(reasons, row);
}

/* Coding edits say what they compared, policies do not. */
static text_span
origin_of(uint32 detail_count)
{
	return detail_count > 0 ? TEXT_LITERAL("edit") : TEXT_LITERAL("policy");
}

static void
put_reason(reason_rows *reasons, const reason *reason)
{
	put_row(reasons, &(reason_row) {
		.origin = origin_of(reason->detail_count),
		.criterion = reason->criterion,
		.status = reason->status,
		.group = reason->group,
		.carc = reason->carc,
		.rarc = reason->rarc,
		.message = reason->message,
		.required = &reason->required,
		.found = &reason->found
	});
}

static void
put_missing(reason_rows *reasons, const missing_item *item)
{
	put_row(reasons, &(reason_row) {
		.origin = origin_of(item->detail_count),
		.criterion = item->criterion,
		.status = TEXT_LITERAL("unknown"),
		.fact = item->fact,
		.carc = item->carc,
		.rarc = item->rarc,
		.message = item->question
	});
}

void
reason_rows_add_line(reason_rows *reasons, const line_result *line)
{
	for (uint32 i = 0; i < line->reason_count; i++)
		put_reason(reasons, &line->reasons[i]);
	for (uint32 i = 0; i < line->missing_count; i++)
		put_missing(reasons, &line->missing[i]);
}

void
reason_rows_add_problem(reason_rows *reasons, const claim_problem *problem)
{
	put_row(reasons, &(reason_row) {
		.origin = TEXT_LITERAL("claim"),
		.status = decision_name(DECISION_INVALID),
		.carc = problem->carc,
		.rarc = problem->rarc,
		.path = problem->path,
		.message = problem->message
	});
}

void
reason_rows_add_problems(reason_rows *reasons, const problem_list *problems, const problem_index *index, uint32 list)
{
	for (uint32 i = index->first[list]; i != NO_PROBLEM; i = index->next[i])
		reason_rows_add_problem(reasons, &problems->problems[i]);
}
