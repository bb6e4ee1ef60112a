/*
 * modifier_check_test.c
 *	  What is found against the modifiers of a line: by list, by rule, by pair; on dates, under modes, in order.
 */
#include "modifier_fixture.h"

#define ROWS_MAX 40

/* A book that a test fills, and the line that it asks about. */
typedef struct world
{
	arena		memory;
	listed_modifier listed[ROWS_MAX];
	uint32_t	listed_count;
	modifier_exclusion exclusions[ROWS_MAX];
	uint32_t	exclusion_count;
	modifier_rule rules[ROWS_MAX];
	uint32_t	rule_count;
	code_record code;
	fee_indicators fees;
	primary_code primary;
	edit_mode	modes[CODING_EDIT_COUNT];
	claim_setting setting;
	const char *date;
	bool		only_severity;
	edit_finding_list findings;
	char		text[2000];
} world;

static const text_span groups[] = {{"em", 2}, {"laboratory", 10}, {"anesthesia", 10}};

static void
list_modifiers(world *w, const char *modifiers)
{
	text_span	words[ROWS_MAX];
	uint32_t	count = words_of(modifiers, words);

	for (uint32_t i = 0; i < count; i++)
	{
		listed_modifier *row = &w->listed[w->listed_count++];

		CHECK(cpt_modifier_parse(words[i].bytes, words[i].length, &row->modifier));
		row->dates = ever;
	}
}

/* 64451 as of July 2024, in the middle of its fee schedule row. */
static void
world_init(world *w)
{
	memset(w, 0, sizeof(*w));
	w->memory = heap_arena();
	w->date = "2024-08-01";
	w->fees = (fee_indicators) {
		.dates = {day("2024-07-01"), DATE_EVER_AFTER}, .status = 'A', .pctc = '0', .global_days = "000",
		.multiple = '2', .bilateral = '1', .assistant = '1', .co_surgeon = '0', .team_surgeon = '0'
	};
	w->code.code = code_of("64451");
	w->code.fee_count = 1;
	w->code.fees = &w->fees;
	list_modifiers(w, "25 26 50 51 59 78 80 91 99 LT RT TC XE");
}

static modifier_rule *
add_rule(world *w, const char *modifier, const char *name, const char *subject, bool when_is, const char *values,
		 edit_severity severity)
{
	modifier_rule *rule = &w->rules[w->rule_count++];

	*rule = rule_of(modifier, name, subject, when_is, values, severity, &w->memory);
	return rule;
}

static modifier_exclusion *
add_exclusion(world *w, const char *modifier, const char *other, edit_severity severity)
{
	modifier_exclusion *row = &w->exclusions[w->exclusion_count++];

	row->modifier = modifier_of(modifier);
	row->any_other = other == NULL;
	row->other = other != NULL ? modifier_of(other) : 0;
	row->severity = severity;
	row->dates = ever;
	row->message = TEXT_LITERAL("{modifier} beside {found} on {code}");
	row->source = TEXT_LITERAL("another source");
	return row;
}

static void
run(world *w, const char *modifiers)
{
	text_span	fault = TEXT_ABSENT;
	text_span	words[ROWS_MAX];
	cpt_modifier line[ROWS_MAX];
	modifier_check check = {
		.code = &w->code, .modifiers = line, .date = day(w->date), .setting = w->setting, .modes = w->modes,
		.only_severity = w->only_severity, .memory = &w->memory
	};

	check.book = modifier_book_create(&w->memory, w->listed, w->listed_count, w->exclusions, w->exclusion_count,
									  w->rules, w->rule_count, groups, 3, &fault);
	CHECK_TEXT(fault, NULL);
	check.modifier_count = words_of(modifiers, words);
	for (uint32_t i = 0; i < check.modifier_count; i++)
		CHECK(cpt_modifier_parse(words[i].bytes, words[i].length, &line[i]));
	w->findings = (edit_finding_list) {0};
	modifiers_check(&check, &w->findings);
}

/* The findings as "26:split:deny LT+50:deny"; a pair shows its other modifier first, an unknown one nothing else. */
static const char *
found(world *w, const char *modifiers)
{
	size_t		length = 0;

	run(w, modifiers);
	w->text[0] = '\0';
	for (const edit_finding *f = w->findings.first; f != NULL; f = f->next)
	{
		text_span	middle = f->edit == EDIT_MODIFIER_PAIR ? f->found.text : f->rule;

		length += (size_t) snprintf(w->text + length, sizeof(w->text) - length, "%s%.*s%s%.*s:%s",
									length > 0 ? " " : "", (int) f->modifier.length, f->modifier.bytes,
									f->edit == EDIT_MODIFIER_PAIR ? "+" : ":", (int) middle.length, middle.bytes,
									edit_severity_name(f->severity).bytes);
	}
	return w->text;
}

