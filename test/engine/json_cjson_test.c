/*
 * json_cjson_test.c
 *	  JSON texts that are read, and those that are refused with line and column or path.
 */
#include "engine/json_text.h"
#include "test_engine.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const json_source *const source = &json_cjson_source;

static json_value
member_of(json_value object, const char *key, arena *memory)
{
	uint32_t	count;
	const json_member *members = source->members(source, object, memory, &count);

	for (uint32_t i = 0; i < count; i++)
		if (text_equals(members[i].key, text_of(key)))
			return members[i].value;
	return (json_value) {.kind = JSON_ABSENT};
}

static void
test_values(void)
{
	static const struct
	{
		const char *key;
		json_kind	kind;
		const char *name;
	}			kinds[] = {
		{"none", JSON_ABSENT, "nothing"}, {"null", JSON_NULL, "null"}, {"no", JSON_FALSE, "a boolean"},
		{"yes", JSON_TRUE, "a boolean"}, {"number", JSON_NUMBER, "a number"}, {"text", JSON_STRING, "a string"},
		{"array", JSON_ARRAY, "an array"}, {"object", JSON_OBJECT, "an object"},
	};
	arena		memory = heap_arena();
	json_cjson	json = test_json("{'null': null, 'no': false, 'yes': true, 'number': 74.90, 'text': 'a\\u00e9\\\\b',"
								 " 'array': [1, 'x'], 'object': {}}", &memory);
	json_value	document = json.document;
	uint32_t	count;
	const json_member *elements;

	CHECK_EQ_INT(document.kind, JSON_OBJECT);
	for (size_t i = 0; i < LENGTH(kinds); i++)
	{
		CHECK_EQ_INT(member_of(document, kinds[i].key, &memory).kind, kinds[i].kind);
		CHECK_EQ_STR(json_kind_name(kinds[i].kind), kinds[i].name);
		CHECK_EQ_INT(json_is_present((json_value) {.kind = kinds[i].kind}), kinds[i].kind > JSON_NULL);
	}
	CHECK_TEXT(json_string(member_of(document, "text", &memory)), "a\xc3\xa9\\b");
	elements = source->members(source, member_of(document, "array", &memory), &memory, &count);
	CHECK_EQ_INT(count, 2);
	CHECK_TEXT(elements[1].key, NULL);
	CHECK_TEXT(json_string(elements[1].value), "x");
	source->members(source, member_of(document, "object", &memory), &memory, &count);
	CHECK_EQ_INT(count, 0);
	json_cjson_free(&json);
	json_cjson_free(&json);
	arena_free(&memory);
}

/* Every decimal number of up to 15 digits comes back as it was written. */
static void
test_numbers(void)
{
	static const char *const numbers[][2] = {
		{"0", "0"}, {"-0.5", "-0.5"}, {"74.9", "74.9"}, {"0.1", "0.1"}, {"999999999999999", "999999999999999"},
		{"0.00000123456789012345", "0.0000012345678901235"}, {"1e3", "1000"}, {"12E-1", "1.2"},
		{"123456789.012345", "123456789.012345"}, {"100000000000000000", "100000000000000000"},
		{"1.000000000000000000", "1"},
	};
	arena		memory = heap_arena();

	for (size_t i = 0; i < LENGTH(numbers); i++)
	{
		json_cjson	json = test_json(numbers[i][0], &memory);
		char		text[DECIMAL_TEXT_MAX] = "";
		decimal		number = DECIMAL_OF(0);

		CHECK(source->number(source, json.document, &number));
		decimal_format(number, text);
		CHECK_EQ_STR(text, numbers[i][1]);
		CHECK(source->number_text(source, json.document, &memory).length > 0);
		json_cjson_free(&json);
	}
	arena_free(&memory);
}

static void
check_faults(text_span text, const char *path, const char *message)
{
	arena		memory = heap_arena();
	fault_list	faults;
	json_cjson	json = {0};

	fault_list_init(&faults, &memory);
	CHECK(!json_cjson_parse(text.bytes, text.length, &memory, &json, &faults));
	CHECK(json.tree == NULL);
	if (CHECK(faults.count > 0))
	{
		CHECK_TEXT(faults.faults[0].path, path);
		CHECK_TEXT(faults.faults[0].message, message);
	}
	arena_free(&memory);
}

