import { barX, plot, ruleX, text } from '@observablehq/plot';

import { FONT, roomFor, widthOf } from './labels.js';
import { cellOf, nameOf } from './table.js';

const ROW_HEIGHT = 28;
const GAP = 8;

/* A bar for each row of the table, with its amount in the words of the table. */
export function bars(rows, { label, amount, colour }, width) {
	const items = rows.map((row, place) => ({
		place,
		label: nameOf(row, label),
		value: cellOf(row, amount).value,
		text: cellOf(row, amount).text,
		decision: colour && cellOf(row, colour).text
	}));
	const { room, shorten } = roomFor(items.map((item) => item.label), width);

	return plot({
		style: { font: FONT },
		width,
		height: items.length * ROW_HEIGHT + 2,
		margin: 1,
		marginLeft: room + GAP,
		marginRight: widthOf(items.map((item) => item.text)) + GAP,
		x: { axis: null, domain: [0, Math.max(...items.map((item) => item.value), 1)] },
		// rows are told apart by their place: labels may be alike once they are shortened
		y: { label: null, tickSize: 0, tickFormat: (place) => shorten(items[place].label), padding: 0.3 },
		marks: [
			barX(items, { x: 'value', y: 'place', fill: colourOf, title: (item) => `${item.label}: ${item.text}` }),
			text(items, { x: 'value', y: 'place', text: 'text', textAnchor: 'start', dx: GAP / 2 }),
			ruleX([0])
		]
	});
}

/* That of a decision, if page.css has one. */
function colourOf({ decision }) {
	return decision ? `var(--${decision}, var(--bar))` : 'var(--bar)';
}
