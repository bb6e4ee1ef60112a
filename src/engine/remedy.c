/*
 * remedy.c
 *	  What can be done about an answer.
 */
#include "engine/remedy.h"

#include "engine/coding_edit.h"
#include "engine/excerpt.h"
#include "engine/page.h"

text_span
denial_codes(text_span group, text_span carc, text_span rarc, arena *memory)
{
	if (carc.bytes == NULL)
		return TEXT_LITERAL("");
	if (group.bytes == NULL)
		group = TEXT_LITERAL("CARC");
	return arena_format(memory, "(%.*s %.*s%s%.*s)", TEXT_ARGUMENTS(group), TEXT_ARGUMENTS(carc),
						rarc.bytes != NULL ? ", " : "", TEXT_ARGUMENTS(rarc));
}

text_span
given_text(const told_claim *claim, json_value value, uint32_t bytes_max)
{
	text_span	text;

	if (value.kind == JSON_STRING)
		text = json_string(value);
	else if (value.kind == JSON_NUMBER)
		text = claim->source->number_text(claim->source, value, claim->memory);
	else
		return TEXT_ABSENT;
	return excerpt_within(claim->memory, text, bytes_max);
}

/* ---- what is missing ---- */

bool
missing_is_repeated(const line_result *line, uint32_t item)
{
	const missing_item *asked = &line->missing[item];

	for (uint32_t i = 0; i < item; i++)
	{
		const missing_item *before = &line->missing[i];
		bool		edits = asked->detail_count > 0 || before->detail_count > 0;

		if (edits ? text_equals(before->criterion, asked->criterion) : text_equals(before->fact, asked->fact))
			return true;
	}
	return false;
}

/* What settles a question of a coding edit. */
static const char *
edit_record(coding_edit edit)
{
	switch (edit)
	{
		case EDIT_CODE_DATE:
			return "the code that was valid on the date, or a record of the date";
		case EDIT_MODIFIER_UNKNOWN:
		case EDIT_MODIFIER_CODE:
		case EDIT_MODIFIER_PAIR:
			return "the line with modifiers that fit, or a record that bears them out";
		case EDIT_ADD_ON:
			return "the line of the primary procedure, or its record";
		case EDIT_PTP:
			return "the record of both services, to show whether they were separate";
		case EDIT_MUE:
			return "the record of every unit, to show why it was needed";
		case EDIT_PLACE:
			break;
	}
	return "the place of service";
}

static const program_fact *
declared_fact(const program *program, text_span name)
{
	for (uint32_t i = 0; program != NULL && i < program->fact_count; i++)
		if (text_equals(program->facts[i].name, name))
			return &program->facts[i];
	return NULL;
}

/* " distraction, compression, faber" */
static void
build_names(text_builder *text, const program_fact *fact)
{
	for (uint32_t i = 0; i < fact->name_count; i++)
		build(text, "%s %.*s", i > 0 ? "," : "", TEXT_ARGUMENTS(fact->names[i]));
}

/* "nsaid_weeks: a number" */
static text_span
fact_request(const program_fact *fact, arena *memory)
{
	text_builder text;

	text_builder_init(&text, memory);
	build(&text, "%.*s: ", TEXT_ARGUMENTS(fact->name));
	switch (fact->type)
	{
		case FACT_BOOLEAN:
			build(&text, "true or false");
			break;
		case FACT_NUMBER:
			build(&text, "a number");
			break;
		case FACT_DATE:
			build(&text, "a date, YYYY-MM-DD");
			break;
		case FACT_CHOICE:
			build(&text, "one of");
			build_names(&text, fact);
			break;
		case FACT_FLAGS:
			build(&text, "true or false for each of");
			build_names(&text, fact);
			break;
	}
	return text_built(&text);
}

/* Is the fact in this object, and not null? */
static bool
has_fact(const told_claim *claim, json_value facts, text_span name)
{
	uint32_t	count = 0;
	const json_member *members = NULL;

	if (facts.kind == JSON_OBJECT)
		members = claim->source->members(claim->source, facts, claim->memory, &count);
	for (uint32_t i = 0; i < count; i++)
		if (text_equals(members[i].key, name))
			return json_is_present(members[i].value);
	return false;
}

