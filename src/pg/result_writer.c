/*
 * result_writer.c
 *	  A judged claim as the jsonb that evaluate_policy() returns.
 *
 * Most of a result is its trace, and an entry of the trace depends on nothing but the criterion and its status: all of
 * them are written once, when a program is compiled, and then copied.
 */
#include "pg/result_writer.h"

#include "pg/compat.h"
#include "pg/engine_glue.h"
#include "pg/jsonb_writer.h"

#define TRACED_STATUSES 3		/* not_met, unknown, met */

/* What program->rendering points to: one of these for each criterion. */
typedef struct criterion_rendering
{
	jsonb_prepared by_status[TRACED_STATUSES + 1];	/* nothing for one that is not asked */
} criterion_rendering;

/* Keys in jsonb's order, and so are the values that the functions below put. */
JSONB_SHAPE(result_shape, 5, "lines" "claim_id" "decision" "problems" "unused_facts",
			JSONB_FIRST_KEY("lines"), JSONB_KEY("claim_id"), JSONB_KEY("decision"), JSONB_KEY("problems"),
			JSONB_KEY("unused_facts"));
JSONB_SHAPE(line_shape, 10, "code" "line" "notes" "branch" "policy" "missing" "reasons" "version" "criteria" "decision",
			JSONB_FIRST_KEY("code"), JSONB_KEY("line"), JSONB_KEY("notes"), JSONB_KEY("branch"), JSONB_KEY("policy"),
			JSONB_KEY("missing"), JSONB_KEY("reasons"), JSONB_KEY("version"), JSONB_KEY("criteria"),
			JSONB_KEY("decision"));
JSONB_SHAPE(reason_shape, 8, "carc" "rarc" "found" "group" "status" "message" "required" "criterion",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("rarc"), JSONB_KEY("found"), JSONB_KEY("group"), JSONB_KEY("status"),
			JSONB_KEY("message"), JSONB_KEY("required"), JSONB_KEY("criterion"));
JSONB_SHAPE(edit_reason_shape, 9, "carc" "rarc" "found" "group" "detail" "status" "message" "required" "criterion",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("rarc"), JSONB_KEY("found"), JSONB_KEY("group"), JSONB_KEY("detail"),
			JSONB_KEY("status"), JSONB_KEY("message"), JSONB_KEY("required"), JSONB_KEY("criterion"));
JSONB_SHAPE(missing_shape, 5, "carc" "fact" "rarc" "question" "criterion",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("fact"), JSONB_KEY("rarc"), JSONB_KEY("question"),
			JSONB_KEY("criterion"));
JSONB_SHAPE(edit_missing_shape, 6, "carc" "fact" "rarc" "detail" "question" "criterion",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("fact"), JSONB_KEY("rarc"), JSONB_KEY("detail"), JSONB_KEY("question"),
			JSONB_KEY("criterion"));
JSONB_SHAPE(criterion_shape, 2, "status" "criterion", JSONB_FIRST_KEY("status"), JSONB_KEY("criterion"));
JSONB_SHAPE(note_shape, 2, "message" "criterion", JSONB_FIRST_KEY("message"), JSONB_KEY("criterion"));
JSONB_SHAPE(problem_shape, 4, "carc" "path" "rarc" "message",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("path"), JSONB_KEY("rarc"), JSONB_KEY("message"));
JSONB_SHAPE(unused_fact_shape, 1, "fact", JSONB_FIRST_KEY("fact"));
JSONB_SHAPE(near_fact_shape, 2, "fact" "did_you_mean", JSONB_FIRST_KEY("fact"), JSONB_KEY("did_you_mean"));

/* The entry of the trace for one criterion and status. */
static jsonb_prepared
prepare_entry(jsonb_writer *writer, const program_criterion *criterion, criterion_status status, arena *memory)
{
	jsonb_writer_restart(writer);
	jsonb_open_object(writer, &criterion_shape);
	jsonb_put_text(writer, criterion_status_name(criterion, status));
	jsonb_put_text(writer, criterion->id);
	jsonb_close(writer);
	return jsonb_writer_prepare(writer, memory);
}

