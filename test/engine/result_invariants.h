/*
 * result_invariants.h
 *	  What holds of every result, whatever the claim and the policy: shared by tests and fuzz targets.
 */
#ifndef RESULT_INVARIANTS_H
#define RESULT_INVARIANTS_H

#include "policy_fixture.h"

static inline bool
statuses_in_range(const line_result *line)
{
	for (uint32_t i = 0; line->program != NULL && i < line->program->criterion_count; i++)
	{
		if (line->statuses[i] > STATUS_NOT_ASKED)
			return false;
	}
	return true;
}

/* A reason, a missing item or a note is about a criterion that was asked. */
static inline bool
stands_in_trace(const line_result *line, text_span criterion)
{
	return line->program != NULL && fixture_status(line, criterion) >= 0;
}

/* What is wrong with the reasons of a line, or NULL. */
static inline const char *
broken_reasons(const line_result *line)
{
	if (line->decision == DECISION_DENY ? line->reason_count == 0 : line->reason_count > 0)
		return "a line has reasons exactly when it is denied";
	for (uint32_t i = 0; i < line->reason_count; i++)
	{
		const reason *reason = &line->reasons[i];

		if (fixture_status(line, reason->criterion) != STATUS_NOT_MET)
			return "a reason is a criterion of the trace that is not met";
		if (!text_is(reason->status, "not_met") && !text_is(reason->status, "excluded"))
			return "a reason is not met or excluded";
		if (reason->message.length == 0)
			return "a reason has a message";
		for (uint32_t j = 0; j < i; j++)
		{
			if (text_equals(line->reasons[j].criterion, reason->criterion))
				return "a criterion is a reason once";
		}
	}
	return NULL;
}

/* What is wrong with the missing items of a line, or NULL. */
static inline const char *
broken_missing(const line_result *line)
{
	bool		pends = line->decision == DECISION_PEND;

	if (pends && line->missing_count == 0)
		return "a line that pends misses something";
	if (!pends && line->decision != DECISION_DENY && line->missing_count > 0)
		return "only a line that pends or is denied misses something";
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		const missing_item *item = &line->missing[i];

		if (item->question.length == 0)
			return "what is missing is asked for";
		if (line->program != NULL && !text_equals(item->criterion, line->program->policy) &&
			!stands_in_trace(line, item->criterion))
			return "what is missing belongs to a criterion of the trace";
		for (uint32_t j = 0; j < i; j++)
		{
			if (text_equals(line->missing[j].criterion, item->criterion) &&
				text_equals(line->missing[j].fact, item->fact))
				return "a criterion misses a fact once";
		}
	}
	return NULL;
}

/* A policy that is silent about a line says so by its own name, and then no clause of it decided. */
static inline bool
is_silent(const line_result *line)
{
	return line->decision == DECISION_PEND && line->program != NULL &&
		text_equals(line->missing[0].criterion, line->program->policy);
}

/* What is wrong with a line, or NULL. */
static inline const char *
broken_line(const line_result *line)
{
	const char *broken = broken_reasons(line);
	bool		judged = line->decision == DECISION_APPROVE || line->decision == DECISION_PEND ||
		line->decision == DECISION_DENY;

	if (broken == NULL)
		broken = broken_missing(line);
	if (broken == NULL && !statuses_in_range(line))
		broken = "a status is one of four";
	if (broken == NULL && judged != (line->version != NULL))
		broken = "a line that a policy decides has a version, and no other";
	if (broken == NULL && (line->branch.bytes != NULL ? !judged : judged && !is_silent(line)))
		broken = "a line that a clause decides has a branch, and no other";
	for (uint32_t i = 0; broken == NULL && i < line->note_count; i++)
	{
		if (!stands_in_trace(line, line->notes[i].criterion))
			broken = "a note belongs to a criterion of the trace";
	}
	return broken;
}

/* What is wrong with a full result, or NULL. */
static inline const char *
broken_result(const claim_result *result)
{
	decision	worst = result->problems.count > 0 ? DECISION_INVALID : DECISION_NO_POLICY;

	for (uint32_t i = 0; i < result->line_count; i++)
	{
		const char *broken = broken_line(&result->lines[i]);

		if (broken != NULL)
			return broken;
		if (result->lines[i].decision > worst)
			worst = result->lines[i].decision;
	}
	if (result->decision != worst)
		return "a claim's decision is its worst line's, and invalid where there is a problem";
	return worst == DECISION_INVALID && result->problems.count == 0 ? "an invalid claim has a problem" : NULL;
}

#endif							/* RESULT_INVARIANTS_H */
