/*
 * hard_coded_modifiers.c
 *	  The peer of modifiers_valid(): the shipped rules about modifiers, written down in C by hand.
 *
 * What the rules look at are tables in memory, as a generated C file would have them: one profile for all codes with
 * the same indicators and groups, an array from codes to profiles, and an array from modifiers to their dates. They are
 * filled from the extension's tables before anything is measured, so that the two answer from the same data; what the
 * data cannot be at present (indicators that change, say) is not provided for, and refused when the tables are filled.
 *
 * Only what rejects is here, because modifiers_valid() tells no more.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "pg/cptpolicy.h"

#define MODIFIER_COUNT (CPT_MODIFIER_LAST + 1)
#define PROFILES_MAX 4096

/* A code is a group and a number in it: see cpt_code.h. */
#define CODE_GROUP_SHIFT 17
#define CODE_GROUPS ((CPT_CODE_LAST >> CODE_GROUP_SHIFT) + 1)

/* Groups of codes, in the order in which bench.learn() numbers them. */
enum
{
	VISIT = 1 << 0,
	PREVENTIVE_VISIT = 1 << 1,
	OTHER_EVALUATION = 1 << 2,
	EYE_VISIT = 1 << 3,
	HCPCS_VISIT = 1 << 4,
	SURGERY = 1 << 5,
	ANESTHESIA = 1 << 6,
	RADIOLOGY = 1 << 7,
	LABORATORY = 1 << 8,
	PATHOLOGY = 1 << 9,
	CATEGORY_II = 1 << 10,
	AMBULANCE = 1 << 11,
	RADIATION_MANAGEMENT = 1 << 12
};

#define VISITS (VISIT | PREVENTIVE_VISIT)
#define NO_VISITS (SURGERY | ANESTHESIA | RADIOLOGY | LABORATORY | PATHOLOGY | CATEGORY_II | AMBULANCE)
#define NO_LABORATORY (VISITS | EYE_VISIT | HCPCS_VISIT | SURGERY | ANESTHESIA | RADIOLOGY | CATEGORY_II | AMBULANCE)
#define NO_CATEGORY_II (VISITS | OTHER_EVALUATION | EYE_VISIT | HCPCS_VISIT | SURGERY | ANESTHESIA | RADIOLOGY | \
						LABORATORY | PATHOLOGY | AMBULANCE)
#define NO_ANESTHESIA (VISITS | OTHER_EVALUATION | EYE_VISIT | HCPCS_VISIT | SURGERY | RADIOLOGY | LABORATORY | \
					   PATHOLOGY | CATEGORY_II | AMBULANCE)

/* What is known of the codes that have it; indicators hold from first to last, '\0' is one that is not given. */
typedef struct code_profile
{
	DateADT		first, last;
	DateADT		add_on_first, add_on_last;
	int32		groups;
	char		pctc;
	char		global_days;	/* its first letter, its second digit if it is a number */
	char		bilateral;
	char		assistant;
	char		co_surgeon;
	char		team_surgeon;
} code_profile;

/* When a modifier is on its list, and when it names a trip of an ambulance. */
typedef struct modifier_dates
{
	DateADT		first, last;
	DateADT		trip_first, trip_last;
} modifier_dates;

/* Modifiers with the same rule. */
typedef enum modifier_kind
{
	KIND_ANY,					/* goes with every code */
	KIND_PROFESSIONAL,
	KIND_TECHNICAL,
	KIND_BILATERAL,
	KIND_ADDITIONAL,
	KIND_PART_OF_GLOBAL,
	KIND_CO_SURGEON,
	KIND_TEAM,
	KIND_ASSISTANT,
	KIND_NO_VISITS,				/* 22, 58 */
	KIND_REDUCED,
	KIND_BROKEN_OFF,
	KIND_DISTINCT,
	KIND_REPEATED,
	KIND_REPEATED_TEST,
	KIND_VISITS_ONLY,
	KIND_CATEGORY_II,
	KIND_PHYSICAL_STATUS
} modifier_kind;

static const struct
{
	modifier_kind kind;
	const char *modifiers;
}			kinds[] =
{
	{KIND_PROFESSIONAL, "26"},
	{KIND_TECHNICAL, "TC"},
	{KIND_BILATERAL, "50"},
	{KIND_ADDITIONAL, "51"},
	{KIND_PART_OF_GLOBAL, "54 55"},
	{KIND_CO_SURGEON, "62"},
	{KIND_TEAM, "66"},
	{KIND_ASSISTANT, "80 81 82 AS"},
	{KIND_NO_VISITS, "22 58"},
	{KIND_REDUCED, "52"},
	{KIND_BROKEN_OFF, "53"},
	{KIND_DISTINCT, "59"},
	{KIND_REPEATED, "76"},
	{KIND_REPEATED_TEST, "91"},
	{KIND_VISITS_ONLY, "24 25 27 57"},
	{KIND_CATEGORY_II, "1P 2P 3P 8P"},
	{KIND_PHYSICAL_STATUS, "P1 P2 P3 P4 P5 P6"}
};

