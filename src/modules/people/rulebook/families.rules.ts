/** Families of the code as people call them (同类); one that an organisation added stands under its own name. */
import type { Label } from '../../../kernel/api.ts';

const FAMILIES: { readonly [family: string]: Label } = {
  headset: ['耳麦', 'Headset'], phone: ['手机与电话', 'Telephones'], 'status-board': ['状态牌', 'Status board'], quality: ['质量与效率', 'Quality'], schedule: ['班次', 'Schedule'], door: ['随手关门', 'Doors'], eating: ['饮食', 'Eating'],
  dress: ['着装', 'Dress'], noise: ['喧哗', 'Noise'], absence: ['旷工', 'Absence'], smoking: ['吸烟', 'Smoking'], 'leaving-post': ['离岗', 'Leaving the post'], insult: ['辱骂同事', 'Insult'], property: ['财物', 'Property'],
  idling: ['做与工作无关的事', 'Idling'], 'customer-venting': ['对客户泄愤', 'Venting at customers'], concealment: ['知情不报', 'Concealment'], 'pay-secrecy': ['薪资保密', 'Pay secrecy'], 'proxy-sign': ['代签', 'Proxy sign-in'],
  'task-delay': ['任务拖延', 'Late tasks'], visitor: ['私人来访', 'Visitors'], complaint: ['客户投诉', 'Complaints'], identity: ['证件与身份', 'Identity'], confidentiality: ['泄密', 'Confidentiality'], violence: ['暴力与威胁', 'Violence'],
  indecency: ['有伤风化', 'Indecency'], strike: ['煽动停工', 'Strike'], compete: ['同业兼职', 'Competing work'], forgery: ['伪造与虚假', 'Forgery'], theft: ['偷窃侵占', 'Theft'], media: ['对外发布', 'Media'], crime: ['犯罪', 'Crime'],
  contract: ['合同续签', 'Contract'], 'dual-employment': ['兼职', 'Second job'],
};
export const familyLabel = (family: string): Label => FAMILIES[family] ?? [family, family];
