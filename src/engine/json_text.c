/*
 * json_text.c
 *	  Lexical checks of a JSON text ahead of the parser.
 */
#include "engine/json_text.h"

#include "engine/ascii.h"

#define SHOWN_DIGITS 40			/* of a number that is quoted in a fault */

typedef struct text_scanner
{
	const char *text;
	size_t		length;
	size_t		at;
	size_t		depth;
	char		containers[JSON_NESTING_MAX];	/* '{' or '[' each */
	char		previous;		/* first character of the token before */
	fault_list *faults;
} text_scanner;

static text_span
place_name(arena *memory, const char *text, size_t place)
{
	size_t		line = 1;
	size_t		column = 1;

	for (size_t i = 0; i < place; i++)
	{
		if (text[i] == '\n')
		{
			line++;
			column = 1;
		}
		else if (((unsigned char) text[i] & 0xC0) != 0x80)	/* not the inside of a UTF-8 character */
			column++;
	}
	return arena_format(memory, "line %zu, column %zu", line, column);
}

void
json_text_fault(fault_list *faults, const char *text, size_t place, const char *format,...)
{
	va_list		arguments;
	text_span	path = TEXT_ABSENT;
	text_span	message = TEXT_ABSENT;

	/* A fault that is only counted is not worth a walk through the text. */
	if (faults->count < FAULTS_MAX)
	{
		path = place_name(faults->memory, text, place);
		va_start(arguments, format);
		message = arena_format_list(faults->memory, format, arguments);
		va_end(arguments);
	}
	fault_add(faults, path, TEXT_ABSENT, "%.*s", (int) message.length, message.length > 0 ? message.bytes : "");
}