/* Each text is a modifier and those that it excludes. */
static const char *const exclusions[] = {
	"26 TC", "50 LT RT", "53 73 74", "54 80", "55 80", "58 80 82", "59 XE XP XS XU", "62 66 80", "73 74", "76 77 91",
	"80 81 82", "81 82", "93 95 FQ", "96 97", "GA GZ", "JW JZ"
};

static struct
{
	uint32		group_starts[CODE_GROUPS];	/* where the codes of a letter begin in profile_of_code */
	uint16		profile_of_code[CPT_CODE_COUNT];
	uint32		profile_count;
	code_profile profiles[PROFILES_MAX];
	modifier_dates dates[MODIFIER_COUNT];
	uint8		kind[MODIFIER_COUNT];
	uint64		bit[MODIFIER_COUNT];	/* of modifiers that exclude others */
	uint64		excluded[MODIFIER_COUNT];	/* bits of those */
	uint64		next_bit;
}			tables;

PG_FUNCTION_INFO_V1(bench_learn_modifier);
PG_FUNCTION_INFO_V1(bench_learn_code);
PG_FUNCTION_INFO_V1(bench_modifiers_valid);

/* Where the profile of a code stands. */
static inline uint16 *
profile_place(cpt_code code)
{
	return &tables.profile_of_code[tables.group_starts[code >> CODE_GROUP_SHIFT] +
								   (code & ((1 << CODE_GROUP_SHIFT) - 1))];
}

/* ---- filling the tables ---- */

static cpt_modifier
modifier_of(const char *text)
{
	cpt_modifier modifier = 0;

	if (!cpt_modifier_parse(text, CPT_MODIFIER_LENGTH, &modifier))
		elog(ERROR, "\"%.2s\" is no modifier", text);
	return modifier;
}

static uint64
bit_of(cpt_modifier modifier)
{
	if (tables.bit[modifier] == 0)
	{
		tables.bit[modifier] = tables.next_bit;
		tables.next_bit <<= 1;
		if (tables.next_bit == 0)
			elog(ERROR, "too many modifiers exclude others");
	}
	return tables.bit[modifier];
}

static void
fill_exclusions(void)
{
	tables.next_bit = 1;
	for (int i = 0; i < lengthof(exclusions); i++)
	{
		cpt_modifier one = modifier_of(exclusions[i]);

		for (const char *next = exclusions[i] + 3; next < exclusions[i] + strlen(exclusions[i]); next += 3)
		{
			cpt_modifier other = modifier_of(next);

			tables.excluded[one] |= bit_of(other);
			tables.excluded[other] |= bit_of(one);
		}
	}
}

static void
fill_kinds(void)
{
	for (int i = 0; i < lengthof(kinds); i++)
	{
		for (const char *next = kinds[i].modifiers; next < kinds[i].modifiers + strlen(kinds[i].modifiers); next += 3)
			tables.kind[modifier_of(next)] = kinds[i].kind;
	}
}

/* Profile 0 is that of codes of which nothing is known. */
static void
start_tables(void)
{
	if (tables.profile_count > 0)
		return;
	tables.profile_count = 1;
	tables.profiles[0] = (code_profile) {.first = 1,.last = 0,.add_on_first = 1,.add_on_last = 0};
	for (cpt_code group = 0; group < CODE_GROUPS; group++)
		tables.group_starts[group] = cpt_code_ordinal(group << CODE_GROUP_SHIFT);
	for (int i = 0; i < MODIFIER_COUNT; i++)
		tables.dates[i] = (modifier_dates) {1, 0, 1, 0};
	fill_kinds();
	fill_exclusions();
}

/* Each has one run of days at most. */
static void
set_dates(DateADT *first, DateADT *last, DateADT new_first, DateADT new_last)
{
	if (*first <= *last)
		elog(ERROR, "a modifier was on its list more than once");
	*first = new_first;
	*last = new_last;
}

/* bench_learn_modifier(modifier, is_trip boolean, first date, last date) → void */
Datum
bench_learn_modifier(PG_FUNCTION_ARGS)
{
	modifier_dates *dates = &tables.dates[PG_GETARG_CPT_MODIFIER(0)];

	start_tables();
	if (PG_GETARG_BOOL(1))
		set_dates(&dates->trip_first, &dates->trip_last, PG_GETARG_DATEADT(2), PG_GETARG_DATEADT(3));
	else
		set_dates(&dates->first, &dates->last, PG_GETARG_DATEADT(2), PG_GETARG_DATEADT(3));
	PG_RETURN_VOID();
}

static int
profile_number(const code_profile *profile)
{
	for (uint32 i = 0; i < tables.profile_count; i++)
	{
		if (memcmp(&tables.profiles[i], profile, sizeof(*profile)) == 0)
			return i;
	}
	if (tables.profile_count == PROFILES_MAX)
		elog(ERROR, "codes have more than %d profiles", PROFILES_MAX);
	tables.profiles[tables.profile_count] = *profile;
	return tables.profile_count++;
}

/*
 * bench_learn_code(code, groups int, indicators text, first date, last date, add_on_first date, add_on_last date) →
 * void: indicators are PC/TC, global period, bilateral, assistant, co-surgeon and team, one character each, a blank
 * where one is not given. Days where there are none: the last before the first.
 */