/* ---- MODIFIER.UNKNOWN ---- */

static void
test_unknown(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "11", "any", "pctc", true, "0", SEVERITY_DENY);
	add_exclusion(&w, "11", "59", SEVERITY_DENY);
	add_exclusion(&w, "99", NULL, SEVERITY_INFO);
	CHECK_EQ_STR(found(&w, ""), "");
	CHECK_EQ_STR(found(&w, "LT"), "");
	CHECK_EQ_STR(found(&w, "11 59 11 99"), "11:listed:deny 99+59:info 11+11:deny");
	CHECK_EQ_STR(found(&w, "99 11"), "11:listed:deny");
	CHECK_EQ_INT(w.findings.first->edit, EDIT_MODIFIER_UNKNOWN);
	CHECK_TEXT(w.findings.first->carc, "182");
	CHECK_TEXT(w.findings.first->rarc, "M78");
	CHECK_TEXT(w.findings.first->message, "modifier 11 is on no national list on 2024-08-01");
	CHECK_EQ_INT(w.findings.first->detail_count, 1);
	CHECK_TEXT(w.findings.first->details[0].name, "modifier");
	CHECK_TEXT(w.findings.first->details[0].value.text, "11");
	arena_free(&w.memory);
}

static void
test_unknown_on_date(void)
{
	world		w;

	world_init(&w);
	w.listed[0].dates = (date_span) {day("2015-01-01"), day("2017-12-31")};
	w.listed[1].dates = (date_span) {day("2026-07-01"), DATE_EVER_AFTER};
	CHECK_EQ_STR(found(&w, "26 25"), "26:listed:deny 25:listed:deny");
	CHECK_TEXT(w.findings.first->message,
			   "modifier 26 is on no national list on 2024-08-01; it is valid from 2026-07-01 on");
	CHECK_TEXT(w.findings.last->message,
			   "modifier 25 is on no national list on 2024-08-01; it was valid until 2017-12-31");
	w.date = "2014-12-31";
	CHECK_EQ_STR(found(&w, "25"), "25:listed:deny");
	CHECK_TEXT(w.findings.first->message,
			   "modifier 25 is on no national list on 2014-12-31; it is valid from 2015-01-01 on");
	w.date = "2017-12-31";
	CHECK_EQ_STR(found(&w, "25"), "");
	arena_free(&w.memory);
}

/* An ambulance pair is listed for ambulance codes; here for those of "em". */
static void
test_listed_for_group(void)
{
	world		w;

	world_init(&w);
	list_modifiers(&w, "NH GD GD");
	for (int i = 1; i <= 2; i++)
		w.listed[w.listed_count - i].groups = i == 1 ? 1 : 0;
	w.listed[w.listed_count - 2].dates = (date_span) {day("2008-01-01"), day("2019-12-31")};
	w.listed[w.listed_count - 3].groups = 1;
	CHECK_EQ_STR(found(&w, "NH GD"), "NH:listed:deny GD:listed:deny");
	CHECK_TEXT(w.findings.first->message, "modifier NH is on no national list on 2024-08-01; it is listed for other codes");
	CHECK_TEXT(w.findings.last->message, "modifier GD is on no national list on 2024-08-01; it was valid until 2019-12-31");
	w.code.groups = 1;
	CHECK_EQ_STR(found(&w, "NH GD"), "");
	w.code.groups = 2;
	w.date = "2019-12-31";
	CHECK_EQ_STR(found(&w, "GD"), "");
	arena_free(&w.memory);
}

/* ---- MODIFIER.CODE ---- */

