/*
 * edit_judge.h
 *	  Claims before coding edits in tests, written and read in a line: "27096 LT; 77003 59 x2" gives
 *	  "no_policy; deny -NCCI.PTP". A minus marks a reason, a question mark what is missing.
 */
#ifndef EDIT_JUDGE_H
#define EDIT_JUDGE_H

#include "judge.h"
#include "reference_fixture.h"

#define CLAIM_TEXT_MAX 200000

/* A directory of two payers without a policy, and a reference. */
static inline void
edits_start(fixture *self, const char *const *rows, size_t count)
{
	fixture_start(self);
	directory_add_payer(self->directory, text_of("centene"));
	directory_add_payer(self->directory, text_of("other"));
	fixture_finish(self);
	self->reference = reference_fixture(&self->memory, rows, count);
}

#define EDITS_START(self, rows) edits_start((self), (rows), sizeof(rows) / sizeof((rows)[0]))

static inline void
edits_end(fixture *self)
{
	reference_fixture_end(self->reference);
	fixture_end(self);
}

/* Add a member unless its key is there: JSON that names a key twice is refused. */
static inline void
write_member(char *json, const char *key, const char *quote, const char *value)
{
	if (strstr(json, key) == NULL)
		sprintf(json + strlen(json), ", '%s': %s%s%s", key, quote, value, quote);
}

/* Further words of a line: x2 units, @2024-08-01 its date, #24 its place, else a modifier; "bad" has units of 0. */
static inline void
write_line_word(char *json, const char *word, char *modifiers)
{
	if (*word == 'x')
		write_member(json, "units", "", word + 1);
	else if (*word == '@')
		write_member(json, "date_of_service", "'", word + 1);
	else if (*word == '#')
		write_member(json, "place_of_service", "'", word + 1);
	else if (strcmp(word, "bad") == 0)
		write_member(json, "units", "", "0");
	else
		sprintf(modifiers + strlen(modifiers), "%s'%s'", *modifiers != '\0' ? ", " : "", word);
}

/* One line of a claim from its words; a code "-" is none. */
static inline void
write_claim_line(char *json, const char *words, size_t length)
{
	char		modifiers[2000] = "";
	char		word[40];
	int			used = 0;
	const char *end = words + length;

	if (sscanf(words, " %39[^ ;]%n", word, &used) != 1)
		abort();
	snprintf(json, 100, "{'code': %s%s%s", *word == '-' ? "null" : "'", *word == '-' ? "" : word,
			 *word == '-' ? "" : "'");
	for (words += used; words < end && sscanf(words, " %39[^ ;]%n", word, &used) == 1; words += used)
		write_line_word(json, word, modifiers);
	sprintf(json + strlen(json), ", 'modifiers': [%s]}", modifiers);
}

/* The claim of lines of 2024-08-01; rest is what else stands in it, with a comma before. */
static inline void
write_claim(char *json, const char *lines, const char *rest)
{
	json += sprintf(json, "{'date_of_service': '2024-08-01'%s, 'lines': [", rest);
	for (const char *line = lines;; line++)
	{
		size_t		length = strcspn(line, ";");

		write_claim_line(json, line, length);
		json += strlen(json);
		line += length;
		if (*line == '\0')
			break;
		json += sprintf(json, ", ");
	}
	sprintf(json, "]}");
}

/* "deny -NCCI.PTP ?NCCI.MUE" */
static inline void
describe_line(const line_result *line, char *text)
{
	text += sprintf(text, "%s", decision_name(line->decision).bytes);
	for (uint32_t i = 0; i < line->reason_count; i++)
		text += sprintf(text, " -%.*s", (int) line->reasons[i].criterion.length, line->reasons[i].criterion.bytes);
	for (uint32_t i = 0; i < line->missing_count; i++)
		text += sprintf(text, " ?%.*s", (int) line->missing[i].criterion.length, line->missing[i].criterion.bytes);
}

static inline const claim_result *
judge_lines_of(fixture *self, const char *lines, const char *rest)
{
	static char json[CLAIM_TEXT_MAX];

	write_claim(json, lines, rest);
	return judge(self, json);
}

/* Judge lines, and compare with what is expected of each. */
static inline void
check_lines(fixture *self, const char *lines, const char *rest, const char *expected, const char *file, int number)
{
	const claim_result *result = judge_lines_of(self, lines, rest);
	static char found[CLAIM_TEXT_MAX];
	char	   *end = found;

	*end = '\0';
	for (uint32_t i = 0; i < result->line_count; i++)
	{
		end += sprintf(end, "%s", i > 0 ? "; " : "");
		describe_line(&result->lines[i], end);
		end += strlen(end);
	}
	test_check_str(found, expected, file, number, lines);
}

#define CHECK_LINES(self, lines, expected) check_lines((self), (lines), "", (expected), __FILE__, __LINE__)
#define CHECK_LINES_OF(self, lines, rest, expected) \
	check_lines((self), (lines), (rest), (expected), __FILE__, __LINE__)

/* A detail of a reason or a missing item; fails the test and gives null when there is none. */
static inline finding
detail_of(const named_finding *details, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++)
	{
		if (text_equals(details[i].name, text_of(name)))
			return details[i].value;
	}
	CHECK_EQ_STR(name, "a detail");
	return (finding) {.type = FINDING_NONE};
}

/* A value as text: "null", "true", 1.5, a word, [1, 2]. */
static inline void
describe_finding(const finding *value, char *text)
{
	switch (value->type)
	{
		case FINDING_NONE:
			strcpy(text, "null");
			break;
		case FINDING_BOOLEAN:
			strcpy(text, value->boolean ? "true" : "false");
			break;
		case FINDING_NUMBER:
			decimal_format(value->number, text);
			break;
		case FINDING_TEXT:
			sprintf(text, "%.*s", (int) value->text.length, value->text.bytes);
			break;
		case FINDING_LIST:
			strcpy(text, "[");
			for (uint32_t i = 0; i < value->item_count; i++)
			{
				strcat(text, i > 0 ? ", " : "");
				describe_finding(&value->items[i], text + strlen(text));
			}
			strcat(text, "]");
	}
}

static inline bool
check_finding(finding value, const char *expected, const char *file, int line, const char *what)
{
	char		found[4000];

	describe_finding(&value, found);
	return test_check_str(found, expected, file, line, what);
}

#define CHECK_FINDING(value, expected) check_finding((value), (expected), __FILE__, __LINE__, #value)
#define CHECK_DETAIL(entry, name, expected) \
	check_finding(detail_of((entry)->details, (entry)->detail_count, (name)), (expected), __FILE__, __LINE__, (name))

#endif							/* EDIT_JUDGE_H */
