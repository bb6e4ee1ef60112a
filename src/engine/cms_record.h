/*
 * cms_record.h
 *	  Bytes of a file of CMS, in pieces of any size, cut into records of fields.
 *
 * Lines end in LF or CR LF, a UTF-8 byte order mark is skipped, blank records are left out. UTF-16, zip archives, web
 * pages and bytes of value zero are refused, as is a last line without its end, which shows that the file was cut off.
 * At most one record is kept.
 */
#ifndef CPTPOLICY_CMS_RECORD_H
#define CPTPOLICY_CMS_RECORD_H

#include "engine/cms_file.h"

#define CMS_RECORD_BYTES_MAX 65536	/* with the line end */
#define CMS_COLUMNS_MAX 256

typedef enum cms_layout
{
	CMS_LINES,					/* one field: the line, as in fixed-width files */
	CMS_TABS,					/* fields between tabs, never quoted */
	CMS_COMMAS					/* CSV: a field in double quotes may hold commas, line ends and doubled quotes */
} cms_layout;

/* Lives until the receiver returns. */
typedef struct cms_record
{
	uint64_t	line;			/* the first one, from 1 */
	text_span	whole;			/* as it stands in the file, without the line end */
	uint32_t	count;			/* at least 1 */
	text_span	fields[CMS_COLUMNS_MAX];	/* as they are, not trimmed; none is absent */
} cms_record;

/* Takes one record; false to stop, having written the fault. */
typedef bool (*cms_record_receiver) (void *context, const cms_record *record);

/* The layout that the first line of a file shows. */
typedef cms_layout (*cms_layout_chooser) (text_span first_line);

typedef struct cms_splitter
{
	arena	   *memory;
	cms_layout_chooser choose;	/* NULL once the layout is settled */
	cms_layout	layout;
	cms_record_receiver receive;
	void	   *context;
	cms_fault  *fault;
	uint64_t	line;			/* where the record at hand begins */
	uint32_t	mark_bytes;		/* of the byte order mark seen */
	bool		begun;			/* the place of the byte order mark is passed */
	int			quote_state;	/* of CMS_COMMAS, behind the bytes that are held */
	uint32_t	held_length;
	char	   *held;			/* the record at hand, as far as it came in earlier pieces */
	char	   *unquoted;		/* fields of the record at hand that had doubled quotes */
	cms_record	record;
} cms_splitter;

/* Start to cut a file. choose, or NULL, picks the layout once the first line is known. What is wrong goes to *fault. */
extern void cms_splitter_init(cms_splitter *splitter, arena *memory, cms_layout layout, cms_layout_chooser choose,
							  cms_record_receiver receive, void *context, cms_fault *fault);

/* Take the next bytes; false when something is wrong or the receiver stopped. Not to be called again then. */
extern bool cms_splitter_take(cms_splitter *splitter, const char *bytes, size_t length);

/* The file ends here; false as above. */
extern bool cms_splitter_finish(cms_splitter *splitter);

#endif
