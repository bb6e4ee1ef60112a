/*
 * modifier_check.c
 *	  The edits MODIFIER.UNKNOWN, MODIFIER.CODE and MODIFIER.PAIR: a line's modifiers before its code.
 */
#include "engine/edit_words.h"
#include "engine/modifier_book.h"
#include "engine/modifier_set.h"
#include "engine/text_builder.h"

/* What stands on a line, each modifier once; those on no list are left out, they have their finding. */
typedef struct line_modifiers
{
	modifier_set seen;			/* listed or not */
	modifier_set repeated;
	modifier_set left;			/* listed, and not yet paired with those behind it */
	uint32_t	count;
	cpt_modifier listed[CPT_MODIFIER_COUNT];
} line_modifiers;

/* ---- findings ---- */

/* One more thing for people to read in a finding: a name and a text. Names come by length, then bytes. */
static void
add_detail(edit_finding *result, text_span name, text_span value)
{
	result->details[result->detail_count++] = edit_detail(name, edit_text(value));
}

/* What a message says in place of {name}; false for a name that means nothing, which then stays. */
static bool
placeholder_value(const modifier_check *check, const edit_finding *result, text_span name, text_span *value)
{
	if (text_is(name, "code"))
		*value = edit_code_text(check->code->code, check->memory);
	else if (text_is(name, "modifier"))
		*value = result->modifier;
	else if (text_is(name, "found"))
		*value = result->found.type == FINDING_TEXT ? result->found.text : TEXT_LITERAL("none");
	else
		return false;
	return true;
}

/* Fill {code}, {modifier} and {found} in. */
static text_span
fill_in(const modifier_check *check, const edit_finding *result, text_span pattern)
{
	text_builder builder;
	const char *end = pattern.bytes + pattern.length;

	text_builder_init(&builder, check->memory);
	for (const char *next = pattern.bytes; next < end;)
	{
		const char *close = *next == '{' ? memchr(next, '}', (size_t) (end - next)) : NULL;
		text_span	value;

		if (close != NULL &&
			placeholder_value(check, result, (text_span) {next + 1, (uint32_t) (close - next - 1)}, &value))
		{
			build_text(&builder, value);
			next = close + 1;
		}
		else
			build_text(&builder, (text_span) {next++, 1});
	}
	return text_built(&builder);
}

/* The severity under the edit's mode; false where the finding is not wanted. */
static bool
severity_wanted(const modifier_check *check, coding_edit edit, edit_severity *severity)
{
	if (check->modes != NULL)
		*severity = edit_severity_under(check->modes[edit], *severity);
	return *severity != SEVERITY_INFO || !check->only_severity;
}

static edit_finding *
new_finding(const modifier_check *check, edit_finding_list *findings, coding_edit edit, edit_severity severity)
{
	edit_finding *result = ARENA_NEW(check->memory, edit_finding);

	result->edit = edit;
	result->severity = severity;
	edit_finding_add(findings, result);
	return result;
}

static bool
is_off(const modifier_check *check, coding_edit edit)
{
	return check->modes != NULL && check->modes[edit] == MODE_OFF;
}

static bool
is_settled(const modifier_check *check, const edit_finding_list *findings)
{
	return check->only_severity && findings->worst == SEVERITY_DENY;
}

/* ---- MODIFIER.UNKNOWN ---- */

/* Does a row say more of why a modifier is not listed than the one found so far? Rows come by their first day. */
static bool
says_more(const listed_modifier *listed, const listed_modifier *found, calendar_date date)
{
	if (found == NULL || (listed->groups == 0) != (found->groups == 0))
		return found == NULL || listed->groups == 0;
	return listed->dates.first <= date;
}

/* The row that comes nearest to listing a modifier: for all codes, and the latest that had begun. */
static const listed_modifier *
nearest_listing(const modifier_check *check, cpt_modifier modifier)
{
	const modifier_book *book = check->book;
	const listed_modifier *found = NULL;

	for (uint32_t i = book->rows[modifier].listed; i < book->rows[modifier + 1].listed; i++)
	{
		if (says_more(&book->listed[i], found, check->date))
			found = &book->listed[i];
	}
	return found;
}

/* "; it was valid until 2017-12-31", for a modifier that is listed on other dates, or for other codes. */
static text_span
other_listing(const modifier_check *check, cpt_modifier modifier)
{
	const listed_modifier *listed = nearest_listing(check, modifier);
	bool		ended;
	text_span	date;

	if (listed == NULL)
		return TEXT_ABSENT;
	if (date_span_contains(listed->dates, check->date))
		return TEXT_LITERAL("; it is listed for other codes");
	ended = listed->dates.last < check->date;
	date = edit_date_text(ended ? listed->dates.last : listed->dates.first, check->memory);
	if (date.bytes == NULL)
		return TEXT_ABSENT;
	return arena_format(check->memory, ended ? "; it was valid until %s" : "; it is valid from %s on", date.bytes);
}

