/** Forms for people outside: opened by a token only, written once, limited in pace, and silent to those who guess. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../../tests/access/house.ts';
import { createRecord, defineIntake, defineModule, defineRegister, f, Refusal } from '../kernel/index.ts';
import type { IntakePage } from '../kernel/api.ts';
import { openKernel } from '../kernel/runtime.ts';

const Note = defineRegister('intake_note', {
  label: ['留言', 'Note'], number: 'LY-{0000}', list: ['message'],
  fields: { message: f.text('内容', 'Message', { max: 40 }), phone: f.phone('电话', 'Phone', { optional: true }), photos: f.photo('照片', 'Photographs', { optional: true, max: 3 }) },
  access: { read: ['desk'], create: ['desk'] },
});
const TOKEN = 'k3Jd8_sLq0ZpWm5x-YtR2v';
const Box = defineIntake('note_box', {
  label: ['留言箱', 'Note box'], hint: ['我们会尽快回复', 'We answer soon'], thanks: ['谢谢', 'Thank you'],
  fields: { message: Note.fields.message, phone: Note.fields.phone, photos: Note.fields.photos },
  find: async (_tx, token) => (token === TOKEN ? { place: '前厅' } : null),
  lines: ({ place }) => [[`位置：${place}`, `Place: ${place}`]],
  async receive({ tx, input }) {
    if (input.message === '太短') throw new Refusal('note.short', ['请多写几个字', 'Please write a little more'], 422, { message: ['太短', 'Too short'] });
    return createRecord(tx, Note, input);
  },
});
const desk = defineModule({ name: 'note-box', area: 'guests', label: ['留言', 'Notes'], roles: { desk: ['前台', 'Desk'] }, registers: [Note], intakes: [Box] });

let house: House;
beforeAll(async () => { house = await openHouse({ modules: [desk], tables: [Note] }); });
afterAll(() => house.close());

const at = (organisation: string, token: string, intake = 'note_box') => `/api/intake/${organisation}/${intake}/${token}`;
const notes = async () => (await house.owner.query<{ message: string; photos: string[] | null }>('select message, photos from intake_note order by number')).rows;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
function photo(bytes: Buffer, name = 'a.png', headers: { [name: string]: string } = {}) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return fetch(`${house.app.address}${at('here', TOKEN)}/photos`, { method: 'POST', body: form, headers });
}

test('凭口令打开表单：只有标签上的字与要填的栏目', async () => {
  const page = (await house.ask('GET', at('here', TOKEN))).json<IntakePage>();
  expect(page).toMatchObject({ organisation: '云岭here', label: ['留言箱', 'Note box'], lines: [['位置：前厅', 'Place: 前厅']] });
  expect(page.fields.map((x) => x.name)).toEqual(['message', 'phone', 'photos']);
});

test('组织、表单、口令不对，说法都一样，看不出哪一样不对', async () => {
  const answers = await Promise.all([at('here', 'k3Jd8_sLq0ZpWm5x-YtR2w'), at('nowhere', TOKEN), at('here', TOKEN, 'other_box'), at('here', 'short'), at('here', TOKEN, 'constructor')].map((path) => house.ask('GET', path)));
  expect(new Set(answers.map((a) => `${a.status} ${a.text}`))).toEqual(new Set([`404 ${answers[0]!.text}`]));
  expect(answers[0]!.code).toBe('intake.unknown');
  expect((await house.ask('POST', at('here', 'k3Jd8_sLq0ZpWm5x-YtR2w'), { body: { values: { message: '您好' } } })).code).toBe('intake.unknown');
});

test('写下一次，重发不多记；未列的栏目、填错的内容都说明；写错时什么也不留', async () => {
  const key = '01936f00-0000-7000-8000-000000000001';
  const first = await house.ask('POST', at('here', TOKEN), { body: { values: { message: '锅炉漏水', phone: '13812345678' } }, key });
  expect(first.json()).toMatchObject({ number: 'LY-0001', thanks: ['谢谢', 'Thank you'] });
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: { message: '锅炉漏水', phone: '13812345678' } }, key })).json()).toMatchObject({ number: 'LY-0001', repeated: true });
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: { message: '甲', state: 'closed' } } })).status).toBe(422);
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: {} } })).status).toBe(422);
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: { message: '太短' } } })).code).toBe('note.short');
  expect((await notes()).map((n) => n.message)).toEqual(['锅炉漏水']);
});

test('照片：只收图片，只能用自己刚传的，不能指向别人的附件', async () => {
  const taken = await photo(PNG);
  const { id } = await taken.json() as { id: string };
  expect(taken.status).toBe(200);
  expect((await photo(Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'), 'a.pdf')).status).toBe(422);
  const agent = await house.person(house.here, 'desk', 'VIP');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(PNG)]), 'mine.png');
  const others = await (await fetch(`${house.app.address}/api/attachments`, { method: 'POST', body: form, headers: { cookie: `dutydesk=${agent.token}` } })).json() as { id: string };
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: { message: '看别人的', photos: [others.id] } } })).code).toBe('intake.photo');
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: { message: '看照片', photos: [id] } } })).status).toBe(200);
  expect((await house.ask('POST', at('here', TOKEN), { body: { values: { message: '再用一次', photos: [id] } } })).code).toBe('intake.photo');
  expect((await notes()).at(-1)).toEqual({ message: '看照片', photos: [id] });
});

test('同一地址十分钟内至多写十次', async () => {
  const answers = [];
  for (let i = 0; i < 12; i++) answers.push((await house.ask('POST', at('here', TOKEN), { body: { values: { message: `第 ${i}` } } })).status);
  expect(answers.filter((s) => s === 429).length).toBeGreaterThan(0);
  expect(answers.at(-1)).toBe(429);
});

test('要查组织内部资料的栏目不能放进外部表单，启动时就说出来', () => {
  const wrong = defineIntake('wrong_box', { label: ['甲', 'A'], hint: ['甲', 'A'], thanks: ['甲', 'A'], fields: { who: f.ref('人', 'Who', 'app_user') }, find: async () => null, receive: async () => ({ number: '' }) });
  expect(() => openKernel({ url: 'postgres://127.0.0.1:1/none', modules: [{ ...desk, intakes: [wrong] }], clock: house.kernel.clock, cipher: house.kernel.cipher })).toThrow('intake wrong_box.who: ref cannot be filled in from outside');
});
