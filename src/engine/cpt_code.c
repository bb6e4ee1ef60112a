/*
 * cpt_code.c
 *	  Reading, writing and ordering of procedure codes; cpt_code.h draws the packing.
 */
#include "engine/cpt_code.h"

#include "engine/ascii.h"

#define NUMBER_BITS			17
#define NUMBER_MASK			((1u << NUMBER_BITS) - 1)

#define GROUP_NUMERIC		0	/* NNNNN */
#define GROUP_FIRST_SUFFIX	1	/* NNNNA, F, T, U, M */
#define GROUP_LEVEL_TWO		16	/* ANNNN */
#define GROUP_END			42

/* Suffix letters by group, from GROUP_FIRST_SUFFIX on. */
static const char suffix_letters[] = {'A', 'F', 'T', 'U', 'M'};

#define SUFFIX_COUNT		((int) sizeof(suffix_letters))
#define GROUP_END_SUFFIX	(GROUP_FIRST_SUFFIX + SUFFIX_COUNT)

/* Letters that begin HCPCS Level II codes, one bit each from 'A' up. */
#define LETTER(c)			(1u << ((c) - 'A'))
#define LEVEL_TWO_LETTERS	\
	(LETTER('A') | LETTER('B') | LETTER('C') | LETTER('D') | LETTER('E') | LETTER('G') | \
	 LETTER('H') | LETTER('J') | LETTER('K') | LETTER('L') | LETTER('M') | LETTER('P') | \
	 LETTER('Q') | LETTER('R') | LETTER('S') | LETTER('T') | LETTER('U') | LETTER('V'))

/* Number of codes in each group of a letter, and in the group of plain numbers. */
#define LETTER_GROUP_SIZE	10000
#define NUMERIC_GROUP_SIZE	100000

static inline cpt_code
pack(int group, uint32_t number)
{
	return ((cpt_code) group << NUMBER_BITS) | number;
}

static inline uint32_t
number_of(cpt_code code)
{
	return code & NUMBER_MASK;
}

/* How many codes a group holds; 0 for a group that is not in use. */
static uint32_t
group_size(int group)
{
	if (group == GROUP_NUMERIC)
		return NUMERIC_GROUP_SIZE;
	if (group >= GROUP_FIRST_SUFFIX && group < GROUP_END_SUFFIX)
		return LETTER_GROUP_SIZE;
	if (group >= GROUP_LEVEL_TWO && group < GROUP_END &&
		(LEVEL_TWO_LETTERS >> (group - GROUP_LEVEL_TWO)) & 1)
		return LETTER_GROUP_SIZE;
	return 0;
}

/* The group of codes that end in this letter, -1 if there is none. */
static int
suffix_group(char letter)
{
	for (int i = 0; i < SUFFIX_COUNT; i++)
		if (suffix_letters[i] == letter)
			return GROUP_FIRST_SUFFIX + i;
	return -1;
}

/* The group of codes that begin with this letter, -1 if there is none. */
static int
level_two_group(char letter)
{
	if (letter < 'A' || letter > 'Z' || (LEVEL_TWO_LETTERS & LETTER(letter)) == 0)
		return -1;
	return GROUP_LEVEL_TWO + (letter - 'A');
}

/* Reads `length` decimal digits, at most five of them. */
static bool
parse_digits(const char *text, size_t length, uint32_t *number)
{
	uint32_t	value = 0;

	for (size_t i = 0; i < length; i++)
	{
		if (!ascii_is_digit(text[i]))
			return false;
		value = value * 10 + (uint32_t) (text[i] - '0');
	}
	*number = value;
	return true;
}

/* Writes the last `length` decimal digits of a number. */
static void
format_digits(uint32_t number, char *out, int length)
{
	while (length-- > 0)
	{
		out[length] = (char) ('0' + number % 10);
		number /= 10;
	}
}

bool
cpt_code_parse(const char *text, size_t length, cpt_code *code)
{
	uint32_t	number;
	int			group;

	ascii_trim(&text, &length);
	if (length != CPT_CODE_LENGTH || !parse_digits(text + 1, 3, &number))
		return false;

	if (!ascii_is_digit(text[0]))
	{
		group = level_two_group(ascii_upper(text[0]));
		if (group < 0 || !ascii_is_digit(text[4]))
			return false;
		*code = pack(group, number * 10 + (uint32_t) (text[4] - '0'));
		return true;
	}

	number += (uint32_t) (text[0] - '0') * 1000;
	if (ascii_is_digit(text[4]))
	{
		*code = pack(GROUP_NUMERIC, number * 10 + (uint32_t) (text[4] - '0'));
		return true;
	}
	group = suffix_group(ascii_upper(text[4]));
	if (group < 0)
		return false;
	*code = pack(group, number);
	return true;
}

