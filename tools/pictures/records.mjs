/** Finds the address of a record: the first of a register that the given filter lets through, as the person sees it. */
export const record = (register, filter) => async (api) => {
  const { rows } = await api(`/records/${register}?size=1${filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : ''}`);
  if (!rows?.[0]) throw new Error(`no ${register} for this picture`);
  return `/r/${register}/${rows[0].id}`;
};
export const inState = (register, state) => record(register, { field: 'state', op: 'eq', value: state });
