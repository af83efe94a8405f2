/** Storage slots (保管位): safe, shelf and fridge. What lies in one is read from the items, never stored twice. Serves VIP-4.3. */
import { defineRegister, f } from '../../../kernel/index.ts';

export const SafeSlot = defineRegister('safe_slot', {
  label: ['保管位', 'Storage slot'],
  number: 'BG{000}',
  fields: {
    code: f.text('格号', 'Slot', { max: 20 }),
    kind: f.choice('类别', 'Kind', { safe: ['保险柜', 'Safe'], shelf: ['货架', 'Shelf'], fridge: ['冰箱', 'Fridge'] }),
    place: f.text('位置', 'Where it is', { optional: true, max: 60 }),
  },
  title: ['code'],
  list: ['code', 'kind', 'place'],
  sorts: ['code'],
  unique: [['code']],
  access: {
    read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'general_affairs', 'auditor'],
    create: ['vip_manager'], edit: ['vip_manager'], archive: ['vip_manager'],
  },
  empty: ['先登记保险柜格、货架和冰箱，物品入库时才能选择。', 'Register the slots of the safe, shelves and fridges first; they are chosen when an item is stored.'],
});
