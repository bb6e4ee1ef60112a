-- Two sets of claims: those of the first part, and claims of up to twelve lines, the codes drawn with skew. Like
-- claims of a biller who knows the rules, these seldom break one: add-on codes are left out, units are within limits
-- but for one line in fifty, modifiers fit but for one in twenty, and of lines that another one includes nine in ten
-- are left out.
CREATE TABLE bench.claims AS SELECT bench.claim(number) AS claim FROM generate_series(1, :claims) AS number;

CREATE TABLE bench.edited_code AS
SELECT row_number() OVER (ORDER BY md5(code::text)) AS place, code
FROM (SELECT column_one AS code FROM cptpolicy.ptp_in_force
	  UNION SELECT column_two FROM cptpolicy.ptp_in_force) AS edited;

SELECT setseed(0.75) \gset
CREATE TABLE bench.long_claims AS
WITH billed AS (
	SELECT row_number() OVER (ORDER BY e.place) AS place, e.code, m.units AS unit_limit
	FROM bench.edited_code AS e
		JOIN cptpolicy.fee_schedule_in_force AS f ON f.code = e.code AND f.component = 'whole'
			AND f.status IN ('A', 'R', 'T') AND f.global_days <> 'ZZZ' AND f.effective_to = 'infinity'
		JOIN cptpolicy.mue_in_force AS m ON m.code = e.code AND m.setting = 'practitioner' AND m.units > 0
			AND m.effective_to = 'infinity'
	WHERE NOT EXISTS (SELECT FROM cptpolicy.add_on_in_force AS a WHERE a.add_on_code = e.code)),
drawn AS (
	SELECT number, date '2024-07-01' + floor(random() * 180)::int AS day,
		(1 + floor(random() * 11) + random())::int AS lines
	FROM generate_series(1, :claims / 5) AS number
	OFFSET 0),
line AS MATERIALIZED (
	SELECT DISTINCT ON (number, place) number, day, line, place, random() AS units_chance,
		random() AS modifier_chance, random() AS bundle_chance, 1 + floor(random() * 3)::int AS more_units,
		('{59,LT,RT,25,26,50,XS,GP,76,51}'::cpt_modifier[])[1 + floor(random() * 25)::int] AS modifier
	FROM (SELECT number, day, line, 1 + floor(random() ^ 2 * (SELECT count(*) FROM billed))::int AS place
		  FROM drawn, generate_series(1, lines) AS line OFFSET 0) AS placed
	ORDER BY number, place, line),
coded AS MATERIALIZED (
	SELECT * FROM line JOIN billed USING (place)),
bundled AS (
	SELECT DISTINCT two.number, two.line
	FROM coded AS two JOIN coded AS one ON one.number = two.number AND one.code <> two.code
		JOIN bench.bare_ptp AS p ON p.column_one = one.code AND p.column_two = two.code AND p.setting = 'practitioner'
			AND p.modifier_indicator <> 9 AND two.day BETWEEN p.effective_from AND p.effective_to
	WHERE two.bundle_chance > 0.1)
SELECT jsonb_build_object('claim_id', number, 'payer', 'centene', 'date_of_service', day, 'place_of_service', '22',
	'diagnoses', jsonb_build_array('M46.1', 'M53.3'),
	'lines', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('line', line, 'code', code,
		'units', CASE WHEN units_chance < 0.02 THEN unit_limit + 1
			WHEN units_chance < 0.1 THEN least(more_units, unit_limit) ELSE 1 END,
		'modifiers', CASE WHEN modifier IS NOT NULL
				AND (modifier_chance < 0.05 OR modifiers_valid(code, ARRAY[modifier], day))
			THEN jsonb_build_array(modifier) END, 'charge', 100 + line)) ORDER BY line)) AS claim
FROM coded
WHERE NOT EXISTS (SELECT FROM bundled WHERE bundled.number = coded.number AND bundled.line = coded.line)
GROUP BY number, day
ORDER BY number;

-- Every code that anything is known of, on a claim of its own.
CREATE TABLE bench.claims_of_codes AS
SELECT jsonb_build_object('claim_id', code, 'date_of_service', '2024-08-01',
	'lines', jsonb_build_array(jsonb_build_object('code', code))) AS claim
FROM (SELECT code FROM bench.edited_code UNION SELECT code FROM bench.popular_code) AS known;

SELECT current_setting('data_directory') AS data \gset
SELECT format('COPY bench.%1$I TO %2$L', name, :'data' || '/cptpolicy_bench_' || name || '.copy')
FROM unnest('{claims,long_claims}'::text[]) AS name \gexec
VACUUM (FREEZE, ANALYZE) bench.claims, bench.long_claims, bench.claims_of_codes;

INSERT INTO bench.figure
SELECT 'claims', count(*) FROM bench.claims
UNION ALL SELECT 'lines of claims', avg(jsonb_array_length(claim -> 'lines')) FROM bench.claims
UNION ALL SELECT 'long claims', count(*) FROM bench.long_claims
UNION ALL SELECT 'lines of long claims', avg(jsonb_array_length(claim -> 'lines')) FROM bench.long_claims
UNION ALL SELECT 'claims of codes', count(*) FROM bench.claims_of_codes;