/* A fact that is there, and yet not enough, is one for a person to judge; but flags may be there in part. */
static text_span
fact_remedy(const told_claim *claim, const line_result *line, text_span name)
{
	const program_fact *fact = declared_fact(line->program, name);
	bool		given = has_fact(claim, line->line->facts, name) || has_fact(claim, claim->result->claim.facts, name);

	if (name.bytes == NULL)
		return TEXT_LITERAL("a record that settles the question above, for a person to judge");
	if (fact == NULL || (given && fact->type != FACT_FLAGS))
		return arena_format(claim->memory, "a record about %.*s, for a person to judge", TEXT_ARGUMENTS(name));
	return fact_request(fact, claim->memory);
}

text_span
missing_remedy(const told_claim *claim, const line_result *line, const missing_item *item)
{
	coding_edit edit;

	if (item->detail_count > 0 && coding_edit_of_name(item->criterion, &edit))
		return arena_format(claim->memory, "%s", edit_record(edit));
	return fact_remedy(claim, line, item->fact);
}

/* ---- what speaks against the line ---- */

/* What tests look at beside facts. */
typedef enum test_subject
{
	SUBJECT_HISTORY,
	SUBJECT_CODE,
	SUBJECT_OTHER_LINES,
	SUBJECT_UNITS,
	SUBJECT_MODIFIERS,
	SUBJECT_SIDE,
	SUBJECT_PLACE,
	SUBJECT_DIAGNOSES,
	SUBJECT_MEMBER,
	SUBJECT_BUSINESS,
	SUBJECT_CLAIM_TYPE,
	SUBJECT_COUNT
} test_subject;

typedef struct looked_at
{
	const program *program;
	bool	   *facts;			/* of each fact of the program */
	bool		subjects[SUBJECT_COUNT];
} looked_at;

static void
look_at_operand(looked_at *seen, const program_operand *operand)
{
	switch (operand->kind)
	{
		case OPERAND_FACT:
		case OPERAND_FLAGS:
			seen->facts[operand->fact] = true;
			break;
		case OPERAND_SUM:
			for (uint32_t i = 0; i < operand->fact_count; i++)
				seen->facts[operand->facts[i]] = true;
			break;
		case OPERAND_HISTORY:
			seen->subjects[SUBJECT_HISTORY] = true;
			break;
		case OPERAND_UNITS:
			seen->subjects[SUBJECT_UNITS] = true;
			break;
		case OPERAND_AGE:
			seen->subjects[SUBJECT_MEMBER] = true;
			break;
		case OPERAND_OTHER_LINES:
			seen->subjects[SUBJECT_OTHER_LINES] = true;
			break;
	}
}

/* A test and what lies below it. */
static void
look_at_test(looked_at *seen, uint32_t index)
{
	static const test_subject subjects[] = {
		[EXPRESSION_CODE] = SUBJECT_CODE,
		[EXPRESSION_MODIFIER] = SUBJECT_MODIFIERS,
		[EXPRESSION_SIDE] = SUBJECT_SIDE,
		[EXPRESSION_PLACE_OF_SERVICE] = SUBJECT_PLACE,
		[EXPRESSION_DIAGNOSIS] = SUBJECT_DIAGNOSES,
		[EXPRESSION_SEX] = SUBJECT_MEMBER,
		[EXPRESSION_LINE_OF_BUSINESS] = SUBJECT_BUSINESS,
		[EXPRESSION_CLAIM_TYPE] = SUBJECT_CLAIM_TYPE,
	};
	const instruction *test = &seen->program->instructions[index];

	if (test->kind >= EXPRESSION_CODE)
		seen->subjects[subjects[test->kind]] = true;
	else if (test->kind == EXPRESSION_RECORDED)
		seen->facts[test->fact] = true;
	else if (test->kind == EXPRESSION_COMPARE)
	{
		for (uint32_t i = 0; i < test->count; i++)
			look_at_operand(seen, &seen->program->operands[test->first + i]);
	}
	else
	{
		for (uint32_t i = 0; test->kind != EXPRESSION_CONSTANT && i < test->count; i++)
			look_at_test(seen, test->first + i);
	}
}

/* The test of a criterion or, where it has none, the tests below it; a constant test leaves it to the condition. */
static void
look_at_criterion(looked_at *seen, uint32_t index)
{
	const program_criterion *criterion = &seen->program->criteria[index];
	const instruction *instructions = seen->program->instructions;

	if (criterion->test == NO_INSTRUCTION)
	{
		for (uint32_t child = index + 1; child < criterion->end; child = seen->program->criteria[child].end)
			look_at_criterion(seen, child);
	}
	else if (instructions[criterion->test].kind != EXPRESSION_CONSTANT)
		look_at_test(seen, criterion->test);
	else if (criterion->when != NO_INSTRUCTION)
		look_at_test(seen, criterion->when);
}

