/*
 * nearest_name.c
 *	  Bounded Damerau-Levenshtein distance (optimal string alignment).
 */
#include "engine/nearest_name.h"

#include "engine/ascii.h"

#define TOO_FAR 100				/* a distance beyond any limit */

static bool
is_separator(char c)
{
	return c == '_' || c == '-' || c == '.' || c == ' ' || c == '/';
}

void
name_shape_of(text_span name, name_shape *shape)
{
	shape->length = 0;
	shape->characters = 0;
	if (name.length > NAME_LENGTH_MAX)
		return;
	for (uint32_t i = 0; i < name.length; i++)
	{
		char		c = ascii_lower(name.bytes[i]);

		if (is_separator(c))
			continue;
		shape->text[shape->length++] = c;
		shape->characters |= UINT64_C(1) << ((unsigned char) c & 63);
	}
}

static bool
has_more_bits_than(uint64_t bits, uint32_t count)
{
	while (bits != 0 && count-- > 0)
		bits &= bits - 1;
	return bits != 0;
}

static uint32_t
minimum(uint32_t left, uint32_t right)
{
	return left < right ? left : right;
}

/*
 * Row i of the table of distances between the first i and the first j characters, where i and j differ by the limit
 * at most: beyond that band the distance is larger anyway. Returns the smallest entry.
 */
static uint32_t
fill_row(const name_shape *left, const name_shape *right, uint32_t i, uint32_t limit, const uint8_t *two_above,
		 const uint8_t *above, uint8_t *row)
{
	uint32_t	from = i > limit ? i - limit : 1;
	uint32_t	to = minimum(right->length, i + limit);
	uint32_t	smallest = TOO_FAR;

	row[from - 1] = from == 1 ? (uint8_t) i : TOO_FAR;
	for (uint32_t j = from; j <= to; j++)
	{
		uint32_t	replaced = above[j - 1] + (left->text[i - 1] != right->text[j - 1] ? 1u : 0u);
		uint32_t	best = minimum(replaced, minimum(above[j], row[j - 1]) + 1u);

		if (i > 1 && j > 1 && left->text[i - 1] == right->text[j - 2] && left->text[i - 2] == right->text[j - 1])
			best = minimum(best, two_above[j - 2] + 1u);
		row[j] = (uint8_t) best;
		smallest = minimum(smallest, best);
	}
	row[to + 1] = TOO_FAR;
	return smallest;
}

/* The distance where it is at most the limit, else NOT_NEAR. The lengths differ by no more than that. */
static uint32_t
bounded_distance(const name_shape *left, const name_shape *right, uint32_t limit)
{
	uint8_t		rows[3][NAME_LENGTH_MAX + 2];
	uint32_t	previous = 0;
	uint32_t	smallest;
	uint32_t	distance;

	for (uint32_t j = 0; j <= limit; j++)
		rows[0][j] = (uint8_t) j;
	rows[0][limit + 1] = TOO_FAR;
	for (uint32_t i = 1; i <= left->length; i++)
	{
		smallest = fill_row(left, right, i, limit, rows[(i + 1) % 3], rows[(i + 2) % 3], rows[i % 3]);
		/* An exchange of neighbours reaches back two rows. */
		if (smallest > limit && previous > limit)
			return NOT_NEAR;
		previous = smallest;
	}
	distance = rows[left->length % 3][right->length];
	return distance <= limit ? distance : NOT_NEAR;
}

uint32_t
name_distance(const name_shape *left, const name_shape *right)
{
	uint32_t	shorter = minimum(left->length, right->length);
	uint32_t	longer = left->length + right->length - shorter;
	uint32_t	limit = shorter < 3 ? 0 : shorter < 5 ? 1 : 2;

	if (shorter == 0 || longer - shorter > limit)
		return NOT_NEAR;
	/* One change takes at most one character out of the set and puts one in. */
	if (has_more_bits_than(left->characters ^ right->characters, 2 * limit))
		return NOT_NEAR;
	return bounded_distance(left, right, limit);
}
