/*
 * code_record_reader.h
 *	  What the tables of coding data know of one code.
 */
#ifndef CPTPOLICY_CODE_RECORD_READER_H
#define CPTPOLICY_CODE_RECORD_READER_H

#include "postgres.h"

#include "engine/reference.h"

/* What reading a code depends on. */
typedef struct code_sources
{
	/* which shipped rows count: loaded files take their place, all of it or from a day on */
	bool		add_ons_are_loaded;
	bool		ptp_is_loaded[SERVICE_SETTING_COUNT];
	calendar_date shipped_fees_end; /* last day */
	calendar_date shipped_limits_end[SERVICE_SETTING_COUNT];

	/* places of PTP reasons in the engine's list, by their number in the tables */
	uint32		rationale_count;
	const uint8 *rationales;
	uint8		no_rationale;	/* the place for numbers that are in no table */
} code_sources;

/*
 * code_loader; the context is the reference's code_sources. Reads under the active snapshot. What counts is what the
 * views *_in_force show; they would take a new session several times as long.
 */
extern void code_record_read(void *context, reference *reference, code_record *record, arena *memory);

/* The setting of a value of cptpolicy.service_setting. */
extern service_setting service_setting_of_value(Oid value);

/*
 * Plan the queries anew when they are needed next: what was best for the few shipped rows is not for a loaded file.
 */
extern void code_record_reader_forget_plans(void);

#endif							/* CPTPOLICY_CODE_RECORD_READER_H */
