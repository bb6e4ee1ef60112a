# usage: awk -v variant=reasons -f expand.awk reasons.plpgsql
#
# Prints a function body; a line "@name" stands for the file name.plpgsql, "@pass" for the variant's own.
function expand(name,   line, file) {
	if (name == "pass")
		name = variant "_pass"
	file = directory name ".plpgsql"
	while ((getline line < file) > 0) {
		if (line ~ /^@/)
			expand(substr(line, 2))
		else
			print line
	}
	close(file)
}
BEGIN { expand(variant) }
