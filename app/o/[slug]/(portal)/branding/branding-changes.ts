import { z } from 'zod'
import type { BySession, OrganizationAccess } from '@/lib/access'
import { discardBrandingDraft, saveBrandingDraft } from '@/lib/domain/branding/branding-draft'
import { restoreBranding } from '@/lib/domain/branding/restore-branding'
import { sendBrandingTest } from '@/lib/domain/branding/send-branding-test'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import type { Done } from '@/lib/http/action'
import { brandingOf, type brandingInput } from './branding-input'

// What the actions of the portal and of the console share.

type Access = OrganizationAccess<'update:organizations'>

export const noInput = z.object({})
export const versionInput = z.object({ number: z.coerce.number().int().min(1).max(1_000_000_000) })

export async function saveBranding(access: Access, input: z.output<typeof brandingInput>): Promise<Done> {
  const branding = await brandingOf(input)
  if (input.draft) {
    await saveBrandingDraft(access, branding)
    return { message: 'Draft saved.' }
  }
  await updateOrganization(access, { branding })
  return { message: 'Branding saved.' }
}

export async function discardDraft(access: Access): Promise<Done> {
  await discardBrandingDraft(access)
  return { message: 'Draft discarded.' }
}

export async function restoreVersion(
  access: Access,
  { number }: z.output<typeof versionInput>,
): Promise<Done> {
  await restoreBranding(access, number)
  return { message: `Version ${number} is published again.` }
}

export async function sendTest(access: Access & BySession): Promise<Done> {
  const { to } = await sendBrandingTest(access)
  return { message: `Test email sent to ${to}.` }
}
