/**
 * Clauses that courts hold void in a card-holder's contract: no refund, no replacement of a lost card, no transfer, the
 * last word of interpretation. Found before a charter is published, so that somebody decides knowingly. Not legal advice.
 * Serves section 1.10 of the requirements.
 */
import type { Label } from '../../../kernel/index.ts';

export interface Clause { readonly kind: 'refund' | 'replacement' | 'transfer' | 'interpretation'; readonly sentence: string }

export const CLAUSES: { readonly [kind in Clause['kind']]: Label } = {
  refund: ['排除退款', 'excludes refunds'], replacement: ['排除挂失补卡', 'excludes replacing a lost card'], transfer: ['排除转让', 'excludes transfer'], interpretation: ['保留最终解释权', 'reserves the last word of interpretation'],
};

const PATTERNS: { readonly [kind in Clause['kind']]: readonly RegExp[] } = {
  refund: [
    /(?:不予|不可|不能|不得|概不|一律不|恕不|均不|不再|不)(?:办理|接受|给予|予以)?(?:退款|退还|退卡|退费|退回|退现|退货|兑现|返还)/u, /(?:款项|余额|本金|费用)[^，。；]{0,8}不退/u,
    /\bno(?:t)?\s+(?:be\s+)?(?:refund(?:s|ed|able)?)\b/iu, /\bnon-?refundable\b/iu,
  ],
  replacement: [
    /(?:遗失|丢失|损坏|挂失)[^。；]{0,12}(?:不补|不予补|概不补|恕不补|不能补|不可补|不得补)/u, /(?:不予|不能|不可|概不|恕不|不)(?:办理)?(?:补卡|补办|挂失)/u,
    /\b(?:no|not\s+be|never)\s+(?:replac(?:ed|ement|ements))\b/iu, /\blost\s+cards?\b[^.;]*\bnot\b[^.;]*\b(?:replaced|reissued|re-issued)\b/iu,
  ],
  transfer: [
    /(?:不得|不可|不能|不准|禁止|不予|概不|严禁)(?:以任何(?:方式|形式))?(?:转让|转借|转赠|过户)/u,
    /\bno(?:t)?\s+(?:be\s+)?transfer(?:s|red|able)?\b/iu, /\bnon-?transferable\b/iu,
  ],
  interpretation: [/最终解释权/u, /\bfinal\s+(?:right\s+of\s+)?interpretation\b/iu],
};
/** "May not refuse a refund" is the opposite of what is looked for. */
const DENIED = /(?:不会|不得|不能|绝不)(?:以任何理由)?(?:拒绝|拒不)|\b(?:may|will|shall)\s+not\s+refuse\b/iu;

/** Every offending sentence, in the order of the text, once for each kind. */
export function forbiddenClauses(text: string): readonly Clause[] {
  const sentences = text.split(/(?<=[。；！？;!?])|(?<=\.)\s|\n+/u).map((s) => s.trim()).filter((s) => s !== '');
  return sentences.flatMap((sentence) => (DENIED.test(sentence) ? [] : (Object.keys(PATTERNS) as Clause['kind'][]).filter((kind) => PATTERNS[kind].some((p) => p.test(sentence))).map((kind) => ({ kind, sentence }))));
}

export function clauseWarning(clause: Clause): Label {
  const [zh, en] = CLAUSES[clause.kind];
  return [`此句${zh}，法院多认定无效：“${clause.sentence}”`, `This sentence ${en}, which courts mostly hold void: “${clause.sentence}”`];
}
