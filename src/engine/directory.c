/*
 * directory.c
 *	  Payers, versions and their codes, and which of them applies.
 */
#include "engine/directory.h"

#include <stdlib.h>

#include "engine/ascii.h"
#include "engine/code_map.h"
#include "engine/name_index.h"
#include "engine/nearest_name.h"

#define PAYER_NAME_MAX 255		/* bytes; longer names match nothing */

/* A version and its policy, whose versions stand one after the other. */
typedef struct directory_version
{
	policy_version version;		/* first: the caller's pointer is ours */
	uint32_t	number;			/* in order of adding, then by payer */
	uint32_t	policy;
} directory_version;

typedef struct directory_policy
{
	uint32_t	first;			/* of its versions, by payer */
	uint32_t	count;
} directory_policy;

struct directory
{
	arena	   *memory;
	program_loader loader;
	void	   *context;

	uint32_t	payer_count;
	uint32_t	payer_id_capacity;
	text_span  *payer_ids;
	name_index	payer_names;	/* folded */
	uint32_t	payer_capacity;
	uint32_t   *payers;			/* of each name */

	uint32_t	version_count;
	uint32_t	version_capacity;
	directory_version **versions;	/* in order of adding; finished: by payer, national ones last */
	uint32_t	policy_count;
	directory_policy *policies;

	uint32_t	span_count;
	uint32_t	span_capacity;
	code_span  *spans;
	code_map	codes;			/* numbers of versions */

	name_index	facts;
	name_shape *fact_shapes;
};

directory *
directory_create(arena *memory, program_loader loader, void *context)
{
	directory  *created = ARENA_NEW(memory, directory);

	created->memory = memory;
	created->loader = loader;
	created->context = context;
	name_index_init(&created->payer_names, memory);
	name_index_init(&created->facts, memory);
	return created;
}

/* Room for one more element of an array that grows by doubling. */
static void *
with_room(arena *memory, void *array, uint32_t count, uint32_t *capacity, size_t element_size)
{
	void	   *larger;

	if (count < *capacity)
		return array;
	*capacity = *capacity > 0 ? *capacity * 2 : 16;
	larger = arena_allocate(memory, *capacity * element_size);
	if (count > 0)
		memcpy(larger, array, count * element_size);
	return larger;
}

/* ---- payers ---- */

/* A payer's name in lower case, without blanks around it; absent when it is too long to match. */
static text_span
fold_payer_name(text_span name, char folded[PAYER_NAME_MAX])
{
	const char *bytes = name.bytes;
	size_t		length = name.length;

	ascii_trim(&bytes, &length);
	if (length > PAYER_NAME_MAX)
		return TEXT_ABSENT;
	for (size_t i = 0; i < length; i++)
		folded[i] = ascii_lower(bytes[i]);
	return (text_span) {folded, (uint32_t) length};
}

uint32_t
directory_add_payer(directory *directory, text_span id)
{
	uint32_t	payer = directory->payer_count;

	directory->payer_ids = with_room(directory->memory, directory->payer_ids, payer, &directory->payer_id_capacity,
									 sizeof(*directory->payer_ids));
	directory->payer_ids[payer] = arena_copy_text(directory->memory, id);
	directory->payer_count++;
	directory_add_payer_name(directory, payer, id);
	return payer;
}

text_span
directory_payer_id(const directory *directory, uint32_t payer)
{
	return directory->payer_ids[payer];
}

void
directory_add_payer_name(directory *directory, uint32_t payer, text_span name)
{
	char		folded[PAYER_NAME_MAX];
	text_span	key = fold_payer_name(name, folded);

	if (key.length == 0 || name_index_find(&directory->payer_names, key) != NO_NAME)
		return;
	directory->payers = with_room(directory->memory, directory->payers, directory->payer_names.count,
								  &directory->payer_capacity, sizeof(*directory->payers));
	directory->payers[name_index_add(&directory->payer_names, key)] = payer;
}

uint32_t
directory_payer(const directory *directory, text_span name)
{
	char		folded[PAYER_NAME_MAX];
	text_span	key = fold_payer_name(name, folded);
	uint32_t	number = key.length > 0 ? name_index_find(&directory->payer_names, key) : NO_NAME;

	return number != NO_NAME ? directory->payers[number] : NO_PAYER;
}

/* ---- versions ---- */

/* Is it one more version of the policy that was added last? */
static bool
continues_policy(const directory *directory, text_span policy, uint32_t payer)
{
	const policy_version *previous;

	if (directory->version_count == 0)
		return false;
	previous = &directory->versions[directory->version_count - 1]->version;
	return previous->payer == payer && text_equals(previous->policy, policy);
}