static void
test_rule_finding(void)
{
	world		w;
	const edit_finding *f;

	world_init(&w);
	add_rule(&w, "26", "split", "pctc", true, "0 2", SEVERITY_DENY);
	CHECK_EQ_STR(found(&w, "LT 26"), "26:split:deny");
	f = w.findings.first;
	CHECK_EQ_INT(f->edit, EDIT_MODIFIER_CODE);
	CHECK_TEXT(f->carc, "4");
	CHECK_TEXT(f->rarc, "N823");
	CHECK_TEXT(f->source, "a source");
	CHECK_TEXT(f->message, "64451 cannot carry 26: 0");
	CHECK_TEXT(f->found.text, "0");
	CHECK_EQ_INT(f->required.type, FINDING_NONE);
	CHECK_EQ_INT(f->detail_count, 5);
	CHECK_TEXT(f->details[0].name, "rule");
	CHECK_TEXT(f->details[1].name, "found");
	CHECK_TEXT(f->details[1].value.text, "0");
	CHECK_TEXT(f->details[2].name, "source");
	CHECK_TEXT(f->details[3].name, "subject");
	CHECK_TEXT(f->details[3].value.text, "pctc");
	CHECK_TEXT(f->details[4].name, "modifier");
	arena_free(&w.memory);
}

static void
test_required(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "26", "one", "pctc", false, "1", SEVERITY_DENY)->rarc = TEXT_ABSENT;
	add_rule(&w, "26", "two", "bilateral", false, "2 3", SEVERITY_REVIEW);
	CHECK_EQ_STR(found(&w, "26"), "26:one:deny 26:two:review");
	CHECK_TEXT(w.findings.first->required.text, "1");
	CHECK_TEXT(w.findings.first->rarc, NULL);
	CHECK_EQ_INT(w.findings.last->required.type, FINDING_LIST);
	CHECK_EQ_INT(w.findings.last->required.item_count, 2);
	CHECK_TEXT(w.findings.last->required.items[1].text, "3");
	CHECK_EQ_INT(w.findings.worst, SEVERITY_DENY);
	arena_free(&w.memory);
}

/* Each subject, with a value that the code has and one that it has not. */
static void
test_subjects(void)
{
	static const char *const cases[][3] = {
		{"status", "A", "B"}, {"pctc", "0", "1"}, {"global_days", "000", "010 090 ZZZ"}, {"multiple", "2", "0"},
		{"bilateral", "1", "2"}, {"assistant", "1", "0 2"}, {"co_surgeon", "0", "9"}, {"team_surgeon", "0", "1"},
		{"code_group", "em", "laboratory"}, {"add_on", "no", "yes"},
		{"claim_setting", "professional", "surgical_center"}
	};
	world		w;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		world_init(&w);
		w.code.groups = 1;
		w.setting = CLAIM_SETTING_PROFESSIONAL;
		add_rule(&w, "26", "has", cases[i][0], true, cases[i][1], SEVERITY_DENY);
		add_rule(&w, "26", "has_no", cases[i][0], false, cases[i][1], SEVERITY_DENY);
		add_rule(&w, "26", "other", cases[i][0], true, cases[i][2], SEVERITY_DENY);
		add_rule(&w, "26", "other_no", cases[i][0], false, cases[i][2], SEVERITY_DENY);
		CHECK_EQ_STR(found(&w, "26"), "26:has:deny 26:other_no:deny");
		CHECK_TEXT(w.findings.first->found.text, cases[i][1]);
		if (strcmp(cases[i][0], "code_group") != 0)
			CHECK_TEXT(w.findings.last->found.text, cases[i][1]);
		arena_free(&w.memory);
	}
}

/* What is not known of a code violates no rule; that it is in no group is known. */
static void
test_silence(void)
{
	static const char *const cases[][2] = {
		{"status", "A"}, {"pctc", "0"}, {"global_days", "000"}, {"multiple", "2"}, {"bilateral", "1"},
		{"assistant", "1"}, {"co_surgeon", "0"}, {"team_surgeon", "0"}, {"add_on", "no"},
		{"claim_setting", "professional"}
	};
	world		w;

	world_init(&w);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		add_rule(&w, "26", cases[i][0], cases[i][0], true, cases[i][1], SEVERITY_DENY);
		add_rule(&w, "26", cases[i][0], cases[i][0], false, cases[i][1], SEVERITY_DENY);
	}
	add_rule(&w, "26", "group", "code_group", true, "em", SEVERITY_DENY);
	add_rule(&w, "26", "no_group", "code_group", false, "em laboratory", SEVERITY_REVIEW);
	w.code.fee_count = 0;
	CHECK_EQ_STR(found(&w, "26"), "26:no_group:review");
	CHECK_TEXT(w.findings.first->message, "64451 cannot carry 26: none");
	CHECK_EQ_INT(w.findings.first->found.type, FINDING_NONE);
	CHECK_EQ_INT(w.findings.first->detail_count, 4);
	w.code.fee_count = 1;
	w.date = "2024-06-30";
	CHECK_EQ_STR(found(&w, "26"), "26:no_group:review");
	w.date = "2024-07-01";
	w.fees = (fee_indicators) {.dates = w.fees.dates, .status = 'A'};
	CHECK_EQ_STR(found(&w, "26"), "26:no_group:review 26:status:deny");
	arena_free(&w.memory);
}

