import { expect, test } from 'vitest';
import { SOURCE_CLAUSES } from './source-rulebook.ts';

const clause = (bracketed: string) => SOURCE_CLAUSES.find((c) => `[${c.code}]` === bracketed);

/** Printed level, family, grade, source line, facts in both languages. */
test.each([
  ['[CC-ACT-1]', 'action', 'headset', null, 124, /耳机.*Debrief.*OB/, /headset.*Debrief and OB/i],
  ['[CC-ACT-2]', 'action', 'phone', null, 126, /振动或静音/, /vibrate or silent/],
  ['[CC-ACT-3]', 'action', 'status-board', null, 128, /第 2 次口头提醒.*第 3 次给 Action.*次月重新/, /2nd time.*3rd.*next month/],
  ['[CC-ACT-4]', 'action', 'quality', 'light', 130, /质量或效率.*较轻/, /below the standard.*light/],
  ['[CC-ACT-5]', 'action', 'phone', null, 132, /办公区域.*手机/, /mobile phone in the office area/],
  ['[CC-IIP-1]', 'iip', 'schedule', null, 136, /排班/, /schedule/],
  ['[CC-IIP-2]', 'iip', 'door', null, 138, /门关上/, /door/],
  ['[CC-IIP-3]', 'iip', 'eating', null, 140, /饼干例外.*抽屉/, /biscuits are excepted.*drawer/],
  ['[CC-IIP-4]', 'iip', 'dress', null, 144, /着装/, /dress code/],
  ['[CC-IIP-5]', 'iip', 'noise', null, 146, /办公区域.*噪音/, /noise in the office area/],
  ['[CC-IIP-6]', 'iip', 'quality', 'serious', 148, /情节严重/, /serious/],
  ['[CC-IIP-7]', 'iip', 'phone', 'serious', 150, /手机.*情节严重/, /mobile phone.*serious/],
  ['[CC-ORAL-1]', 'oral', 'dress', 'serious', 154, /着装.*情节严重/, /dress code.*serious/],
  ['[CC-ORAL-2]', 'oral', 'absence', null, 156, /缺勤 1 天/, /1 day/],
  ['[CC-ORAL-3]', 'oral', 'noise', 'serious', 158, /噪音.*情节严重/, /noise.*serious/],
  ['[CC-ORAL-4]', 'oral', 'smoking', null, 160, /办公区域抽烟/, /Smoking in the office area/],
  ['[CC-ORAL-5]', 'oral', 'eating', 'serious', 162, /指定的用餐地点.*情节严重/, /outside the designated places.*serious/],
  ['[CC-ORAL-6]', 'oral', 'leaving-post', null, 164, /离开岗位.*闲逛/, /Leaving the post.*strolling/],
  ['[CC-ORAL-7]', 'oral', 'insult', null, 166, /公共场所.*侮辱/, /public place/],
  ['[CC-ORAL-8]', 'oral', 'property', null, 168, /造成损坏/, /damage is done/],
  ['[CC-ORAL-9]', 'oral', 'idling', null, 170, /睡觉.*手机小说和电子书.*无关网站/, /Sleeping.*e-books.*unrelated sites/],
  ['[CC-ORAL-10]', 'oral', 'customer-venting', null, 172, /骂客户、摔扔耳机/, /smashing a headset/],
  ['[CC-ORAL-11]', 'oral', 'concealment', null, 174, /不报告/, /not reporting/],
  ['[CC-ORAL-12]', 'oral', 'pay-secrecy', 'serious', 176, /薪酬保密.*后果严重/, /pay secrecy with serious consequences/],
  ['[CC-ORAL-13]', 'oral', 'phone', null, 176, /中心以外.*休息室的电话.*不可久占/, /outside the centre.*rest-room phone.*not for too long/],
  ['[CC-WRIT-1]', 'written', 'proxy-sign', null, 182, /签到、签出/, /Signing in or out/],
  ['[CC-WRIT-2]', 'written', 'task-delay', null, 182, /没有完成任务，又说不出合理原因/, /not finished.*and no reasonable explanation/],
  ['[CC-WRIT-3]', 'written', 'visitor', null, 184, /私下接待来访者/, /visitors without the approval/],
  ['[CC-WRIT-4]', 'written', 'property', null, 186, /故意毁坏/, /Deliberately damaging/],
  ['[CC-WRIT-5]', 'written', 'quality', null, 188, /无法胜任/, /Not up to the job/],
  ['[CC-WRIT-6]', 'written', 'schedule', null, 190, /班务安排或岗位调动/, /shift arrangements or a transfer/],
  ['[CC-WRIT-7]', 'written', 'complaint', null, 192, /投诉，使公司受到损失/, /complaint.*loss to the company/],
  ['[CC-WRIT-8]', 'written', 'identity', null, 194, /门卡.*他人身份/, /badge.*another person's identity/],
  ['[CC-WRIT-9]', 'written', 'confidentiality', null, 198, /泄露或丢失/, /leaking or losing/],
  ['[CC-DIS-1]', 'dismissal', 'violence', null, 202, /威胁、恐吓同事/, /Threatening/],
  ['[CC-DIS-2]', 'dismissal', 'indecency', null, 204, /下流/, /Indecent/],
  ['[CC-DIS-3]', 'dismissal', 'violence', null, 206, /酗酒、打架或赌博/, /Drunkenness, fighting or gambling/],
  ['[CC-DIS-4]', 'dismissal', 'violence', null, 208, /武器、爆炸物品/, /weapons, explosives/],
  ['[CC-DIS-5]', 'dismissal', 'strike', null, 210, /罢工、怠工/, /strike or go-slow/],
  ['[CC-DIS-6]', 'dismissal', 'absence', null, 232, /连续 3 天.*6 天及以上（6 天包含在内）/, /3 days in a row.*6 days or more.*6th included/],
  ['[CC-DIS-7]', 'dismissal', 'compete', null, 232, /直接或间接.*竞争/, /direct or indirect.*competes/],
  ['[CC-DIS-8]', 'dismissal', 'pay-secrecy', 'serious', 232, /薪酬保密.*后果严重/, /pay secrecy with serious consequences/],
  ['[CC-DIS-9]', 'dismissal', 'forgery', 'serious', 232, /伪造.*谋利，情节严重/, /Forging.*personal gain, serious/],
  ['[CC-DIS-10]', 'dismissal', 'theft', null, 232, /侵吞公司财物/, /Misappropriating/],
  ['[CC-DIS-11]', 'dismissal', 'media', null, 232, /媒体上发布公司信息/, /Publishing company information/],
  ['[CC-DIS-12]', 'dismissal', 'crime', null, 232, /触犯刑法/, /crime/],
  ['[CC-DIS-13]', 'dismissal', 'theft', null, 232, /盗窃/, /Theft/],
  ['[CC-DIS-14]', 'dismissal', 'forgery', null, 232, /个人资料造假/, /false personal details/],
  ['[CC-DIS-15]', 'dismissal', 'contract', null, 232, /合同期满.*续签/, /Not renewing/],
  ['[CC-DIS-16]', 'dismissal', 'dual-employment', null, 232, /严重影响，或公司要求改正而不改/, /seriously affects.*or that is not given up/],
  ['[CC-DIS-17]', 'dismissal', 'media', null, 232, /媒体平台.*商业利益或社会关系/, /media platforms/],
  ['[CC-DIS-18]', 'dismissal', 'media', null, 232, /社交网络.*员工身份/, /social networks.*without declaring/],
  ['[CC-DIS-19]', 'dismissal', 'media', null, 232, /假消息/, /false information about work/],
  ['[CC-DIS-20]', 'dismissal', 'media', null, 232, /标识、名称或图片/, /symbols, name or pictures/],
  ['[CC-DIS-21]', 'dismissal', 'confidentiality', null, 232, /员工、客户或供应商/, /employees, customers or suppliers/],
] as const)('违纪条款 %s 的首犯级别 %s、类别、情节与要点', (code, base, family, grade, line, zh, en) => {
  expect(clause(code)).toMatchObject({ kind: 'offence', base, family, grade, lines: [line, expect.any(Number)] });
  expect(clause(code)?.text[0]).toMatch(zh);
  expect(clause(code)?.text[1]).toMatch(en);
});

test('印出的数字按数据保存 [CC-ACT-3] [CC-ORAL-2] [CC-DIS-6] [CC-ESC-3a] [CC-ESC-3b] [CC-1.14b] [CC-FINE-3] [CC-FINE-1]', () => {
  const figures = (code: string) => clause(`[${code}]`)?.figures;
  expect(figures('CC-ACT-3')).toEqual({ reminder_at: 2, action_at: 3 });
  expect(figures('CC-ORAL-2')).toEqual({ days: 1 });
  expect(figures('CC-DIS-6')).toEqual({ consecutive_days: 3, days_in_month: 6 });
  expect(figures('CC-ESC-3a')).toEqual({ orals: 3, years: 1 });
  expect(figures('CC-ESC-3b')).toEqual({ writtens: 2 });
  expect(figures('CC-1.14b')).toEqual({ from_yuan: 150, to_yuan: 250 });
  expect(figures('CC-FINE-3')).toEqual({ badge_yuan: 30 });
  expect(figures('CC-FINE-1')).toEqual({ times: 2 });
  expect(figures('CC-5.R1')).toEqual({ minutes_before: 5 });
});

test('条数：5 条 Action、7 条 IIP、13 条口头、9 条书面、21 条解除、5 条罚赔', () => {
  const count = (prefix: string) => SOURCE_CLAUSES.filter((c) => c.code.startsWith(prefix)).length;
  expect(['CC-ACT-', 'CC-IIP-', 'CC-ORAL-', 'CC-WRIT-', 'CC-DIS-', 'CC-FINE-'].map(count)).toEqual([5, 7, 13, 9, 21, 5]);
});

test('来源不清的条款带标记：16 条重组的解除条款、3 条版面不明的 IIP、2 条无标题的考勤条目', () => {
  const marked = (confidence: string, prefix: string) => SOURCE_CLAUSES.filter((c) => c.confidence === confidence && c.code.startsWith(prefix)).map((c) => c.code);
  expect(marked('reconstructed', 'CC-DIS-')).toHaveLength(16);
  expect(marked('reconstructed', 'CC-FINE-')).toEqual(['CC-FINE-5']);
  expect(marked('layout-uncertain', 'CC-')).toEqual(['CC-5.R1', 'CC-5.R2', 'CC-IIP-1', 'CC-IIP-2', 'CC-IIP-3']);
});

test('耳机条款只豁免不接电话的员工；四条法律路径条款有说明', () => {
  expect(SOURCE_CLAUSES.filter((c) => c.exempt).map((c) => c.code)).toEqual(['CC-ACT-1']);
  expect(SOURCE_CLAUSES.filter((c) => c.legalTrack).map((c) => c.code)).toEqual(['CC-WRIT-5', 'CC-DIS-5', 'CC-DIS-15', 'CC-DIS-16']);
});

test.each([
  ['[CC-1.3]', ['CC-ORAL-10']], ['[CC-1.5.1]', ['CC-IIP-5', 'CC-ORAL-3']], ['[CC-1.6a]', ['CC-ACT-3']], ['[CC-1.12a]', ['CC-ORAL-4']],
  ['[CC-1.14b]', ['CC-FINE-3']], ['[CC-1.14c]', ['CC-FINE-3']], ['[CC-2.3]', ['CC-IIP-4', 'CC-ORAL-1']],
] as const)('规定 %s 指向处分 %j', (code, sanctions) => {
  expect(clause(code)).toMatchObject({ kind: 'rule', sanctions });
});

test('喧哗与吸烟的规定都写明包括休息室 [CC-1.5.1] [CC-1.12a]', () => {
  expect(clause('[CC-1.5.1]')?.zones).toContain('rest-room');
  expect(clause('[CC-1.12a]')?.zones).toEqual(['work-area', 'rest-room']);
  expect(clause('[CC-ORAL-4]')?.zones).toEqual(['work-area']);
});
