/** What the QR label of a building opens, without signing in: the form by which anybody in it reports a fault. Serves LOG-2.5, TEA-1. */
import { createRecord, defineIntake, f, tables } from '../../../kernel/index.ts';
import { Building } from '../buildings/index.ts';
import { RepairOrder } from './order.ts';

interface Labelled { readonly id: string; readonly name: string; readonly address: string }

export const BuildingRepair = defineIntake('building_repair', {
  label: ['房屋报修', 'Report a fault in this building'],
  hint: ['写明哪里坏了、怎样联系您，维修工会与您联系。漏电、漏气、火情请先撤离并拨打值班电话。', 'Say what is broken and how to reach you; a worker will contact you. In danger from electricity, gas or fire, leave first and call the duty number.'],
  thanks: ['已收到，请记下编号', 'Received; please note the number'],
  fields: {
    place: f.text('位置', 'Where', { max: 60 }),
    content: f.longText('哪里坏了', 'What is wrong', { max: 1000 }),
    reporter: f.personName('您的姓名', 'Your name'),
    phone: f.phone('联系电话', 'Phone'),
    urgent: f.yesNo('正在漏水、漏电或影响安全', 'Leaking, live or unsafe', { initial: false }),
    photos: f.photo('照片', 'Photographs', { optional: true, max: 3 }),
  },
  async find(tx, token): Promise<Labelled | null> {
    const found = await tables(tx, Building).selectFrom('building').select(['id', 'name', 'address'])
      .where('tenant_id', '=', tx.tenantId).where('qr_token', '=', token).where('state', '=', 'in_use').where('archived_at', 'is', null).executeTakeFirst();
    return found ?? null;
  },
  lines: (b) => [[`${b.name}　${b.address}`, `${b.name}, ${b.address}`]],
  receive: ({ tx, found, input }) => createRecord(tx, RepairOrder, {
    building: found.id, place: input.place, content: input.content, reporter: input.reporter, phone: input.phone, channel: 'qr',
    ...(input.urgent ? { grade: 'urgent' as const } : {}), ...(input.photos ? { photos: input.photos } : {}),
  }),
});