static text_span
unknown_message(const modifier_check *check, text_span modifier, text_span otherwise)
{
	text_span	date = edit_date_text(check->date, check->memory);

	return arena_format(check->memory, "modifier %s is on no national list on %s%.*s", modifier.bytes,
						date.bytes != NULL ? date.bytes : "that date", (int) otherwise.length,
						otherwise.bytes != NULL ? otherwise.bytes : "");
}

static void
report_unknown(const modifier_check *check, edit_finding_list *findings, cpt_modifier modifier)
{
	edit_severity severity = SEVERITY_DENY;
	edit_finding *result;

	if (is_off(check, EDIT_MODIFIER_UNKNOWN) || !severity_wanted(check, EDIT_MODIFIER_UNKNOWN, &severity))
		return;
	result = new_finding(check, findings, EDIT_MODIFIER_UNKNOWN, severity);
	if (check->only_severity)
		return;
	result->carc = TEXT_LITERAL("182");
	result->rarc = TEXT_LITERAL("M78");
	result->rule = TEXT_LITERAL("listed");
	result->source = TEXT_LITERAL("national lists of modifiers, CPT and HCPCS Level II");
	result->modifier = edit_modifier_text(modifier, check->memory);
	result->found = FINDING_OF_TEXT(result->modifier);
	result->message = unknown_message(check, result->modifier, other_listing(check, modifier));
	result->details = ARENA_ARRAY(check->memory, named_finding, 1);
	add_detail(result, TEXT_LITERAL("modifier"), result->modifier);
}

/* Sort a line's modifiers into listed ones, repeated ones and unknown ones, and report the last. */
static void
read_line(const modifier_check *check, line_modifiers *line, edit_finding_list *findings)
{
	memset(line, 0, offsetof(line_modifiers, listed));
	for (uint32_t i = 0; i < check->modifier_count; i++)
	{
		cpt_modifier modifier = check->modifiers[i];

		if (modifier_set_contains(&line->seen, modifier))
		{
			modifier_set_add(&line->repeated, modifier);
			continue;
		}
		modifier_set_add(&line->seen, modifier);
		if (modifier_is_listed_for(check->book, modifier, check->date, check->code->groups))
		{
			modifier_set_add(&line->left, modifier);
			line->listed[line->count++] = modifier;
		}
		else
			report_unknown(check, findings, modifier);
	}
}

/* ---- MODIFIER.CODE: properties of the code on the date ---- */

/* A code is an add-on where CMS lists a primary for it, or its global period is that of its primary. */
static uint64_t
add_on_bit(const modifier_check *check, const fee_indicators *fees)
{
	const code_record *code = check->code;

	for (uint32_t i = 0; i < code->primary_count; i++)
	{
		if (date_span_contains(code->primaries[i].dates, check->date))
			return ADD_ON_YES_BIT;
	}
	if (fees == NULL || fees->global_days[0] == '\0')
		return 0;
	return fees->global_days[0] == 'Z' ? ADD_ON_YES_BIT : ADD_ON_NO_BIT;
}

/* An indicator of one character, '\0' where it is not known. */
static char
indicator_of(const fee_indicators *fees, rule_subject subject)
{
	if (fees == NULL)
		return '\0';
	switch (subject)
	{
		case SUBJECT_STATUS:
			return fees->status;
		case SUBJECT_PCTC:
			return fees->pctc;
		case SUBJECT_MULTIPLE:
			return fees->multiple;
		case SUBJECT_BILATERAL:
			return fees->bilateral;
		case SUBJECT_ASSISTANT:
			return fees->assistant;
		case SUBJECT_CO_SURGEON:
			return fees->co_surgeon;
		case SUBJECT_TEAM_SURGEON:
			return fees->team_surgeon;
		default:
			return '\0';
	}
}

/* The bits of what a rule looks at; 0 where it is not known. */
static uint64_t
property_bits(const modifier_check *check, const fee_indicators *fees, rule_subject subject)
{
	switch (subject)
	{
		case SUBJECT_CODE_GROUP:
			return check->code->groups;
		case SUBJECT_GLOBAL_DAYS:
			return fees != NULL ? global_days_bit(fees->global_days) : 0;
		case SUBJECT_ADD_ON:
			return add_on_bit(check, fees);
		case SUBJECT_CLAIM_SETTING:
			return claim_setting_bit(check->setting);
		default:
			return character_bit(indicator_of(fees, subject));
	}
}

