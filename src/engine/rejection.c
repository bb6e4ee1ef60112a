/*
 * rejection.c
 *	  Why a claim is stopped, for the one who sent it.
 */
#include "engine/rejection.h"

#include "engine/excerpt.h"
#include "engine/page.h"
#include "engine/problem_index.h"
#include "engine/remedy.h"

/* One thing that stops a claim: a reason against a line, or a question about it. */
typedef struct obstacle
{
	const line_result *line;
	const reason *reason;		/* NULL: a missing item */
	const missing_item *item;	/* NULL: a reason */
	text_span	criterion;
	bool		of_edit;
	text_span	remedy;			/* set when the hint is written; absent: asked for before */
} obstacle;

typedef struct stopped_claim
{
	told_claim	claim;
	uint32_t	obstacle_count;
	obstacle   *obstacles;
} stopped_claim;

/* ---- what stops it ---- */

/* A denied line's questions do not stop it where pending does not. */
static uint32_t
obstacles_of_line(const line_result *line, decision stops_from)
{
	if (line->decision < stops_from)
		return 0;
	return line->reason_count + (stops_from <= DECISION_PEND ? line->missing_count : 0);
}

static void
add_obstacle(stopped_claim *stopped, const line_result *line, uint32_t number)
{
	obstacle   *added = &stopped->obstacles[stopped->obstacle_count++];

	added->line = line;
	if (number < line->reason_count)
	{
		added->reason = &line->reasons[number];
		added->criterion = added->reason->criterion;
		added->of_edit = added->reason->detail_count > 0;
	}
	else
	{
		added->item = &line->missing[number - line->reason_count];
		added->criterion = added->item->criterion;
		added->of_edit = added->item->detail_count > 0;
	}
}

/* All of them in the order of the lines; of a line, reasons first. */
static void
collect_obstacles(stopped_claim *stopped, decision stops_from)
{
	const claim_result *result = stopped->claim.result;
	uint32_t	count = 0;

	for (uint32_t i = 0; i < result->line_count; i++)
		count += obstacles_of_line(&result->lines[i], stops_from);
	stopped->obstacles = ARENA_ARRAY(stopped->claim.memory, obstacle, count);
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		uint32_t	of_line = obstacles_of_line(&result->lines[i], stops_from);

		for (uint32_t j = 0; j < of_line; j++)
			add_obstacle(stopped, &result->lines[i], j);
	}
}

/* ---- its parts in words ---- */

/* " (27096)", " ("2709O")" */
static void
build_code(text_builder *text, const told_claim *claim, const claim_line *line)
{
	char		code[CPT_CODE_LENGTH + 1];
	text_span	given = given_text(claim, line->code_given, EXCERPT_BYTES);

	if (line->has_code)
	{
		cpt_code_format(line->code, code);
		build(text, " (%s)", code);
	}
	else if (given.bytes != NULL)
		build(text, " (\"%.*s\")", TEXT_ARGUMENTS(given));
}

/* "line 1 (27096), I.A.1.c" */
static void
build_place(text_builder *text, const told_claim *claim, const obstacle *obstacle)
{
	build(text, "line %d", (int) obstacle->line->line->number);
	build_code(text, claim, obstacle->line->line);
	build(text, ", %.*s", TEXT_ARGUMENTS(obstacle->criterion));
}

/* A reason of a criterion without a message of its own tells only what is asked for, so what was found is added. */
static void
build_reason(text_builder *text, const reason *reason, arena *memory)
{
	static const text_span criterion_itself = TEXT_LITERAL("not met: ");
	bool		tells_found = reason->message.length < criterion_itself.length ||
		!bytes_equal(reason->message.bytes, criterion_itself.bytes, criterion_itself.length);
	text_span	found = finding_text(memory, &reason->found);

	build_text(text, reason->message);
	if (!tells_found && (reason->found.type == FINDING_NUMBER || reason->found.type == FINDING_TEXT))
		build(text, "; found %.*s", TEXT_ARGUMENTS(found));
}

static void
build_sentence(text_builder *text, const told_claim *claim, const obstacle *obstacle)
{
	if (obstacle->reason != NULL)
		build_reason(text, obstacle->reason, claim->memory);
	else
		build_text(text, obstacle->item->question);
}

/* " (CO 50, N130)" */
static void
build_codes(text_builder *text, text_span group, text_span carc, text_span rarc, arena *memory)
{
	text_span	codes = denial_codes(group, carc, rarc, memory);

	if (codes.length > 0)
		build(text, " %.*s", TEXT_ARGUMENTS(codes));
}

static void
start_row(text_builder *text)
{
	if (text->length > 0)
		build(text, "\n");
}

/* ---- message ---- */

/* "claim "c1"", "claim 17", "claim without claim_id" */
static void
build_claim(text_builder *text, const told_claim *claim)
{
	json_value	value = claim->result->claim.claim_id;
	text_span	id = given_text(claim, value, REJECTION_ID_BYTES);
	const char *quote = value.kind == JSON_STRING ? "\"" : "";

	if (id.bytes != NULL)
		build(text, "claim %s%.*s%s", quote, TEXT_ARGUMENTS(id), quote);
	else
		build(text, "claim without claim_id");
}

static const char *
decision_verb(decision decision)
{
	switch (decision)
	{
		case DECISION_INVALID:
			return "is invalid";
		case DECISION_DENY:
			return "is denied";
		case DECISION_PEND:
			return "is pending";
		case DECISION_APPROVE:
		case DECISION_NO_POLICY:
			break;
	}
	return "is not accepted";
}

