-- The records of all codes are loaded before anything counts.
SELECT bench.learn() \g /dev/null
SELECT count(modifiers_valid(code, '{25}', current_date)) FROM bench.popular_code \g /dev/null
CALL bench.measure('modifiers: count', :round, 'SELECT count(*) FROM bench.coded_line');
CALL bench.measure('modifiers: nothing', :round,
	'SELECT count(bench.nothing(code, modifiers, on_date)) FROM bench.coded_line');
CALL bench.measure('modifiers: by hand', :round,
	'SELECT count(bench.modifiers_valid(code, modifiers, on_date)) FROM bench.coded_line');
CALL bench.measure('modifiers: ours', :round,
	'SELECT count(modifiers_valid(code, modifiers, on_date)) FROM bench.coded_line');
