/*
 * coding_edit_test.c
 *	  Names of edits, lists of findings, and which setting wins.
 */
#include "engine/coding_edit.h"

#include "engine/claim.h"
#include "engine/directory.h"

#include "test_engine.h"

/* Every name leads back to its edit, and nothing else does. */
static void
test_names(void)
{
	static const char *const not_names[] = {"", "*", "NCCI", "ncci.ptp", "NCCI.PTP ", "NCCI.MUE.", "NCCI.PT"};
	coding_edit edit = EDIT_PLACE;
	edit_severity severity = SEVERITY_INFO;

	for (int i = 0; i < CODING_EDIT_COUNT; i++)
	{
		CHECK(coding_edit_of_name(coding_edit_name((coding_edit) i), &edit));
		CHECK_EQ_INT(edit, i);
	}
	CHECK_TEXT(coding_edit_name(EDIT_ADD_ON), "NCCI.ADD_ON");
	CHECK_TEXT(coding_edit_name(EDIT_CODE_DATE), "CODE.DATE");
	for (size_t i = 0; i < sizeof(not_names) / sizeof(not_names[0]); i++)
		CHECK(!coding_edit_of_name(text_of(not_names[i]), &edit));
	CHECK_EQ_INT(edit, EDIT_PLACE);
	for (int i = SEVERITY_INFO; i <= SEVERITY_DENY; i++)
	{
		CHECK(edit_severity_of_name(edit_severity_name((edit_severity) i), &severity));
		CHECK_EQ_INT(severity, i);
	}
	CHECK_TEXT(edit_severity_name(SEVERITY_DENY), "deny");
	CHECK(!edit_severity_of_name(text_of("off"), &severity));
}

static void
test_list(void)
{
	edit_finding_list list = {0};
	edit_finding findings[] = {
		{.severity = SEVERITY_INFO}, {.severity = SEVERITY_DENY, .next = (edit_finding *) 1},
		{.severity = SEVERITY_REVIEW}
	};

	CHECK_EQ_INT(list.worst, SEVERITY_INFO);
	edit_finding_add(&list, &findings[0]);
	CHECK_EQ_INT(list.worst, SEVERITY_INFO);
	edit_finding_add(&list, &findings[1]);
	edit_finding_add(&list, &findings[2]);
	CHECK_EQ_INT(list.count, 3);
	CHECK_EQ_INT(list.worst, SEVERITY_DENY);
	CHECK(list.first == &findings[0] && findings[0].next == &findings[1]);
	CHECK(findings[1].next == &findings[2] && findings[2].next == NULL && list.last == &findings[2]);
}

static void
test_severity_under(void)
{
	CHECK_EQ_INT(edit_severity_under(MODE_AS_IS, SEVERITY_REVIEW), SEVERITY_REVIEW);
	CHECK_EQ_INT(edit_severity_under(MODE_AS_IS, SEVERITY_DENY), SEVERITY_DENY);
	CHECK_EQ_INT(edit_severity_under(MODE_DENY, SEVERITY_REVIEW), SEVERITY_DENY);
	CHECK_EQ_INT(edit_severity_under(MODE_REVIEW, SEVERITY_DENY), SEVERITY_REVIEW);
	for (edit_mode mode = MODE_AS_IS; mode <= MODE_REVIEW; mode++)
		CHECK_EQ_INT(edit_severity_under(mode, SEVERITY_INFO), SEVERITY_INFO);
}

/* ---- settings ---- */

#define PAYER 4
#define EVER DATE_EVER_BEFORE, DATE_EVER_AFTER
#define DATE_EVER_BEFORE INT32_MIN
#define DATE_EVER_AFTER INT32_MAX
#define DATE ((calendar_date) 8800)

static edit_mode
mode_of(const edit_setting *settings, uint32_t count, uint32_t payer, int business, coding_edit edit)
{
	edit_setting_list list = {count, (edit_setting *) settings};
	edit_mode	modes[CODING_EDIT_COUNT];

	memset(modes, 0xff, sizeof(modes));
	edit_modes_find(&list, payer, business, DATE, modes);
	for (int i = 0; i < CODING_EDIT_COUNT; i++)
		CHECK(modes[i] >= MODE_AS_IS && modes[i] <= MODE_OFF);
	return modes[edit];
}

