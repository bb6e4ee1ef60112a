/*
 * modifier_book.c
 *	  Bringing modifiers, their rules and exclusions into the order in which they are looked up.
 */
#include "engine/modifier_book.h"

#include <stdlib.h>

static const text_span subject_names[RULE_SUBJECT_COUNT] = {
	[SUBJECT_CODE_GROUP] = TEXT_LITERAL("code_group"),
	[SUBJECT_STATUS] = TEXT_LITERAL("status"),
	[SUBJECT_PCTC] = TEXT_LITERAL("pctc"),
	[SUBJECT_GLOBAL_DAYS] = TEXT_LITERAL("global_days"),
	[SUBJECT_MULTIPLE] = TEXT_LITERAL("multiple"),
	[SUBJECT_BILATERAL] = TEXT_LITERAL("bilateral"),
	[SUBJECT_ASSISTANT] = TEXT_LITERAL("assistant"),
	[SUBJECT_CO_SURGEON] = TEXT_LITERAL("co_surgeon"),
	[SUBJECT_TEAM_SURGEON] = TEXT_LITERAL("team_surgeon"),
	[SUBJECT_ADD_ON] = TEXT_LITERAL("add_on"),
	[SUBJECT_CLAIM_SETTING] = TEXT_LITERAL("claim_setting")
};

text_span
rule_subject_name(rule_subject subject)
{
	return subject_names[subject];
}

bool
rule_subject_of_name(text_span name, rule_subject *subject)
{
	int			found = text_place(name, subject_names, RULE_SUBJECT_COUNT);

	if (found >= 0)
		*subject = (rule_subject) found;
	return found >= 0;
}

/* ---- values of rules, as bits ---- */

static uint64_t
group_bit(const modifier_book *book, text_span name)
{
	int			group = text_place(name, book->group_names, book->group_count);

	return group >= 0 ? UINT64_C(1) << group : 0;
}

static uint64_t
global_days_value_bit(text_span value)
{
	static const char *const words[] = {"000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		if (value.length == 3 && bytes_equal(value.bytes, words[i], 3))
			return global_days_bit(words[i]);
	}
	return 0;
}

static uint64_t
claim_setting_value_bit(text_span value)
{
	if (text_is(value, "professional"))
		return claim_setting_bit(CLAIM_SETTING_PROFESSIONAL);
	if (text_is(value, "surgical_center"))
		return claim_setting_bit(CLAIM_SETTING_SURGICAL_CENTER);
	return text_is(value, "institutional") ? claim_setting_bit(CLAIM_SETTING_INSTITUTIONAL) : 0;
}

static uint64_t
add_on_value_bit(text_span value)
{
	if (text_is(value, "yes"))
		return ADD_ON_YES_BIT;
	return text_is(value, "no") ? ADD_ON_NO_BIT : 0;
}

/* A status is a letter, every other indicator of one character a digit. */
static uint64_t
indicator_value_bit(rule_subject subject, text_span value)
{
	char		c = value.length == 1 ? value.bytes[0] : '\0';
	bool		is_digit = c >= '0' && c <= '9';

	return is_digit != (subject == SUBJECT_STATUS) ? character_bit(c) : 0;
}

/* The bit of one value; 0 for what the subject cannot be. */
static uint64_t
value_bit(const modifier_book *book, rule_subject subject, text_span value)
{
	switch (subject)
	{
		case SUBJECT_CODE_GROUP:
			return group_bit(book, value);
		case SUBJECT_GLOBAL_DAYS:
			return global_days_value_bit(value);
		case SUBJECT_ADD_ON:
			return add_on_value_bit(value);
		case SUBJECT_CLAIM_SETTING:
			return claim_setting_value_bit(value);
		default:
			return indicator_value_bit(subject, value);
	}
}