void *
result_rendering_create(const program *program, arena *memory)
{
	criterion_rendering *rendering = ARENA_ARRAY(memory, criterion_rendering, program->criterion_count);
	jsonb_writer writer;

	jsonb_writer_start(&writer, memory);
	for (uint32 i = 0; i < program->criterion_count; i++)
		for (int status = 0; status < TRACED_STATUSES; status++)
			rendering[i].by_status[status] = prepare_entry(&writer, &program->criteria[i], (criterion_status) status,
														   memory);
	return rendering;
}

/* Open an array for a list; an empty one, as most are, is done with it. */
static bool
open_list(jsonb_writer *writer, uint32 count)
{
	if (count == 0)
		jsonb_put_empty_array(writer);
	else
		jsonb_open_array(writer, count);
	return count > 0;
}

static void put_finding_list(jsonb_writer *writer, const finding *list);

static void
put_finding(jsonb_writer *writer, const finding *finding)
{
	switch (finding->type)
	{
		case FINDING_NONE:
			jsonb_put_null(writer);
			break;
		case FINDING_BOOLEAN:
			jsonb_put_boolean(writer, finding->boolean);
			break;
		case FINDING_NUMBER:
			jsonb_put_decimal(writer, finding->number);
			break;
		case FINDING_TEXT:
			jsonb_put_text(writer, valid_text(finding->text));
			break;
		case FINDING_LIST:
			put_finding_list(writer, finding);
			break;
	}
}

/* Elements of lists are no lists. */
static void
put_finding_list(jsonb_writer *writer, const finding *list)
{
	if (!open_list(writer, list->item_count))
		return;
	for (uint32 i = 0; i < list->item_count; i++)
		put_finding(writer, &list->items[i]);
	jsonb_close(writer);
}

/* What a coding edit compared. */
static void
put_details(jsonb_writer *writer, const named_finding *details, uint32 count)
{
	jsonb_open_named(writer, details, count);
	for (uint32 i = 0; i < count; i++)
		put_finding(writer, &details[i].value);
	jsonb_close(writer);
}

