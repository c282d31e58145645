import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { changesOf } from '../changes-of'
import { type Logo, reencodeLogo } from './logo'

export interface BrandingInput {
  /** `#rrggbb`; null for the tenant’s own. */
  primaryColor: string | null
  backgroundColor: string | null
  logo: LogoInput
}

/** `id`: set if the URL is that of the current logo, which then stays. */
type LogoInput = Uint8Array | 'keep' | 'remove' | { url: string; id: string | null }

export interface PreparedBranding extends Omit<BrandingInput, 'logo'> {
  logo: Logo | Exclude<LogoInput, Uint8Array>
}

/** Slow work, before the lock. @throws DomainError invalid at `logo`; too_many */
export async function prepareBranding(
  { tenantId, organizationId }: OrganizationActor,
  { primaryColor, backgroundColor, logo }: BrandingInput,
): Promise<PreparedBranding> {
  if (!(logo instanceof Uint8Array)) return { primaryColor, backgroundColor, logo }
  return { primaryColor, backgroundColor, logo: await reencodeLogo(logo, `${tenantId} ${organizationId}`) }
}

const fields = ['primaryColor', 'backgroundColor', 'logoId', 'logoUrl'] as const

export async function replaceBranding(
  tx: Tx,
  actor: OrganizationActor,
  { before, branding }: { before: LockedOrganization; branding: PreparedBranding },
): Promise<Event[]> {
  const { tenantId, organizationId } = actor
  const { primaryColor, backgroundColor, logo } = branding
  const logoFields = await replaceLogo(tx, actor, { before, logo })
  const changes = changesOf(fields, before, { primaryColor, backgroundColor, ...logoFields })
  if (Object.keys(changes.after).length === 0) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: changes.after,
  })
  return [
    {
      type: 'organization.branding_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: { before: { ...changes.before }, after: { ...changes.after } },
    },
  ]
}

/** A new picture gets a new id, since browsers cache the old URL. */
async function replaceLogo(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { before, logo }: { before: LockedOrganization; logo: PreparedBranding['logo'] },
): Promise<Pick<LockedOrganization, 'logoId' | 'logoUrl'>> {
  if (logo === 'keep') return { logoId: before.logoId, logoUrl: before.logoUrl }
  if (logo !== 'remove' && 'url' in logo && logo.id !== null && logo.id === before.logoId)
    return { logoId: logo.id, logoUrl: null }
  if (before.logoId !== null) await tx.image.deleteMany({ where: { tenantId, organizationId } })
  if (logo === 'remove') return { logoId: null, logoUrl: null }
  if ('url' in logo) return { logoId: null, logoUrl: logo.url }
  const id = newId('image')
  await tx.image.create({ data: { id, organizationId, ...logo } })
  return { logoId: id, logoUrl: null }
}
