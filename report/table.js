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

/* What a row is called in a chart, from a pattern as "{Payer} · {Policy}". */
export function nameOf(row, pattern) {
	return pattern.replace(/\{([^}]+)\}/g, (_, heading) => cellOf(row, heading).text);
}
