/*
 * coding_edits.c
 *	  The coding edits of a claim: lines are looked up, sorted by day and code, edited, and reported.
 */
#include "engine/coding_edits.h"

#include "engine/edit_words.h"

#define FINDINGS_REPORTED_MAX 100	/* of a line, of each severity: a thousand odd modifiers need no thousand reasons */

/* CARC and RARC of an edit, as docs/reference.md lists them; the modifier edits bring their own. */
typedef struct edit_codes
{
	text_span	carc;
	text_span	rarc;
} edit_codes;

static const edit_codes codes_of_edits[CODING_EDIT_COUNT] = {
	[EDIT_CODE_DATE] = {{"181", 3}, {"N56", 3}},
	[EDIT_ADD_ON] = {{"107", 3}, {"N122", 4}},
	[EDIT_PTP] = {{"236", 3}, {"M80", 3}},
	[EDIT_MUE] = {{"151", 3}, {"N362", 4}},
	[EDIT_PLACE] = {{"5", 1}, {"M77", 3}}
};

static const edit_mode modes_as_is[CODING_EDIT_COUNT] = {MODE_AS_IS};

/* ---- the lines ---- */

static const edit_mode *
find_modes(const edited_claim *edited, uint32_t payer, calendar_date date)
{
	edit_mode  *modes = arena_allocate(edited->memory, CODING_EDIT_COUNT * sizeof(*modes));

	edit_modes_find(&edited->reference->settings, payer, (int) edited->claim->line_of_business, date, modes);
	return modes;
}

/* Most claims are of one day, so that the modes of the line before hold. Without settings all edits are as they are. */
static void
start_lines(edited_claim *edited, uint32_t payer)
{
	const edit_mode *modes = modes_as_is;
	calendar_date date = CALENDAR_DATE_UNKNOWN;

	edited->lines = ARENA_ARRAY(edited->memory, edited_line, edited->line_count);
	for (uint32_t i = 0; i < edited->line_count; i++)
	{
		const claim_line *line = &edited->claim->lines[i];

		if (line->invalid)
			continue;
		edited->source->check_interrupts(edited->source);
		if (edited->reference->settings.count > 0 && line->date != date)
			modes = find_modes(edited, payer, line->date);
		date = line->date;
		edited->lines[i] = (edited_line) {
			.line = line,.record = reference_code(edited->reference, line->code),.modes = modes
		};
	}
}

/* ---- days and codes ---- */

static bool
is_sorted_before(const claim_line *left, const claim_line *right)
{
	return left->date != right->date ? left->date < right->date : left->code < right->code;
}

/*
 * The readable lines by date, then code, then place in the claim. Insertion, because claims have few lines, and most of
 * those are in order.
 */
static uint32_t
sort_lines(const edited_claim *edited, uint32_t *order)
{
	uint32_t	count = 0;

	for (uint32_t i = 0; i < edited->line_count; i++)
	{
		uint32_t	place = count;

		if (edited->lines[i].line == NULL)
			continue;
		while (place > 0 && is_sorted_before(edited->lines[i].line, edited->lines[order[place - 1]].line))
		{
			order[place] = order[place - 1];
			place--;
		}
		order[place] = i;
		count++;
	}
	return count;
}

static void
find_services(edited_claim *edited)
{
	uint32_t   *order = arena_allocate(edited->memory, edited->line_count * sizeof(*order));
	uint32_t	count = sort_lines(edited, order);
	day_service *service = NULL;

	edited->services = arena_allocate(edited->memory, count * sizeof(*edited->services));
	for (uint32_t i = 0; i < count; i++)
	{
		const edited_line *line = &edited->lines[order[i]];

		if (service == NULL || service->record != line->record || service->date != line->line->date)
		{
			service = &edited->services[edited->service_count++];
			*service = (day_service) {
				.date = line->line->date,.record = line->record,.modes = line->modes,.lines = &order[i]
			};
		}
		service->line_count++;
	}
}

/* ---- modifiers ---- */

static claim_setting
claim_setting_of(const edited_claim *edited, const claim_line *line)
{
	if (edited->claim->claim_type == CLAIM_INSTITUTIONAL)
		return CLAIM_SETTING_INSTITUTIONAL;
	if (line->place_of_service == PLACE_OF_SERVICE_UNKNOWN)
		return CLAIM_SETTING_UNKNOWN;
	return line->place_of_service == PLACE_SURGICAL_CENTER ? CLAIM_SETTING_SURGICAL_CENTER
		: CLAIM_SETTING_PROFESSIONAL;
}

static void
modifier_edits_run(edited_claim *edited)
{
	for (uint32_t i = 0; edited->reference->modifiers != NULL && i < edited->line_count; i++)
	{
		edited_line *line = &edited->lines[i];
		modifier_check check = {
			.book = edited->reference->modifiers,.code = line->record,.modes = line->modes,
			.only_severity = edited->only_decision,.memory = edited->memory
		};

		if (line->line == NULL || line->line->modifier_count == 0)
			continue;
		check.modifiers = line->line->modifiers;
		check.modifier_count = line->line->modifier_count;
		check.date = line->line->date;
		check.setting = claim_setting_of(edited, line->line);
		modifiers_check(&check, &line->findings);
	}
}

