/*
 * fault.c
 *	  Collecting the faults of a policy document.
 */
#include "engine/fault.h"

void
fault_list_init(fault_list *list, arena *memory)
{
	*list = (fault_list) {.memory = memory};
}

void
fault_add(fault_list *list, text_span path, text_span criterion, const char *format,...)
{
	va_list		arguments;
	fault	   *added;

	list->total++;
	if (list->count == FAULTS_MAX)
		return;
	if (list->faults == NULL)
		list->faults = ARENA_ARRAY(list->memory, fault, FAULTS_MAX);
	added = &list->faults[list->count++];
	added->path = path;
	added->criterion = criterion;
	va_start(arguments, format);
	added->message = arena_format_list(list->memory, format, arguments);
	va_end(arguments);
}
