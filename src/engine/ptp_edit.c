/*
 * ptp_edit.c
 *	  NCCI.PTP: a column-two code is not paid beside its column-one code on the same day.
 *
 * Codes of a day are compared, not lines, so that a claim of a thousand lines of one pair costs one look at the tables.
 * A line is told of each column-one code once, and of so many at most that an answer stays readable.
 */
#include "engine/coding_edits.h"
#include "engine/edit_words.h"

#define PTP_FINDINGS_MAX 20		/* column-one codes that a line is told of, if those beyond are no worse */

/* An edit in force between two codes of a day. */
typedef struct ptp_pair
{
	edited_claim *edited;
	const day_service *one;
	const day_service *two;
	const ptp_partner *partner;
	const ptp_rationale *rationale; /* NULL: none is known of that number */
	named_finding *details;		/* shared by the lines of column two; NULL until one needs them */
	text_span	one_text, two_text;
	text_span	lines;			/* of column one, in words */
} ptp_pair;

#define PTP_DETAIL_COUNT 4

/* Does a modifier of the line bypass edits that allow one? */
static bool
line_bypasses(const edited_claim *edited, edited_line *line)
{
	const modifier_book *book = edited->reference->modifiers;
	const claim_line *billed = line->line;

	if (line->bypass == BYPASS_NOT_ASKED)
	{
		line->bypass = BYPASS_ABSENT;
		for (uint32_t i = 0; book != NULL && i < billed->modifier_count && line->bypass == BYPASS_ABSENT; i++)
		{
			if (modifier_is_ncci_associated(book, billed->modifiers[i], billed->date))
				line->bypass = BYPASS_PRESENT;
		}
	}
	return line->bypass == BYPASS_PRESENT;
}

/* ---- words ---- */

/* The groups of codes tell, as in rules about modifier 25: visits have codes in several sections. */
static bool
is_visit(const modifier_book *book, const code_record *record)
{
	static const text_span groups[] = {
		TEXT_LITERAL("visit"), TEXT_LITERAL("preventive_visit"), TEXT_LITERAL("eye_visit"),
		TEXT_LITERAL("hcpcs_visit"), TEXT_LITERAL("other_evaluation_and_management")
	};

	for (uint32_t i = 0; book != NULL && i < book->group_count; i++)
	{
		if ((record->groups & UINT64_C(1) << i) != 0 &&
			text_place(book->group_names[i], groups, sizeof(groups) / sizeof(groups[0])) >= 0)
			return true;
	}
	return false;
}

/* Visits are set apart by 25, other services by 59 or the X modifiers that say more than it. */
static const char *
fitting_modifiers(const ptp_pair *pair)
{
	return is_visit(pair->edited->reference->modifiers, pair->two->record) ? "25" : "59 or XS";
}

static text_span
rejection_words(const ptp_pair *pair, bool bypassed)
{
	arena	   *memory = pair->edited->memory;
	const char *one = pair->one_text.bytes;
	const char *two = pair->two_text.bytes;
	const char *lines = pair->lines.bytes;

	if (bypassed)
		return arena_format(memory, "%s is part of %s by definition (same date, %s); a modifier alone does not make it "
							"payable", two, one, lines);
	if (!ptp_partner_allows_modifier(pair->partner))
		return arena_format(memory, "%s is not paid beside %s on the same date (%s); no modifier changes that", two,
							one, lines);
	return arena_format(memory, "%s is not paid beside %s on the same date (%s); a modifier such as %s would be needed",
						two, one, lines, fitting_modifiers(pair));
}

static text_span
question_words(const ptp_pair *pair, bool bypassed)
{
	arena	   *memory = pair->edited->memory;
	const char *one = pair->one_text.bytes;
	const char *two = pair->two_text.bytes;
	const char *lines = pair->lines.bytes;

	if (bypassed)
		return arena_format(memory, "Was %s done apart from %s on the same date (%s)? By definition %s includes it, so "
							"that the modifier alone does not settle it.", two, one, lines, one);
	if (!ptp_partner_allows_modifier(pair->partner))
		return arena_format(memory, "Can %s be paid beside %s on the same date (%s)? No modifier changes that edit.",
							two, one, lines);
	return arena_format(memory, "Was %s done apart from %s on the same date (%s)? No modifier on the line says so.",
						two, one, lines);
}

/* ---- findings ---- */