/* A code in no group is known to be in none of those listed; every other property must be known. */
static bool
is_violated(const modifier_rule *rule, uint64_t bits)
{
	if (rule->violated_when_is)
		return (bits & rule->value_bits) != 0;
	return (bits != 0 || rule->subject == SUBJECT_CODE_GROUP) && (bits & rule->value_bits) == 0;
}

/* ---- MODIFIER.CODE: what is said ---- */

/* The first group of those forbidden that the code is in; a code outside of all that it needs has nothing to show. */
static finding
found_group(const modifier_check *check, const modifier_rule *rule)
{
	uint64_t	bits = check->code->groups & rule->value_bits;

	for (uint32_t i = 0; i < check->book->group_count; i++)
	{
		if ((bits >> i & 1) != 0)
			return FINDING_OF_TEXT(check->book->group_names[i]);
	}
	return (finding) {.type = FINDING_NONE};
}

static text_span
setting_text(claim_setting setting)
{
	switch (setting)
	{
		case CLAIM_SETTING_PROFESSIONAL:
			return TEXT_LITERAL("professional");
		case CLAIM_SETTING_SURGICAL_CENTER:
			return TEXT_LITERAL("surgical_center");
		case CLAIM_SETTING_INSTITUTIONAL:
			return TEXT_LITERAL("institutional");
		default:
			return TEXT_ABSENT;
	}
}

/* The property of a rule that is violated, as it is written in the tables. */
static finding
found_property(const modifier_check *check, const modifier_rule *rule, const fee_indicators *fees)
{
	text_span	text;
	char		indicator;

	switch (rule->subject)
	{
		case SUBJECT_CODE_GROUP:
			return found_group(check, rule);
		case SUBJECT_GLOBAL_DAYS:
			text = arena_copy_text(check->memory, (text_span) {fees->global_days, 3});
			break;
		case SUBJECT_ADD_ON:
			text = add_on_bit(check, fees) == ADD_ON_YES_BIT ? TEXT_LITERAL("yes") : TEXT_LITERAL("no");
			break;
		case SUBJECT_CLAIM_SETTING:
			text = setting_text(check->setting);
			break;
		default:
			indicator = indicator_of(fees, rule->subject);
			text = arena_copy_text(check->memory, (text_span) {&indicator, 1});
	}
	return FINDING_OF_TEXT(text);
}

/* What a rule asks for: one of its values, where it names those that are right. */
static finding
required_property(const modifier_check *check, const modifier_rule *rule)
{
	finding    *items;

	if (rule->violated_when_is)
		return (finding) {.type = FINDING_NONE};
	if (rule->value_count == 1)
		return FINDING_OF_TEXT(rule->values[0]);
	items = ARENA_ARRAY(check->memory, finding, rule->value_count);
	for (uint32_t i = 0; i < rule->value_count; i++)
		items[i] = FINDING_OF_TEXT(rule->values[i]);
	return (finding) {.type = FINDING_LIST, .item_count = rule->value_count, .items = items};
}

static void
report_rule(const modifier_check *check, edit_finding_list *findings, const modifier_rule *rule,
			const fee_indicators *fees)
{
	edit_severity severity = rule->severity;
	edit_finding *result;

	if (!severity_wanted(check, EDIT_MODIFIER_CODE, &severity))
		return;
	result = new_finding(check, findings, EDIT_MODIFIER_CODE, severity);
	if (check->only_severity)
		return;
	result->carc = rule->carc;
	result->rarc = rule->rarc;
	result->rule = rule->rule;
	result->source = rule->source;
	result->modifier = edit_modifier_text(rule->modifier, check->memory);
	result->required = required_property(check, rule);
	result->found = found_property(check, rule, fees);
	result->message = fill_in(check, result, rule->message);
	result->details = ARENA_ARRAY(check->memory, named_finding, 5);
	add_detail(result, TEXT_LITERAL("rule"), result->rule);
	if (result->found.type == FINDING_TEXT)
		add_detail(result, TEXT_LITERAL("found"), result->found.text);
	add_detail(result, TEXT_LITERAL("source"), result->source);
	add_detail(result, TEXT_LITERAL("subject"), rule_subject_name(rule->subject));
	add_detail(result, TEXT_LITERAL("modifier"), result->modifier);
}

/* The rules of one modifier. */
static void
check_rules(const modifier_check *check, edit_finding_list *findings, cpt_modifier modifier)
{
	const modifier_book *book = check->book;
	uint32_t	end = book->rows[modifier + 1].rules;
	const fee_indicators *fees;

	if (book->rows[modifier].rules == end)
		return;
	fees = code_fee_indicators(check->code, check->date);
	for (uint32_t i = book->rows[modifier].rules; i < end && !is_settled(check, findings); i++)
	{
		const modifier_rule *rule = &book->rules[i];

		if (date_span_contains(rule->dates, check->date) &&
			is_violated(rule, property_bits(check, fees, rule->subject)))
			report_rule(check, findings, rule, fees);
	}
}

