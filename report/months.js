/* So many months still have columns that can be told apart. */
const MOST = 60;

/*
 * The months from the first of the given ones (YYYY-MM) to the last, so that a month without lines is a gap and not
 * left out; then what is no month. As given where gaps would leave no room: one mistyped year would do that.
 */
export function months(names) {
	const known = names.filter((name) => /^\d{4}-\d{2}$/.test(name)).sort();
	const others = names.filter((name) => !known.includes(name));
	const numbers = known.map(numberOf);
	const first = numbers[0];
	const count = numbers[numbers.length - 1] - first + 1;

	if (!(count <= MOST)) {
		return [...known, ...others];
	}
	return [...Array.from({ length: count }, (_, place) => nameOf(first + place)), ...others];
}

function numberOf(name) {
	return Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1;
}

function nameOf(number) {
	return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String(number % 12 + 1).padStart(2, '0')}`;
}
