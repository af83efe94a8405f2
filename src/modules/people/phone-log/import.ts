/** One taking-in of telephone records (电话记录导入): which file, how many lines, what was new, what nobody could read. Serves AC-07. */
import { defineRegister, f } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export const PhoneImport = defineRegister('phone_import', {
  label: ['电话记录导入', 'Telephone import'],
  number: 'DR-{yyyy}{mm}-{0000}',
  fields: {
    source: f.ref('来源', 'Source', 'phone_source', { readonly: true }),
    file_name: f.text('文件', 'File', { max: 120, readonly: true }),
    how: f.choice('途径', 'How', { upload: ['上传', 'Uploaded'], watched: ['监看文件夹', 'Watched folder'] }, { readonly: true }),
    lines: f.integer('行数', 'Lines', { max: 2_000_000_000, readonly: true }),
    stored: f.integer('新存', 'Stored', { max: 2_000_000_000, readonly: true }),
    repeated: f.integer('已有', 'Known already', { max: 2_000_000_000, readonly: true }),
    unknown: f.integer('不认识的事件', 'Unknown events', { max: 2_000_000_000, readonly: true }),
    malformed: f.integer('读不出的行', 'Unreadable lines', { max: 2_000_000_000, readonly: true }),
    problems: f.longText('问题行', 'Lines in question', { max: 4_000, optional: true, readonly: true }),
    problems_en: f.longText('问题行（英文）', 'Lines in question, in English', { max: 6_000, optional: true, readonly: true }),
    first_at: f.dateTime('最早事件', 'First event', { optional: true, readonly: true }),
    last_at: f.dateTime('最晚事件', 'Last event', { optional: true, readonly: true }),
  },
  title: ['file_name', 'source'],
  list: ['file_name', 'source', 'how', 'lines', 'stored', 'repeated', 'unknown', 'malformed'],
  sorts: ['-number', '-created_at'],
  indexes: [['source']],
  access: { read: READERS, create: [] },
  empty: ['还没有导入。在“电话日志”页上传文件，或登记监看文件夹。', 'Nothing taken in yet. Upload a file on the telephone log page, or register a watched folder.'],
});
