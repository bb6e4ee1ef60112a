/*
 * judge.h
 *	  Small policies and claims in tests: written in a line, judged, and checked for what holds of every result.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "result_invariants.h"
#include "test_engine.h"

/* A policy about 27096 and G0260 that mentions 64490-64495; in force from 2020 on. */
static inline text_span
small_policy(arena *memory, const char *facts, const char *criteria)
{
	return fixture_json(arena_format(memory,
									 "{'policy': 'P.1', 'version': '2020', 'title': 'A small policy', 'source': 'test',"
									 "'effective_from': '2020-01-01',"
									 "'denial': {'group': 'CO', 'carc': '50', 'rarc': 'N130'}, "
									 "'missing': {'carc': '252', 'rarc': 'N706'},"
									 "'codes': [{'role': 'injection', 'subject': true, 'codes': ['27096', 'G0260']},"
									 " {'role': 'block', 'codes': ['64490-64495']}],"
									 "'facts': [%s], 'criteria': [%s]}", facts, criteria).bytes, memory);
}

static inline void
print_faults(const fault_list *faults)
{
	for (uint32_t i = 0; i < faults->count; i++)
		fprintf(stderr, "  %s: %s\n", faults->faults[i].path.bytes, faults->faults[i].message.bytes);
}

/* A fixture with one national policy, which must be sound. */
static inline void
fixture_with(fixture *self, const char *facts, const char *criteria)
{
	fixture_start(self);
	if (!CHECK(fixture_add_policy(self, small_policy(&self->memory, facts, criteria), NO_PAYER, true)))
		print_faults(&self->faults);
	fixture_finish(self);
}

/* Judge a claim, whose JSON must be right, and check what holds of every result. */
static inline const claim_result *
judge(fixture *self, const char *claim)
{
	text_span	json;
	arena		memory = heap_arena();
	decision	alone;
	const claim_result *result;
	const char *broken;

	json = fixture_json(claim, &memory);
	result = fixture_judge(self, json, true);
	if (!CHECK(result != NULL))
	{
		fprintf(stderr, "  no JSON: %s\n", json.bytes);
		exit(1);
	}
	alone = result->decision;
	result = fixture_judge(self, json, false);
	broken = broken_result(result);
	if (!CHECK(result->decision == alone) || !CHECK(broken == NULL))
		fprintf(stderr, "  %s\n  %s\n", broken != NULL ? broken : "the decision alone is another one", json.bytes);
	arena_free(&memory);
	return result;
}

/* Judge a claim of one line with code 27096 on 2024-03-01; rest is the line's further keys and facts the claim's. */
static inline const line_result *
judge_line_of(fixture *self, const char *line_rest, const char *facts, const char *claim_rest)
{
	char		claim[4096];

	snprintf(claim, sizeof(claim),
			 "{'date_of_service': '2024-03-01', 'lines': [{'code': '27096'%s%s}], 'facts': {%s}%s%s}",
			 *line_rest ? ", " : "", line_rest, facts, *claim_rest ? ", " : "", claim_rest);
	return &judge(self, claim)->lines[0];
}

/* The status of a criterion of a line, -1 when it is not in the trace. */
static inline int
status_of(const line_result *line, const char *criterion)
{
	return fixture_status(line, text_of(criterion));
}

/* The reason of a criterion, or NULL. */
static inline const reason *
reason_of(const line_result *line, const char *criterion)
{
	for (uint32_t i = 0; i < line->reason_count; i++)
	{
		if (text_equals(line->reasons[i].criterion, text_of(criterion)))
			return &line->reasons[i];
	}
	return NULL;
}

/* Whether a criterion misses a fact; fact NULL: an answer to its own question. */
static inline bool
misses(const line_result *line, const char *criterion, const char *fact)
{
	for (uint32_t i = 0; i < line->missing_count; i++)
	{
		const missing_item *item = &line->missing[i];

		if (text_equals(item->criterion, text_of(criterion)) &&
			(fact == NULL ? item->fact.bytes == NULL : text_equals(item->fact, text_of(fact))))
			return true;
	}
	return false;
}

#define CHECK_STATUS(line, criterion, expected) \
	CHECK_EQ_INT(status_of((line), (criterion)), (expected))
#define CHECK_DECISION(actual, expected) \
	CHECK_EQ_STR(decision_name(actual).bytes, decision_name(expected).bytes)

#endif							/* JUDGE_H */
