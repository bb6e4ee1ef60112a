/*
 * result_invariants.h
 *	  What holds of every result, whatever the claim and the policy: shared by tests and fuzz targets.
 */
#ifndef RESULT_INVARIANTS_H
#define RESULT_INVARIANTS_H

#include "engine/coding_edit.h"
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

/* An entry of a coding edit has its name as criterion, says what was compared, and stands before those of policies. */
static inline bool
is_of_edit(text_span criterion)
{
	coding_edit edit;

	return coding_edit_of_name(criterion, &edit);
}

/* What is wrong with what an edit compared, or NULL: names stand in the order of jsonb's keys. */
static inline const char *
broken_details(text_span criterion, const named_finding *details, uint32_t count)
{
	if (is_of_edit(criterion) != (count > 0))
		return "an edit says what it compared, and nothing else does";
	for (uint32_t i = 1; i < count; i++)
	{
		if (json_name_order(details[i - 1].name, details[i].name) >= 0)
			return "details stand in the order of jsonb's keys";
	}
	return NULL;
}

/* What is wrong with a reason of an edit, or NULL. */
static inline const char *
broken_edit_reason(const line_result *line, uint32_t index)
{
	const reason *reason = &line->reasons[index];

	if (index > 0 && !is_of_edit(line->reasons[index - 1].criterion))
		return "reasons of edits stand first";
	if (!text_is(reason->status, "not_met") || !text_is(reason->group, "CO") || reason->carc.length == 0)
		return "an edit rejects with group CO and a CARC";
	return reason->message.length > 0 ? NULL : "a reason has a message";
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
		const char *broken = broken_details(reason->criterion, reason->details, reason->detail_count);

		if (broken == NULL && reason->detail_count > 0)
			broken = broken_edit_reason(line, i);
		if (broken != NULL)
			return broken;
		if (reason->detail_count > 0)
			continue;
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
		const char *broken = broken_details(item->criterion, item->details, item->detail_count);

		if (broken != NULL)
			return broken;
		if (item->question.length == 0)
			return "what is missing is asked for";
		if (item->detail_count > 0)
		{
			if (i > 0 && line->missing[i - 1].detail_count == 0)
				return "questions of edits stand first";
			if (item->fact.bytes != NULL)
				return "an edit asks a person, not for a fact";
			continue;
		}
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
	return line->by_policies == DECISION_PEND && line->program != NULL &&
		text_equals(line->missing[line->missing_count - 1].criterion, line->program->policy);
}

/* What is wrong with a line, or NULL. */
static inline const char *
broken_line(const line_result *line)
{
	const char *broken = broken_reasons(line);
	bool		judged = line->by_policies != DECISION_NO_POLICY && line->by_policies != DECISION_INVALID;
	bool		edited = line->by_policies != line->decision;

	if (broken == NULL)
		broken = broken_missing(line);
	if (broken == NULL && !statuses_in_range(line))
		broken = "a status is one of four";
	if (broken == NULL && judged != (line->version != NULL))
		broken = "a line that a policy decides has a version, and no other";
	if (broken == NULL && (line->by_policies > line->decision || (edited && line->decision == DECISION_INVALID)))
		broken = "edits make a decision worse, but never invalid";
	if (broken == NULL && (line->branch.bytes != NULL ? !judged || edited : judged && !edited && !is_silent(line)))
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
