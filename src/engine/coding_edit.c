/*
 * coding_edit.c
 *	  Names of the coding edits, lists of what they find, and the settings that turn them up, down or off.
 */
#include "engine/coding_edit.h"

#include "engine/directory.h"

static const text_span edit_names[CODING_EDIT_COUNT] = {
	[EDIT_CODE_DATE] = {"CODE.DATE", 9},
	[EDIT_MODIFIER_UNKNOWN] = {"MODIFIER.UNKNOWN", 16},
	[EDIT_MODIFIER_CODE] = {"MODIFIER.CODE", 13},
	[EDIT_MODIFIER_PAIR] = {"MODIFIER.PAIR", 13},
	[EDIT_ADD_ON] = {"NCCI.ADD_ON", 11},
	[EDIT_PTP] = {"NCCI.PTP", 8},
	[EDIT_MUE] = {"NCCI.MUE", 8},
	[EDIT_PLACE] = {"PLACE", 5}
};

#define SEVERITY_COUNT 3

static const text_span severity_names[SEVERITY_COUNT] = {
	[SEVERITY_INFO] = {"info", 4},
	[SEVERITY_REVIEW] = {"review", 6},
	[SEVERITY_DENY] = {"deny", 4}
};

text_span
coding_edit_name(coding_edit edit)
{
	return edit_names[edit];
}

bool
coding_edit_of_name(text_span name, coding_edit *edit)
{
	int			found = text_place(name, edit_names, CODING_EDIT_COUNT);

	if (found >= 0)
		*edit = (coding_edit) found;
	return found >= 0;
}

text_span
edit_severity_name(edit_severity severity)
{
	return severity_names[severity];
}

bool
edit_severity_of_name(text_span name, edit_severity *severity)
{
	int			found = text_place(name, severity_names, SEVERITY_COUNT);

	if (found >= 0)
		*severity = (edit_severity) found;
	return found >= 0;
}

void
edit_finding_add(edit_finding_list *list, edit_finding *finding)
{
	finding->next = NULL;
	if (list->last != NULL)
		list->last->next = finding;
	else
		list->first = finding;
	list->last = finding;
	list->count++;
	if (finding->severity > list->worst)
		list->worst = finding->severity;
}

/* ---- settings ---- */

static bool
setting_applies(const edit_setting *setting, uint32_t payer, int line_of_business, calendar_date date)
{
	/* a setting for a payer that is in no table must not reach claims that name none */
	bool		payer_fits = setting->any_payer || (setting->payer == payer && payer != NO_PAYER);
	bool		business_fits = setting->line_of_business == ANY_LINE_OF_BUSINESS ||
		setting->line_of_business == line_of_business;

	return payer_fits && business_fits && date >= setting->first && date <= setting->last;
}

/* Does the left setting win over the right one, where both apply? */
static bool
setting_wins(const edit_setting *left, const edit_setting *right)
{
	if (left->any_payer != right->any_payer)
		return !left->any_payer;
	if ((left->line_of_business == ANY_LINE_OF_BUSINESS) != (right->line_of_business == ANY_LINE_OF_BUSINESS))
		return left->line_of_business != ANY_LINE_OF_BUSINESS;
	if ((left->edit == ANY_EDIT) != (right->edit == ANY_EDIT))
		return left->edit != ANY_EDIT;
	return left->first > right->first;
}

void
edit_modes_find(const edit_setting_list *list, uint32_t payer, int line_of_business, calendar_date date,
				edit_mode modes[CODING_EDIT_COUNT])
{
	const edit_setting *winners[CODING_EDIT_COUNT] = {NULL};

	for (uint32_t i = 0; i < list->count; i++)
	{
		const edit_setting *setting = &list->settings[i];

		if (!setting_applies(setting, payer, line_of_business, date))
			continue;
		for (int edit = 0; edit < CODING_EDIT_COUNT; edit++)
		{
			bool		speaks = setting->edit == ANY_EDIT || setting->edit == edit;

			if (speaks && (winners[edit] == NULL || setting_wins(setting, winners[edit])))
				winners[edit] = setting;
		}
	}
	for (int edit = 0; edit < CODING_EDIT_COUNT; edit++)
		modes[edit] = winners[edit] != NULL ? winners[edit]->mode : MODE_AS_IS;
}

edit_severity
edit_severity_under(edit_mode mode, edit_severity severity)
{
	if (severity == SEVERITY_INFO || mode == MODE_AS_IS)
		return severity;
	return mode == MODE_REVIEW ? SEVERITY_REVIEW : SEVERITY_DENY;
}
