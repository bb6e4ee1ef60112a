/*
 * hard_coded.c
 *	  The SQL functions of the hard-coded CP.MP.166, and its result as jsonb bytes.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "pg/engine_glue.h"
#include "pg/jsonb_writer.h"

#include "hard_coded_texts.h"

PG_FUNCTION_INFO_V1(bench_hard_coded);
PG_FUNCTION_INFO_V1(bench_hard_coded_decision);

#define POLICY_FROM (((2023 * 12 + 8 - 1) << 5) | 1)
#define REASON_ROWS_MAX 40

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
JSONB_SHAPE(missing_shape, 5, "carc" "fact" "rarc" "question" "criterion",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("fact"), JSONB_KEY("rarc"), JSONB_KEY("question"), JSONB_KEY("criterion"));
JSONB_SHAPE(problem_shape, 4, "carc" "path" "rarc" "message",
			JSONB_FIRST_KEY("carc"), JSONB_KEY("path"), JSONB_KEY("rarc"), JSONB_KEY("message"));
JSONB_SHAPE(unused_fact_shape, 1, "fact", JSONB_FIRST_KEY("fact"));

/* A container that was written before, to be copied many times in whole units: so bytes follow it. */
typedef struct blob
{
	const char *bytes;
	uint32		size;
} blob;

#define COPY_UNIT 32

/* Everything constant that a result is put together from; made once a backend. */
typedef struct constants
{
	arena		scratch;
	blob trace[HC_CRITERION_COUNT][3];
	blob asks[HC_ASK_COUNT];
	blob notes[HC_NOTE_COUNT];
	blob reasons[REASON_ROWS_MAX];
	uint8		reason_row[HC_CRITERION_COUNT];
} constants;

static constants *known;

static const char *const decision_names[] = {
	[HC_NO_POLICY] = "no_policy",
	[HC_APPROVE] = "approve",
	[HC_PEND] = "pend",
	[HC_DENY] = "deny",
	[HC_INVALID] = "invalid"
};

/* ---- constants ------------------------------------------------------------------------------------ */

static blob
prepare(const char *json)
{
	Jsonb	   *document = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(json)));
	blob prepared = {.size = VARSIZE(document) - VARHDRSZ};
	char	   *bytes = MemoryContextAllocZero(TopMemoryContext, TYPEALIGN(COPY_UNIT, prepared.size));

	memcpy(bytes, &document->root, prepared.size);
	prepared.bytes = bytes;
	return prepared;
}

static const char *
status_name(hc_criterion criterion, int status)
{
	bool		exclusion = criterion >= HC_II && criterion != HC_III_EXCEPTION;

	return status == MET ? "met" : status == UNKNOWN ? "unknown" : exclusion ? "excluded" : "not_met";
}

static void
prepare_trace(void)
{
	for (int i = 0; i < HC_CRITERION_COUNT; i++)
	{
		for (int status = NOT_MET; status <= MET; status++)
			known->trace[i][status] = prepare(psprintf("{\"status\": \"%s\", \"criterion\": \"%s\"}",
													   status_name(i, status), hc_ids[i]));
	}
}

static void
prepare_asks_and_notes(void)
{
	for (int i = 0; i < HC_ASK_COUNT; i++)
	{
		const hc_ask_text *text = &hc_ask_texts[i];
		const char *fact = text->fact ? psprintf("\"%s\"", text->fact) : "null";

		known->asks[i] = prepare(psprintf("{\"carc\": \"252\", \"rarc\": \"N706\", \"fact\": %s, \"question\": \"%s\", "
										  "\"criterion\": \"%s\"}", fact, text->question, hc_ids[text->criterion]));
	}
	for (int i = 0; i < HC_NOTE_COUNT; i++)
		known->notes[i] = prepare(psprintf("{\"message\": \"%s\", \"criterion\": \"%s\"}",
										   hc_note_texts[i].message, hc_ids[hc_note_texts[i].criterion]));
}

static bool
is_about_frequency(hc_criterion criterion)
{
	return criterion == HC_2_INTERVAL || criterion == HC_3_C || criterion == HC_3_D;
}

