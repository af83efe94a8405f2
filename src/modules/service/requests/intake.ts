/**
 * What opens without signing in: the form behind the QR label of a unit, and the page on which a requester reads what became of a request.
 * Both know nothing but their token; the first shows only what stands on the label. Serves AC-34, SM-20.
 */
import { createRecord, defineIntake, f, tables, updateRecord, type Tx } from '../../../kernel/index.ts';
import { Equipment } from '../equipment/index.ts';
import { ServiceRequest } from './service-request.ts';

interface Labelled { readonly id: string; readonly model: string; readonly serial: string }

export const EquipmentRequest = defineIntake('equipment_request', {
  label: ['设备报修', 'Report a fault'],
  hint: ['写明发生了什么、怎样联系您，我们会尽快答复。危险情况请先停炉并拨打值班电话。', 'Say what happened and how to reach you; we answer soon. In danger, shut the unit down first and call the duty number.'],
  thanks: ['请记下编号；处理情况可在下面的链接查看', 'Please note the number; the link below tells what becomes of it'],
  fields: {
    content: f.longText('发生了什么', 'What happened', { max: 1000 }),
    requester: f.personName('您的姓名', 'Your name'),
    phone: f.phone('联系电话', 'Phone'),
    urgent: f.yesNo('已停炉或有危险', 'It is down, or dangerous', { initial: false }),
    photos: f.photo('照片', 'Photographs', { optional: true, max: 3 }),
  },
  async find(tx, token): Promise<Labelled | null> {
    const unit = await tables(tx, Equipment).selectFrom('equipment').select(['id', 'model', 'serial'])
      .where('tenant_id', '=', tx.tenantId).where('qr_token', '=', token).where('state', '=', 'in_use').where('archived_at', 'is', null).executeTakeFirst();
    return unit ?? null;
  },
  lines: (unit) => [[`${unit.model}　${unit.serial}`, `${unit.model}  ${unit.serial}`]],
  async receive({ tx, found, input }) {
    const { number, reply_token } = await createRecord(tx, ServiceRequest, {
      channel: 'qr', requester_kind: 'user', requester: input.requester, phone: input.phone, equipment: found.id, content: input.content,
      priority: input.urgent ? 'urgent' : 'normal', ...(input.photos ? { photos: input.photos } : {}),
    });
    return { number, ...(reply_token === null ? {} : { answers: { intake: RequestAnswer.name, token: reply_token } }) };
  },
});

interface Asked { readonly id: string; readonly number: string; readonly state: string; readonly refusal: string | null; readonly content: string }

/** The requester reads the answer here, a refusal with its reason, and may add something while the request is open. */
export const RequestAnswer = defineIntake('request_answer', {
  label: ['服务申请答复', 'Answer to your request'],
  hint: ['如需补充说明，请在此填写。', 'If you wish to add something, write it here.'],
  thanks: ['已补充到您的申请', 'Added to your request'],
  fields: { message: f.longText('补充说明', 'Further words', { max: 500 }) },
  async find(tx, token): Promise<Asked | null> {
    const request = await tables(tx, ServiceRequest).selectFrom('service_request').select(['id', 'number', 'state', 'refusal', 'content'])
      .where('tenant_id', '=', tx.tenantId).where('reply_token', '=', token).where('archived_at', 'is', null).executeTakeFirst();
    return request ?? null;
  },
  lines: (asked) => [[`申请 ${asked.number}`, `Request ${asked.number}`], ANSWERS[asked.state] ?? ANSWERS['received']!, ...(asked.refusal === null ? [] : [[`原因：${asked.refusal}`, `Reason: ${asked.refusal}`] as const])],
  receive: ({ tx, found, input }) => addWords(tx, found, input.message),
});

const ANSWERS: { readonly [state: string]: readonly [string, string] } = {
  received: ['已接到，正在核对', 'Received and being checked'], validated: ['已接到，正在核对', 'Received and being checked'], accepted: ['已受理，即将安排', 'Accepted, soon to be arranged'],
  ordered: ['已安排服务', 'Service has been arranged'], merged: ['与另一份申请一并处理', 'Dealt with together with another request'], refused: ['不予受理', 'Refused'],
};

async function addWords(tx: Tx, asked: Asked, message: string): Promise<{ readonly number: string }> {
  await updateRecord(tx, ServiceRequest, asked, { content: `${asked.content}\n——补充：${message}` }, { what: 'update', reason: '申请人补充' });
  return { number: asked.number };
}