/* ---- MODIFIER.PAIR ---- */

/* One modifier beside another, or beside itself: row is NULL then. */
static void
report_pair(const modifier_check *check, edit_finding_list *findings, const modifier_exclusion *row,
			cpt_modifier modifier, cpt_modifier other)
{
	edit_severity severity = row != NULL ? row->severity : SEVERITY_DENY;
	edit_finding *result;

	if (!severity_wanted(check, EDIT_MODIFIER_PAIR, &severity))
		return;
	result = new_finding(check, findings, EDIT_MODIFIER_PAIR, severity);
	if (check->only_severity)
		return;
	result->carc = TEXT_LITERAL("4");
	result->rarc = TEXT_LITERAL("N519");
	result->rule = row != NULL ? TEXT_LITERAL("exclusion") : TEXT_LITERAL("once");
	result->source = row != NULL ? row->source : TEXT_LITERAL("a modifier stands once on a line");
	result->modifier = edit_modifier_text(modifier, check->memory);
	result->found = FINDING_OF_TEXT(edit_modifier_text(other, check->memory));
	result->message = fill_in(check, result, row != NULL ? row->message
							  : TEXT_LITERAL("modifier {modifier} stands more than once on the line"));
	result->details = ARENA_ARRAY(check->memory, named_finding, 4);
	add_detail(result, TEXT_LITERAL("rule"), result->rule);
	add_detail(result, TEXT_LITERAL("other"), result->found.text);
	add_detail(result, TEXT_LITERAL("source"), result->source);
	add_detail(result, TEXT_LITERAL("modifier"), result->modifier);
}

/* The modifier before or behind that a row which excludes every other one meets first. */
static bool
find_other(const line_modifiers *line, cpt_modifier modifier, cpt_modifier *other)
{
	if (line->count < 2)
		return false;
	*other = line->listed[0] != modifier ? line->listed[0] : line->listed[1];
	return true;
}

/* The exclusions of one modifier by those behind it on the line; the severest row of a pair stands first. */
static void
check_exclusions(const modifier_check *check, edit_finding_list *findings, line_modifiers *line,
				 cpt_modifier modifier)
{
	const modifier_book *book = check->book;
	cpt_modifier reported = modifier;

	for (uint32_t i = book->rows[modifier].exclusions; i < book->rows[modifier + 1].exclusions; i++)
	{
		const modifier_exclusion *row = book->exclusions[i].row;
		cpt_modifier other = book->exclusions[i].other;

		if (other == reported || !date_span_contains(row->dates, check->date))
			continue;
		if (other == ANY_MODIFIER ? find_other(line, modifier, &other) : modifier_set_contains(&line->left, other))
		{
			report_pair(check, findings, row, row->modifier, row->any_other ? other : row->other);
			reported = book->exclusions[i].other;
		}
	}
}

/* A modifier that stands more than once, each once. */
static void
check_repeated(const modifier_check *check, edit_finding_list *findings, line_modifiers *line, cpt_modifier modifier)
{
	if (!modifier_set_contains(&line->repeated, modifier))
		return;
	modifier_set_remove(&line->repeated, modifier);
	report_pair(check, findings, NULL, modifier, modifier);
}

static void
check_pairs(const modifier_check *check, edit_finding_list *findings, line_modifiers *line)
{
	for (uint32_t i = 0; i < line->count && !is_settled(check, findings); i++)
	{
		cpt_modifier modifier = line->listed[i];

		modifier_set_remove(&line->left, modifier);
		check_repeated(check, findings, line, modifier);
		check_exclusions(check, findings, line, modifier);
	}
	/* those on no list */
	for (uint32_t i = 0; i < check->modifier_count && !is_settled(check, findings); i++)
		check_repeated(check, findings, line, check->modifiers[i]);
}

void
modifiers_check(const modifier_check *check, edit_finding_list *findings)
{
	line_modifiers line;

	read_line(check, &line, findings);
	if (!is_off(check, EDIT_MODIFIER_CODE))
	{
		for (uint32_t i = 0; i < line.count && !is_settled(check, findings); i++)
			check_rules(check, findings, line.listed[i]);
	}
	if (!is_off(check, EDIT_MODIFIER_PAIR) && check->modifier_count > 1 && !is_settled(check, findings))
		check_pairs(check, findings, &line);
}