Datum
bench_learn_code(PG_FUNCTION_ARGS)
{
	cpt_code	code = PG_GETARG_CPT_CODE(0);
	char	   *indicators = text_to_cstring(PG_GETARG_TEXT_PP(2));
	code_profile profile;

	start_tables();
	if (strlen(indicators) != 6)
		elog(ERROR, "\"%s\" are not six indicators", indicators);
	memset(&profile, 0, sizeof(profile));
	profile.groups = PG_GETARG_INT32(1);
	profile.pctc = indicators[0];
	profile.global_days = indicators[1];
	profile.bilateral = indicators[2];
	profile.assistant = indicators[3];
	profile.co_surgeon = indicators[4];
	profile.team_surgeon = indicators[5];
	profile.first = PG_GETARG_DATEADT(3);
	profile.last = PG_GETARG_DATEADT(4);
	profile.add_on_first = PG_GETARG_DATEADT(5);
	profile.add_on_last = PG_GETARG_DATEADT(6);
	*profile_place(code) = profile_number(&profile);
	PG_RETURN_VOID();
}

/* ---- the check ---- */

static inline bool
is_listed(cpt_modifier modifier, const code_profile *profile, DateADT date)
{
	const modifier_dates *dates = &tables.dates[modifier];

	return (date >= dates->first && date <= dates->last) ||
		(date >= dates->trip_first && date <= dates->trip_last && (profile->groups & AMBULANCE) != 0);
}

static inline bool
is_add_on(const code_profile *profile, bool known, DateADT date)
{
	return (date >= profile->add_on_first && date <= profile->add_on_last) || (known && profile->global_days == 'Z');
}

/* Can a code of the profile carry the modifier; known: are its indicators, on that date. */
static inline bool
can_carry(const code_profile *profile, bool known, cpt_modifier modifier, DateADT date)
{
	switch ((modifier_kind) tables.kind[modifier])
	{
		case KIND_ANY:
			return true;
		case KIND_PROFESSIONAL:
			return !known || !((profile->pctc >= '2' && profile->pctc <= '5') || profile->pctc == '0');
		case KIND_TECHNICAL:
			return !known || !((profile->pctc >= '2' && profile->pctc <= '6') || profile->pctc == '0' ||
							   profile->pctc == '8');
		case KIND_BILATERAL:
			return !known || !(profile->bilateral == '0' || profile->bilateral == '2');
		case KIND_ADDITIONAL:
			return !is_add_on(profile, known, date);
		case KIND_PART_OF_GLOBAL:
			return !known || !(profile->global_days == '0' || profile->global_days == 'M' ||
							   profile->global_days == 'X' || profile->global_days == 'Z');
		case KIND_CO_SURGEON:
			return !known || profile->co_surgeon != '0';
		case KIND_TEAM:
			return !known || profile->team_surgeon != '0';
		case KIND_ASSISTANT:
			return !known || profile->assistant != '1';
		case KIND_NO_VISITS:
			return (profile->groups & VISITS) == 0;
		case KIND_REDUCED:
			return (profile->groups & VISIT) == 0;
		case KIND_BROKEN_OFF:
			return (profile->groups & (VISITS | ANESTHESIA)) == 0;
		case KIND_DISTINCT:
			return (profile->groups & (VISITS | RADIATION_MANAGEMENT)) == 0;
		case KIND_REPEATED:
			return (profile->groups & (VISITS | LABORATORY)) == 0;
		case KIND_REPEATED_TEST:
			return (profile->groups & NO_LABORATORY) == 0;
		case KIND_VISITS_ONLY:
			return (profile->groups & NO_VISITS) == 0;
		case KIND_CATEGORY_II:
			return (profile->groups & NO_CATEGORY_II) == 0;
		case KIND_PHYSICAL_STATUS:
			return (profile->groups & NO_ANESTHESIA) == 0;
	}
	return true;
}

/* bench_modifiers_valid(code, modifiers cpt_modifier[], date) → boolean; arrays of one dimension, without nulls. */
Datum
bench_modifiers_valid(PG_FUNCTION_ARGS)
{
	const code_profile *profile = &tables.profiles[*profile_place(PG_GETARG_CPT_CODE(0))];
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	DateADT		date = PG_GETARG_DATEADT(2);
	const cpt_modifier *modifiers = (const cpt_modifier *) ARR_DATA_PTR(array);
	int			count = ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[0];
	bool		known = date >= profile->first && date <= profile->last;
	uint64		present = 0;

	for (int i = 0; i < count; i++)
	{
		cpt_modifier modifier = modifiers[i];

		if (!is_listed(modifier, profile, date) || !can_carry(profile, known, modifier, date) ||
			(tables.excluded[modifier] & present) != 0)
			PG_RETURN_BOOL(false);
		for (int j = 0; j < i; j++)
		{
			if (modifiers[j] == modifier)
				PG_RETURN_BOOL(false);
		}
		present |= tables.bit[modifier];
	}
	PG_RETURN_BOOL(true);
}
