/*
 * add_on_edit.c
 *	  NCCI.ADD_ON: an add-on code is paid only beside a primary code that is paid itself.
 *
 * Primaries may be add-ons (64491 to 64490, and 64492 to both), so that what one code comes to depends on others. The
 * answer is the least fixpoint: all add-ons start as rejected and rise only on the strength of others. So a chain is
 * as good as its base, and codes that only name each other in a circle stay rejected.
 *
 * How a code stands is a severity: nothing against its payment, review, or deny.
 */
#include "engine/coding_edits.h"
#include "engine/edit_words.h"

/* A code of a day as an add-on and as a primary of others. */
typedef struct add_on_service
{
	const day_service *service;
	bool		is_add_on;		/* on its date, and the edit is not off */
	bool		others_allowed; /* contractors may accept primaries that are not listed */
	uint8_t		type;
	bool		may_be_unreadable;	/* a line that cannot be read may be its primary */
	edit_severity own;			/* of its best line, without this edit */
	edit_severity finding;		/* of this edit */
	edit_severity standing;		/* both together */
	uint32_t	primary_count;	/* of its primaries that are billed on the day */
	uint32_t   *primaries;		/* their indexes */
} add_on_service;

typedef struct add_on_edit
{
	edited_claim *edited;
	const decision *decisions;
	add_on_service *services;	/* as those of the claim */
} add_on_edit;

#define ADD_ON_DETAIL_COUNT 3

static edit_severity
severity_of_decision(decision decision)
{
	switch (decision)
	{
		case DECISION_NO_POLICY:
		case DECISION_APPROVE:
			return SEVERITY_INFO;
		case DECISION_DENY:
			return SEVERITY_DENY;
		case DECISION_PEND:
		case DECISION_INVALID:
			break;
	}
	return SEVERITY_REVIEW;
}

/* ---- which codes are add-ons, and to what ---- */

static bool
has_add_on(const edited_claim *edited)
{
	for (uint32_t i = 0; i < edited->service_count; i++)
	{
		if (edited->services[i].record->primary_count > 0 && edited->services[i].modes[EDIT_ADD_ON] != MODE_OFF)
			return true;
	}
	return false;
}

/* Is the code a listed primary of the record's on the date? */
static bool
is_primary_of(const code_record *record, cpt_code code, calendar_date date)
{
	for (uint32_t i = 0; i < record->primary_count; i++)
	{
		const primary_code *primary = &record->primaries[i];

		if (!primary->contractor_defined && primary->code == code && date_span_contains(primary->dates, date))
			return true;
	}
	return false;
}

/* What the rows of the date say of the add-on as a whole. */
static void
read_rows(add_on_service *add_on)
{
	const day_service *service = add_on->service;

	for (uint32_t i = 0; i < service->record->primary_count; i++)
	{
		const primary_code *primary = &service->record->primaries[i];

		if (!date_span_contains(primary->dates, service->date))
			continue;
		add_on->is_add_on = true;
		add_on->others_allowed |= primary->contractor_defined || primary->type != 1;
		if (add_on->type < primary->type)
			add_on->type = primary->type;
	}
}

/* The listed primaries among the codes of the same day, which stand side by side. */
static void
find_primaries(add_on_edit *edit, uint32_t index)
{
	const edited_claim *edited = edit->edited;
	add_on_service *add_on = &edit->services[index];
	calendar_date date = add_on->service->date;
	uint32_t	first = index;
	uint32_t	end = index;

	while (first > 0 && edited->services[first - 1].date == date)
		first--;
	while (end < edited->service_count && edited->services[end].date == date)
		end++;
	add_on->primaries = arena_allocate(edited->memory, (end - first) * sizeof(uint32_t));
	for (uint32_t i = first; i < end; i++)
	{
		if (is_primary_of(add_on->service->record, edited->services[i].record->code, date))
			add_on->primaries[add_on->primary_count++] = i;
	}
}

/* May a line that cannot be read be a primary of the add-on's? What is not known of it may fit. */
static bool
may_be_primary(const add_on_service *add_on, const claim_line *line)
{
	const day_service *service = add_on->service;

	if (!line->invalid || (line->date != CALENDAR_DATE_UNKNOWN && line->date != service->date))
		return false;
	return !line->has_code || is_primary_of(service->record, line->code, service->date);
}

static void
find_unreadable_primary(add_on_service *add_on, const claim *claim)
{
	for (uint32_t i = 0; i < claim->line_count && !add_on->may_be_unreadable; i++)
		add_on->may_be_unreadable = may_be_primary(add_on, &claim->lines[i]);
}