/* Is every value one that the rule's subject can be? */
static bool
compile_rule(const modifier_book *book, modifier_rule *rule, arena *memory, text_span *fault)
{
	char		modifier[CPT_MODIFIER_LENGTH + 1];

	rule->value_bits = 0;
	for (uint32_t i = 0; i < rule->value_count; i++)
	{
		uint64_t	bit = value_bit(book, rule->subject, rule->values[i]);

		if (bit == 0)
		{
			cpt_modifier_format(rule->modifier, modifier);
			*fault = arena_format(memory, "rule \"%.*s\" of modifier %s: \"%.*s\" is no value of %s",
								  (int) rule->rule.length, rule->rule.bytes, modifier,
								  (int) rule->values[i].length, rule->values[i].bytes,
								  rule_subject_name(rule->subject).bytes);
			return false;
		}
		rule->value_bits |= bit;
	}
	return true;
}

/* ---- order ---- */

static int
compare_numbers(int64_t left, int64_t right)
{
	return (left > right) - (left < right);
}

static int
compare_texts(text_span left, text_span right)
{
	uint32_t	shorter = left.length < right.length ? left.length : right.length;
	int			order = shorter > 0 ? memcmp(left.bytes, right.bytes, shorter) : 0;

	return order != 0 ? order : compare_numbers(left.length, right.length);
}

static int
compare_listed(const void *left, const void *right)
{
	const listed_modifier *a = left,
			   *b = right;

	return a->modifier != b->modifier ? compare_numbers(a->modifier, b->modifier)
		: compare_numbers(a->dates.first, b->dates.first);
}

/* Rows of one name and first day, our own and the shipped one, keep the order of their messages. */
static int
compare_rules(const void *left, const void *right)
{
	const modifier_rule *a = left,
			   *b = right;
	int			order = compare_numbers(a->modifier, b->modifier);

	if (order == 0)
		order = compare_texts(a->rule, b->rule);
	if (order == 0)
		order = compare_numbers(a->dates.first, b->dates.first);
	return order != 0 ? order : compare_texts(a->message, b->message);
}

static int
compare_exclusions(const void *left, const void *right)
{
	const excluded_modifier *a = left,
			   *b = right;
	int			order = compare_numbers(a->other, b->other);

	if (order == 0)
		order = compare_numbers(b->row->severity, a->row->severity);
	if (order == 0)
		order = compare_numbers(a->row->dates.first, b->row->dates.first);
	return order != 0 ? order : compare_texts(a->row->message, b->row->message);
}

/* ---- the three lists ---- */

static void
add_listed(modifier_book *book, const listed_modifier *listed, uint32_t count, arena *memory)
{
	book->listed_count = count;
	book->listed = ARENA_ARRAY(memory, listed_modifier, count);
	for (uint32_t i = 0; i < count; i++)
		book->listed[i] = listed[i];
	qsort(book->listed, count, sizeof(listed_modifier), compare_listed);
	for (uint32_t i = 0; i < count; i++)
		book->rows[book->listed[i].modifier + 1].listed++;
}

static bool
add_rules(modifier_book *book, const modifier_rule *rules, uint32_t count, arena *memory, text_span *fault)
{
	book->rules = ARENA_ARRAY(memory, modifier_rule, count);
	for (uint32_t i = 0; i < count; i++)
	{
		book->rules[i] = rules[i];
		if (!compile_rule(book, &book->rules[i], memory, fault))
			return false;
		book->rows[rules[i].modifier + 1].rules++;
	}
	qsort(book->rules, count, sizeof(modifier_rule), compare_rules);
	return true;
}

/* Each exclusion is found from both of its modifiers, unless it excludes every other one. */
static void
add_exclusions(modifier_book *book, const modifier_exclusion *exclusions, uint32_t count, arena *memory)
{
	modifier_exclusion *rows = ARENA_ARRAY(memory, modifier_exclusion, count);
	uint32_t	next[CPT_MODIFIER_COUNT] = {0};

	for (uint32_t i = 0; i < count; i++)
	{
		rows[i] = exclusions[i];
		book->rows[rows[i].modifier + 1].exclusions++;
		if (!rows[i].any_other)
			book->rows[rows[i].other + 1].exclusions++;
	}
	for (uint32_t m = 1; m < CPT_MODIFIER_COUNT; m++)
		next[m] = next[m - 1] + book->rows[m].exclusions;
	book->exclusions = ARENA_ARRAY(memory, excluded_modifier, 2 * (size_t) count);
	for (uint32_t i = 0; i < count; i++)
	{
		cpt_modifier other = rows[i].any_other ? ANY_MODIFIER : rows[i].other;

		book->exclusions[next[rows[i].modifier]++] = (excluded_modifier) {other, &rows[i]};
		if (!rows[i].any_other)
			book->exclusions[next[other]++] = (excluded_modifier) {rows[i].modifier, &rows[i]};
	}
}