static void
test_add_on(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "51", "add_on", "add_on", true, "yes", SEVERITY_DENY);
	add_rule(&w, "51", "base", "add_on", true, "no", SEVERITY_DENY);
	CHECK_EQ_STR(found(&w, "51"), "51:base:deny");
	memcpy(w.fees.global_days, "ZZZ", 4);
	CHECK_EQ_STR(found(&w, "51"), "51:add_on:deny");
	CHECK_TEXT(w.findings.first->message, "64451 cannot carry 51: yes");
	w.code.fee_count = 0;
	CHECK_EQ_STR(found(&w, "51"), "");
	w.primary = (primary_code) {.dates = {day("2024-04-01"), day("2024-08-01")}, .type = 1, .code = code_of("64490")};
	w.code.primaries = &w.primary;
	w.code.primary_count = 1;
	CHECK_EQ_STR(found(&w, "51"), "51:add_on:deny");
	w.date = "2024-08-02";
	CHECK_EQ_STR(found(&w, "51"), "");
	arena_free(&w.memory);
}

static void
test_claim_settings(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "78", "facility", "claim_setting", false, "surgical_center institutional", SEVERITY_DENY);
	CHECK_EQ_STR(found(&w, "78"), "");
	w.setting = CLAIM_SETTING_SURGICAL_CENTER;
	CHECK_EQ_STR(found(&w, "78"), "");
	w.setting = CLAIM_SETTING_INSTITUTIONAL;
	CHECK_EQ_STR(found(&w, "78"), "");
	w.setting = CLAIM_SETTING_PROFESSIONAL;
	CHECK_EQ_STR(found(&w, "78"), "78:facility:deny");
	CHECK_TEXT(w.findings.first->message, "64451 cannot carry 78: professional");
	arena_free(&w.memory);
}

/* A rule holds from its first to its last day; rules of other modifiers are not asked. */
static void
test_rule_dates(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "26", "split", "code_group", false, "em", SEVERITY_DENY)->dates =
		(date_span) {day("2024-01-01"), day("2024-12-31")};
	add_rule(&w, "25", "visit", "code_group", false, "em", SEVERITY_DENY);
	w.date = "2023-12-31";
	CHECK_EQ_STR(found(&w, "26"), "");
	w.date = "2024-01-01";
	CHECK_EQ_STR(found(&w, "26"), "26:split:deny");
	w.date = "2024-12-31";
	CHECK_EQ_STR(found(&w, "26 TC 27"), "27:listed:deny 26:split:deny");
	w.date = "2025-01-01";
	CHECK_EQ_STR(found(&w, "26"), "");
	CHECK_EQ_STR(found(&w, "25"), "25:visit:deny");
	arena_free(&w.memory);
}

static void
test_placeholders(void)
{
	static const char *const cases[][2] = {
		{"{code}", "64451"}, {"{modifier}{found}", "260"}, {"a {code b} c", "a {code b} c"}, {"{", "{"},
		{"{code", "{code"}, {"}{}", "}{}"}, {"{CODE} {{code}}", "{CODE} {64451}"}
	};
	world		w;

	world_init(&w);
	add_rule(&w, "26", "split", "pctc", true, "0", SEVERITY_DENY);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		w.rules[0].message = text_of(cases[i][0]);
		run(&w, "26");
		CHECK_TEXT(w.findings.first->message, cases[i][1]);
	}
	arena_free(&w.memory);
}

/* ---- MODIFIER.PAIR ---- */