/* The best of its lines: one that is paid is enough for an add-on. */
static edit_severity
best_line(const add_on_edit *edit, const day_service *service)
{
	edit_severity best = SEVERITY_DENY;

	for (uint32_t i = 0; i < service->line_count; i++)
	{
		edit_severity line = severity_of_decision(edit->decisions[service->lines[i]]);

		best = line < best ? line : best;
	}
	return best;
}

static void
start_service(add_on_edit *edit, uint32_t index)
{
	add_on_service *add_on = &edit->services[index];

	add_on->service = &edit->edited->services[index];
	add_on->own = best_line(edit, add_on->service);
	add_on->standing = add_on->own;
	if (add_on->service->modes[EDIT_ADD_ON] != MODE_OFF)
		read_rows(add_on);
	if (!add_on->is_add_on)
		return;
	find_primaries(edit, index);
	find_unreadable_primary(add_on, edit->edited->claim);
	add_on->standing = SEVERITY_DENY;
}

/* ---- how they stand ---- */

static edit_severity
best_primary(const add_on_edit *edit, const add_on_service *add_on)
{
	edit_severity best = add_on->may_be_unreadable ? SEVERITY_REVIEW : SEVERITY_DENY;

	for (uint32_t i = 0; i < add_on->primary_count; i++)
	{
		edit_severity primary = edit->services[add_on->primaries[i]].standing;

		best = primary < best ? primary : best;
	}
	return best;
}

static edit_severity
finding_of(const add_on_edit *edit, const add_on_service *add_on)
{
	edit_severity severity = best_primary(edit, add_on);

	if (severity == SEVERITY_DENY && add_on->others_allowed)
		severity = SEVERITY_REVIEW;
	return edit_severity_under(add_on->service->modes[EDIT_ADD_ON], severity);
}

/* Let each add-on rise as far as its primaries do now; true when one did. */
static bool
raise_standings(add_on_edit *edit)
{
	bool		raised = false;

	for (uint32_t i = 0; i < edit->edited->service_count; i++)
	{
		add_on_service *add_on = &edit->services[i];
		edit_severity standing;

		if (!add_on->is_add_on)
			continue;
		add_on->finding = finding_of(edit, add_on);
		standing = add_on->own > add_on->finding ? add_on->own : add_on->finding;
		raised |= standing < add_on->standing;
		add_on->standing = standing;
	}
	return raised;
}

/* ---- words and details ---- */

/* What a message is made of. */
typedef struct add_on_report
{
	const add_on_service *add_on;
	finding		listed;			/* primaries in force, as texts */
	uint32_t	listed_count;	/* of which the list may hold but the first */
	uint32_t	line_count;		/* of lines that are, or may be, a primary */
	uint32_t   *lines;
	bool		open;			/* the best primary is not decided */
} add_on_report;

static void
list_primaries(add_on_report *report, arena *memory)
{
	const day_service *service = report->add_on->service;
	const code_record *record = service->record;
	finding    *items = ARENA_ARRAY(memory, finding, record->primary_count < EDIT_LIST_MAX
									? record->primary_count : EDIT_LIST_MAX);

	for (uint32_t i = 0; i < record->primary_count; i++)
	{
		const primary_code *primary = &record->primaries[i];

		if (primary->contractor_defined || !date_span_contains(primary->dates, service->date))
			continue;
		if (report->listed_count < EDIT_LIST_MAX)
			items[report->listed_count] = FINDING_OF_TEXT(edit_code_text(primary->code, memory));
		report->listed_count++;
	}
	report->listed = (finding) {
		.type = FINDING_LIST,.items = items,
		.item_count = report->listed_count < EDIT_LIST_MAX ? report->listed_count : EDIT_LIST_MAX
	};
}

/* In the order of the claim: lines of primaries, and those that cannot be read and may be one. */
static void
list_primary_lines(add_on_report *report, const add_on_edit *edit)
{
	const edited_claim *edited = edit->edited;
	const add_on_service *add_on = report->add_on;

	report->lines = arena_allocate(edited->memory, edited->line_count * sizeof(uint32_t));
	for (uint32_t i = 0; i < edited->line_count; i++)
	{
		const claim_line *line = &edited->claim->lines[i];
		bool		readable_primary = !line->invalid && line->date == add_on->service->date &&
			is_primary_of(add_on->service->record, line->code, line->date);

		if (readable_primary || may_be_primary(add_on, line))
			report->lines[report->line_count++] = i;
	}
}