/* Turn the numbers of rows of each modifier into the places where they begin. */
static void
count_rows(modifier_book *book)
{
	for (uint32_t m = 1; m <= CPT_MODIFIER_COUNT; m++)
	{
		book->rows[m].listed += book->rows[m - 1].listed;
		book->rows[m].rules += book->rows[m - 1].rules;
		book->rows[m].exclusions += book->rows[m - 1].exclusions;
	}
	for (uint32_t m = 0; m < CPT_MODIFIER_COUNT; m++)
		qsort(book->exclusions + book->rows[m].exclusions,
			  book->rows[m + 1].exclusions - book->rows[m].exclusions, sizeof(excluded_modifier), compare_exclusions);
}

static bool
add_groups(modifier_book *book, const text_span *names, uint32_t count, arena *memory, text_span *fault)
{
	if (count > 64)
	{
		*fault = arena_format(memory, "%u groups of codes; at most 64 are possible", count);
		return false;
	}
	book->group_count = count;
	book->group_names = ARENA_ARRAY(memory, text_span, count);
	for (uint32_t i = 0; i < count; i++)
		book->group_names[i] = names[i];
	return true;
}

modifier_book *
modifier_book_create(arena *memory, const listed_modifier *listed, uint32_t listed_count,
					 const modifier_exclusion *exclusions, uint32_t exclusion_count,
					 const modifier_rule *rules, uint32_t rule_count,
					 const text_span *group_names, uint32_t group_count, text_span *fault)
{
	modifier_book *book = ARENA_NEW(memory, modifier_book);

	if (!add_groups(book, group_names, group_count, memory, fault) ||
		!add_rules(book, rules, rule_count, memory, fault))
		return NULL;
	add_listed(book, listed, listed_count, memory);
	add_exclusions(book, exclusions, exclusion_count, memory);
	count_rows(book);
	return book;
}

/* ---- the lists of modifiers ---- */

bool
modifier_is_listed(const modifier_book *book, cpt_modifier modifier, calendar_date date)
{
	bool		for_all_codes = false;	/* does a row list it for all codes, on some date */
	bool		for_some_codes = false;

	for (uint32_t i = book->rows[modifier].listed; i < book->rows[modifier + 1].listed; i++)
	{
		const listed_modifier *listed = &book->listed[i];
		bool		in_force = date_span_contains(listed->dates, date);

		if (listed->groups == 0 && in_force)
			return true;
		for_all_codes |= listed->groups == 0;
		for_some_codes |= in_force;
	}
	return book->listed_count == 0 || (for_some_codes && !for_all_codes);
}

bool
modifier_is_listed_for(const modifier_book *book, cpt_modifier modifier, calendar_date date, uint64_t groups)
{
	for (uint32_t i = book->rows[modifier].listed; i < book->rows[modifier + 1].listed; i++)
	{
		const listed_modifier *listed = &book->listed[i];

		if (date_span_contains(listed->dates, date) && (listed->groups == 0 || (listed->groups & groups) != 0))
			return true;
	}
	return book->listed_count == 0;
}

bool
modifier_is_ncci_associated(const modifier_book *book, cpt_modifier modifier, calendar_date date)
{
	for (uint32_t i = book->rows[modifier].listed; i < book->rows[modifier + 1].listed; i++)
	{
		if (book->listed[i].ncci_associated && date_span_contains(book->listed[i].dates, date))
			return true;
	}
	return false;
}