static void
test_faults(void)
{
	static const char *const faults[][3] = {
		{"", "line 1, column 1", "the document ends too early"},
		{"  \n ", "line 2, column 2", "the document ends too early"},
		{"{", "line 1, column 2", "the document ends too early"},
		{"{\"a\": 1", "line 1, column 8", "the document ends too early"},
		{"{\"a\": 1 \"b\": 2}", "line 1, column 9", "syntax error at \"\"b\": 2}\""},
		{"{\n  \"a\": tru\n}", "line 2, column 8", "syntax error at \"tru }\""},
		{"{\n  \"\xc3\xa9\": @}", "line 2, column 8", "syntax error at \"@}\""},
		{"[1,]", "line 1, column 4", "syntax error at \"]\""},
		{"[1] x", "line 1, column 5", "syntax error at \"x\""},
		{"null null", "line 1, column 6", "syntax error at \"null\""},
		{"{a: 1}", "line 1, column 2", "expected a key in double quotes"},
		{"{\"a\": 1,\n }", "line 2, column 2", "expected a key in double quotes"},
		{"{\"a\": [1, {}, 2], 5: 1}", "line 1, column 19", "expected a key in double quotes"},
		{"[}", "line 1, column 2", "syntax error at \"}\""},
		{"{\"a\" 1}", "line 1, column 6", "syntax error at \"1}\""},
		{"[\"abc", "line 1, column 2", "the string that begins here has no end"},
		{"[\"a\nb\"]", "line 1, column 4",
		"a string must not hold the control character 0x0a; write it as an escape"},
		{"[\"\\u0000\"]", "line 1, column 3", "a string must not hold the character \\u0000"},
		{"[\"\\ud800\"]", "line 1, column 3", "syntax error at \"\\ud800\"]\""},
		{"[\"\\q\"]", "line 1, column 3", "syntax error at \"\\q\"]\""},
		{"[01]", "line 1, column 2", "\"01\" is not a number"},
		{"[-]", "line 1, column 2", "\"-\" is not a number"},
		{"[+1]", "line 1, column 2", "\"+1\" is not a number"},
		{"[.5]", "line 1, column 2", "\".5\" is not a number"},
		{"[5.]", "line 1, column 2", "\"5.\" is not a number"},
		{"[1e]", "line 1, column 2", "\"1e\" is not a number"},
		{"[1e+]", "line 1, column 2", "\"1e+\" is not a number"},
		{"[1.5.5]", "line 1, column 2", "\"1.5.5\" is not a number"},
		{"[74.999999999999999]", "line 1, column 2",
		"the number 74.999999999999999 has 17 significant digits; at most 15 are kept exactly"},
		{"[1e301]", "line 1, column 2", "the number 1e301 is too large"},
		{"[1e-301]", "line 1, column 2", "the number 1e-301 is too small"},
		{"[1e99999999999999999999]", "line 1, column 2", "the number 1e99999999999999999999 is too large"},
		{"[0.00000000000000000000000000000000000000001]", "line 1, column 2",
		"the number 0.00000000000000000000000000000000000000... is written with more than 40 characters"},
		{"[\"\xff\"]", "line 1, column 3", "the byte 0xff is not part of valid UTF-8"},
		{"[\"\xc0\x80\"]", "line 1, column 3", "the byte 0xc0 is not part of valid UTF-8"},
		{"[\"\xed\xa0\x80\"]", "line 1, column 3", "the byte 0xed is not part of valid UTF-8"},
		{"[\"\xf4\x90\x80\x80\"]", "line 1, column 3", "the byte 0xf4 is not part of valid UTF-8"},
		{"[\"\xe2\x82\"]", "line 1, column 3", "the byte 0xe2 is not part of valid UTF-8"},
		{"[\xc2\xa0" "1]", "line 1, column 2", "unexpected byte 0xc2"},
		{"[\f1]", "line 1, column 2", "unexpected byte 0x0c"},
		{"{\"a\": 1, \"b\": 2, \"a\": 3}", "$.a", "the key \"a\" stands more than once in one object"},
		{"{\"a\": [0, {\"b\": {\"c\": 1, \"c\": 1}}]}", "$.a[1].b.c",
		"the key \"c\" stands more than once in one object"},
	};

	for (size_t i = 0; i < LENGTH(faults); i++)
		check_faults(text_of(faults[i][0]), faults[i][1], faults[i][2]);
	check_faults((text_span) {"[1]\0", 4}, "line 1, column 4", "unexpected byte 0x00");
	check_faults((text_span) {"[\"a\0b\"]", 7}, "line 1, column 4",
				 "a string must not hold the control character 0x00; write it as an escape");
	check_faults(TEXT_ABSENT, "line 1, column 1", "the document ends too early");
}