static void
put_reasons(jsonb_writer *writer, const line_result *line)
{
	if (!open_list(writer, line->reason_count))
		return;
	for (uint32 i = 0; i < line->reason_count; i++)
	{
		const reason *reason = &line->reasons[i];
		bool		edit = reason->detail_count > 0;

		jsonb_open_object(writer, edit ? &edit_reason_shape : &reason_shape);
		jsonb_put_text(writer, reason->carc);
		jsonb_put_text(writer, reason->rarc);
		put_finding(writer, &reason->found);
		jsonb_put_text(writer, reason->group);
		if (edit)
			put_details(writer, reason->details, reason->detail_count);
		jsonb_put_text(writer, reason->status);
		jsonb_put_text(writer, valid_text(reason->message));
		put_finding(writer, &reason->required);
		jsonb_put_text(writer, reason->criterion);
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

static void
put_missing(jsonb_writer *writer, const line_result *line)
{
	if (!open_list(writer, line->missing_count))
		return;
	for (uint32 i = 0; i < line->missing_count; i++)
	{
		const missing_item *item = &line->missing[i];
		bool		edit = item->detail_count > 0;

		jsonb_open_object(writer, edit ? &edit_missing_shape : &missing_shape);
		jsonb_put_text(writer, item->carc);
		jsonb_put_text(writer, item->fact);
		jsonb_put_text(writer, item->rarc);
		if (edit)
			put_details(writer, item->details, item->detail_count);
		jsonb_put_text(writer, item->question);
		jsonb_put_text(writer, item->criterion);
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

static void
put_notes(jsonb_writer *writer, const line_result *line)
{
	if (!open_list(writer, line->note_count))
		return;
	for (uint32 i = 0; i < line->note_count; i++)
	{
		jsonb_open_object(writer, &note_shape);
		jsonb_put_text(writer, line->notes[i].message);
		jsonb_put_text(writer, line->notes[i].criterion);
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

/* Locals, because the compiler must otherwise fear that each entry changes what the line points to. */
static void
put_trace(jsonb_writer *writer, const line_result *line)
{
	uint32		criterion_count = line->program != NULL ? line->program->criterion_count : 0;
	const criterion_rendering *rendering = criterion_count > 0 ? line->program->rendering : NULL;
	const uint8 *statuses = line->statuses;
	const jsonb_prepared **entries;
	uint32		count = 0;

	if (criterion_count == 0)
	{
		jsonb_put_empty_array(writer);
		return;
	}
	entries = arena_allocate(writer->memory, criterion_count * sizeof(*entries));
	for (uint32 i = 0; i < criterion_count; i++)
	{
		entries[count] = &rendering[i].by_status[statuses[i]];
		count += statuses[i] != STATUS_NOT_ASKED;
	}
	jsonb_put_prepared_array(writer, entries, count);
}

/* The code as it is written officially; one that cannot be read, as it was given. */
static void
put_code(jsonb_writer *writer, const claim_line *line)
{
	char		text[CPT_CODE_LENGTH + 1];

	if (line->has_code)
	{
		cpt_code_format(line->code, text);
		jsonb_put_text(writer, (text_span) {text, CPT_CODE_LENGTH});
	}
	else
		jsonb_put_value(writer, line->code_given);
}

static void
put_line(jsonb_writer *writer, const line_result *line)
{
	jsonb_open_object(writer, &line_shape);
	put_code(writer, line->line);
	jsonb_put_integer(writer, line->line->number);
	put_notes(writer, line);
	jsonb_put_text(writer, line->branch);
	jsonb_put_text(writer, line->version != NULL ? line->version->policy : TEXT_ABSENT);
	put_missing(writer, line);
	put_reasons(writer, line);
	jsonb_put_text(writer, line->version != NULL ? line->version->version : TEXT_ABSENT);
	put_trace(writer, line);
	jsonb_put_text(writer, decision_name(line->decision));
	jsonb_close(writer);
}

static void
put_lines(jsonb_writer *writer, const claim_result *result)
{
	jsonb_open_array(writer, result->line_count);
	for (uint32 i = 0; i < result->line_count; i++)
		put_line(writer, &result->lines[i]);
	jsonb_close(writer);
}

static void
put_problems(jsonb_writer *writer, const problem_list *list)
{
	if (!open_list(writer, list->count))
		return;
	for (uint32 i = 0; i < list->count; i++)
	{
		const claim_problem *problem = &list->problems[i];

		jsonb_open_object(writer, &problem_shape);
		jsonb_put_text(writer, problem->carc);
		jsonb_put_text(writer, problem->path);
		jsonb_put_text(writer, problem->rarc);
		jsonb_put_text(writer, valid_text(problem->message));
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

static void
put_unused_facts(jsonb_writer *writer, const claim_result *result)
{
	if (!open_list(writer, result->unused_fact_count))
		return;
	for (uint32 i = 0; i < result->unused_fact_count; i++)
	{
		const unused_fact *fact = &result->unused_facts[i];
		bool		near = fact->did_you_mean.bytes != NULL;

		jsonb_open_object(writer, near ? &near_fact_shape : &unused_fact_shape);
		jsonb_put_text(writer, fact->fact);
		if (near)
			jsonb_put_text(writer, fact->did_you_mean);
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

Jsonb *
result_to_jsonb(const claim_result *result, arena *memory)
{
	jsonb_writer writer;

	jsonb_writer_start(&writer, memory);
	jsonb_open_object(&writer, &result_shape);
	put_lines(&writer, result);
	jsonb_put_value(&writer, result->claim.claim_id);
	jsonb_put_text(&writer, decision_name(result->decision));
	put_problems(&writer, &result->problems);
	put_unused_facts(&writer, result);
	jsonb_close(&writer);
	return jsonb_writer_finish(&writer);
}
