/*
 * history_worlds_test.c
 *	  Random questions to random histories against an enumeration of all possible worlds.
 *
 * A report of an earlier procedure may lack its side, its kind or its relief. In a world each of them has one. The
 * answers of all worlds are worked out here by brute force; the engine must not say "met" or "not met" unless all of
 * them agree, and should seldom say "unknown" where they do.
 */
#include "history_oracle.h"
#include "judge.h"

#define QUESTIONS 20
#define POLICIES 150
#define CLAIMS 40

static const char *const asks[ASKS] = {"count", "exists", "first", "second", "third", "latest", "best"};
static const char *const number_comparators[] = {"is", "at_least", "at_most", "more_than", "less_than"};
static const char *const date_comparators[] = {"at_least_ago", "more_than_ago", "at_most_ago", "less_than_ago"};

/* Days before the service, 2024-03-01. */
static const struct
{
	int			age;
	const char *date;
}			days[] = {{-5, "2024-03-06"}, {0, "2024-03-01"}, {10, "2024-02-20"}, {20, "2024-02-10"}, {30, "2024-01-31"},
{40, "2024-01-21"}};

#define DAY_COUNT ((int) (sizeof(days) / sizeof(days[0])))

static uint64_t random_state = 20240301;

/* A number below limit (xorshift64*). */
static int
pick(int limit)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (int) ((random_state * UINT64_C(2685821657736338717) >> 33) % (uint64_t) limit);
}

/* ---- random questions and histories, as JSON ---- */

static question
pick_question(void)
{
	question	result = {.ask = pick(ASKS),.kind = pick(3),.side = pick(3),.if_none = 1 + pick(3)};

	if (pick(3) == 0)
		result.window = 10 * (1 + pick(4));
	result.including_anniversary = result.window > 0 && pick(2);
	result.of_date = result.ask >= FIRST && result.ask <= LATEST && pick(2);
	if (result.ask >= FIRST && result.ask <= LATEST && result.window == 0 && pick(3) == 0)
		result.gap = 5 + pick(30);
	result.comparator = pick(result.of_date ? 4 : 5);
	result.constant = result.ask == EXISTS ? pick(2) : result.ask == COUNT ? pick(4) : result.of_date
		? 10 * pick(5) : 10 * pick(11);
	return result;
}

/* The comparison with which a question ends. */
static size_t
print_comparison(const question *question, char *out, size_t size)
{
	if (question->ask == EXISTS)
		return (size_t) snprintf(out, size, "'is': %s", question->constant ? "true" : "false");
	if (question->of_date)
		return (size_t) snprintf(out, size, "'%s': {'days': %d}", date_comparators[question->comparator],
								 question->constant);
	return (size_t) snprintf(out, size, "'%s': %d", number_comparators[question->comparator], question->constant);
}

static size_t
print_question(const question *question, int number, char *out, size_t size)
{
	static const char *const kinds[] = {"", ", 'kind': 'diagnostic'", ", 'kind': 'therapeutic'"};
	static const char *const sides[] = {"any", "same", "other"};
	static const char *const outcomes[] = {"", "not_met", "met", "unknown"};
	size_t		length;

	length = (size_t) snprintf(out, size,
							   "%s{'id': 't%d', 'text': 't', 'test': {'history': {'codes': 'injection'%s, 'side': '%s',"
							   " 'ask': '%s'",
							   number > 0 ? ", " : "", number, kinds[question->kind], sides[question->side],
								   asks[question->ask]);
	if (question->ask >= FIRST && question->ask <= LATEST)
		length += (size_t) snprintf(out + length, size - length, ", 'of': '%s'", question->of_date ? "date"
									: "relief_percent");
	if (question->window > 0)
		length += (size_t) snprintf(out + length, size - length,
									", 'within': {'days': %d}, 'including_anniversary': %s",
									question->window, question->including_anniversary ? "true" : "false");
	if (question->gap > 0)
		length += (size_t) snprintf(out + length, size - length, ", 'course_gap': {'days': %d}", question->gap);
	length += (size_t) snprintf(out + length, size - length, ", 'if_none': '%s'}, ", outcomes[question->if_none]);
	length += print_comparison(question, out + length, size - length);
	return length + (size_t) snprintf(out + length, size - length, "}}");
}

