/** The paper that tells a requester why nothing will be done, or that it is done under another number. Serves AC-34, SM-20. */
import { defineSlip, type SlipContent } from '../../../kernel/index.ts';

export const RequestReply = defineSlip('service_request_reply', {
  label: ['服务申请答复单', 'Answer to a service request'], number: 'DF-{yyyy}{mm}-{0000}', copies: [['申请人联', 'Requester copy'], ['存根联', 'Office copy']],
});

export const replyContent = (request: { readonly number: string; readonly requester: string; readonly content: string }, refusal: string): SlipContent => ({
  lines: [
    { label: ['申请单号', 'Request'], value: request.number }, { label: ['申请人', 'Requester'], value: request.requester },
    { label: ['申请内容', 'Asked for'], value: request.content }, { label: ['答复', 'Answer'], value: '不予受理 Refused' }, { label: ['原因', 'Reason'], value: refusal },
  ],
  boxes: [['经办人', 'Clerk'], ['申请人', 'Requester']],
});
