/** Keys and cards of the station (钥匙) that are handed on with every shift. Serves P11. */
import { defineRegister, f } from '../../../kernel/index.ts';

export const StationKey = defineRegister('station_key', {
  label: ['交接钥匙', 'Keys of the station'],
  number: 'YS{000}',
  fields: { name: f.text('名称', 'Name', { max: 60 }), pieces: f.integer('数量', 'Pieces', { min: 1, max: 999, initial: 1 }) },
  title: ['name'],
  list: ['name', 'pieces'],
  sorts: ['name'],
  access: { read: ['duty_supervisor', 'vip_manager', 'auditor'], create: ['vip_manager'], edit: ['vip_manager'], archive: ['vip_manager'] },
  empty: ['保险柜钥匙、包厢总控卡等，随班交接清点。', 'Keys of the safe, the master card of the rooms: counted at every hand-over.'],
});
