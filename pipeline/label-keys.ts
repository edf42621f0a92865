/** Keys of `text` in data/labels/<lang>.yaml: every word that the templates print and that is not data. */
export const labelKeys = [] as const satisfies readonly string[];
