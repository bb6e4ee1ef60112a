/*
 * reference.h
 *	  National coding data: what the coding edits compare a claim with.
 *
 * The small lists (modifiers, rules, places, settings) are added when a reference is made. What belongs to a code is
 * loaded when a claim first names the code, and forgotten when too much has gathered.
 */
#ifndef CPTPOLICY_REFERENCE_H
#define CPTPOLICY_REFERENCE_H

#include "engine/claim.h"
#include "engine/code_map.h"
#include "engine/coding_edit.h"

/* Both days included. The first and last day of all are -infinity and infinity. */
typedef struct date_span
{
	calendar_date first;
	calendar_date last;
} date_span;

#define DATE_EVER_BEFORE INT32_MIN
#define DATE_EVER_AFTER INT32_MAX

static inline bool
date_span_contains(date_span span, calendar_date date)
{
	return date >= span.first && date <= span.last;
}

/* Who bills, as CMS divides its edits. */
typedef enum service_setting
{
	SETTING_PRACTITIONER,
	SETTING_OUTPATIENT,
	SETTING_DME
} service_setting;

#define SERVICE_SETTING_COUNT 3
#define PTP_SETTING_COUNT 2		/* there are no PTP edits for DME */

/* "practitioner", "outpatient", "dme" */
extern text_span service_setting_name(service_setting setting);
extern bool service_setting_of_name(text_span name, service_setting *setting);

/* The tables of a claim's setting. */
static inline service_setting
service_setting_of(claim_type type)
{
	return type == CLAIM_INSTITUTIONAL ? SETTING_OUTPATIENT : SETTING_PRACTITIONER;
}

/* ---- what is known of one code ---- */

/* Indicators of the fee schedule as they are written there, '\0' where one is not given. */
typedef struct fee_indicators
{
	date_span	dates;
	char		status;
	char		pctc;
	char		global_days[4];	/* NUL-terminated */
	char		multiple;
	char		bilateral;
	char		assistant;
	char		co_surgeon;
	char		team_surgeon;
} fee_indicators;

/* A medically unlikely edit. */
typedef struct unit_limit
{
	date_span	dates;
	service_setting setting;
	uint8_t		adjudication_indicator; /* MAI 1, 2, 3 */
	int32_t		units;
} unit_limit;

/* A code that an add-on may be added to. */
typedef struct primary_code
{
	date_span	dates;
	uint8_t		type;			/* 1, 2, 3 */
	bool		contractor_defined; /* CCCCC: then code says nothing */
	cpt_code	code;
} primary_code;

/*
 * A PTP edit of which the record's code is column one. Kept in 8 bytes, because a code may have a thousand; rows of
 * indicator 9 were never in force and are not kept.
 *
 *	 31                 9  8    6..7  5        0
 *	+--------------------+----+------+----------+
 *	|   column two       | MI | free | rationale|
 *	+--------------------+----+------+----------+
 */
typedef struct ptp_partner
{
	uint32_t	key;
	uint16_t	first_day;		/* since 1996-01-01, when NCCI edits began; 0 also for any day before */
	uint16_t	last_day;		/* PTP_NO_END: infinity */
} ptp_partner;

#define PTP_NO_END UINT16_MAX
#define PTP_RATIONALES_MAX 64

static inline cpt_code
ptp_partner_code(const ptp_partner *partner)
{
	return partner->key >> 9;
}

static inline bool
ptp_partner_allows_modifier(const ptp_partner *partner)
{
	return (partner->key >> 8 & 1) != 0;
}

static inline uint32_t
ptp_partner_rationale(const ptp_partner *partner)
{
	return partner->key & (PTP_RATIONALES_MAX - 1);
}

/* All arrays live in the reference's memory for codes; rows of one's own stand before shipped ones. */
typedef struct code_record
{
	cpt_code	code;
	uint64_t	groups;			/* bit set of code groups */
	uint32_t	validity_count;	/* 0: the code is in no table, and its dates are not judged */
	date_span  *validity;
	uint32_t	fee_count;
	fee_indicators *fees;
	uint32_t	limit_count;
	unit_limit *limits;
	uint32_t	primary_count;	/* more than 0: the code is an add-on, on some date */
	primary_code *primaries;
	uint32_t	partner_count[PTP_SETTING_COUNT];
	ptp_partner *partners[PTP_SETTING_COUNT];	/* by key, then first_day */
	uint64_t   *filters[PTP_SETTING_COUNT]; /* two bits of one word for each column-two code; NULL: none made */
	uint8_t		filter_shifts[PTP_SETTING_COUNT];	/* from a code's hash to its word */
} code_record;

