import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import { newId } from '@/lib/ids'
import { changesOf } from '../changes-of'
import { assertReadable } from './colour'
import { reencodeLogo, type Logo } from './logo'

export interface BrandingInput {
  /** `#rrggbb`; null for the tenant’s color. */
  primaryColor: string | null
  backgroundColor: string | null
  /** A picture as uploaded. */
  logo: Uint8Array | 'keep' | 'remove'
}

type Access = OrganizationAccess<'update:organizations'>
type Marks = Pick<LockedOrganization, 'logoId' | 'logoUrl'>

const fields = ['primaryColor', 'backgroundColor', 'logoId', 'logoUrl'] as const

/**
 * All of it, or nothing: a refused colour or picture leaves everything as it was.
 * @throws DomainError invalid at `primary_color`, with the nearest colour that can be read, or at `logo`; too_many
 */
export async function saveBranding(access: Access, input: BrandingInput): Promise<void> {
  const { primaryColor, backgroundColor } = input
  const { tenantId, organizationId: id } = access
  assertReadable(primaryColor, backgroundColor)
  const logo =
    input.logo instanceof Uint8Array ? await reencodeLogo(input.logo, `${tenantId} ${id}`) : input.logo
  await changeLocked(access, async (tx, present) => {
    const marks = await exchangeLogo(tx, access, { logo, present })
    const { before, after } = changesOf(fields, present, { primaryColor, backgroundColor, ...marks })
    if (Object.keys(after).length === 0) return unchanged(undefined)
    await tx.organization.update({ where: { tenantId_id: { tenantId, id } }, data: after })
    return {
      result: undefined,
      events: [
        {
          type: 'organization.branding_changed',
          target: { kind: 'organization', id, name: present.displayName },
          details: { before: { ...before }, after: { ...after } },
        },
      ],
    }
  })
}

/**
 * A new picture has a new id, since browsers keep what an address once showed. It takes the place of an address that
 * the API was given.
 */
async function exchangeLogo(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { logo, present }: { logo: Logo | 'keep' | 'remove'; present: Marks },
): Promise<Marks> {
  if (logo === 'keep') return { logoId: present.logoId, logoUrl: present.logoUrl }
  await tx.image.deleteMany({ where: { tenantId, organizationId } })
  if (logo === 'remove') return { logoId: null, logoUrl: null }
  const id = newId('image')
  await tx.image.create({ data: { id, organizationId, ...logo } })
  return { logoId: id, logoUrl: null }
}
