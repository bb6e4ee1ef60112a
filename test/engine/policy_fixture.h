/*
 * policy_fixture.h
 *	  Policies and claims from JSON, driven as the server drives the engine but without one.
 *
 * Nothing here checks anything, so that fuzz targets use it as well as tests. In JSON that tests write, single quotes
 * stand for double ones.
 */
#ifndef POLICY_FIXTURE_H
#define POLICY_FIXTURE_H

#include <stdio.h>

#include "engine/adjudication.h"
#include "engine/json_cjson.h"

#include "../heap_arena.h"

#define FIXTURE_VERSIONS_MAX 8

typedef struct fixture_version
{
	policy	   *policy;
	program    *program;
	policy_version *entry;
} fixture_version;

typedef struct fixture
{
	arena		memory;			/* of the policies */
	arena		claim_memory;	/* of the claim judged last */
	json_cjson	claim_document;
	fault_list	faults;			/* of the policies */
	directory  *directory;
	reference  *reference;		/* NULL: no coding edits */
	uint32_t	version_count;
	fixture_version versions[FIXTURE_VERSIONS_MAX];
	claim_result result;
} fixture;

/* Single quotes to double ones. */
static inline text_span
fixture_json(const char *text, arena *memory)
{
	text_span	json = arena_copy_text(memory, (text_span) {text, (uint32_t) strlen(text)});

	for (char *at = (char *) json.bytes; *at != '\0'; at++)
		*at = *at == '\'' ? '"' : *at;
	return json;
}

static inline const program *
fixture_load(void *context, directory *directory, policy_version *version)
{
	fixture    *self = context;

	for (uint32_t i = 0; i < self->version_count; i++)
	{
		if (self->versions[i].entry != version)
			continue;
		directory_attach(directory, self->versions[i].program);
		return self->versions[i].program;
	}
	abort();
}

static inline void
fixture_start(fixture *self)
{
	memset(self, 0, sizeof(*self));
	self->memory = heap_arena();
	self->claim_memory = heap_arena();
	fault_list_init(&self->faults, &self->memory);
	self->directory = directory_create(&self->memory, fixture_load, self);
}

static inline void
fixture_end(fixture *self)
{
	json_cjson_free(&self->claim_document);
	arena_free(&self->claim_memory);
	arena_free(&self->memory);
}

/* Add what a version speaks of to the directory. */
static inline void
fixture_add_contents(fixture *self, const policy *policy, policy_version *entry)
{
	for (uint32_t i = 0; i < policy->role_count; i++)
		for (uint32_t j = 0; policy->roles[i].subject && j < policy->roles[i].range_count; j++)
			directory_add_codes(self->directory, entry, policy->roles[i].ranges[j].first,
								policy->roles[i].ranges[j].last);
	for (uint32_t i = 0; i < policy->fact_count; i++)
		directory_add_fact(self->directory, policy->facts[i].name);
}

/*
 * Read, compile and add a version; payer is its index or NO_PAYER. False when there are faults. Versions of one policy
 * come one after the other, oldest first, and fixture_finish comes after all of them.
 */
static inline bool
fixture_add_policy(fixture *self, text_span json, uint32_t payer, bool shipped)
{
	fixture_version *version = &self->versions[self->version_count];
	json_cjson	document;

	if (!json_cjson_parse(json.bytes, json.length, &self->memory, &document, &self->faults))
		return false;
	version->policy = policy_read(&json_cjson_source, document.document, &self->memory, &self->faults);
	version->program = version->policy != NULL ? policy_compile(version->policy, &self->memory, &self->faults) : NULL;
	json_cjson_free(&document);
	if (version->program == NULL)
		return false;
	version->entry = directory_add_version(self->directory, version->policy->policy, version->policy->version, payer,
										   version->policy->effective_from, version->policy->effective_to, shipped);
	fixture_add_contents(self, version->policy, version->entry);
	self->version_count++;
	return true;
}

static inline void
fixture_finish(fixture *self)
{
	directory_finish(self->directory);
}

/* Judge a document that is parsed already. */
static inline const claim_result *
fixture_judge_value(fixture *self, json_value document, bool only_decision)
{
	if (self->reference != NULL)
		reference_trim(self->reference);
	adjudicate(self->directory, self->reference, &json_cjson_source, document, only_decision, &self->claim_memory,
			   &self->result);
	return &self->result;
}

/* Judge a claim; NULL when it is no JSON. What the claim before it left behind is forgotten. */
static inline const claim_result *
fixture_judge(fixture *self, text_span json, bool only_decision)
{
	fault_list	faults;

	json_cjson_free(&self->claim_document);
	arena_reset(&self->claim_memory);
	fault_list_init(&faults, &self->claim_memory);
	if (!json_cjson_parse(json.bytes, json.length, &self->claim_memory, &self->claim_document, &faults))
		return NULL;
	return fixture_judge_value(self, self->claim_document.document, only_decision);
}

/* A whole file, NUL-terminated, in memory; the program ends when it is not there. */
static inline text_span
fixture_read_file(const char *name, arena *memory)
{
	FILE	   *file = fopen(name, "rb");
	char	   *bytes;
	long		size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
	{
		perror(name);
		exit(2);
	}
	bytes = arena_allocate(memory, (size_t) size + 1);
	if (fread(bytes, 1, (size_t) size, file) != (size_t) size)
		abort();
	bytes[size] = '\0';
	fclose(file);
	return (text_span) {bytes, (uint32_t) size};
}

/* The status of a criterion of a line by its id, or -1 when it is not in the trace. */
static inline int
fixture_status(const line_result *line, text_span id)
{
	for (uint32_t i = 0; line->program != NULL && i < line->program->criterion_count; i++)
	{
		if (text_equals(line->program->criteria[i].id, id))
			return line->statuses[i] == STATUS_NOT_ASKED ? -1 : line->statuses[i];
	}
	return -1;
}

#endif							/* POLICY_FIXTURE_H */
