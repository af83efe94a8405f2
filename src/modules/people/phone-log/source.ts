/**
 * Where telephone records come from (电话来源): the kind of file, the zone of its local times, for plain tables which column is what, and
 * whether a folder is watched. Serves section 7, CC-5.2a.
 */
import { calendar, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { mappingOf } from './reader.rules.ts';
import { KEEPERS, READERS } from './roles.ts';

export const KIND_LABELS = {
  queue_log: ['Asterisk 队列日志（queue_log）', 'Asterisk queue_log file'], queue_log_db: ['Asterisk 队列日志（数据库，跟随或导出）', 'Asterisk queue_log in a database, followed or exported'],
  freeswitch: ['FreeSWITCH 呼叫中心事件', 'FreeSWITCH callcenter events'], freeswitch_agents: ['FreeSWITCH 坐席清单', 'FreeSWITCH agent list'],
  cdr: ['Asterisk 通话记录（CDR）', 'Asterisk call records (CDR)'], issabel: ['Issabel 审计（audit）', 'Issabel audit'], csv: ['普通表格（CSV）', 'Plain table (CSV)'],
} as const;

export const PhoneSource = defineRegister('phone_source', {
  label: ['电话来源', 'Telephone source'],
  number: 'DH-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    source_kind: f.choice('格式', 'Format', KIND_LABELS, { initial: 'queue_log' }),
    zone: f.text('时区', 'Time zone', { max: 40, initial: 'Asia/Shanghai', hint: ['不带时区的本地时间属于这里', 'Local times without a zone belong here'] }),
    folder: f.text('监看文件夹', 'Watched folder', { max: 60, optional: true, hint: ['数据目录 incoming/<组织代码>/ 之下的名称；其中的文件自动读入并跟随；数据库形式：PostgreSQL 由管理机器的人在其中放 database.json，MySQL、MariaDB 由定时任务导出到其中', 'A name below incoming/<organisation code>/ in the data folder; its files are read and followed. For a database: whoever runs the machine puts database.json there (PostgreSQL) or lets cron export into it (MySQL, MariaDB)'] }),
    mapping: f.longText('列对照', 'Columns', { max: 600, optional: true, hint: ['普通表格用：time=时间, agent=工号, event=动作；event.签入=SIGN_IN', 'For plain tables: time=when, agent=who, event=what; event.Login=SIGN_IN'] }),
    last_event_at: f.dateTime('最近事件', 'Latest event', { optional: true, readonly: true }),
    trouble: f.text('跟随障碍', 'Following stopped', { max: 200, optional: true, readonly: true }),
  },
  title: ['name'],
  list: ['name', 'source_kind', 'folder', 'last_event_at', 'trouble'],
  sorts: ['name'],
  unique: [['name']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
  empty: ['还没有电话来源。先登记电话系统是什么、文件什么格式。', 'No sources yet. First say which telephone system it is and what its files look like.'],
  opening: {
    guard({ input }) {
      if (!calendar.isZone(input.zone)) throw new Refusal('phone_source.zone', ['没有这个时区', 'There is no such time zone'], 422, { zone: ['如 Asia/Shanghai', 'Such as Asia/Shanghai'] });
      if (input.folder !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(input.folder)) throw new Refusal('phone_source.folder', ['文件夹只写名称，不写路径', 'Only a name, not a path'], 422, { folder: ['字母、数字、点、横线', 'Letters, digits, dot, dash'] });
      if (input.source_kind === 'csv' && mappingOf(input.mapping ?? '') === null) throw new Refusal('phone_source.mapping', ['普通表格须写明时间、坐席、事件各是哪一列', 'A plain table needs to say which columns hold time, agent and event'], 422, { mapping: ['如 time=时间, agent=工号, event=动作', 'Such as time=when, agent=who, event=what'] });
    },
  },
});
