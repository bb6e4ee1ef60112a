/* So many months have columns that can be told apart. */
const MOST = 36;

/* More months than this without a line, and what lies beyond them is apart: a mistyped year is. */
const GAP = 24;

/*
 * What the columns stand for, from the months (YYYY-MM) and how many lines each has: the domain, in order, and stepOf,
 * which gives the column of a name. Columns are the last months of the part with most lines, also those without a line;
 * what is before is one column, "earlier", and what is after another, "later". What is no month is last.
 */
export function monthSteps(counts) {
	const known = [...counts.keys()].filter(isMonth).sort();
	const others = [...counts.keys()].filter((name) => !isMonth(name));
	if (known.length === 0) {
		return { domain: others, stepOf: (name) => name };
	}

	const part = largest(parts(known), counts);
	const last = numberOf(part[part.length - 1]);
	const first = Math.max(numberOf(part[0]), last - MOST + 1);
	const stepOf = (name) => isMonth(name) ? stepOfMonth(numberOf(name), first, last) : name;
	const between = Array.from({ length: last - first + 1 }, (_, place) => nameOf(first + place));
	const steps = new Set(known.map(stepOf));
	const beyond = (name) => steps.has(name) ? [name] : [];
	return { domain: [...beyond('earlier'), ...between, ...beyond('later'), ...others], stepOf };
}

function stepOfMonth(number, first, last) {
	if (number < first) {
		return 'earlier';
	}
	return number > last ? 'later' : nameOf(number);
}

/* Months in order, divided where a gap is. */
function parts(known) {
	const found = [[]];
	known.forEach((name, place) => {
		if (place > 0 && numberOf(name) - numberOf(known[place - 1]) > GAP) {
			found.push([]);
		}
		found[found.length - 1].push(name);
	});
	return found;
}

/* The part with most lines, the later one of equals. */
function largest(candidates, counts) {
	const sizeOf = (part) => part.reduce((sum, name) => sum + counts.get(name), 0);
	return candidates.reduce((best, part) => sizeOf(part) >= sizeOf(best) ? part : best);
}

/* Those that a chart has room to name: every so many months, and all that is no month, which stands first or last. */
export function named(domain, room) {
	const every = Math.ceil(domain.length / Math.max(1, room));
	const isNamed = (name, place) => !isMonth(name) ||
		(place % every === 0 && domain.slice(place - every + 1, place + every).every(isMonth));
	return every === 1 ? domain : domain.filter(isNamed);
}

export function isMonth(name) {
	return /^\d{4}-\d{2}$/.test(name);
}

function numberOf(name) {
	return Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1;
}

function nameOf(number) {
	return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String(number % 12 + 1).padStart(2, '0')}`;
}
