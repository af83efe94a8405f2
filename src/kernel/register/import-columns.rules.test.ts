import { expect, test } from 'vitest';
import { guessColumns } from './import-columns.rules.ts';

const FIELDS = [
  { name: 'staff_no', labels: ['工号', 'Staff number'] }, { name: 'name', labels: ['姓名', 'Name'] }, { name: 'job_title', labels: ['职务', 'Position'] },
  { name: 'hired_on', labels: ['入职日', 'Hired on'] }, { name: 'left_on', labels: ['离职日', 'Left on'] }, { name: 'amount', labels: ['金额', 'Amount'] },
];

test.each<readonly [heads: readonly string[], wanted: readonly (string | null)[], why: string]>([
  [['工号', '姓名', '入职日'], ['staff_no', 'name', 'hired_on'], '按中文名'],
  [['Staff Number', 'name', 'HIRED ON'], ['staff_no', 'name', 'hired_on'], '按英文名，不分大小写'],
  [['工号*', ' 姓 名 ', '金额（元）', '金额(元)'], ['staff_no', 'name', 'amount', null], '星号、空格、括号里的单位不算；一个栏目只给先到的一列'],
  [['ＮＡＭＥ', '金额（元）'], ['name', 'amount'], '全角'],
  [['gonghao', 'xm', 'zhiwu'], ['staff_no', 'name', 'job_title'], '全拼与首字母'],
  [['staff_no', 'left_on'], ['staff_no', 'left_on'], '按栏目名'],
  [['员工姓名', '现任职务'], ['name', 'job_title'], '标题里含有栏目名'],
  [['日', '备注', ''], [null, null, null], '太短、无关、空白的不猜'],
  [['姓名', '姓名2'], ['name', null], '一个栏目只给一列'],
])('%j → %j：%s', (heads, wanted) => expect(guessColumns(heads, FIELDS)).toEqual(wanted));
