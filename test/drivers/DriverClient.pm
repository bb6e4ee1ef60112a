# A program that talks to the server through a driver, and is told what to do a line at a time.
#
# A request is a line of fields with tabs between them (\t, \n and \\ stand for themselves), the first of them what to
# do; an answer is rows of fields, then a line "\.". A field \N is a null. Requests, and what they answer:
#
#   connect SETTINGS                         ok; in place of an earlier connection
#   connect_wide SETTINGS                    the same, as programs of Unicode do (ODBC only)
#   query SQL PARAMETER...                   the rows, of the second of two executions of one statement
#   update SQL PARAMETER...                  warnings, then how many rows
#   keep SQL PARAMETER...                    the rows; the statement stays prepared
#   batch SQL WIDTH PARAMETER...             how many rows; WIDTH parameters each
#   describe SQL PARAMETER...                name, type, size, digits of each column, when only prepared
#   describe_result SQL PARAMETER...         the same, when executed
#   tables SCHEMA PATTERN                    schema, name, type, remarks
#   columns SCHEMA PATTERN                   table, column, type, size, digits, remarks
#   array SQL PARAMETER...                   element type's name and number, elements (JDBC only)
#
# An error is a row "error", SQLSTATE, message, and with JDBC schema, table, column, constraint, detail and hint; a
# warning is a row "warning", SQLSTATE, message. A value that is longer than its column's reported size is an error
# "length".
#
# A parameter is a letter, a colon and the value: s a string, d a date, t a timestamp, i an integer, n a number, b a
# boolean (t or f), c a string as CHAR, N: a null. Of ODBC: w a wide string, l a long one. Of JDBC: o an object of type
# OTHER, D a LocalDate, a and v arrays of cpt_modifier and of varchar.
package DriverClient;

use strict;
use warnings;

use IPC::Open2;
use Test::More;

# A program that does not answer for so many seconds hangs.
my $patience = 60;

sub new
{
	my ($class, @command) = @_;
	my $pid = open2(my $answers, my $requests, @command);
	binmode $_, ':encoding(UTF-8)' for $answers, $requests;
	return bless { pid => $pid, answers => $answers, requests => $requests }, $class;
}

sub escape
{
	my ($field) = @_;
	return $field =~ s/\\/\\\\/gr =~ s/\t/\\t/gr =~ s/\n/\\n/gr;
}

sub unescape
{
	my ($field) = @_;
	return 'NULL' if $field eq '\\N';
	return $field =~ s/\\(.)/$1 eq 't' ? "\t" : $1 eq 'n' ? "\n" : $1/ger;
}

# The answer's rows, each an array.
sub rows
{
	my ($self, @request) = @_;
	my @rows;

	local $SIG{ALRM} = sub { die "no answer to: @request\n" };
	local $SIG{PIPE} = 'IGNORE';
	alarm $patience;
	print { $self->{requests} } join("\t", map { escape($_) } @request), "\n";
	$self->{requests}->flush;
	while (defined(my $line = readline $self->{answers}))
	{
		chomp $line;
		if ($line eq '\\.')
		{
			alarm 0;
			return @rows;
		}
		push @rows, [ map { unescape($_) } split /\t/, $line, -1 ];
	}
	alarm 0;
	die "the client ended at: @request\n";
}

# The answer as psql -A -t prints rows.
sub ask
{
	my ($self, @request) = @_;
	return join "\n", map { join '|', @$_ } $self->rows(@request);
}

sub connect_ok
{
	my ($self, $settings) = @_;
	is($self->ask('connect', $settings), 'ok', "connection with $settings");
	return;
}

sub stop
{
	my ($self) = @_;
	close $self->{requests};
	waitpid $self->{pid}, 0;
	is($?, 0, 'the client ends well');
	return;
}

1;