static void
prepare_reasons(void)
{
	Assert(hc_reason_text_count <= REASON_ROWS_MAX);
	for (int i = hc_reason_text_count - 1; i >= 0; i--)
	{
		const hc_reason_text *text = &hc_reason_texts[i];

		known->reason_row[text->criterion] = i;
		if (text->found)
			known->reasons[i] = prepare(psprintf("{\"group\": \"CO\", \"carc\": \"50\", \"rarc\": \"N130\", \"found\": %s, "
												 "\"required\": %s, \"status\": \"%s\", \"criterion\": \"%s\", "
												 "\"message\": \"%s\"}", text->found, text->required,
												 status_name(text->criterion, NOT_MET), hc_ids[text->criterion],
												 text->before));
	}
}

static pg_noinline void
prepare_constants(void)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "bench constants", ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(scratch);

	known = MemoryContextAllocZero(TopMemoryContext, sizeof(constants));
	arena_init_in_context(&known->scratch, TopMemoryContext);
	prepare_trace();
	prepare_asks_and_notes();
	prepare_reasons();
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(scratch);
}

/* ---- writing -------------------------------------------------------------------------------------- */

static inline void
put_string(jsonb_writer *writer, const char *text)
{
	jsonb_put_text(writer, (text_span) {text, text ? strlen(text) : 0});
}

/* What is copied too much is written over by what follows. */
static inline void
put_blob(jsonb_writer *writer, const blob *blob)
{
	uint32		begin = writer->length;
	char	   *to;

	jsonb_reserve(writer, (Size) blob->size + COPY_UNIT + 3);
	jsonb_pad(writer);
	to = writer->start + writer->length;
	for (uint32 done = 0; done < blob->size; done += COPY_UNIT)
		memcpy(to + done, blob->bytes + done, COPY_UNIT);
	writer->length += blob->size;
	jsonb_add_entry(writer, JENTRY_ISCONTAINER, begin);
}

#define put_literal(writer, literal) jsonb_put_text((writer), TEXT_LITERAL(literal))

static inline void
put_empty_array(jsonb_writer *writer)
{
	jsonb_open_array(writer, 0);
	jsonb_close(writer);
}

/* A constant as JSON: a number or a string in quotes. */
static void
put_required(jsonb_writer *writer, const char *json)
{
	if (json[0] == '"')
		jsonb_put_text(writer, (text_span) {json + 1, strlen(json) - 2});
	else
		jsonb_put_integer(writer, atoi(json));
}

static void
put_found(jsonb_writer *writer, const hc_reason *reason, text_span text)
{
	if (reason->type == HC_FOUND_NUMBER)
		jsonb_put_decimal(writer, reason->number);
	else
		jsonb_put_text(writer, text);
}

static text_span
found_text(const hc_reason *reason, char *buffer)
{
	if (reason->type == HC_FOUND_NUMBER)
		return (text_span) {buffer, decimal_format(reason->number, buffer)};
	if (reason->type == HC_FOUND_RANGE)
		return (text_span) {buffer, snprintf(buffer, DECIMAL_TEXT_MAX, "%d to %d", reason->least, reason->most)};
	hc_format_day(reason->day, buffer);
	return (text_span) {buffer, 10};
}

static void
put_message(jsonb_writer *writer, const hc_reason_text *text, text_span found)
{
	char		message[256];
	int			length = snprintf(message, sizeof(message), "%s%.*s%s", text->before, (int) found.length, found.bytes,
								  text->after);

	jsonb_put_text(writer, (text_span) {message, length});
}

static void
put_reason(jsonb_writer *writer, const hc_reason *reason)
{
	int			row = known->reason_row[reason->criterion] + reason->variant;
	const hc_reason_text *text = &hc_reason_texts[row];
	bool		frequency = is_about_frequency(reason->criterion);
	char		buffer[DECIMAL_TEXT_MAX];
	text_span	found;

	if (reason->type == HC_FOUND_CONSTANT)
	{
		put_blob(writer, &known->reasons[row]);
		return;
	}
	found = found_text(reason, buffer);
	jsonb_open_object(writer, &reason_shape);
	put_string(writer, frequency ? "151" : "50");
	put_string(writer, frequency ? "N640" : "N130");
	put_found(writer, reason, found);
	put_literal(writer, "CO");
	put_string(writer, status_name(reason->criterion, NOT_MET));
	put_message(writer, text, found);
	put_required(writer, text->required);
	put_string(writer, hc_ids[reason->criterion]);
	jsonb_close(writer);
}

