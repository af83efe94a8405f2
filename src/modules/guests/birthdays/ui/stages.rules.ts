/** The stages of one visit in the order of the work, each with the step that does it and the moment it was done; pure, so that it can be tested. */
export interface Stage { readonly step: string; readonly at: string | null; readonly by: string | null; readonly standing: 'done' | 'now' | 'ahead' | 'off' }

const STAGES: readonly (readonly [step: string, at: string, by: string | null, after: readonly string[]])[] = [
  ['contact', 'contacted_at', 'contacted_by', ['listed']], ['take_gift', 'drawn_on', null, ['listed']], ['notify', 'notified_at', null, ['drawn']], ['hold_room', 'reservation_no', null, ['notified', 'passed_on']],
  ['track', 'track_note', null, ['to_track']], ['arrive', 'arrived_at', null, ['room_held', 'tracked']], ['check_id', 'id_checked_at', 'id_checked_by', ['arrived', 'id_failed']], ['seat', 'seated_at', null, ['id_ok']],
  ['switch_on', 'switched_on_at', null, ['seated']], ['give', 'given_at', 'given_by', ['switched_on']],
];
const ENDED: readonly string[] = ['no_show', 'returned', 'lost', 'lapsed', 'withdrawn'];

/** `now` is the first stage not done that the state asks for; what comes after an end is struck out. */
export function stagesOf(row: { readonly state: string; readonly [field: string]: unknown }): readonly Stage[] {
  const done = (at: string) => row[at] !== null && row[at] !== undefined && row[at] !== '';
  // A document that was seen but not accepted is not a stage passed.
  const passed = (step: string, at: string) => done(at) && !(step === 'check_id' && ['arrived', 'id_failed'].includes(row.state));
  const current = STAGES.find(([step, at, , after]) => after.includes(row.state) && !passed(step, at));
  return STAGES.map(([step, at, by]) => ({
    step, at: done(at) ? String(row[at]) : null, by: by !== null && done(by) ? String(row[by]) : null,
    standing: passed(step, at) ? 'done' : step === current?.[0] ? 'now' : ENDED.includes(row.state) ? 'off' : 'ahead',
  }));
}
