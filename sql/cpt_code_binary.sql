-- The binary form is the text: readable in every driver, free of byte order.
SELECT cpt_code_send('g0260'), cpt_modifier_send('lt');

-- COPY BINARY there and back; a driver that binds in binary sends the same bytes.
CREATE TABLE sent (id int, code cpt_code, modifier cpt_modifier, codes cpt_code[], family cpt_code_range,
	families cpt_code_multirange);
INSERT INTO sent VALUES
	(1, '99213', '25', '{99213,G0260,NULL}', '[64490,64495]', '{[64490,64495],[G0260,G0260]}'),
	(2, '0042T', 'ZZ', '{}', '(,A0010)', '{}'),
	(3, '00000', '00', '{{0001A,0002M},{V9999,A0000}}', 'empty', '{(,)}'),
	(4, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE received (LIKE sent);
\copy sent TO PROGRAM 'cat > "${PG_ABS_BUILDDIR:-.}/results/cpt_code_binary.copy"' (FORMAT binary)
\copy received FROM PROGRAM 'cat "${PG_ABS_BUILDDIR:-.}/results/cpt_code_binary.copy"' (FORMAT binary)
TABLE received ORDER BY id;
SELECT count(*) AS differences
FROM (TABLE sent EXCEPT TABLE received UNION ALL (TABLE received EXCEPT TABLE sent)) AS difference;

-- Input is checked as text is: the case is folded, what is no code is an error.
CREATE TABLE one_code (code cpt_code);
CREATE TABLE one_modifier (modifier cpt_modifier);
\copy one_code FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\5g0260\377\377"' (FORMAT binary)
\copy one_code FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\5CCCCC\377\377"' (FORMAT binary)
\copy one_code FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4\0\0\0\7\377\377"' (FORMAT binary)
\copy one_code FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\699213 \377\377"' (FORMAT binary)
\copy one_modifier FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2lt\377\377"' (FORMAT binary)
\copy one_modifier FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2L-\377\377"' (FORMAT binary)
\copy one_modifier FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1L\377\377"' (FORMAT binary)
\set VERBOSITY sqlstate
\copy one_code FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\5CCCCC\377\377"' (FORMAT binary)
\set VERBOSITY default
TABLE one_code;
TABLE one_modifier;

-- COPY in text and CSV, with the line ends of another system inside a quoted field.
\copy one_code FROM PROGRAM 'printf "99213\n 0042t \n\\\\N\n"'
\copy one_code FROM PROGRAM 'printf "\"99214\r\"\nG0260\n"' (FORMAT csv)
\copy one_code FROM PROGRAM 'printf "99213\n6445X\n"'
SELECT code FROM one_code ORDER BY code;

DROP TABLE sent, received, one_code, one_modifier;