/* Length of the well-formed UTF-8 character at a place, 0 if there is none: no overlong form, no surrogate. */
static size_t
utf8_length(const unsigned char *bytes, size_t available)
{
	unsigned char lowest = 0x80;
	unsigned char highest = 0xBF;
	size_t		length;

	if (bytes[0] < 0x80)
		return 1;
	if (bytes[0] < 0xC2 || bytes[0] > 0xF4)
		return 0;
	length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
	if (available < length)
		return 0;
	if (bytes[0] == 0xE0)
		lowest = 0xA0;
	else if (bytes[0] == 0xED)
		highest = 0x9F;
	else if (bytes[0] == 0xF0)
		lowest = 0x90;
	else if (bytes[0] == 0xF4)
		highest = 0x8F;
	if (bytes[1] < lowest || bytes[1] > highest)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

/* Moves past "\x" in a string; the parser checks what the escape says, but a NUL would end its strings. */
static bool
scan_escape(text_scanner *scanner)
{
	size_t		left = scanner->length - scanner->at;

	if (left >= 6 && memcmp(scanner->text + scanner->at, "\\u0000", 6) == 0)
	{
		json_text_fault(scanner->faults, scanner->text, scanner->at, "a string must not hold the character \\u0000");
		return false;
	}
	scanner->at += left < 2 ? left : 2;
	return true;
}

/* Moves past one character of a string. */
static bool
scan_character(text_scanner *scanner)
{
	const unsigned char *bytes = (const unsigned char *) scanner->text + scanner->at;
	size_t		length;

	if (bytes[0] == '\\')
		return scan_escape(scanner);
	if (bytes[0] < 0x20)
	{
		json_text_fault(scanner->faults, scanner->text, scanner->at,
						"a string must not hold the control character 0x%02x; write it as an escape", bytes[0]);
		return false;
	}
	length = utf8_length(bytes, scanner->length - scanner->at);
	if (length == 0)
	{
		json_text_fault(scanner->faults, scanner->text, scanner->at,
						"the byte 0x%02x is not part of valid UTF-8", bytes[0]);
		return false;
	}
	scanner->at += length;
	return true;
}

static bool
scan_string(text_scanner *scanner)
{
	size_t		start = scanner->at++;

	while (scanner->at < scanner->length)
	{
		if (scanner->text[scanner->at] == '"')
		{
			scanner->at++;
			return true;
		}
		if (!scan_character(scanner))
			return false;
	}
	json_text_fault(scanner->faults, scanner->text, start, "the string that begins here has no end");
	return false;
}

static bool
is_number_character(char c)
{
	return ascii_is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

static size_t
count_digits(const char *text, size_t length)
{
	size_t		count = 0;

	while (count < length && ascii_is_digit(text[count]))
		count++;
	return count;
}

/* Is this a number as JSON writes it: -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool
is_json_number(const char *text, size_t length)
{
	size_t		at = length > 0 && text[0] == '-' ? 1 : 0;
	size_t		digits = count_digits(text + at, length - at);

	if (digits == 0 || (digits > 1 && text[at] == '0'))
		return false;
	at += digits;
	if (at < length && text[at] == '.')
	{
		at++;
		digits = count_digits(text + at, length - at);
		if (digits == 0)
			return false;
		at += digits;
	}
	if (at < length && (text[at] == 'e' || text[at] == 'E'))
	{
		at++;
		if (at < length && (text[at] == '-' || text[at] == '+'))
			at++;
		digits = count_digits(text + at, length - at);
		if (digits == 0)
			return false;
		at += digits;
	}
	return at == length;
}

/* Digits from the first to the last that is not zero, and the power of ten of the first one (0 for units). */
static size_t
significant_digits(const char *text, size_t length, int64_t *power)
{
	size_t		digits = 0;		/* of the mantissa, so far */
	size_t		before_point = 0;
	size_t		first = 0;		/* places of significant digits, from 1 */
	size_t		last = 0;
	bool		behind_point = false;
	size_t		at = 0;

	for (; at < length && text[at] != 'e' && text[at] != 'E'; at++)
	{
		if (text[at] == '.')
			behind_point = true;
		if (!ascii_is_digit(text[at]))
			continue;
		digits++;
		if (!behind_point)
			before_point++;
		if (text[at] != '0')
		{
			last = digits;
			if (first == 0)
				first = digits;
		}
	}
	*power = first == 0 ? 0 : (int64_t) before_point - (int64_t) first;
	return first == 0 ? 0 : last - first + 1;
}

/* The number behind "e", 0 if there is none; far beyond any limit it stops growing. */
static int64_t
exponent_of(const char *text, size_t length)
{
	int64_t		value = 0;
	bool		negative = false;
	bool		inside = false;

	for (size_t i = 0; i < length; i++)
	{
		if (text[i] == 'e' || text[i] == 'E')
			inside = true;
		else if (inside && text[i] == '-')
			negative = true;
		else if (inside && ascii_is_digit(text[i]) && value < INT32_MAX)
			value = value * 10 + (text[i] - '0');
	}
	return negative ? -value : value;
}

static bool
scan_number(text_scanner *scanner)
{
	const char *number = scanner->text + scanner->at;
	size_t		start = scanner->at;
	size_t		length;
	size_t		digits;
	int			shown;
	int64_t		power;

	while (scanner->at < scanner->length && is_number_character(scanner->text[scanner->at]))
		scanner->at++;
	length = scanner->at - start;
	shown = length < SHOWN_DIGITS ? (int) length : SHOWN_DIGITS;
	if (!is_json_number(number, length))
	{
		json_text_fault(scanner->faults, scanner->text, start, "\"%.*s\" is not a number", shown, number);
		return false;
	}
	digits = significant_digits(number, length, &power);
	power += exponent_of(number, length);
	if (digits > JSON_DIGITS_MAX)
		json_text_fault(scanner->faults, scanner->text, start,
						"the number %.*s%s has %zu significant digits; at most %d are kept exactly",
						shown, number, length > SHOWN_DIGITS ? "..." : "", digits, JSON_DIGITS_MAX);
	else if (digits > 0 && (power > JSON_EXPONENT_MAX || power < -JSON_EXPONENT_MAX))
		json_text_fault(scanner->faults, scanner->text, start, "the number %.*s%s is too %s", shown, number,
						length > SHOWN_DIGITS ? "..." : "", power > 0 ? "large" : "small");
	else if (length > SHOWN_DIGITS)
		json_text_fault(scanner->faults, scanner->text, start,
						"the number %.*s... is written with more than %d characters", shown, number, SHOWN_DIGITS);
	return true;
}

static bool
open_container(text_scanner *scanner, char c)
{
	if (scanner->depth == JSON_NESTING_MAX)
	{
		json_text_fault(scanner->faults, scanner->text, scanner->at,
						"objects and arrays are nested more than %d deep", JSON_NESTING_MAX);
		return false;
	}
	scanner->containers[scanner->depth++] = c;
	return true;
}

/* Moves past one character outside of strings and numbers. */
static bool
scan_punctuation(text_scanner *scanner)
{
	char		c = scanner->text[scanner->at];

	if ((c == '{' || c == '[') && !open_container(scanner, c))
		return false;
	if ((c == '}' || c == ']') && scanner->depth > 0)
		scanner->depth--;
	if ((unsigned char) c < 0x20 || (unsigned char) c >= 0x7F)
	{
		json_text_fault(scanner->faults, scanner->text, scanner->at,
						"unexpected byte 0x%02x", (unsigned) (unsigned char) c);
		return false;
	}
	scanner->previous = c;
	scanner->at++;
	return true;
}

/*
 * Behind "{", or behind "," in an object, only a key may stand. The parser would find that too, but it then reports
 * the place behind.
 */
static bool
check_key(text_scanner *scanner)
{
	char		c = scanner->text[scanner->at];
	bool		in_object = scanner->depth > 0 && scanner->containers[scanner->depth - 1] == '{';

	if (!in_object || (scanner->previous != '{' && scanner->previous != ',') || c == '"')
		return true;
	if (c == '}' && scanner->previous == '{')
		return true;
	json_text_fault(scanner->faults, scanner->text, scanner->at, "expected a key in double quotes");
	return false;
}

/* Moves past one string, one number or one character. */
static bool
scan_token(text_scanner *scanner)
{
	char		c = scanner->text[scanner->at];
	bool		ok;

	if (!check_key(scanner))
		return false;
	if (c == '"')
		ok = scan_string(scanner);
	else if (ascii_is_digit(c) || c == '-' || c == '+' || c == '.')
		ok = scan_number(scanner);
	else
		return scan_punctuation(scanner);
	scanner->previous = c;
	return ok;
}

bool
json_text_check(const char *text, size_t length, fault_list *faults)
{
	text_scanner scanner = {.text = text, .length = length, .faults = faults};

	while (scanner.at < length)
	{
		char		c = text[scanner.at];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			scanner.at++;
		else if (!scan_token(&scanner))
			return false;
	}
	return true;
}