static void
test_pairs(void)
{
	world		w;
	const edit_finding *f;

	world_init(&w);
	add_exclusion(&w, "50", "LT", SEVERITY_DENY);
	add_exclusion(&w, "50", "RT", SEVERITY_DENY);
	add_exclusion(&w, "LT", "RT", SEVERITY_INFO);
	CHECK_EQ_STR(found(&w, "50"), "");
	CHECK_EQ_STR(found(&w, "50 LT"), "50+LT:deny");
	CHECK_EQ_STR(found(&w, "LT 59 50"), "50+LT:deny");
	f = w.findings.first;
	CHECK_EQ_INT(f->edit, EDIT_MODIFIER_PAIR);
	CHECK_TEXT(f->carc, "4");
	CHECK_TEXT(f->rarc, "N519");
	CHECK_TEXT(f->rule, "exclusion");
	CHECK_TEXT(f->source, "another source");
	CHECK_TEXT(f->message, "50 beside LT on 64451");
	CHECK_EQ_INT(f->detail_count, 4);
	CHECK_TEXT(f->details[0].name, "rule");
	CHECK_TEXT(f->details[1].name, "other");
	CHECK_TEXT(f->details[1].value.text, "LT");
	CHECK_TEXT(f->details[2].name, "source");
	CHECK_TEXT(f->details[3].name, "modifier");
	CHECK_TEXT(f->details[3].value.text, "50");
	CHECK_EQ_STR(found(&w, "RT LT 50"), "50+RT:deny LT+RT:info 50+LT:deny");
	arena_free(&w.memory);
}

static void
test_repeated(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "59", "split", "pctc", true, "0", SEVERITY_REVIEW);
	add_exclusion(&w, "59", "XE", SEVERITY_DENY);
	add_exclusion(&w, "LT", "LT", SEVERITY_INFO);
	CHECK_EQ_STR(found(&w, "59 59 59"), "59:split:review 59+59:deny");
	CHECK_TEXT(w.findings.last->rule, "once");
	CHECK_TEXT(w.findings.last->carc, "4");
	CHECK_TEXT(w.findings.last->rarc, "N519");
	CHECK_TEXT(w.findings.last->message, "modifier 59 stands more than once on the line");
	CHECK_EQ_STR(found(&w, "XE 59 XE 59"), "59:split:review XE+XE:deny 59+XE:deny 59+59:deny");
	CHECK_EQ_STR(found(&w, "LT"), "");
	CHECK_EQ_STR(found(&w, "LT LT"), "LT+LT:deny");
	arena_free(&w.memory);
}

/* A pair is one finding, whichever way round and however often it is in the table; the severest row counts. */
static void
test_pair_once(void)
{
	world		w;

	world_init(&w);
	add_exclusion(&w, "59", "XE", SEVERITY_INFO);
	add_exclusion(&w, "XE", "59", SEVERITY_DENY)->dates = (date_span) {day("2024-01-01"), day("2024-12-31")};
	add_exclusion(&w, "59", "XE", SEVERITY_REVIEW);
	CHECK_EQ_STR(found(&w, "59 XE"), "XE+59:deny");
	CHECK_EQ_STR(found(&w, "XE 59"), "XE+59:deny");
	w.date = "2023-12-31";
	CHECK_EQ_STR(found(&w, "59 XE"), "59+XE:review");
	w.date = "2025-01-01";
	CHECK_EQ_STR(found(&w, "XE 59"), "59+XE:review");
	arena_free(&w.memory);
}

static void
test_any_other(void)
{
	world		w;

	world_init(&w);
	add_exclusion(&w, "99", NULL, SEVERITY_INFO);
	CHECK_EQ_STR(found(&w, "99"), "");
	CHECK_EQ_STR(found(&w, "99 99"), "99+99:deny");
	CHECK_EQ_STR(found(&w, "99 LT 59"), "99+LT:info");
	CHECK_EQ_STR(found(&w, "LT 59 99"), "99+LT:info");
	add_exclusion(&w, "99", "59", SEVERITY_DENY);
	CHECK_EQ_STR(found(&w, "99 LT 59"), "99+59:deny 99+LT:info");
	arena_free(&w.memory);
}

/* ---- modes, and decisions alone ---- */

