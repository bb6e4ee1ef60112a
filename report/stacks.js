import { axisX, barX, barY, gridY, plot, ruleX, ruleY, text } from '@observablehq/plot';

import { BEHIND, besideBars, FONT } from './labels.js';
import { isMonth, monthSteps, named } from './months.js';
import { cellOf, nameOf } from './table.js';

/* The order of each stack, and of the legend in run.html. */
const DECISIONS = ['approve', 'deny', 'pend', 'no_policy', 'invalid'];
const COLOURS = { type: 'ordinal', domain: DECISIONS, range: DECISIONS.map((decision) => `var(--${decision})`) };
const STACK = { fill: 'decision', order: DECISIONS, title: titleOf, stroke: 'var(--page)', strokeWidth: 1 };

/* Of columns: room for numbers on the left, and for the name of a month below. */
const MARGIN_LEFT = 52;
const NAME_WIDTH = 58;
const MOST_TICKS = 5;

/* What a row says of each decision. */
function partsOf(row, place, name) {
	return DECISIONS.map((decision) => ({ place, name, decision, ...cellOf(row, decision) }))
		.filter((part) => part.value > 0);
}

function titleOf(part) {
	return `${part.name}, ${part.decision}: ${part.text}`;
}

/* Parts of one step and decision as one, with the sum of their counts. */
function added(parts) {
	const sums = new Map();
	for (const part of parts) {
		const key = `${part.place} ${part.decision}`;
		const value = (sums.get(key)?.value ?? 0) + part.value;
		sums.set(key, { ...part, value, text: value.toLocaleString('en-US') });
	}
	return [...sums.values()];
}

/* Counts are whole: with few, an axis of five ticks would name halves, and so the same number twice. */
function ticksOf(parts) {
	const heights = new Map();
	for (const { place, value } of parts) {
		heights.set(place, (heights.get(place) ?? 0) + value);
	}
	return Math.min(MOST_TICKS, Math.max(1, ...heights.values()));
}

/* What is no month is named in any case: of two of them beside each other, the second is a line lower. */
function inTwoLines(domain) {
	return (name) => {
		const before = domain[domain.indexOf(name) - 1];
		return before && !isMonth(before) && !isMonth(name) ? `\n${name}` : name;
	};
}

/* A column for each month, months without lines among them; those that are far from the others in one. */
export function columns(rows, { label, amount }, width) {
	const counts = new Map(rows.map((row) => [cellOf(row, label).text, cellOf(row, amount).value]));
	const { domain, stepOf } = monthSteps(counts);
	const parts = added(rows.flatMap((row) => {
		const step = stepOf(cellOf(row, label).text);
		return partsOf(row, step, step);
	}));
	const ticks = ticksOf(parts);
	const room = Math.floor((width - MARGIN_LEFT) / NAME_WIDTH);

	return plot({
		style: { font: FONT },
		width,
		height: 260,
		marginTop: 12,
		marginRight: NAME_WIDTH / 4,
		marginLeft: MARGIN_LEFT,
		marginBottom: domain.some((name) => inTwoLines(domain)(name) !== name) ? 44 : 30,
		color: COLOURS,
		x: { domain, padding: domain.length > 1 ? 0.15 : 0.6, label: null },
		y: { label: null, tickSize: 0, ticks, tickFormat: ',d' },
		marks: [
			gridY({ ticks, strokeOpacity: 0.15 }),
			barY(parts, { ...STACK, x: 'place', y: 'value' }),
			axisX(named(domain, room), { tickSize: 0, label: null, tickFormat: inTwoLines(domain) }),
			ruleY([0])
		]
	});
}

/* A bar for each row, all of one length, divided by decision; how many lines that are stands behind it. */
export function shares(rows, { label, amount }, width) {
	const names = rows.map((row) => nameOf(row, label));
	const totals = rows.map((row, place) => ({ place, text: cellOf(row, amount).text }));
	const parts = rows.flatMap((row, place) => partsOf(row, place, names[place]));

	return plot({
		...besideBars(names, totals.map((total) => total.text), width, [
			barX(parts, { ...STACK, x: 'value', y: 'place', offset: 'normalize' }),
			text(totals, { x: 1, ...BEHIND }),
			ruleX([0])
		]),
		color: COLOURS,
		x: { axis: null, domain: [0, 1] }
	});
}
