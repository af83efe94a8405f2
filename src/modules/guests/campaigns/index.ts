/** Campaigns (活动拓展). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Campaign, CampaignOpinion, CampaignProcess } from './campaign.ts';
import { CampaignContact, DoNotCall } from './contact.ts';
import { ConversionByChannel, ConversionByEmployee } from './reports.ts';

export { Campaign, CampaignOpinion, CampaignProcess } from './campaign.ts';
export { CampaignContact, DoNotCall } from './contact.ts';

export const campaigns = defineModule({
  name: 'campaigns',
  area: 'guests',
  label: ['活动拓展', 'Campaigns'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [Campaign, CampaignContact, CampaignOpinion, DoNotCall],
  processes: [CampaignProcess],
  reports: [ConversionByChannel, ConversionByEmployee],
});