/* Of a denied claim, the first question about a pending line is not what denies it. */
static const obstacle *
first_obstacle(const stopped_claim *stopped)
{
	for (uint32_t i = 0; i < stopped->obstacle_count; i++)
	{
		if (stopped->obstacles[i].line->decision == stopped->claim.result->decision)
			return &stopped->obstacles[i];
	}
	return NULL;
}

static text_span
write_message(const stopped_claim *stopped)
{
	const told_claim *claim = &stopped->claim;
	const problem_list *problems = &claim->result->problems;
	const obstacle *obstacle = first_obstacle(stopped);
	text_builder text;

	text_builder_init(&text, claim->memory);
	build_claim(&text, claim);
	build(&text, " %s", decision_verb(claim->result->decision));
	if (problems->count > 0)
	{
		build(&text, ": ");
		build_text(&text, problem_sentence(&problems->problems[0], claim->memory));
	}
	else if (obstacle != NULL)
	{
		build(&text, ": ");
		build_place(&text, claim, obstacle);
		build(&text, ": ");
		build_sentence(&text, claim, obstacle);
	}
	return text_built(&text);
}

/* ---- detail ---- */

static void
build_problem(text_builder *text, const claim_problem *problem, arena *memory)
{
	start_row(text);
	build_text(text, problem_sentence(problem, memory));
	build_codes(text, TEXT_ABSENT, problem->carc, problem->rarc, memory);
}

/* "line 1 (27096), I.A.1.c of CP.MP.166: 2 of the 6 provocation tests were positive; ... (CO 50, N130)" */
static void
build_obstacle(text_builder *text, const told_claim *claim, const obstacle *obstacle)
{
	const policy_version *version = obstacle->line->version;
	const reason *reason = obstacle->reason;

	start_row(text);
	build_place(text, claim, obstacle);
	if (!obstacle->of_edit && version != NULL)
		build(text, " of %.*s", TEXT_ARGUMENTS(version->policy));
	build(text, ": ");
	build_sentence(text, claim, obstacle);
	if (reason != NULL)
		build_codes(text, reason->group, reason->carc, reason->rarc, claim->memory);
	else
		build_codes(text, TEXT_ABSENT, obstacle->item->carc, obstacle->item->rarc, claim->memory);
}

static text_span
write_detail(const stopped_claim *stopped)
{
	const problem_list *problems = &stopped->claim.result->problems;
	text_builder text;

	text_builder_init(&text, stopped->claim.memory);
	for (uint32_t i = 0; i < problems->count; i++)
		build_problem(&text, &problems->problems[i], stopped->claim.memory);
	for (uint32_t i = 0; i < stopped->obstacle_count; i++)
		build_obstacle(&text, &stopped->claim, &stopped->obstacles[i]);
	return text_built(&text);
}

/* ---- hint ---- */

/* "correct provocation", "send nsaid_weeks: a number" */
static text_span
find_remedy(const told_claim *claim, const obstacle *obstacle)
{
	const line_result *line = obstacle->line;
	const missing_item *item = obstacle->item;
	text_span	remedy;

	if (item == NULL)
		return reason_remedy(line, obstacle->reason, claim->memory);
	if (missing_is_repeated(line, (uint32_t) (item - line->missing)))
		return TEXT_ABSENT;
	remedy = missing_remedy(claim, line, item);
	return arena_format(claim->memory, "send %.*s", TEXT_ARGUMENTS(remedy));
}

/* A line may meet several PTP edits, which one modifier satisfies. */
static bool
is_said_before(const stopped_claim *stopped, uint32_t number)
{
	const obstacle *at = &stopped->obstacles[number];

	for (uint32_t i = number; i > 0 && stopped->obstacles[i - 1].line == at->line; i--)
	{
		const obstacle *before = &stopped->obstacles[i - 1];

		if (text_equals(before->criterion, at->criterion) && text_equals(before->remedy, at->remedy))
			return true;
	}
	return false;
}

/* "line 1 (27096), I.A.1.c: correct provocation" */
static void
build_remedy(text_builder *text, const stopped_claim *stopped, uint32_t number)
{
	obstacle   *obstacle = &stopped->obstacles[number];

	obstacle->remedy = find_remedy(&stopped->claim, obstacle);
	if (obstacle->remedy.bytes == NULL || is_said_before(stopped, number))
		return;
	build(text, "\n");
	build_place(text, &stopped->claim, obstacle);
	build(text, ": ");
	build_text(text, obstacle->remedy);
}

static text_span
write_hint(const stopped_claim *stopped)
{
	text_builder text;

	text_builder_init(&text, stopped->claim.memory);
	if (stopped->claim.result->problems.count > 0)
		build(&text, "Correct what stands at the paths named.");
	if (stopped->obstacle_count > 0)
	{
		start_row(&text);
		build(&text, "If the record bears them out, these may let the claim pass:");
	}
	for (uint32_t i = 0; i < stopped->obstacle_count; i++)
		build_remedy(&text, stopped, i);
	start_row(&text);
	build(&text, "explain_evaluation() gives the whole page about a claim.");
	return text_built(&text);
}

rejection
rejection_write(const claim_result *result, const json_source *source, decision stops_from, arena *memory)
{
	stopped_claim stopped = {.claim = {.result = result,.source = source,.memory = memory}};

	collect_obstacles(&stopped, stops_from);
	return (rejection) {
		.message = write_message(&stopped),
		.detail = write_detail(&stopped),
		.hint = write_hint(&stopped)
	};
}
