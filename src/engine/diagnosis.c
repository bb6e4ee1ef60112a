/*
 * diagnosis.c
 *	  ICD-10-CM codes as they are compared.
 */
#include "engine/diagnosis.h"

#include "engine/ascii.h"

uint32_t
diagnosis_fold(const char *text, size_t length, char out[DIAGNOSIS_LENGTH_MAX])
{
	uint32_t	written = 0;

	for (size_t i = 0; i < length; i++)
	{
		char		c = ascii_upper(text[i]);

		if (c == '.' && i == DIAGNOSIS_LENGTH_MIN)
			continue;
		if (written == DIAGNOSIS_LENGTH_MAX || !(ascii_is_digit(c) || (c >= 'A' && c <= 'Z')))
			return 0;
		out[written++] = c;
	}
	return written >= DIAGNOSIS_LENGTH_MIN && !ascii_is_digit(out[0]) ? written : 0;
}