void
coding_edits_run(edited_claim *edited, reference *reference, const claim *claim, uint32_t payer,
				 const json_source *source, bool only_decision, arena *memory)
{
	*edited = (edited_claim) {
		.reference = reference,.claim = claim,.source = source,.setting = service_setting_of(claim->claim_type),
		.only_decision = only_decision,.memory = memory,.line_count = claim->line_count
	};
	start_lines(edited, payer);
	find_services(edited);
	code_date_edit_run(edited);
	modifier_edits_run(edited);
	ptp_edit_run(edited);
	mue_edit_run(edited);
	place_edit_run(edited);
}

/* ---- findings ---- */

edit_finding *
edited_line_add(edited_claim *edited, edited_line *line, coding_edit edit, edit_severity severity)
{
	edit_finding *finding;

	severity = edit_severity_under(line->modes[edit], severity);
	if (edited->only_decision)
	{
		if (severity > line->findings.worst)
			line->findings.worst = severity;
		return NULL;
	}
	finding = ARENA_NEW(edited->memory, edit_finding);
	finding->edit = edit;
	finding->severity = severity;
	finding->carc = codes_of_edits[edit].carc;
	finding->rarc = codes_of_edits[edit].rarc;
	edit_finding_add(&line->findings, finding);
	return finding;
}

decision
edit_severity_decision(edit_severity severity)
{
	switch (severity)
	{
		case SEVERITY_DENY:
			return DECISION_DENY;
		case SEVERITY_REVIEW:
			return DECISION_PEND;
		case SEVERITY_INFO:
			break;
	}
	return DECISION_NO_POLICY;
}

/* Faults of coding are the provider's obligation (CO): NCCI denials may not be billed to the patient. */
static reason
reason_of_finding(const edit_finding *finding)
{
	return (reason) {
		.criterion = coding_edit_name(finding->edit),.status = TEXT_LITERAL("not_met"),.group = TEXT_LITERAL("CO"),
		.carc = finding->carc,.rarc = finding->rarc,.message = finding->message,.required = finding->required,
		.found = finding->found,.detail_count = finding->detail_count,.details = finding->details
	};
}

/* What a person is to look at, as a question; rows about modifiers state what is wrong. */
static text_span
question_of_finding(const edit_finding *finding, arena *memory)
{
	text_span	message = finding->message;

	if (message.length > 0 && message.bytes[message.length - 1] != '?' && finding->modifier.bytes != NULL)
		return arena_format(memory, "Is this as it should be: %.*s?", (int) message.length, message.bytes);
	return message;
}

static missing_item
missing_of_finding(const edit_finding *finding, arena *memory)
{
	return (missing_item) {
		.criterion = coding_edit_name(finding->edit),.question = question_of_finding(finding, memory),
		.carc = finding->carc,.rarc = finding->rarc,.detail_count = finding->detail_count,.details = finding->details
	};
}

/* The findings edit by edit, in the order of the edits; those of one edit as it found them. */
static void
collect_findings(const edited_line *line, line_result *result, arena *memory)
{
	for (int edit = 0; edit < CODING_EDIT_COUNT; edit++)
	{
		for (const edit_finding *finding = line->findings.first; finding != NULL; finding = finding->next)
		{
			if ((int) finding->edit != edit)
				continue;
			if (finding->severity == SEVERITY_DENY && result->reason_count < FINDINGS_REPORTED_MAX)
				result->reasons[result->reason_count++] = reason_of_finding(finding);
			else if (finding->severity == SEVERITY_REVIEW && result->missing_count < FINDINGS_REPORTED_MAX)
				result->missing[result->missing_count++] = missing_of_finding(finding, memory);
		}
	}
}

void
edited_line_report(const edited_line *line, line_result *result, arena *memory)
{
	line_result policies = *result;
	uint32_t	count = line->findings.count < FINDINGS_REPORTED_MAX ? line->findings.count : FINDINGS_REPORTED_MAX;

	if (line->findings.worst == SEVERITY_INFO)
		return;
	result->reasons = arena_allocate(memory, (policies.reason_count + count) * sizeof(reason));
	result->missing = arena_allocate(memory, (policies.missing_count + count) * sizeof(missing_item));
	result->reason_count = 0;
	result->missing_count = 0;
	collect_findings(line, result, memory);
	for (uint32_t i = 0; i < policies.reason_count; i++)
		result->reasons[result->reason_count++] = policies.reasons[i];
	for (uint32_t i = 0; i < policies.missing_count; i++)
		result->missing[result->missing_count++] = policies.missing[i];
}

/* ---- lines in words ---- */

finding
edit_line_list(const edited_claim *edited, const uint32_t *lines, uint32_t count)
{
	uint32_t	listed = count < EDIT_LIST_MAX ? count : EDIT_LIST_MAX;
	finding    *items = ARENA_ARRAY(edited->memory, finding, listed);

	for (uint32_t i = 0; i < listed; i++)
		items[i] = FINDING_OF_INTEGER(edited->claim->lines[lines[i]].number);
	return (finding) {.type = FINDING_LIST,.item_count = listed,.items = items};
}

text_span
edit_line_words(const edited_claim *edited, const uint32_t *lines, uint32_t count)
{
	finding		list = edit_line_list(edited, lines, count);
	text_span	words = edit_list_words(&list, count, "and", edited->memory);

	return arena_format(edited->memory, count == 1 ? "line %s" : "lines %s", words.bytes);
}
