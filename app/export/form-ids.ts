/** The names of the forms in which a case leaves the program; each is also the ending of its file. */

export const formIds = ['html', 'pdf', 'pptx', 'md', 'xlsx', 'csv'] as const;
export type FormId = (typeof formIds)[number];
/** All but PDF, which Electron prints from the page. */
export type WrittenForm = Exclude<FormId, 'pdf'>;