void
cpt_code_format(cpt_code code, char out[CPT_CODE_LENGTH + 1])
{
	int			group = cpt_code_group(code);

	if (group == GROUP_NUMERIC)
		format_digits(number_of(code), out, 5);
	else if (group < GROUP_LEVEL_TWO)
	{
		format_digits(number_of(code), out, 4);
		out[4] = suffix_letters[group - GROUP_FIRST_SUFFIX];
	}
	else
	{
		out[0] = (char) ('A' + group - GROUP_LEVEL_TWO);
		format_digits(number_of(code), out + 1, 4);
	}
	out[CPT_CODE_LENGTH] = '\0';
}

const char *
cpt_code_category(cpt_code code)
{
	static const char *const suffix_categories[] = {"I", "II", "III", "PLA", "MAAA"};
	int			group = cpt_code_group(code);

	if (group == GROUP_NUMERIC)
		return "I";
	if (group < GROUP_LEVEL_TWO)
		return suffix_categories[group - GROUP_FIRST_SUFFIX];
	return "HCPCS";
}

int
cpt_code_group(cpt_code code)
{
	return (int) (code >> NUMBER_BITS);
}

bool
cpt_code_is_valid(cpt_code code)
{
	return code <= CPT_CODE_LAST && number_of(code) < group_size(cpt_code_group(code));
}

uint32_t
cpt_code_ordinal(cpt_code code)
{
	uint32_t	ordinal = number_of(code);

	for (int group = 0; group < cpt_code_group(code); group++)
		ordinal += group_size(group);
	return ordinal;
}

bool
cpt_code_next(cpt_code code, cpt_code *next)
{
	int			group = cpt_code_group(code);

	if (number_of(code) + 1 < group_size(group))
	{
		*next = code + 1;
		return true;
	}
	for (group++; group < GROUP_END; group++)
	{
		if (group_size(group) > 0)
		{
			*next = pack(group, 0);
			return true;
		}
	}
	return false;
}

bool
cpt_code_previous(cpt_code code, cpt_code *previous)
{
	int			group = cpt_code_group(code);

	if (number_of(code) > 0)
	{
		*previous = code - 1;
		return true;
	}
	for (group--; group >= 0; group--)
	{
		if (group_size(group) > 0)
		{
			*previous = pack(group, group_size(group) - 1);
			return true;
		}
	}
	return false;
}

bool
cpt_code_starts_with(cpt_code code, const char *prefix, size_t length)
{
	char		text[CPT_CODE_LENGTH + 1];

	ascii_trim(&prefix, &length);
	if (length > CPT_CODE_LENGTH)
		return false;
	cpt_code_format(code, text);
	for (size_t i = 0; i < length; i++)
		if (ascii_upper(prefix[i]) != text[i])
			return false;
	return true;
}

/* The family of one group whose numbers, of `width` digits, begin with the given digits. */
static cpt_code_family
digits_family(int group, size_t width, uint32_t digits, size_t length)
{
	cpt_code_family family;
	uint32_t	size = 1;

	for (; length < width; length++)
		size *= 10;
	family.first = pack(group, digits * size);
	family.last = family.first + size - 1;
	return family;
}

/* Families of a prefix of one to four digits: plain numbers, and each suffix. */
static int
digit_prefix_families(uint32_t digits, size_t length, cpt_code_family families[CPT_CODE_MAX_FAMILIES])
{
	int			count = 0;

	families[count++] = digits_family(GROUP_NUMERIC, 5, digits, length);
	for (int i = 0; i < SUFFIX_COUNT; i++)
		families[count++] = digits_family(GROUP_FIRST_SUFFIX + i, 4, digits, length);
	return count;
}

int
cpt_code_prefix_families(const char *prefix, size_t length,
						 cpt_code_family families[CPT_CODE_MAX_FAMILIES])
{
	uint32_t	digits;
	int			group;

	ascii_trim(&prefix, &length);
	if (length == 0)
	{
		families[0] = (cpt_code_family) {CPT_CODE_FIRST, CPT_CODE_LAST};
		return 1;
	}
	if (length >= CPT_CODE_LENGTH)
	{
		if (!cpt_code_parse(prefix, length, &families[0].first))
			return 0;
		families[0].last = families[0].first;
		return 1;
	}
	if (parse_digits(prefix, length, &digits))
		return digit_prefix_families(digits, length, families);

	group = level_two_group(ascii_upper(prefix[0]));
	if (group < 0 || !parse_digits(prefix + 1, length - 1, &digits))
		return 0;
	families[0] = digits_family(group, 4, digits, length - 1);
	return 1;
}
