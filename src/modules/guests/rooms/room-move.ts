/** Changes of room (换房记录): from which room and type to which, when and why; written by the move itself. Serves P14, G11. */
import { createRecord, defineRegister, f, type NewOf, type Tx } from '../../../kernel/index.ts';
import { ROOM_READERS } from './room.ts';

export const RoomMove = defineRegister('room_move', {
  label: ['换房记录', 'Room change'],
  number: 'HF{yyyy}{mm}-{0000}',
  fields: {
    session: f.ref('开房', 'Session', 'room_session'),
    from_room: f.ref('原包厢', 'From', 'room'), to_room: f.ref('新包厢', 'To', 'room'),
    from_type: f.ref('原类型', 'From type', 'room_type'), to_type: f.ref('新类型', 'To type', 'room_type'),
    moved_at: f.dateTime('换房时间', 'Moved at'),
    reason: f.text('原因', 'Why', { max: 200 }),
  },
  title: ['from_room', 'to_room'],
  list: ['session', 'from_room', 'to_room', 'from_type', 'to_type', 'moved_at', 'reason'],
  sorts: ['-number'],
  hidden: true,
  access: { read: ROOM_READERS, create: [] },
  empty: ['换房时自动记录。', 'Written when guests move.'],
});

/** Nobody types one; the move of the session writes it, as whoever moved the guests. */
export async function recordMove(tx: Tx, move: NewOf<typeof RoomMove>): Promise<void> {
  await createRecord(tx, RoomMove, move);
}

/** The rooms that guests were moved between, in order, for their slip. */
export function movesOf(tx: Tx, session: string): Promise<readonly { readonly moved_at: Date; readonly from: string; readonly to: string; readonly reason: string }[]> {
  return tx.query('select m.moved_at, f.code as from, t.code as to, m.reason from room_move m join room f on f.tenant_id = m.tenant_id and f.id = m.from_room join room t on t.tenant_id = m.tenant_id and t.id = m.to_room where m.tenant_id = $1 and m.session = $2 order by m.moved_at', [tx.tenantId, session]);
}
