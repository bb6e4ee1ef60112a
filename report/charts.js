/*
 * Draws the charts of the page. A figure says in data-chart how, and in other data attributes from which columns of the
 * table beside it: data-label="{Code} · {Remark}" data-amount="Charges".
 */
import { bars } from './bars.js';
import { columns, shares } from './stacks.js';
import { readRows } from './table.js';

const CHARTS = { bars, columns, shares };

/* The width of a chart in print, where the page has another one than on the screen. */
const PRINT_WIDTH = 640;

function draw(figure, width) {
	const { chart, table, ...options } = figure.dataset;
	const rows = readRows(document.getElementById(table));
	const svg = CHARTS[chart](rows, options, width);

	// to a screen reader a picture with a name, and the table for what it shows
	svg.setAttribute('role', 'img');
	svg.setAttribute('aria-label', `Chart: ${figure.querySelector('figcaption').textContent}`);
	svg.setAttribute('aria-details', table);
	figure.querySelector('.drawing').replaceChildren(svg);
}

/* Draws anew for another width of the window, and for print. */
function follow(figure) {
	const holder = figure.querySelector('.drawing');
	let drawn = 0;
	const drawFor = (width) => {
		if (width > 0 && width !== drawn) {
			drawn = width;
			draw(figure, width);
		}
	};

	figure.hidden = false;
	// not within the observer's own call: a drawing changes the size that it reports
	new ResizeObserver(() => requestAnimationFrame(() => drawFor(holder.clientWidth))).observe(holder);
	addEventListener('beforeprint', () => drawFor(PRINT_WIDTH));
	addEventListener('afterprint', () => drawFor(holder.clientWidth));
}

document.documentElement.classList.add('charts');
for (const figure of document.querySelectorAll('figure[data-chart]')) {
	follow(figure);
}