/* The order of rows must not matter: both orders are asked. */
static void
check_winner(edit_setting winner, edit_setting loser, coding_edit edit)
{
	edit_setting forward[] = {winner, loser};
	edit_setting backward[] = {loser, winner};

	CHECK_EQ_INT(mode_of(forward, 2, PAYER, BUSINESS_MEDICARE, edit), winner.mode);
	CHECK_EQ_INT(mode_of(backward, 2, PAYER, BUSINESS_MEDICARE, edit), winner.mode);
}

static void
test_no_settings(void)
{
	CHECK_EQ_INT(mode_of(NULL, 0, PAYER, BUSINESS_COMMERCIAL, EDIT_PTP), MODE_AS_IS);
	CHECK_EQ_INT(mode_of(NULL, 0, NO_PAYER, BUSINESS_COMMERCIAL, EDIT_PLACE), MODE_AS_IS);
}

/* Payer before line of business before edit before date, whatever the ones behind say. */
static void
test_winners(void)
{
	edit_setting payer_only = {false, PAYER, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, EVER};
	edit_setting business_and_edit = {true, 0, BUSINESS_MEDICARE, EDIT_MUE, MODE_DENY, DATE, DATE_EVER_AFTER};
	edit_setting business_only = {true, 0, BUSINESS_MEDICARE, ANY_EDIT, MODE_REVIEW, EVER};
	edit_setting edit_only = {true, 0, ANY_LINE_OF_BUSINESS, EDIT_MUE, MODE_OFF, DATE, DATE};
	edit_setting all = {true, 0, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_DENY, DATE, DATE_EVER_AFTER};
	edit_setting earlier = {true, 0, ANY_LINE_OF_BUSINESS, EDIT_MUE, MODE_REVIEW, DATE - 10, DATE_EVER_AFTER};

	check_winner(payer_only, business_and_edit, EDIT_MUE);
	check_winner(business_and_edit, business_only, EDIT_MUE);
	check_winner(business_only, edit_only, EDIT_MUE);
	check_winner(edit_only, all, EDIT_MUE);
	check_winner(edit_only, earlier, EDIT_MUE);
	/* what the edit's own setting does not speak of is left to the others */
	check_winner(all, edit_only, EDIT_PTP);
	check_winner(business_only, business_and_edit, EDIT_PLACE);
}

static void
check_silent(edit_setting setting, uint32_t payer, int business)
{
	CHECK_EQ_INT(mode_of(&setting, 1, payer, business, EDIT_PTP), MODE_AS_IS);
}

static void
test_not_applicable(void)
{
	check_silent((edit_setting) {false, PAYER, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, EVER}, PAYER + 1,
				 BUSINESS_COMMERCIAL);
	check_silent((edit_setting) {false, PAYER, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, EVER}, NO_PAYER,
				 BUSINESS_COMMERCIAL);
	/* a payer that is in no table is not the claim that names none */
	check_silent((edit_setting) {false, NO_PAYER, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, EVER}, NO_PAYER,
				 BUSINESS_COMMERCIAL);
	check_silent((edit_setting) {true, 0, BUSINESS_MEDICAID, ANY_EDIT, MODE_OFF, EVER}, PAYER, BUSINESS_COMMERCIAL);
	check_silent((edit_setting) {true, 0, ANY_LINE_OF_BUSINESS, EDIT_MUE, MODE_OFF, EVER}, PAYER, BUSINESS_COMMERCIAL);
	check_silent((edit_setting) {true, 0, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, DATE + 1, DATE_EVER_AFTER}, PAYER,
				 BUSINESS_COMMERCIAL);
	check_silent((edit_setting) {true, 0, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, DATE_EVER_BEFORE, DATE - 1}, PAYER,
				 BUSINESS_COMMERCIAL);
}

/* Both days of a setting count. */
static void
test_days(void)
{
	edit_setting one_day = {true, 0, ANY_LINE_OF_BUSINESS, ANY_EDIT, MODE_OFF, DATE, DATE};

	for (int edit = 0; edit < CODING_EDIT_COUNT; edit++)
		CHECK_EQ_INT(mode_of(&one_day, 1, NO_PAYER, BUSINESS_COMMERCIAL, (coding_edit) edit), MODE_OFF);
}

int
main(void)
{
	test_names();
	test_list();
	test_severity_under();
	test_no_settings();
	test_winners();
	test_not_applicable();
	test_days();
	return test_report();
}
