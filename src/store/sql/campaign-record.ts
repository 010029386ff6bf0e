/** A campaign from its row, its plan's and the text of its file. */
import type { Campaign } from '../../model/campaign.ts';
import { readCampaign, readPlan, readSpecText } from '../../model/stored-plan.ts';
import { reading } from '../failure.ts';

export type CampaignRow = {
  readonly id: string;
  readonly version: number;
  readonly body: string;
  readonly plan_body: string;
  readonly spec: string;
};

export function campaignOf({ id, version, body, plan_body: planBody, spec }: CampaignRow): Campaign {
  return reading(`campaign ${id}`, () => readCampaign(body, version, readPlan(planBody, readSpecText(spec))));
}
