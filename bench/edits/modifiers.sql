-- Lines to check: codes with skew, visits among the frequent ones; mostly modifiers that are in use, some that are not.
CREATE TABLE bench.popular_code AS
SELECT row_number() OVER (ORDER BY code BETWEEN '99202'::cpt_code AND '99499'::cpt_code AND md5(code::text) < '4' DESC,
		md5(code::text)) AS place,
	code
FROM (SELECT code FROM cptpolicy.fee_schedule_in_force WHERE component = 'whole'
	  UNION SELECT code FROM cptpolicy.procedure_code_in_force) AS known;

CREATE FUNCTION bench.popular_codes() RETURNS cpt_code[] LANGUAGE sql STABLE AS $$
	SELECT array_agg(code ORDER BY place) FROM bench.popular_code
$$;

-- A modifier stands here as often as it is to be drawn.
CREATE FUNCTION bench.usual_modifiers() RETURNS cpt_modifier[] LANGUAGE sql STABLE AS $$
	SELECT array_agg(m::cpt_modifier)
	FROM unnest(string_to_array('25 25 25 25 25 25 59 59 59 59 LT LT LT LT RT RT RT RT 26 26 26 26 TC TC TC 50 50 50 '
		'51 51 51 76 76 77 78 79 80 82 AS AS 62 66 22 24 24 27 32 33 47 52 52 53 54 55 57 57 58 58 63 73 74 91 91 92 '
		'93 95 95 96 97 99 GA GA GZ GY GX GT GQ GC GE GO GN GP GP KX KX KX QW QW XE XS XS XU XP AA QK QX QZ P1 P2 P3 '
		'P3 P4 F1 F2 F5 FA TA T1 T5 E1 E3 LC RC LD RI LM JW JW JZ JZ 1P 3P 8P Q6 Q5 CT CG FQ FT FS SG RH HH RH HR DH '
		'NH JG GD 11 ZZ 3X', ' ')) AS m
$$;

SELECT setseed(0.25) \gset
CREATE TABLE bench.coded_line AS
WITH lines AS (
	SELECT codes[1 + floor(cardinality(codes) * random() ^ 3)::int] AS code,
		CASE WHEN random() < 0.03 THEN date '2018-01-01' + floor(random() * 2372)::int
			ELSE date '2024-07-01' + floor(random() * 365)::int END AS on_date,
		random() AS count,
		usual[1 + floor(cardinality(usual) * random())::int] AS one,
		usual[1 + floor(cardinality(usual) * random())::int] AS two,
		usual[1 + floor(cardinality(usual) * random())::int] AS three,
		usual[1 + floor(cardinality(usual) * random())::int] AS four
	FROM generate_series(1, :lines),
		(SELECT bench.popular_codes() AS codes, bench.usual_modifiers() AS usual OFFSET 0) AS pools
	OFFSET 0)
SELECT code, on_date,
	CASE WHEN count < 0.35 THEN '{}' WHEN count < 0.80 THEN ARRAY[one] WHEN count < 0.95 THEN ARRAY[one, two]
		WHEN count < 0.99 THEN ARRAY[one, two, three] ELSE ARRAY[one, two, three, four] END AS modifiers
FROM lines;

-- What the check by hand has to know of the codes of these lines: runs in each session that measures it.
CREATE FUNCTION bench.learn() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	group_names CONSTANT text[] := '{visit,preventive_visit,other_evaluation_and_management,eye_visit,hcpcs_visit,
		surgery,anesthesia,radiology,laboratory,pathology,category_ii,ambulance,radiation_management}';
	odd text;
BEGIN
	PERFORM bench.learn_modifier(modifier, code_group IS NOT NULL, effective_from, effective_to)
	FROM cptpolicy.modifier_in_force;

	CREATE TEMPORARY TABLE learned ON COMMIT DROP AS
	SELECT code, concat(coalesce(pctc, ' '), coalesce(CASE WHEN global_days < 'A' THEN substr(global_days, 2, 1)
			ELSE left(global_days, 1) END, ' '), coalesce(bilateral, ' '), coalesce(assistant, ' '),
			coalesce(co_surgeon, ' '), coalesce(team_surgeon, ' ')) AS indicators,
		min(effective_from) AS first, max(effective_to) AS last
	FROM cptpolicy.fee_schedule_in_force
	WHERE component = 'whole'
	GROUP BY 1, 2;
	SELECT code INTO odd FROM learned GROUP BY code HAVING count(*) > 1 LIMIT 1;
	IF odd IS NOT NULL THEN
		RAISE 'the indicators of % change, which the check by hand does not provide for', odd;
	END IF;

	PERFORM bench.learn_code(code, coalesce(groups, 0)::int, coalesce(indicators, '      '),
		coalesce(first, '2000-01-02'), coalesce(last, '2000-01-01'),
		coalesce(add_on_first, '2000-01-02'), coalesce(add_on_last, '2000-01-01'))
	FROM bench.popular_code
		LEFT JOIN learned USING (code)
		LEFT JOIN (SELECT add_on_code AS code, min(effective_from) AS add_on_first, max(effective_to) AS add_on_last
				   FROM cptpolicy.add_on_in_force GROUP BY 1) AS add_on USING (code)
		LEFT JOIN LATERAL (
			SELECT sum(DISTINCT 1 << array_position(group_names, code_group) - 1) AS groups
			FROM cptpolicy.code_group AS g
			WHERE code BETWEEN g.first_code AND g.last_code) AS grouped ON true;
END
$$;

-- Both must give the same answer for every line.
SELECT bench.learn() \g /dev/null
DO $$
DECLARE
	odd record;
BEGIN
	SELECT * INTO odd FROM bench.coded_line
	WHERE modifiers_valid(code, modifiers, on_date) IS DISTINCT FROM bench.modifiers_valid(code, modifiers, on_date)
	LIMIT 1;
	IF odd IS NOT NULL THEN
		RAISE 'answers differ for % with % on %', odd.code, odd.modifiers, odd.on_date;
	END IF;
END
$$;
VACUUM (FREEZE, ANALYZE) bench.coded_line;
INSERT INTO bench.figure
SELECT 'modifier lines', count(*) FROM bench.coded_line
UNION ALL SELECT 'modifiers a line', avg(cardinality(modifiers)) FROM bench.coded_line
UNION ALL SELECT 'modifier codes', count(DISTINCT code) FROM bench.coded_line
UNION ALL SELECT 'modifier lines rejected', count(*) FROM bench.coded_line
	WHERE NOT modifiers_valid(code, modifiers, on_date);
