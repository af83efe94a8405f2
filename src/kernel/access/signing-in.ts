/** What an organisation asks of people who sign in; answered like every other rule, with a date and a reason. */
import * as f from '../field/index.ts';
import { defineParameter } from '../settings/parameter.ts';

export const SecondFactorFor = defineParameter('organisation.second_factor', {
  label: ['两步验证', 'Two-step sign-in'],
  help: ['要求谁在密码之外再输一次性验证码；没有设置的人下次登录时先设置。自愿设置的人总是要输。通行密钥、统一登录、工牌加 PIN 本身已是两步。', 'Who must give a one-time code besides the password; those who have none set it up when they next sign in. Whoever set it up of their own will is always asked. Passkeys, single sign-on, and badge with PIN are two steps already.'],
  field: f.choice('范围', 'Who', { nobody: ['自愿', 'Whoever wants to'], administrators: ['管理员与审计员', 'Administrators and auditors'], everybody: ['所有人', 'Everybody'] }),
  source: 'S5', default: 'nobody' as const,
});

export const IdleMinutes = defineParameter('organisation.idle_minutes', {
  label: ['闲置多久自动退出', 'Idle time before signing out'],
  help: ['没有人操作的时间；页面自己刷新不算操作。登录时按当日的值定下，每次登录最长 12 小时；共用终端总是 10 分钟。', 'Time in which nobody does anything; a page that refreshes itself does not count. Set when somebody signs in, by the value of that day; a session lasts 12 hours at most, at shared tills 10 idle minutes.'],
  field: f.integer('分钟', 'Minutes', { min: 5, max: 720 }),
  source: 'S5', default: 480,
});

export const PasswordDays = defineParameter('organisation.password_days', {
  label: ['密码有效天数', 'Days a password lasts'],
  help: ['到期后须在登录时换新密码；0 表示不强制。强制更换会让人选更弱的密码，只在制度要求时（如等级保护测评）启用。', 'After that a new one is set while signing in; 0: never. Forced changes make people choose weaker passwords; switch it on only where a rule demands it.'],
  field: f.integer('天数', 'Days', { min: 0, max: 730 }),
  source: 'S5', default: 0,
});
