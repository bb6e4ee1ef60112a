/* So many months still have columns that can be told apart. */
const MOST = 60;

/*
 * The months from the first of the given ones (YYYY-MM) to the last, so that a month without lines is a gap and not
 * left out; then what is no month. As given where gaps would leave no room: one mistyped year would do that.
 */
export function months(names) {
	const known = names.filter(isMonth).sort();
	const others = names.filter((name) => !known.includes(name));
	const numbers = known.map(numberOf);
	const first = numbers[0];
	const count = numbers[numbers.length - 1] - first + 1;

	if (!(count <= MOST)) {
		return [...known, ...others];
	}
	return [...Array.from({ length: count }, (_, place) => nameOf(first + place)), ...others];
}

/* Those that a chart has room to name: every so many months, and all that is no month, which stands last. */
export function named(domain, room) {
	const every = Math.ceil(domain.length / Math.max(1, room));
	const end = domain.every(isMonth) ? domain.length : domain.length - every;
	return domain.filter((name, place) => !isMonth(name) || (place % every === 0 && place < end));
}

function isMonth(name) {
	return /^\d{4}-\d{2}$/.test(name);
}

function numberOf(name) {
	return Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1;
}

function nameOf(number) {
	return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String(number % 12 + 1).padStart(2, '0')}`;
}
