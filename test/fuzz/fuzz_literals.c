/*
 * fuzz_literals.c
 *	  Codes, modifiers and prefixes from arbitrary bytes.
 *
 * Besides memory errors it looks for broken promises: what was read prints as
 * something that reads the same, and a prefix holds exactly its codes.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/cpt_code.h"
#include "engine/cpt_modifier.h"

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool ok)
{
	if (!ok)
		abort();
}

static void
check_code(const char *text, size_t length)
{
	cpt_code	code;
	cpt_code	again;
	cpt_code	neighbour;
	char		out[CPT_CODE_LENGTH + 1];

	if (!cpt_code_parse(text, length, &code))
		return;
	require(cpt_code_is_valid(code));
	cpt_code_format(code, out);
	require(strlen(out) == CPT_CODE_LENGTH);
	require(cpt_code_parse(out, CPT_CODE_LENGTH, &again) && again == code);
	require(cpt_code_starts_with(code, text, length));
	require(cpt_code_category(code) != NULL);
	if (cpt_code_next(code, &neighbour))
		require(cpt_code_is_valid(neighbour) && neighbour > code &&
				cpt_code_previous(neighbour, &again) && again == code);
	else
		require(code == CPT_CODE_LAST);
}

static void
check_modifier(const char *text, size_t length)
{
	cpt_modifier modifier;
	cpt_modifier again;
	char		out[CPT_MODIFIER_LENGTH + 1];

	if (!cpt_modifier_parse(text, length, &modifier))
		return;
	require(cpt_modifier_is_valid(modifier));
	cpt_modifier_format(modifier, out);
	require(cpt_modifier_parse(out, CPT_MODIFIER_LENGTH, &again) && again == modifier);
}

/* Both ends of each family start with the prefix; the codes just outside do not. */
static void
check_prefix(const char *prefix, size_t length)
{
	cpt_code_family families[CPT_CODE_MAX_FAMILIES];
	int			count = cpt_code_prefix_families(prefix, length, families);

	for (int i = 0; i < count; i++)
	{
		cpt_code	outside;

		require(cpt_code_is_valid(families[i].first) && cpt_code_is_valid(families[i].last));
		require(cpt_code_starts_with(families[i].first, prefix, length));
		require(cpt_code_starts_with(families[i].last, prefix, length));
		if (cpt_code_previous(families[i].first, &outside))
			require(!cpt_code_starts_with(outside, prefix, length));
		if (cpt_code_next(families[i].last, &outside))
			require(!cpt_code_starts_with(outside, prefix, length));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;

	check_code(text, size);
	check_modifier(text, size);
	check_prefix(text, size);
	return 0;
}