static void
put_trace(jsonb_writer *writer, const uint8 *status)
{
	uint8		asked[HC_CRITERION_COUNT];
	int			count = 0;

	for (int i = 0; i < HC_CRITERION_COUNT; i++)
	{
		asked[count] = i;
		count += status[i] != HC_NOT_ASKED;
	}
	jsonb_open_array(writer, count);
	for (int i = 0; i < count; i++)
		put_blob(writer, &known->trace[asked[i]][status[asked[i]]]);
	jsonb_close(writer);
}

static inline void
put_code_and_number(jsonb_writer *writer, const hc_line *line)
{
	jsonb_open_object(writer, &line_shape);
	if (line->code_text[0] == '\0')
		jsonb_put_null(writer);
	else
		jsonb_put_text(writer, (text_span) {line->code_text, 5});
	jsonb_put_integer(writer, line->number);
}

/* A line that no policy speaks of, or that cannot be read. */
static void
put_silent_line(jsonb_writer *writer, const hc_line *line, hc_decision decision)
{
	put_code_and_number(writer, line);
	put_empty_array(writer);
	jsonb_put_null(writer);
	jsonb_put_null(writer);
	put_empty_array(writer);
	put_empty_array(writer);
	jsonb_put_null(writer);
	put_empty_array(writer);
	put_string(writer, decision_names[decision]);
	jsonb_close(writer);
}

static void
put_version_question(jsonb_writer *writer, hc_day date)
{
	char		question[96];
	char		day[11] = {0};

	hc_format_day(date, day);
	snprintf(question, sizeof(question), "Which version of CP.MP.166 was in force on %s? None of those on file was.", day);
	jsonb_open_array(writer, 1);
	jsonb_open_object(writer, &missing_shape);
	put_literal(writer, "252");
	jsonb_put_null(writer);
	put_literal(writer, "N706");
	put_string(writer, question);
	put_literal(writer, "version");
	jsonb_close(writer);
	jsonb_close(writer);
}

/* A line before the policy's first version. */
static void
put_early_line(jsonb_writer *writer, const hc_line *line)
{
	put_code_and_number(writer, line);
	put_empty_array(writer);
	put_literal(writer, "version");
	put_literal(writer, "CP.MP.166");
	put_version_question(writer, line->date);
	put_empty_array(writer);
	put_literal(writer, "2023-08");
	put_empty_array(writer);
	put_literal(writer, "pend");
	jsonb_close(writer);
}

static void
put_judged_line(jsonb_writer *writer, const hc_case *c, hc_decision decision)
{
	hc_findings findings;

	hc_explain(c, decision, &findings);
	put_code_and_number(writer, c->line);
	jsonb_open_array(writer, findings.note_count);
	for (int i = 0; i < findings.note_count; i++)
		put_blob(writer, &known->notes[findings.notes[i]]);
	jsonb_close(writer);
	put_string(writer, findings.branch);
	put_literal(writer, "CP.MP.166");
	jsonb_open_array(writer, findings.ask_count);
	for (int i = 0; i < findings.ask_count; i++)
		put_blob(writer, &known->asks[findings.asks[i]]);
	jsonb_close(writer);
	jsonb_open_array(writer, findings.reason_count);
	for (int i = 0; i < findings.reason_count; i++)
		put_reason(writer, &findings.reasons[i]);
	jsonb_close(writer);
	put_literal(writer, "2023-08");
	put_trace(writer, c->status);
	put_string(writer, decision_names[decision]);
	jsonb_close(writer);
}