static void
build_choice(text_builder *text, text_span name)
{
	build(text, "%s%.*s", text->length == 0 ? "correct " : " or ", TEXT_ARGUMENTS(name));
}

/* "correct nsaid_weeks or the history": the order of facts is the program's. */
static text_span
describe_correction(const looked_at *seen, arena *memory)
{
	static const text_span names[SUBJECT_COUNT] = {
		[SUBJECT_HISTORY] = TEXT_LITERAL("the history"),
		[SUBJECT_CODE] = TEXT_LITERAL("the code"),
		[SUBJECT_OTHER_LINES] = TEXT_LITERAL("the other lines"),
		[SUBJECT_UNITS] = TEXT_LITERAL("the units"),
		[SUBJECT_MODIFIERS] = TEXT_LITERAL("the modifiers"),
		[SUBJECT_SIDE] = TEXT_LITERAL("the side"),
		[SUBJECT_PLACE] = TEXT_LITERAL("the place of service"),
		[SUBJECT_DIAGNOSES] = TEXT_LITERAL("the diagnoses"),
		[SUBJECT_MEMBER] = TEXT_LITERAL("what is said of the member"),
		[SUBJECT_BUSINESS] = TEXT_LITERAL("the line of business"),
		[SUBJECT_CLAIM_TYPE] = TEXT_LITERAL("the claim type"),
	};
	text_builder text;

	text_builder_init(&text, memory);
	for (uint32_t i = 0; i < seen->program->fact_count; i++)
	{
		if (seen->facts[i])
			build_choice(&text, seen->program->facts[i].name);
	}
	for (int i = 0; i < SUBJECT_COUNT; i++)
	{
		if (seen->subjects[i])
			build_choice(&text, names[i]);
	}
	return text.length > 0 ? text_built(&text) : TEXT_LITERAL("correct the line");
}

static text_span
criterion_remedy(const program *program, text_span criterion, arena *memory)
{
	looked_at	seen = {.program = program};

	for (uint32_t i = 0; program != NULL && i < program->criterion_count; i++)
	{
		if (!text_equals(program->criteria[i].id, criterion))
			continue;
		seen.facts = ARENA_ARRAY(memory, bool, program->fact_count);
		look_at_criterion(&seen, i);
		return describe_correction(&seen, memory);
	}
	return TEXT_LITERAL("correct the line");
}

static text_span
unit_remedy(const finding *limit, arena *memory)
{
	text_span	units = finding_text(memory, limit);

	return arena_format(memory, "send at most %.*s unit%s", TEXT_ARGUMENTS(units), text_is(units, "1") ? "" : "s");
}

static text_span
edit_remedy(coding_edit edit, const reason *reason, arena *memory)
{
	switch (edit)
	{
		case EDIT_CODE_DATE:
			return TEXT_LITERAL("send a code that is valid on the date, or correct the date");
		case EDIT_MODIFIER_UNKNOWN:
			return TEXT_LITERAL("send a modifier that is on a list, or none");
		case EDIT_MODIFIER_CODE:
			return TEXT_LITERAL("send modifiers that the code can carry");
		case EDIT_MODIFIER_PAIR:
			return TEXT_LITERAL("send modifiers that go together");
		case EDIT_ADD_ON:
			return TEXT_LITERAL("send a primary procedure of the same date that is itself paid");
		case EDIT_PTP:
			/* without a requirement, no modifier takes the line out of the edit */
			if (reason->required.type == FINDING_TEXT)
				return arena_format(memory, "send %.*s", TEXT_ARGUMENTS(reason->required.text));
			return TEXT_LITERAL("leave the line out, or code it otherwise");
		case EDIT_MUE:
			return unit_remedy(&reason->required, memory);
		case EDIT_PLACE:
			break;
	}
	return TEXT_LITERAL("send a place of service that is in use on the date");
}

text_span
reason_remedy(const line_result *line, const reason *reason, arena *memory)
{
	coding_edit edit;

	if (reason->detail_count > 0 && coding_edit_of_name(reason->criterion, &edit))
		return edit_remedy(edit, reason, memory);
	return criterion_remedy(line->program, reason->criterion, memory);
}
