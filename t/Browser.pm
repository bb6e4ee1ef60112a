# A headless Chromium, spoken to through its debugging pipe: messages are JSON, each ended by a null character.
package Browser;

use strict;
use warnings;

use Fcntl qw(F_DUPFD);
use IO::Select;
use JSON::PP;
use MIME::Base64 qw(decode_base64);
use POSIX ();
use PostgreSQL::Test::Utils;
use Time::HiRes qw(time);

my $json = JSON::PP->new->utf8->allow_nonref;
my $patience = 60;

# Where the browser is, or undef.
sub program
{
	for my $dir (split /:/, $ENV{PATH})
	{
		for my $name (qw(chromium chromium-browser google-chrome))
		{
			return "$dir/$name" if -x "$dir/$name";
		}
	}
	return;
}

# Starts it with a profile of its own. Every name and address fails, so that a page can reach nothing but its own file.
sub new
{
	my ($class, $profile) = @_;
	pipe(my $commands, my $to_browser) or die "pipe: $!";
	pipe(my $from_browser, my $answers) or die "pipe: $!";
	my $pid = fork() // die "fork: $!";

	if ($pid == 0)
	{
		run($profile, $commands, $answers);
	}
	close($_) for $commands, $answers;
	$to_browser->autoflush(1);
	my $self = bless {
		pid => $pid, log => "$profile.log", in => $from_browser, out => $to_browser,
		last => 0, buffer => '', events => [] }, $class;
	my $target = $self->call('Target.createTarget', { url => 'about:blank' })->{targetId};
	my $attached = $self->call('Target.attachToTarget', { targetId => $target, flatten => JSON::PP::true });
	$self->{session} = $attached->{sessionId};
	$self->call("$_.enable") for qw(Page Runtime Log Network);
	return $self;
}

# In the child: its ends of the pipes become descriptors 3 and 4, by way of ones that are free, since these may not be.
sub run
{
	my ($profile, @ends) = @_;
	my ($commands, $answers) = map { fcntl($_, F_DUPFD, 5) // POSIX::_exit(1) } @ends;
	POSIX::dup2($commands, 3);
	POSIX::dup2($answers, 4);
	open(STDOUT, '>', "$profile.log");
	open(STDERR, '>&', \*STDOUT);
	@ENV{qw(HOME TMPDIR)} = ($profile, $profile);
	exec(program(), qw(--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --hide-scrollbars),
		'--disable-background-networking', '--proxy-server=127.0.0.1:9', '--host-resolver-rules=MAP * ~NOTFOUND',
		"--user-data-dir=$profile", '--remote-debugging-pipe') or POSIX::_exit(1);
}

sub stop
{
	my ($self) = @_;
	kill 'TERM', $self->{pid};
	waitpid($self->{pid}, 0);
	return;
}

# The result of a method of the debugging protocol. What happens meanwhile is kept as events.
sub call
{
	my ($self, $method, $parameters) = @_;
	my $id = ++$self->{last};
	my $message = { id => $id, method => $method, params => $parameters // {} };

	$message->{sessionId} = $self->{session} if $self->{session};
	print { $self->{out} } $json->encode($message), "\0";
	while (my $answer = $self->receive)
	{
		if (($answer->{id} // 0) == $id)
		{
			die "$method: $answer->{error}{message}" if $answer->{error};
			return $answer->{result};
		}
		push @{ $self->{events} }, $answer;
	}
	die "$method: no answer; the browser said:\n", slurp_file($self->{log});
}

# The next message of the browser; undef when there is none for long.
sub receive
{
	my ($self) = @_;
	my $until = time + $patience;
	my $readable = IO::Select->new($self->{in});

	while ($self->{buffer} !~ /\0/)
	{
		$readable->can_read($until - time) or return;
		sysread($self->{in}, $self->{buffer}, 65536, length $self->{buffer}) or return;
	}
	$self->{buffer} =~ s/\A([^\0]*)\0//;
	return $json->decode($1);
}

# Waits for an event, and forgets it.
sub wait_for
{
	my ($self, $method) = @_;
	my @seen = @{ $self->{events} };

	while (my $event = shift(@seen) // $self->receive)
	{
		if (($event->{method} // '') eq $method)
		{
			@{ $self->{events} } = grep { $_ != $event } @{ $self->{events} };
			return $event->{params};
		}
		push @{ $self->{events} }, $event unless grep { $_ == $event } @{ $self->{events} };
	}
	die "$method did not happen";
}

# Shows a page of a file in a window of that size, by the browser's own measure of a phone where it is narrow.
sub show
{
	my ($self, $path, $width, $height) = @_;
	@{ $self->{events} } = ();
	$self->call('Emulation.setDeviceMetricsOverride', {
		width => $width, height => $height, deviceScaleFactor => 1,
		mobile => $width < 600 ? JSON::PP::true : JSON::PP::false });
	$self->call('Page.navigate', { url => "file://$path" });
	$self->wait_for('Page.loadEventFired');
	# charts are drawn in the frame after the one that tells their width
	$self->evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))');
	return;
}

# What a script gives, in the page.
sub evaluate
{
	my ($self, $script) = @_;
	my $result = $self->call('Runtime.evaluate', {
		expression => $script, awaitPromise => JSON::PP::true, returnByValue => JSON::PP::true });
	die $result->{exceptionDetails}{exception}{description} // 'error in script' if $result->{exceptionDetails};
	return $result->{result}{value};
}

# What the page complained about since it was shown, one line each.
sub complaints
{
	my ($self) = @_;
	my %text_of = (
		'Runtime.exceptionThrown' => sub {
			my $details = $_[0]{exceptionDetails};
			return $details->{exception}{description} // $details->{text};
		},
		'Runtime.consoleAPICalled' => sub { "$_[0]{type} " . join(' ', map { $_->{value} // '' } @{ $_[0]{args} }) },
		'Log.entryAdded' => sub { $_[0]{entry}{text} });
	return map { my $text = $text_of{ $_->{method} }; $text ? $text->($_->{params}) : () } @{ $self->{events} };
}

# What it asked for since it was shown, itself first.
sub requests
{
	my ($self) = @_;
	return map { $_->{params}{request}{url} }
	  grep { $_->{method} eq 'Network.requestWillBeSent' } @{ $self->{events} };
}

sub emulate_media
{
	my ($self, $media, $scheme) = @_;
	$self->call('Emulation.setEmulatedMedia',
		{ media => $media, features => [ { name => 'prefers-color-scheme', value => $scheme } ] });
	return;
}

# The page on paper, A4, as the bytes of a PDF file.
sub print_to_pdf
{
	my ($self) = @_;
	my %a4 = (paperWidth => 8.27, paperHeight => 11.69, printBackground => JSON::PP::false);
	return decode_base64($self->call('Page.printToPDF', \%a4)->{data});
}

# The whole page as the bytes of a PNG file.
sub picture
{
	my ($self) = @_;
	return decode_base64($self->call('Page.captureScreenshot', { captureBeyondViewport => JSON::PP::true })->{data});
}

1;