static void
put_faults(jsonb_writer *writer, const hc_claim *claim)
{
	jsonb_open_array(writer, claim->fault_count);
	for (int i = 0; i < claim->fault_count; i++)
	{
		const hc_fault *fault = &claim->faults[i];
		const char *path = fault->line < 0 ? psprintf("$.%s", fault->key) :
			psprintf("$.lines[%d].%s", fault->line, fault->key);

		jsonb_open_object(writer, &problem_shape);
		put_literal(writer, "16");
		put_string(writer, path);
		put_string(writer, fault->rarc);
		put_literal(writer, "cannot be read");
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

static void
put_unused(jsonb_writer *writer, const hc_claim *claim)
{
	jsonb_open_array(writer, claim->unused_count);
	for (int i = 0; i < claim->unused_count; i++)
	{
		jsonb_open_object(writer, &unused_fact_shape);
		jsonb_put_text(writer, (text_span) {claim->unused[i].bytes, claim->unused[i].length});
		jsonb_close(writer);
	}
	jsonb_close(writer);
}

static void
put_claim_id(jsonb_writer *writer, const hc_claim *claim)
{
	if (claim->id_type == JENTRY_ISSTRING)
		jsonb_put_text(writer, (text_span) {claim->id.bytes, claim->id.length});
	else if (claim->id_type == JENTRY_ISNUMERIC)
		jsonb_put_aligned(writer, JENTRY_ISNUMERIC, claim->id.bytes, VARSIZE_ANY(claim->id.bytes));
	else
		jsonb_put_null(writer);
}

/* ---- judging -------------------------------------------------------------------------------------- */

/* What must be decided of a line before, or instead of, the policy. */
static inline bool
needs_policy(const hc_claim *claim, const hc_line *line)
{
	return claim->centene && line->code != HC_CODE_OTHER && !line->invalid;
}

/* Judge one line; c is filled in only where the policy is asked. */
static hc_decision
judge_line(hc_claim *claim, int index, hc_facts *space, hc_case *c)
{
	hc_line    *line = &claim->lines[index];
	const hc_facts *facts = &claim->facts;

	c->status[HC_I] = HC_NOT_ASKED;
	if (line->facts)
	{
		hc_read_line_facts(claim, index, space);
		facts = space;
	}
	if (line->invalid || !needs_policy(claim, line))
		return line->invalid ? HC_INVALID : HC_NO_POLICY;
	return hc_judge(claim, line, facts, c);
}

static hc_decision
put_line(jsonb_writer *writer, hc_claim *claim, int index)
{
	hc_line    *line = &claim->lines[index];
	hc_facts	facts;
	hc_case		c;
	hc_decision decision = judge_line(claim, index, &facts, &c);

	if (!needs_policy(claim, line))
		put_silent_line(writer, line, decision);
	else if (line->date < POLICY_FROM && decision != HC_INVALID && hc_precedence_settled(&c))
	{
		decision = HC_PEND;
		put_early_line(writer, line);
	}
	else
		put_judged_line(writer, &c, decision);
	return decision;
}

Datum
bench_hard_coded(PG_FUNCTION_ARGS)
{
	Jsonb	   *document = PG_GETARG_JSONB_P(0);
	hc_decision decision = HC_NO_POLICY;
	jsonb_writer writer;
	hc_claim	claim;

	if (unlikely(known == NULL))
		prepare_constants();
	arena_reset(&known->scratch);
	hc_read_claim(&document->root, &claim);
	jsonb_writer_start(&writer, &known->scratch);
	jsonb_open_object(&writer, &result_shape);
	jsonb_open_array(&writer, claim.line_count);
	for (int i = 0; i < claim.line_count; i++)
	{
		hc_decision of_line = put_line(&writer, &claim, i);

		decision = Max(decision, of_line);
	}
	jsonb_close(&writer);
	put_claim_id(&writer, &claim);
	put_string(&writer, decision_names[claim.fault_count > 0 ? HC_INVALID : decision]);
	put_faults(&writer, &claim);
	put_unused(&writer, &claim);
	jsonb_close(&writer);
	PG_RETURN_JSONB_P(jsonb_writer_finish(&writer));
}

Datum
bench_hard_coded_decision(PG_FUNCTION_ARGS)
{
	Jsonb	   *document = PG_GETARG_JSONB_P(0);
	hc_decision decision = HC_NO_POLICY;
	hc_claim	claim;
	hc_facts	facts;
	hc_case		c;

	hc_read_claim(&document->root, &claim);
	for (int i = 0; i < claim.line_count; i++)
	{
		hc_line    *line = &claim.lines[i];
		hc_decision of_line = judge_line(&claim, i, &facts, &c);

		if (line->date < POLICY_FROM && needs_policy(&claim, line) && hc_precedence_settled(&c))
			of_line = HC_PEND;
		decision = Max(decision, of_line);
	}
	if (claim.fault_count > 0)
		decision = HC_INVALID;
	PG_RETURN_TEXT_P(cstring_to_text(decision_names[decision]));
}