policy_version *
directory_add_version(directory *directory, text_span policy, text_span version, uint32_t payer,
					  calendar_date effective_from, calendar_date effective_to, bool shipped)
{
	directory_version *added = ARENA_NEW(directory->memory, directory_version);

	if (!continues_policy(directory, policy, payer))
		directory->policy_count++;
	added->policy = directory->policy_count - 1;
	added->number = directory->version_count;
	added->version.policy = arena_copy_text(directory->memory, policy);
	added->version.version = arena_copy_text(directory->memory, version);
	added->version.payer = payer;
	added->version.effective_from = effective_from;
	added->version.effective_to = effective_to;
	added->version.shipped = shipped;
	directory->versions = with_room(directory->memory, directory->versions, directory->version_count,
									&directory->version_capacity, sizeof(*directory->versions));
	directory->versions[directory->version_count++] = added;
	return &added->version;
}

void
directory_add_codes(directory *directory, policy_version *version, cpt_code first, cpt_code last)
{
	if (last < first)
		return;
	directory->spans = with_room(directory->memory, directory->spans, directory->span_count,
								 &directory->span_capacity, sizeof(*directory->spans));
	directory->spans[directory->span_count++] =
		(code_span) {first, last, ((directory_version *) version)->number};
}

const program *
directory_program(directory *directory, policy_version *version)
{
	if (version->program == NULL)
		version->program = directory->loader(directory->context, directory, version);
	return version->program;
}

/* ---- facts ---- */

uint32_t
directory_add_fact(directory *directory, text_span name)
{
	return name_index_add(&directory->facts, name);
}

uint32_t
directory_fact(const directory *directory, text_span name)
{
	return name_index_find(&directory->facts, name);
}

uint32_t
directory_fact_count(const directory *directory)
{
	return directory->facts.count;
}

text_span
directory_fact_name(const directory *directory, uint32_t fact)
{
	return directory->facts.names[fact];
}

void
directory_attach(const directory *directory, program *program)
{
	for (uint32_t i = 0; i < program->fact_count; i++)
		program->facts[i].entry = directory_fact(directory, program->facts[i].name);
}

/* Of two names at the same distance, the first in the order of bytes. */
static bool
comes_before(text_span left, text_span right)
{
	uint32_t	shorter = left.length < right.length ? left.length : right.length;
	int			order = memcmp(left.bytes, right.bytes, shorter);

	return order != 0 ? order < 0 : left.length < right.length;
}

text_span
directory_nearest_fact(const directory *directory, text_span name)
{
	name_shape	shape;
	text_span	nearest = TEXT_ABSENT;
	uint32_t	least = NOT_NEAR;

	name_shape_of(name, &shape);
	if (shape.length == 0)
		return TEXT_ABSENT;
	for (uint32_t i = 0; i < directory->facts.count; i++)
	{
		text_span	candidate = directory->facts.names[i];
		uint32_t	distance = name_distance(&shape, &directory->fact_shapes[i]);

		if (distance < least || (distance == least && distance != NOT_NEAR && comes_before(candidate, nearest)))
		{
			least = distance;
			nearest = candidate;
		}
	}
	return nearest;
}

/* ---- what is built when everything is there ---- */

/* Order by payer, national last; the versions of one payer keep their order. */
static int
compare_versions(const void *left, const void *right)
{
	const directory_version *a = *(directory_version *const *) left;
	const directory_version *b = *(directory_version *const *) right;

	if (a->version.payer != b->version.payer)
		return a->version.payer < b->version.payer ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number ? 1 : 0;
}

/* Number the versions anew, by payer; the spans follow. */
static void
order_versions(directory *directory)
{
	uint32_t   *new_numbers = ARENA_ARRAY(directory->memory, uint32_t, directory->version_count);

	if (directory->version_count > 0)
		qsort(directory->versions, directory->version_count, sizeof(*directory->versions), compare_versions);
	for (uint32_t i = 0; i < directory->version_count; i++)
	{
		new_numbers[directory->versions[i]->number] = i;
		directory->versions[i]->number = i;
	}
	for (uint32_t i = 0; i < directory->span_count; i++)
		directory->spans[i].item = new_numbers[directory->spans[i].item];
}

static void
collect_policies(directory *directory)
{
	directory->policies = ARENA_ARRAY(directory->memory, directory_policy, directory->policy_count);
	for (uint32_t i = 0; i < directory->version_count; i++)
	{
		directory_policy *policy = &directory->policies[directory->versions[i]->policy];

		if (policy->count++ == 0)
			policy->first = i;
	}
}

