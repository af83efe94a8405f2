/** Papers of money effects (赔偿与扣款单据): the notice before anything is taken, and the list for payroll. Serves SM-5, LG-4. */
import { defineSlip, rmbCapitals, type Said, type SlipContent, yuan } from '../../../kernel/index.ts';
import { KINDS, type Kind } from './guard.rules.ts';

export const ClaimNotice = defineSlip('claim_notice', { label: ['赔偿与扣款告知书', 'Notice of a claim'], number: 'GZ-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['薪资联', 'Payroll']] });
export const PayrollList = defineSlip('payroll_deductions', { label: ['工资扣款清单', 'Deductions for payroll'], number: 'KQD-{yyyy}-{000}', copies: [['薪资联', 'Payroll'], ['财务联', 'Finance']] });

export interface Notice {
  readonly claim: string; readonly employee: string; readonly staffNo: string; readonly kind: Kind; readonly happenedOn: string; readonly description: string; readonly clause: string; readonly basis: Said;
  readonly amount: number; readonly evidence: Said; readonly contract: string | null; readonly answerBy: string; readonly refused: boolean;
}
export function noticeContent(n: Notice): SlipContent {
  return {
    lines: [
      { label: ['单号', 'Claim'], value: n.claim }, { label: ['员工', 'Employee'], value: `${n.employee} ${n.staffNo}` }, { label: ['类别', 'Kind'], value: KINDS[n.kind] }, { label: ['发生日', 'Happened on'], value: n.happenedOn },
      { label: ['经过', 'What happened'], value: n.description }, { label: ['条款', 'Clause'], value: n.clause }, { label: ['金额', 'Amount'], value: [`${yuan(n.amount)} 元`, `${yuan(n.amount)} yuan`] }, { label: ['大写', 'In words'], value: rmbCapitals(n.amount) }, { label: ['金额依据', 'How it is set'], value: n.basis },
      { label: ['证据', 'Evidence'], value: n.evidence }, ...(n.contract === null ? [] : [{ label: ['合同约定', 'Contract'] as const, value: n.contract }]),
      { label: ['如何扣', 'How it is taken'], value: ['同意或异议决定后，从工资中逐月扣；每月不超过规定的上限，其余结转下月', 'Once agreed or decided, from the wages month by month, never above the cap; the rest is carried over'] }, { label: ['答复', 'Answer'], value: [`请在 ${n.answerBy} 前同意或提出异议`, `Please agree or object before ${n.answerBy}`] },
    ],
    stamps: n.refused ? [['拒签，两人见证', 'Refused before two witnesses']] : [],
  };
}
