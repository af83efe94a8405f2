/** Which clauses an incident cites (引用条款): the main one first, then the others, each once. */
export function codesOf({ clause, also_clauses }: { readonly clause: string; readonly also_clauses: string | null }): readonly string[] {
  const others = (also_clauses ?? '').split(/[\s,，、;；]+/).filter((code) => code !== '');
  return [...new Set([clause, ...others])];
}