/* Faults that do not stop the parser are listed together; beyond the limit they are counted. */
static void
test_all_faults(void)
{
	arena		memory = heap_arena();
	fault_list	faults;
	json_cjson	json;
	text_span	text = TEXT_LITERAL("{\"a\": 1234567890123456,\n \"b\": 1e500, \"c\": 1, \"c\": 2, \"c\": 3}");
	char	   *many = arena_allocate(&memory, 1000001);

	fault_list_init(&faults, &memory);
	CHECK(!json_cjson_parse(text.bytes, text.length, &memory, &json, &faults));
	CHECK_EQ_INT(faults.total, 3);
	CHECK_TEXT(faults.faults[1].path, "line 2, column 7");
	CHECK_TEXT(faults.faults[2].path, "$.c");

	memset(many, ' ', 1000001);
	for (int i = 0; i < 1000000; i += 20)
		memcpy(many + i, i == 0 ? "[1234567890123456" : ",1234567890123456", 17);
	many[1000000] = ']';
	fault_list_init(&faults, &memory);
	CHECK(!json_cjson_parse(many, 1000001, &memory, &json, &faults));
	CHECK_EQ_INT(faults.count, FAULTS_MAX);
	CHECK_EQ_INT(faults.total, 50000);
	arena_free(&memory);
}

static void
test_nesting(void)
{
	arena		memory = heap_arena();
	char		text[2 * 100000];
	fault_list	faults;
	json_cjson	json;

	memset(text, '[', sizeof(text));
	memset(text + JSON_NESTING_MAX, ']', JSON_NESTING_MAX);
	fault_list_init(&faults, &memory);
	CHECK(json_cjson_parse(text, 2 * JSON_NESTING_MAX, &memory, &json, &faults));
	json_cjson_free(&json);
	memset(text, '[', sizeof(text) / 2);
	memset(text + sizeof(text) / 2, ']', sizeof(text) / 2);
	check_faults((text_span) {text, sizeof(text)}, "line 1, column 101",
				 "objects and arrays are nested more than 100 deep");
	/* Braces in strings do not nest. */
	memset(text, '{', sizeof(text));
	text[0] = '"';
	text[sizeof(text) - 1] = '"';
	CHECK(json_cjson_parse(text, sizeof(text), &memory, &json, &faults));
	json_cjson_free(&json);
	arena_free(&memory);
}

/* Windows editors begin a text with a byte order mark. */
static void
test_byte_order_mark(void)
{
	arena		memory = heap_arena();
	fault_list	faults;
	json_cjson	json;

	fault_list_init(&faults, &memory);
	CHECK(json_cjson_parse("\xEF\xBB\xBF{}", 5, &memory, &json, &faults));
	json_cjson_free(&json);
	arena_free(&memory);
	check_faults(TEXT_LITERAL("{}\xEF\xBB\xBF"), "line 1, column 3", "unexpected byte 0xef");
}

int
main(void)
{
	test_values();
	test_numbers();
	test_faults();
	test_all_faults();
	test_nesting();
	test_byte_order_mark();
	return test_report();
}
