/*
 * tristate_test.c
 *	  Kleene's truth tables, every row.
 */
#include "engine/tristate.h"

#include "test.h"

#define F NOT_MET
#define U UNKNOWN
#define T MET

typedef struct truth_row
{
	tristate	left, right;
	tristate	both, either, agree;
} truth_row;

static const truth_row table[] = {
	/* left, right: and, or, agree */
	{F, F, F, F, F},
	{F, U, F, U, U},
	{F, T, F, T, U},
	{U, F, F, U, U},
	{U, U, U, U, U},
	{U, T, U, T, U},
	{T, F, F, T, U},
	{T, U, U, T, U},
	{T, T, T, T, T},
};

static void
test_connectives(void)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		const truth_row *row = &table[i];

		CHECK_EQ_INT(tristate_and(row->left, row->right), row->both);
		CHECK_EQ_INT(tristate_or(row->left, row->right), row->either);
		CHECK_EQ_INT(tristate_agree(row->left, row->right), row->agree);
		/* De Morgan */
		CHECK_EQ_INT(tristate_not(tristate_and(row->left, row->right)),
					 tristate_or(tristate_not(row->left), tristate_not(row->right)));
	}
}

static void
test_single(void)
{
	CHECK_EQ_INT(tristate_not(F), T);
	CHECK_EQ_INT(tristate_not(U), U);
	CHECK_EQ_INT(tristate_not(T), F);
	CHECK_EQ_INT(tristate_judgement(F), F);
	CHECK_EQ_INT(tristate_judgement(U), U);
	CHECK_EQ_INT(tristate_judgement(T), U);
	CHECK_EQ_INT(tristate_of(false), F);
	CHECK_EQ_INT(tristate_of(true), T);
}

int
main(void)
{
	test_connectives();
	test_single();
	return test_report();
}
