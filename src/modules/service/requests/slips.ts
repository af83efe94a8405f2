/** The paper that tells a requester why nothing will be done, or that it is done under another number. Serves AC-34, SM-20. */
import { defineSlip } from '../../../kernel/index.ts';

export const RequestReply = defineSlip('service_request_reply', {
  label: ['服务申请答复单', 'Answer to a service request'], number: 'DF-{yyyy}{mm}-{0000}', copies: [['申请人联', 'Requester copy'], ['存根联', 'Office copy']],
});