static void
test_modes(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "26", "deny", "pctc", true, "0", SEVERITY_DENY);
	add_rule(&w, "26", "info", "pctc", true, "0", SEVERITY_INFO);
	add_rule(&w, "26", "review", "pctc", true, "0", SEVERITY_REVIEW);
	add_exclusion(&w, "26", "TC", SEVERITY_REVIEW);
	CHECK_EQ_STR(found(&w, "11 26 TC"), "11:listed:deny 26:deny:deny 26:info:info 26:review:review 26+TC:review");
	w.modes[EDIT_MODIFIER_UNKNOWN] = MODE_REVIEW;
	w.modes[EDIT_MODIFIER_CODE] = MODE_REVIEW;
	w.modes[EDIT_MODIFIER_PAIR] = MODE_DENY;
	CHECK_EQ_STR(found(&w, "11 26 TC"),
				 "11:listed:review 26:deny:review 26:info:info 26:review:review 26+TC:deny");
	w.modes[EDIT_MODIFIER_UNKNOWN] = MODE_OFF;
	w.modes[EDIT_MODIFIER_CODE] = MODE_DENY;
	w.modes[EDIT_MODIFIER_PAIR] = MODE_OFF;
	CHECK_EQ_STR(found(&w, "11 26 TC 11"), "26:deny:deny 26:info:info 26:review:deny");
	w.modes[EDIT_MODIFIER_CODE] = MODE_OFF;
	w.modes[EDIT_MODIFIER_PAIR] = MODE_AS_IS;
	CHECK_EQ_STR(found(&w, "11 26 TC"), "26+TC:review");
	arena_free(&w.memory);
}

/* The severity of a line, and how many findings it took to know it. */
static void
check_severity(world *w, const char *modifiers, edit_severity severity, uint32_t count)
{
	w->only_severity = true;
	run(w, modifiers);
	CHECK_EQ_INT(w->findings.worst, severity);
	CHECK_EQ_INT(w->findings.count, count);
	for (const edit_finding *f = w->findings.first; f != NULL; f = f->next)
		CHECK(f->message.bytes == NULL && f->detail_count == 0 && f->carc.bytes == NULL);
}

static void
test_only_severity(void)
{
	world		w;

	world_init(&w);
	add_rule(&w, "26", "a_info", "pctc", true, "0", SEVERITY_INFO);
	add_rule(&w, "26", "b_review", "pctc", true, "0", SEVERITY_REVIEW);
	add_rule(&w, "TC", "c_deny", "pctc", true, "0", SEVERITY_DENY);
	add_rule(&w, "TC", "d_deny", "pctc", true, "0", SEVERITY_DENY);
	add_exclusion(&w, "50", "LT", SEVERITY_DENY);
	add_exclusion(&w, "LT", "RT", SEVERITY_INFO);
	check_severity(&w, "59", SEVERITY_INFO, 0);
	check_severity(&w, "26", SEVERITY_REVIEW, 1);
	check_severity(&w, "TC 26 TC", SEVERITY_DENY, 1);
	check_severity(&w, "11 TC", SEVERITY_DENY, 1);
	check_severity(&w, "LT RT", SEVERITY_INFO, 0);
	check_severity(&w, "RT 50 LT", SEVERITY_DENY, 1);
	arena_free(&w.memory);
}

/* ---- long lines ---- */

/* Every modifier that there can be, many times: each has its one finding, and the work stays small. */
static void
test_long_line(void)
{
	enum {length = 200000};
	cpt_modifier *line = malloc(length * sizeof(cpt_modifier));
	world		w;
	text_span	fault = TEXT_ABSENT;
	modifier_check check;

	world_init(&w);
	add_exclusion(&w, "99", NULL, SEVERITY_INFO);
	add_exclusion(&w, "50", "LT", SEVERITY_DENY);
	for (uint32_t i = 0; i < length; i++)
		line[i] = (cpt_modifier) (i % (CPT_MODIFIER_LAST + 1));
	check = (modifier_check) {
		.code = &w.code, .modifiers = line, .modifier_count = length, .date = day(w.date), .memory = &w.memory
	};
	check.book = modifier_book_create(&w.memory, w.listed, w.listed_count, w.exclusions, w.exclusion_count, NULL, 0,
									  NULL, 0, &fault);
	modifiers_check(&check, &w.findings);
	/* all are repeated, all but 13 unknown; and two pairs */
	CHECK_EQ_INT(w.findings.count, 2 * (CPT_MODIFIER_LAST + 1) - 13 + 2);
	free(line);
	arena_free(&w.memory);
}

int
main(void)
{
	test_unknown();
	test_unknown_on_date();
	test_listed_for_group();
	test_rule_finding();
	test_required();
	test_subjects();
	test_silence();
	test_add_on();
	test_claim_settings();
	test_rule_dates();
	test_placeholders();
	test_pairs();
	test_repeated();
	test_pair_once();
	test_any_other();
	test_modes();
	test_only_severity();
	test_long_line();
	return test_report();
}