void
directory_finish(directory *directory)
{
	order_versions(directory);
	collect_policies(directory);
	code_map_build(&directory->codes, directory->spans, directory->span_count, directory->version_count,
				   directory->memory);
	directory->fact_shapes = ARENA_ARRAY(directory->memory, name_shape, directory->facts.count);
	for (uint32_t i = 0; i < directory->facts.count; i++)
		name_shape_of(directory->facts.names[i], &directory->fact_shapes[i]);
}

/* ---- which version applies ---- */

/* The numbers of the versions that ever speak of a code. */
typedef struct speakers
{
	const uint32_t *numbers;
	uint32_t	count;
} speakers;

static bool
covers(const policy_version *version, calendar_date date)
{
	return version->effective_from <= date &&
		(version->effective_to == CALENDAR_DATE_UNKNOWN || date <= version->effective_to);
}

/* Of the versions in force on the date: the user's own rather than a shipped one, the later rather than the earlier. */
static directory_version *
version_in_force(const directory *directory, uint32_t policy, calendar_date date)
{
	const directory_policy *versions = &directory->policies[policy];
	directory_version *best = NULL;

	for (uint32_t i = versions->first; i < versions->first + versions->count; i++)
	{
		directory_version *candidate = directory->versions[i];

		if (covers(&candidate->version, date) &&
			(best == NULL || best->version.shipped || !candidate->version.shipped))
			best = candidate;
	}
	return best;
}

/* Is the version nearer to the date, which lies outside of both: the next later one, else the latest earlier one? */
static bool
is_nearer(const policy_version *candidate, const policy_version *best, calendar_date date)
{
	bool		later = candidate->effective_from > date;
	bool		best_later = best->effective_from > date;

	if (later != best_later)
		return later;
	if (later && candidate->effective_from != best->effective_from)
		return candidate->effective_from < best->effective_from;
	if (!later && candidate->effective_to != best->effective_to)
		return candidate->effective_to > best->effective_to;
	return best->shipped && !candidate->shipped;
}

static directory_version *
nearest_version(const directory *directory, speakers among, calendar_date date)
{
	directory_version *best = directory->versions[among.numbers[0]];

	for (uint32_t i = 1; i < among.count; i++)
	{
		directory_version *candidate = directory->versions[among.numbers[i]];

		if (is_nearer(&candidate->version, &best->version, date))
			best = candidate;
	}
	return best;
}

static bool
speaks(speakers among, uint32_t number)
{
	for (uint32_t i = 0; i < among.count; i++)
		if (among.numbers[i] == number)
			return true;
	return false;
}

/* What one policy, some versions of which speak of the code, has on the date. */
static void
find_in_policy(const directory *directory, speakers among, calendar_date date, applicable_version *found)
{
	uint32_t	policy = directory->versions[among.numbers[0]]->policy;
	directory_version *in_force = version_in_force(directory, policy, date);

	found->silent = in_force != NULL && !speaks(among, in_force->number);
	found->in_force = in_force != NULL;
	found->version = &(in_force != NULL ? in_force : nearest_version(directory, among, date))->version;
}

/* Those of one payer, who stand together. */
static speakers
speakers_of_payer(const directory *directory, speakers all, uint32_t payer)
{
	uint32_t	low = 0;
	uint32_t	high = all.count;
	uint32_t	end;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (directory->versions[all.numbers[middle]]->version.payer < payer)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < all.count; end++)
		if (directory->versions[all.numbers[end]]->version.payer != payer)
			break;
	return (speakers) {all.numbers + low, end - low};
}

/* The first few, that belong to one policy. */
static speakers
speakers_of_first_policy(const directory *directory, speakers all)
{
	uint32_t	policy = directory->versions[all.numbers[0]]->policy;
	uint32_t	end = 1;

	while (end < all.count && directory->versions[all.numbers[end]]->policy == policy)
		end++;
	return (speakers) {all.numbers, end};
}

uint32_t
directory_find(const directory *directory, uint32_t payer, cpt_code code, calendar_date date, arena *memory,
			   applicable_version **found)
{
	speakers	all;
	speakers	left;
	uint32_t	count = 0;

	*found = NULL;
	all.numbers = code_map_find(&directory->codes, code, &all.count);
	if (all.count == 0)
		return 0;
	left = speakers_of_payer(directory, all, payer);
	if (left.count == 0)
		left = speakers_of_payer(directory, all, NO_PAYER);
	if (left.count == 0)
		return 0;
	*found = arena_allocate(memory, left.count * sizeof(applicable_version));
	while (left.count > 0)
	{
		speakers	one = speakers_of_first_policy(directory, left);

		find_in_policy(directory, one, date, &(*found)[count++]);
		left.numbers += one.count;
		left.count -= one.count;
	}
	return count;
}