static text_span
rejection_words(const add_on_report *report, const edited_claim *edited, const char *code, const char *date)
{
	arena	   *memory = edited->memory;
	text_span	listed = edit_list_words(&report->listed, report->listed_count, "or", memory);

	if (report->line_count > 0)
		return arena_format(memory, "%s is an add-on, and no primary of it on the same date (%s) is paid", code,
							edit_line_words(edited, report->lines, report->line_count).bytes);
	if (report->listed_count == 0)
		return arena_format(memory, "%s is an add-on without a primary on %s", code, date);
	return arena_format(memory, "%s is an add-on to %s, which %s not billed on %s", code, listed.bytes,
						report->listed_count == 1 ? "is" : "are", date);
}

static text_span
question_words(const add_on_report *report, const edited_claim *edited, const char *code, const char *date)
{
	arena	   *memory = edited->memory;
	const char *others = report->add_on->others_allowed ? " Contractors may accept primaries that are not listed." : "";
	text_span	lines = TEXT_LITERAL("");

	if (report->line_count > 0)
		lines = edit_line_words(edited, report->lines, report->line_count);
	if (report->open)
		return arena_format(memory, "Is a primary of the add-on %s paid (%s)? That is not decided yet.", code,
							lines.bytes);
	if (report->line_count > 0)
		return arena_format(memory, "Which primary was the add-on %s done with on %s? What is billed as one (%s) is "
							"rejected.%s", code, date, lines.bytes, others);
	if (report->listed_count > 0)
		return arena_format(memory, "Which primary was the add-on %s done with on %s? None that is listed (%s) is "
							"billed.%s", code, date,
							edit_list_words(&report->listed, report->listed_count, "or", memory).bytes, others);
	return arena_format(memory, "Which primary was the add-on %s done with on %s? Contractors decide which they "
						"accept.", code, date);
}

static named_finding *
make_details(const add_on_report *report, const edited_claim *edited)
{
	named_finding *details = ARENA_ARRAY(edited->memory, named_finding, ADD_ON_DETAIL_COUNT);

	details[0] = edit_detail(TEXT_LITERAL("type"), FINDING_OF_INTEGER(report->add_on->type));
	details[1] = edit_detail(TEXT_LITERAL("primaries"), report->listed);
	details[2] = edit_detail(TEXT_LITERAL("primary_lines"), edit_line_list(edited, report->lines, report->line_count));
	return details;
}

/* Lines of one code and day have the same finding: its texts are made once. */
static void
describe(const add_on_edit *edit, const add_on_service *add_on, edit_finding *finding)
{
	const edited_claim *edited = edit->edited;
	add_on_report report = {.add_on = add_on,.open = best_primary(edit, add_on) == SEVERITY_REVIEW};
	char		code[CPT_CODE_LENGTH + 1];
	char		date[CALENDAR_DATE_TEXT_MAX];

	list_primaries(&report, edited->memory);
	list_primary_lines(&report, edit);
	cpt_code_format(add_on->service->record->code, code);
	calendar_format(add_on->service->date, date);
	finding->message = finding->severity == SEVERITY_DENY ? rejection_words(&report, edited, code, date)
		: question_words(&report, edited, code, date);
	finding->required = report.listed;
	finding->detail_count = ADD_ON_DETAIL_COUNT;
	finding->details = make_details(&report, edited);
}

/* ---- what they come to ---- */

static void
report_service(const add_on_edit *edit, const add_on_service *add_on, decision *decisions)
{
	decision	worst = edit_severity_decision(add_on->finding);
	const edit_finding *described = NULL;

	for (uint32_t i = 0; i < add_on->service->line_count; i++)
	{
		uint32_t	line = add_on->service->lines[i];
		edit_finding *finding = edited_line_add(edit->edited, &edit->edited->lines[line], EDIT_ADD_ON,
												add_on->finding);

		if (decisions[line] < worst)
			decisions[line] = worst;
		if (finding == NULL)
			continue;
		if (described == NULL)
			describe(edit, add_on, finding);
		else
		{
			finding->message = described->message;
			finding->required = described->required;
			finding->detail_count = described->detail_count;
			finding->details = described->details;
		}
		described = finding;
	}
}

void
add_on_edit_run(edited_claim *edited, decision *decisions)
{
	add_on_edit edit = {.edited = edited,.decisions = decisions};

	if (!has_add_on(edited))
		return;
	edit.services = ARENA_ARRAY(edited->memory, add_on_service, edited->service_count);
	for (uint32_t i = 0; i < edited->service_count; i++)
		start_service(&edit, i);
	while (raise_standings(&edit))
		edited->source->check_interrupts(edited->source);
	for (uint32_t i = 0; i < edited->service_count; i++)
	{
		if (edit.services[i].finding > SEVERITY_INFO)
			report_service(&edit, &edit.services[i], decisions);
	}
}