static void
make_details(ptp_pair *pair)
{
	edited_claim *edited = pair->edited;
	arena	   *memory = edited->memory;
	bool		allowed = ptp_partner_allows_modifier(pair->partner);

	pair->one_text = edit_code_text(pair->one->record->code, memory);
	pair->two_text = edit_code_text(pair->two->record->code, memory);
	pair->lines = edit_line_words(edited, pair->one->lines, pair->one->line_count);
	pair->details = ARENA_ARRAY(memory, named_finding, PTP_DETAIL_COUNT);
	pair->details[0] = edit_detail(TEXT_LITERAL("rationale"),
								   edit_text(pair->rationale != NULL ? pair->rationale->text : TEXT_ABSENT));
	pair->details[1] = edit_detail(TEXT_LITERAL("column_one"), edit_text(pair->one_text));
	pair->details[2] = edit_detail(TEXT_LITERAL("column_one_lines"),
								   edit_line_list(edited, pair->one->lines, pair->one->line_count));
	pair->details[3] = edit_detail(TEXT_LITERAL("modifier_indicator"), FINDING_OF_INTEGER(allowed ? 1 : 0));
}

/* The modifiers of a line, as texts. */
static finding
modifier_list(const claim_line *line, arena *memory)
{
	uint32_t	count = line->modifier_count < EDIT_LIST_MAX ? line->modifier_count : EDIT_LIST_MAX;
	finding    *items = ARENA_ARRAY(memory, finding, count);

	for (uint32_t i = 0; i < count; i++)
		items[i] = FINDING_OF_TEXT(edit_modifier_text(line->modifiers[i], memory));
	return (finding) {.type = FINDING_LIST,.item_count = count,.items = items};
}

static void
add_finding(ptp_pair *pair, edited_line *line, bool bypassed)
{
	edit_severity severity = edit_severity_under(line->modes[EDIT_PTP], bypassed ? SEVERITY_REVIEW : SEVERITY_DENY);
	edit_finding *finding;

	if (line->ptp_count >= PTP_FINDINGS_MAX && severity <= line->findings.worst)
		return;
	line->ptp_count++;
	finding = edited_line_add(pair->edited, line, EDIT_PTP, severity);
	if (finding == NULL)
		return;
	if (pair->details == NULL)
		make_details(pair);
	finding->message = finding->severity == SEVERITY_DENY ? rejection_words(pair, bypassed)
		: question_words(pair, bypassed);
	if (ptp_partner_allows_modifier(pair->partner) && !bypassed)
		finding->required = edit_text(TEXT_LITERAL("an NCCI-associated modifier"));
	finding->found = modifier_list(line->line, pair->edited->memory);
	finding->detail_count = PTP_DETAIL_COUNT;
	finding->details = pair->details;
}

/* The lines of column two, each of which its own modifiers may take out of the edit. */
static void
report_pair(ptp_pair *pair)
{
	const reference *reference = pair->edited->reference;
	uint32_t	rationale = ptp_partner_rationale(pair->partner);
	bool		allowed = ptp_partner_allows_modifier(pair->partner);

	if (rationale < reference->rationale_count)
		pair->rationale = &reference->rationales[rationale];
	for (uint32_t i = 0; i < pair->two->line_count; i++)
	{
		edited_line *line = &pair->edited->lines[pair->two->lines[i]];
		bool		bypassed = allowed && line_bypasses(pair->edited, line);

		if (!bypassed || (pair->rationale != NULL && pair->rationale->code_definition))
			add_finding(pair, line, bypassed);
	}
}

/* The codes of one day, each as column one before all others. */
static void
edit_day(edited_claim *edited, const day_service *services, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		const code_record *record = services[i].record;

		if (record->partner_count[edited->setting] == 0)
			continue;
		edited->source->check_interrupts(edited->source);
		for (uint32_t j = 0; j < count; j++)
		{
			cpt_code	other = services[j].record->code;
			const ptp_partner *partner = NULL;

			if (j != i && code_may_be_ptp_partner(record, edited->setting, other))
				partner = code_ptp_partner(record, edited->setting, other, services[j].date);
			if (partner != NULL)
				report_pair(&(ptp_pair) {
					.edited = edited,.one = &services[i],.two = &services[j],.partner = partner
				});
		}
	}
}

void
ptp_edit_run(edited_claim *edited)
{
	uint32_t	end;

	for (uint32_t first = 0; first < edited->service_count; first = end)
	{
		const day_service *service = &edited->services[first];

		end = first + 1;
		while (end < edited->service_count && edited->services[end].date == service->date)
			end++;
		if (end - first > 1 && service->modes[EDIT_PTP] != MODE_OFF)
			edit_day(edited, service, end - first);
	}
}