/* The indicators on a date, or NULL. */
extern const fee_indicators *code_fee_indicators(const code_record *record, calendar_date date);

/* The unit limit on a date, or NULL. */
extern const unit_limit *code_unit_limit(const code_record *record, service_setting setting, calendar_date date);

/* The PTP edit in force that has the other code in column two, or NULL; the strictest where several are in force. */
extern const ptp_partner *code_ptp_partner(const code_record *record, service_setting setting, cpt_code column_two,
										   calendar_date date);

/* High bits choose a filter's word; the two bits in it come from others. */
static inline uint64_t
ptp_filter_hash(cpt_code column_two)
{
	return column_two * UINT64_C(0x9E3779B97F4A7C15);
}

static inline uint64_t
ptp_filter_bits(uint64_t hash)
{
	return UINT64_C(1) << (hash >> 20 & 63) | UINT64_C(1) << (hash >> 26 & 63);
}

/* May a code be among the partners? For callers that ask of many codes, nearly all of which are none. */
static inline bool
code_may_be_ptp_partner(const code_record *record, service_setting setting, cpt_code column_two)
{
	uint64_t	hash = ptp_filter_hash(column_two);
	uint64_t	bits = ptp_filter_bits(hash);

	return record->filters[setting] == NULL ||
		(record->filters[setting][hash >> record->filter_shifts[setting]] & bits) == bits;
}

/* Make a partner; false where the code or a date does not fit (never for real data), or the row ends before it begins. */
extern bool ptp_partner_make(ptp_partner *partner, cpt_code column_two, bool modifier_allowed, uint32_t rationale,
							 date_span dates);

/* Bring the partners of a setting into order, after they were written in any. */
extern void code_record_sort_partners(code_record *record);

/*
 * Make filters for the partners, so that a code which is none of them is found out by one look at memory. Nearly all
 * codes that are asked for are none, and a search through partners of thousands of codes waits at each step.
 */
extern void code_record_make_filters(code_record *record, arena *memory);

/* ---- the whole ---- */

typedef struct ptp_rationale
{
	text_span	text;
	bool		code_definition;	/* the column-one code includes the other by definition: a bypass needs a person */
} ptp_rationale;

typedef struct place_span
{
	int32_t		place_of_service;	/* 0 .. 99 */
	date_span	dates;
} place_span;

typedef struct modifier_book modifier_book;
typedef struct reference reference;

/*
 * Fill in what is known of record->code; everything else of the record is zero. Arrays are to be allocated in memory.
 * Leaves by the caller's error when it cannot.
 */
typedef void (*code_loader) (void *context, reference *reference, code_record *record, arena *memory);

/* The code stands beside the record, so that a search looks at records of no other code. */
typedef struct code_slot
{
	code_record *record;		/* NULL: empty */
	cpt_code	code;
} code_slot;

struct reference
{
	arena	   *memory;			/* of the lists, which live as long as the reference */
	arena		code_memory;	/* of code records */
	size_t		code_bytes;		/* that it holds */
	modifier_book *modifiers;
	uint32_t	place_count;
	place_span *places;			/* none: places are not judged */
	uint32_t	rationale_count;
	ptp_rationale *rationales;
	edit_setting_list settings;
	code_map	groups;
	code_loader load;
	void	   *context;
	uint32_t	record_count;
	uint32_t	slot_count;		/* a power of two */
	code_slot  *slots;			/* hash by code */
	code_slot	last;			/* found last: claims come in runs of the same codes */
};

/* Start an empty reference. codes_like is an arena whose allocator serves the memory for codes. */
extern reference *reference_create(arena *memory, const arena *codes_like, code_loader load, void *context);

/* What is known of a code, loaded now if need be; lives until reference_trim(). */
extern const code_record *reference_code(reference *reference, cpt_code code);

/* Forget all codes; the memory for them stays ready. */
extern void reference_forget(reference *reference);

/* Forget all codes when they take more than REFERENCE_BYTES_MAX; to be called between claims. */
extern void reference_trim(reference *reference);

#define REFERENCE_BYTES_MAX ((size_t) 52 * 1024 * 1024)

/* Is a place of service in use on a date? True while no places are known at all. */
extern bool reference_place_in_use(const reference *reference, int32_t place_of_service, calendar_date date);

#endif
