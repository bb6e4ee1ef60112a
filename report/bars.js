import { barX, plot, ruleX, text } from '@observablehq/plot';

import { BEHIND, besideBars } from './labels.js';
import { cellOf, nameOf } from './table.js';

/* A bar for each row of the table, with its amount in the words of the table. */
export function bars(rows, { label, amount, colour }, width) {
	const items = rows.map((row, place) => ({
		place,
		name: nameOf(row, label),
		decision: colour && cellOf(row, colour).text,
		...cellOf(row, amount)
	}));
	const names = items.map((item) => item.name);
	const amounts = items.map((item) => item.text);

	return plot({
		...besideBars(names, amounts, width, [
			barX(items, { x: 'value', y: 'place', fill: colourOf, title: (item) => `${item.name}: ${item.text}` }),
			text(items, { x: (item) => Math.max(item.value, 0), ...BEHIND }),
			ruleX([0])
		]),
		x: { axis: null, domain: domainOf(items.map((item) => item.value)) }
	});
}

/* Credits and reversals are less than nothing: their bars go to the left of zero. */
function domainOf(values) {
	const least = Math.min(0, ...values);
	const most = Math.max(0, ...values);
	return least < most ? [least, most] : [0, 1];
}

/* That of a decision, if page.css has one. */
function colourOf({ decision }) {
	return decision ? `var(--${decision}, var(--bar))` : 'var(--bar)';
}
