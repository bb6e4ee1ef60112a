/*
 * claim_field.h
 *	  Reading single values of a claim, and reporting those that are not what they should be.
 *
 * What is only needed for a problem (its path, the value quoted) is built when there is one: most claims have none.
 */
#ifndef CPTPOLICY_CLAIM_FIELD_H
#define CPTPOLICY_CLAIM_FIELD_H

#include "engine/claim.h"

#define NO_INDEX UINT32_MAX

typedef struct claim_reader
{
	const json_source *source;
	arena	   *memory;
	claim	   *claim;
	problem_list *problems;
	/* The object that is being read: */
	const char *container;		/* "lines", "history", "member"; NULL: the claim itself */
	uint32_t	index;			/* in the container; NO_INDEX: the container is the object */
	bool	   *invalid;		/* set by a problem: of the claim, the line or the entry */
	/* What the claim says for all of its lines: */
	bool		date_given;		/* readable or not */
	calendar_date date;			/* or CALENDAR_DATE_UNKNOWN */
	int32_t		place_of_service;
} claim_reader;

/* Remittance advice remark codes of the problems. */
#define RARC_CODE "M51"
#define RARC_DATE "M52"
#define RARC_UNITS "M53"
#define RARC_MODIFIER "N822"
#define RARC_DIAGNOSIS "M76"
#define RARC_PLACE "M77"
#define RARC_OTHER "N706"

/*
 * Report "expected ..., found ...". The place is a key of the object that is being read (NULL: the object itself) and
 * an element of the array there (NO_INDEX: the value itself).
 */
extern void claim_unexpected(claim_reader *reader, const char *key, uint32_t element, json_value found,
							 const char *rarc, const char *expected);

/* Report "expected at most ..., found ..." elements of an array. */
extern void claim_too_many(claim_reader *reader, const char *key, uint32_t maximum, uint32_t found);

/* To be called in each turn of a loop over the claim's lines or entries: lets the caller cancel now and then. */
extern void claim_check_interrupts(const claim_reader *reader, uint32_t turn);

/* The elements of an array; a count of 0, with a problem where it is neither an array nor absent. */
extern const json_member *claim_read_array(claim_reader *reader, const char *key, json_value value, const char *rarc,
										   const char *expected, uint32_t *count);

/* A string that is there; false with a problem otherwise. */
extern bool claim_read_text(claim_reader *reader, const char *key, json_value value, text_span *text);

/* A date that exists; false with a problem otherwise. */
extern bool claim_read_date(claim_reader *reader, const char *key, json_value value, calendar_date *date);

/* A procedure code of a legal shape; false with a problem otherwise. */
extern bool claim_read_code(claim_reader *reader, const char *key, json_value value, cpt_code *code);

/* Two digits, or PLACE_OF_SERVICE_UNKNOWN with a problem. */
extern int32_t claim_read_place(claim_reader *reader, const char *key, json_value value);

/* A whole number from minimum to maximum; false, and no problem, otherwise. */
extern bool claim_read_integer(const claim_reader *reader, json_value value, int32_t minimum, int32_t maximum,
							   int32_t *integer);

/* The place of a text in a list; false with a problem otherwise. */
extern bool claim_read_choice(claim_reader *reader, const char *key, json_value value, const text_span *names,
							  uint32_t name_count, uint32_t *choice);

/* "left", "right", "bilateral"; SIDE_UNKNOWN with a problem otherwise. */
extern body_side claim_read_side(claim_reader *reader, json_value value);

/* An object, or JSON_ABSENT: with a problem unless it is absent or null. */
extern json_value claim_read_object(claim_reader *reader, const char *key, json_value value);

/* The claim's lines and history, when everything else of the claim has been read. */
extern void claim_read_lines(claim_reader *reader, json_value lines);
extern void claim_read_history(claim_reader *reader, json_value history);

#endif
