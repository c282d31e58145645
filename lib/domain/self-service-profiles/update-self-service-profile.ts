import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import { parseInput, parseOptional } from '../text/parse-input'
import { asSelfServiceProfile, readSelfServiceProfile, type SelfServiceProfile, targetOf } from './queries'
import { introductionText, selfServiceProfileName, type SelfServiceSettings } from './self-service-settings'

/** Undefined fields stay unchanged; others are replaced whole. Counts for tickets that exist. */
interface SelfServiceProfileChanges {
  id: string
  name?: string | undefined
  /** Of the first page; null removes it. */
  introduction?: string | null | undefined
  settings?: { [K in keyof SelfServiceSettings]?: SelfServiceSettings[K] | undefined }
}

/** @throws DomainError not_found; invalid, at the field */
export async function updateSelfServiceProfile(
  access: TenantAccess<'update:self_service_profiles'>,
  { id, name: given, introduction: typed, settings = {} }: SelfServiceProfileChanges,
): Promise<SelfServiceProfile> {
  const { tenantId } = access
  const name = parseOptional(selfServiceProfileName, given, 'name')
  const introduction = typed ? parseInput(introductionText, typed, 'introduction') : typed
  const input = {
    name,
    introduction,
    description: settings.description,
    userAttributes: settings.user_attributes,
    allowedStrategies: settings.allowed_strategies,
  }
  return change(access, async (tx) => {
    await tx.$queryRaw`
      SELECT id FROM self_service_profiles WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
    const present = await readSelfServiceProfile(tx, tenantId, id)
    const { after } = changesOf(fields, present, input)
    if (Object.keys(after).length === 0) return unchanged(present)
    const row = await tx.selfServiceProfile.update({
      where: { tenantId_id: { tenantId, id } },
      data: { ...after, updatedAt: new Date() },
      omit: { tenantId: true },
    })
    const details = { changed: Object.keys(after) }
    return {
      result: asSelfServiceProfile(row),
      events: [{ type: 'self_service_profile.changed', target: targetOf(row), details }],
    }
  })
}

const fields = ['name', 'description', 'userAttributes', 'allowedStrategies', 'introduction'] as const
