/*
 * Bundles charts.js with what it imports, with the licences of every package that is in it: node bundle.mjs FILE.
 * Writes FILE, and FILE.hash, by which the page allows this script and no other.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { build } from 'esbuild';

const [output] = process.argv.slice(2);

function packagesOf(inputs) {
	const names = Object.keys(inputs).map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
	return [...new Set(names.filter(Boolean))].sort();
}

function licenceOf(name) {
	const folder = `node_modules/${name}`;
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	if (!file) {
		throw new Error(`package ${name} has no licence`);
	}
	return readFileSync(`${folder}/${file}`, 'utf8').trim();
}

/* Packages that share a text are named together above it. */
function noticesOf(names) {
	const owners = new Map();
	for (const name of names) {
		const text = licenceOf(name);
		owners.set(text, [...owners.get(text) ?? [], name]);
	}
	return [...owners].map(([text, packages]) => `${packages.join(', ')}\n\n${text}`).join('\n\n----\n\n');
}

const bundle = await build({
	entryPoints: ['charts.js'],
	bundle: true,
	minify: true,
	format: 'iife',
	target: 'es2020',
	charset: 'ascii',
	legalComments: 'none',
	metafile: true,
	write: false
});
const notices = noticesOf(packagesOf(bundle.metafile.inputs)).replaceAll('*/', '* /');
const script = `/*! The charts of this page contain these packages.\n\n${notices}\n*/\n${bundle.outputFiles[0].text}`;
if (/<\/script|<!--/i.test(script)) {
	throw new Error('the bundle would end its script element');
}
writeFileSync(output, script);
writeFileSync(`${output}.hash`, `sha256-${createHash('sha256').update(script).digest('base64')}`);
