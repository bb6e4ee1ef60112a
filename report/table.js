/*
 * Charts read the table that stands beside them, so that both have the same numbers and the page holds them once.
 */

/* The rows of a table's body, each an object from heading to { text, value }; value is a double, for lengths only. */
export function readRows(table) {
	const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
	return [...table.tBodies[0].rows].map((row) =>
		Object.fromEntries([...row.cells].map((cell, place) => [headings[place], readCell(cell)])));
}

function readCell(cell) {
	return { text: cell.textContent, value: Number(cell.dataset.value) };
}

/* A cell of a row; a heading that the table does not have is a fault of the page, not an empty bar. */
export function cellOf(row, heading) {
	if (!(heading in row)) {
		throw new Error(`no column "${heading}"`);
	}
	return row[heading];
}

/* Characters that order others: in a name they could reorder what stands beside it. */
const ORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/* A point between two names, not within one. */
const BETWEEN = '\u2069 · \u2068';

/* A name within a text, in its own direction: between the two characters that isolate it. */
function isolated(text) {
	return `\u2068${text.replace(ORDERING, '')}\u2069`;
}

/* What a row is called in a chart, from a pattern as "{Payer} · {Policy}". */
export function nameOf(row, pattern) {
	return pattern.replace(/\{([^}]+)\}/g, (_, heading) => isolated(cellOf(row, heading).text));
}

/* The names in what a row is called, where its pattern has such a point between them. */
export function partsOf(name) {
	const parts = name.split(BETWEEN);
	return parts.length > 1 ? parts.map(isolated) : parts;
}