/* Few days and few values, so that reports of one procedure are frequent. */
static report
pick_report(int *day)
{
	report		result;

	*day = pick(8) == 0 ? pick(2) : 2 + pick(DAY_COUNT - 2);
	result.age = days[*day].age;
	result.side = pick(4);
	result.kind = pick(3);
	result.relief = pick(3) == 0 ? -1 : 10 * (4 + pick(5));
	result.of_family = pick(10) > 0;
	return result;
}

static size_t
print_report(const report *report, int day, char *out, size_t size)
{
	static const char *const sides[] = {"null", "'left'", "'right'", "'bilateral'"};
	static const char *const kinds[] = {"null", "'diagnostic'", "'therapeutic'"};
	const char *code = !report->of_family ? "20610" : pick(2) ? "27096" : "G0260";
	char		relief[16] = "null";

	if (report->relief >= 0)
		sprintf(relief, "%d", report->relief);
	return (size_t) snprintf(out, size, "{'code': '%s', 'date': '%s', 'side': %s, 'kind': %s, 'relief_percent': %s}",
							 code, days[day].date, sides[report->side], kinds[report->kind], relief);
}

/* ---- the comparison ---- */

typedef struct tally
{
	long		known;			/* all worlds agree */
	long		given_up;		/* and the engine says unknown */
} tally;

static void
check_answer(const line_result *line, const question *question, int number, int outcomes, const char *claim,
			 tally *tally)
{
	char		id[16];
	int			status;

	snprintf(id, sizeof(id), "t%d", number);
	status = status_of(line, id);
	if (!CHECK(status == UNKNOWN || (outcomes != EITHER && (status == MET) == (outcomes == YES))))
	{
		char		text[500];

		print_question(question, 0, text, sizeof(text));
		fprintf(stderr, "  %s: the engine says %d, the worlds say %d\n  %s\n", text, status, outcomes, claim);
	}
	tally->known += outcomes != EITHER;
	tally->given_up += outcomes != EITHER && status == UNKNOWN;
}

static void
check_claim(fixture *self, const question *questions, tally *tallies)
{
	static const char *const lines[] = {"", "'side': 'left'", "'side': 'right'", "'side': 'bilateral'"};
	report		reports[REPORTS_MAX];
	int			count = pick(REPORTS_MAX + 1);
	int			line_side = pick(4);
	char		history[1024] = "'history': [";
	size_t		length = strlen(history);
	const line_result *line;

	for (int i = 0; i < count; i++)
	{
		int			day;

		reports[i] = pick_report(&day);
		length += (size_t) snprintf(history + length, sizeof(history) - length, "%s", i > 0 ? ", " : "");
		length += print_report(&reports[i], day, history + length, sizeof(history) - length);
	}
	strcpy(history + length, "]");
	line = judge_line_of(self, lines[line_side], "", history);
	for (int i = 0; i < QUESTIONS; i++)
		check_answer(line, &questions[i], i, answer_in_all_worlds(&questions[i], reports, count, line_side), history,
					 &tallies[questions[i].ask]);
}

static void
check_policy(tally *tallies)
{
	fixture		self;
	question	questions[QUESTIONS];
	char		criteria[QUESTIONS * 400];
	size_t		length = 0;

	for (int i = 0; i < QUESTIONS; i++)
	{
		questions[i] = pick_question();
		length += print_question(&questions[i], i, criteria + length, sizeof(criteria) - length);
	}
	fixture_with(&self, "", criteria);
	for (int i = 0; i < CLAIMS; i++)
		check_claim(&self, questions, tallies);
	fixture_end(&self);
}

int
main(int argc, char **argv)
{
	tally		tallies[ASKS] = {{0, 0}};

	if (argc > 1)
		random_state = strtoull(argv[1], NULL, 10) | 1;
	for (int i = 0; i < POLICIES; i++)
		check_policy(tallies);
	for (int ask = 0; ask < ASKS; ask++)
	{
		double		percent = tallies[ask].known > 0
			? 100.0 * (double) tallies[ask].given_up / (double) tallies[ask].known : 0;

		printf("%-7s unknown though all worlds agree: %ld of %ld (%.2f %%)\n", asks[ask], tallies[ask].given_up,
			   tallies[ask].known, percent);
		CHECK(tallies[ask].known > 1000 && percent < 3);
	}
	return test_report();
}
