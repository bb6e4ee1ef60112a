/*
 * diagnosis.h
 *	  ICD-10-CM codes as they are compared: in claims and in the tests of policies.
 */
#ifndef CPTPOLICY_DIAGNOSIS_H
#define CPTPOLICY_DIAGNOSIS_H

#include "engine/text.h"

#define DIAGNOSIS_LENGTH_MIN 3	/* without the dot */
#define DIAGNOSIS_LENGTH_MAX 7

/*
 * A code in upper case without its dot, which may stand behind the third character: a letter, then letters and digits.
 * Returns the length, 0 for what has another shape; out is not NUL-terminated.
 */
extern uint32_t diagnosis_fold(const char *text, size_t length, char out[DIAGNOSIS_LENGTH_MAX]);

#endif
