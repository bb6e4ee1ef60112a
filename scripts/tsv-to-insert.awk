# usage: awk -f tsv-to-insert.awk reference/TABLE.tsv
#
# Prints INSERTs of shipped rows. The first line names the columns; fields are separated by tabs, never quoted, and an
# empty one is NULL. "shipped" is added to each row. Anything odd ends the script with an error.

BEGIN {
	FS = "\t"
	rows_of_statement = 500
	quote = sprintf("%c", 39)
}

function fail(message)
{
	printf "%s:%d: %s\n", FILENAME, FNR, message > "/dev/stderr"
	failed = 1
	exit 1
}

function literal(field)
{
	if (field == "")
		return "NULL"
	gsub(quote, quote quote, field)
	return quote field quote
}

function read_header(  i)
{
	table = FILENAME
	sub(/.*\//, "", table)
	sub(/\.tsv$/, "", table)
	columns = ""
	for (i = 1; i <= NF; i++)
	{
		if ($i !~ /^[a-z][a-z0-9_]*$/ || $i == "shipped" || $i in seen)
			fail("\"" $i "\" cannot be the name of a column")
		seen[$i] = 1
		columns = columns "\"" $i "\", "
	}
	column_count = NF
}

# A backslash would mean one thing or another, as the server's standard_conforming_strings says.
/\\|\r|@extschema/ { fail("a backslash, a carriage return and @extschema cannot stand in a field") }

FNR == 1 {
	read_header()
	next
}

NF != column_count { fail(NF " fields where the header names " column_count) }

{
	row = "("
	for (i = 1; i <= NF; i++)
		row = row literal($i) ", "
	if (row_count % rows_of_statement == 0)
		printf "%sINSERT INTO cptpolicy.%s (%sshipped) VALUES\n", row_count ? ";\n" : "", table, columns
	else
		printf ",\n"
	printf "\t%strue)", row
	row_count++
}

END {
	if (failed)
		exit 1
	if (!row_count)
		fail("no rows")
	print ";"
}
