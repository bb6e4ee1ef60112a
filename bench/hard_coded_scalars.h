/*
 * hard_coded_scalars.h
 *	  Codes, sides and places, as the hard-coded CP.MP.166 reads them.
 */
#ifndef CPTPOLICY_BENCH_HARD_CODED_SCALARS_H
#define CPTPOLICY_BENCH_HARD_CODED_SCALARS_H

#include "hard_coded_json.h"

static inline int
fold(char letter)
{
	return letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
}

static inline bool
is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

/* Blanks around it do not count. */
static inline json_slot
trim(const json_slot *slot)
{
	json_slot	trimmed = *slot;

	while (trimmed.length > 0 && trimmed.data[0] == ' ')
	{
		trimmed.data++;
		trimmed.length--;
	}
	while (trimmed.length > 0 && trimmed.data[trimmed.length - 1] == ' ')
		trimmed.length--;
	return trimmed;
}

/* The five characters in upper case; false for what has no legal shape. */
static inline bool
read_code(const json_slot *slot, char code[5])
{
	json_slot	text = *slot;
	bool		digits;

	if (slot->type != JENTRY_ISSTRING)
		return false;
	if (unlikely(text.length != 5))
		text = trim(slot);
	if (text.length != 5)
		return false;
	memcpy(code, text.data, 5);
	digits = is_digit(code[1]) && is_digit(code[2]) && is_digit(code[3]);
	if (digits && is_digit(code[0]) && is_digit(code[4]))
		return true;
	code[0] = fold(code[0]);
	code[4] = fold(code[4]);
	if (digits && is_digit(code[0]))
		return code[4] != '\0' && strchr("AFMTU", code[4]) != NULL;
	return digits && is_digit(code[4]) && code[0] >= 'A' && code[0] <= 'V' && strchr("FINO", code[0]) == NULL;
}

#define CODE_IS(code, literal) (memcmp((code), (literal), 5) == 0)

static inline hc_code
classify_code(const char *code)
{
	if (CODE_IS(code, "27096") || CODE_IS(code, "G0260"))
		return HC_CODE_INJECTION;
	if (CODE_IS(code, "64451"))
		return HC_CODE_NERVE_BLOCK;
	if (CODE_IS(code, "64625"))
		return HC_CODE_NEUROTOMY;
	return HC_CODE_OTHER;
}

static inline bool
is_other_invasive(const char *code)
{
	static const int ranges[][2] = {
		{20552, 20553}, {62263, 62264}, {62280, 62282}, {62287, 62287}, {62290, 62292}, {62320, 62327}, {63650, 63650},
		{64400, 64455}, {64461, 64463}, {64479, 64484}, {64486, 64495}, {64505, 64530}, {64600, 64610}, {64620, 64640},
		{64680, 64681}
	};
	int			number = 0;

	if (code[4] == 'T')
		return strncmp(code, "0213", 4) >= 0 && strncmp(code, "0218", 4) <= 0;
	if ((code[0] != '6' && code[0] != '2') || code[4] > '9')
		return false;
	for (int i = 0; i < 5; i++)
		number = number * 10 + code[i] - '0';
	if (number > 20553 && number < 62263)
		return false;
	for (int i = 0; i < (int) lengthof(ranges); i++)
	{
		if (number >= ranges[i][0] && number <= ranges[i][1])
			return true;
	}
	return false;
}

static inline bool
read_side(const json_slot *slot, uint8 *side)
{
	if (slot->type != JENTRY_ISSTRING)
		return false;
	if (slot_is(slot, "left"))
		*side = HC_LEFT;
	else if (slot_is(slot, "right"))
		*side = HC_RIGHT;
	else if (slot_is(slot, "bilateral"))
		*side = HC_BILATERAL;
	else
		return false;
	return true;
}

static inline bool
is_place(const json_slot *slot)
{
	return slot->type == JENTRY_ISSTRING && slot->length == 2 && is_digit(slot->data[0]) && is_digit(slot->data[1]);
}

#endif
