import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { lockOrganization } from '@/lib/domain/organizations/lock-organization'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { judgeColours } from './colour'
import { reencodeLogo, type Logo } from './logo'

export interface WantedBranding {
  /** By parseColour; null for the look of the house. */
  primaryColor: string | null
  backgroundColor: string | null
  /** A picture as uploaded. */
  logo: Uint8Array | 'keep' | 'remove'
}

type Access = OrganizationAccess<'update:organizations'>

/**
 * All of it, or nothing: a refused colour or picture leaves everything as it was.
 * @throws DomainError invalid at `primary_color`, with the nearest colour that can be read, or at `logo`
 */
export async function saveBranding(access: Access, wanted: WantedBranding): Promise<void> {
  const { primaryColor, backgroundColor } = wanted
  assertReadable(primaryColor, backgroundColor)
  const logo = wanted.logo instanceof Uint8Array ? await redrawn(wanted.logo) : wanted.logo
  const { tenantId, organizationId: id } = access
  await change(access, async (tx) => {
    const { logoId: oldLogo, ...before } = await lockOrganization(tx, tenantId, id)
    const logoId = await exchangeLogo(tx, access, { logo, oldLogo })
    const after = { primaryColor, backgroundColor, logoId }
    if (
      logoId === oldLogo &&
      primaryColor === before.primaryColor &&
      backgroundColor === before.backgroundColor
    ) {
      return unchanged(undefined)
    }
    await tx.organization.update({ where: { tenantId_id: { tenantId, id } }, data: after })
    const { primaryColor: oldPrimary, backgroundColor: oldBackground, displayName } = before
    return {
      result: undefined,
      events: [
        {
          type: 'organization.branding_changed',
          target: { kind: 'organization', id, name: displayName },
          details: {
            before: { primaryColor: oldPrimary, backgroundColor: oldBackground, logoId: oldLogo },
            after,
          },
        },
      ],
    }
  })
}

function assertReadable(primary: string | null, background: string | null): void {
  if (primary === null) return
  const judgement = judgeColours({ primary, background: background ?? '#ffffff' })
  if (!judgement.ok) throw new DomainError('invalid', judgement.problem, { field: 'primary_color' })
}

async function redrawn(bytes: Uint8Array): Promise<Logo> {
  const logo = await reencodeLogo(bytes)
  if (!logo.ok) throw new DomainError('invalid', logo.problem, { field: 'logo' })
  return logo.value
}

/** A new picture has a new id, since browsers keep what an address once showed. */
async function exchangeLogo(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { logo, oldLogo }: { logo: Logo | 'keep' | 'remove'; oldLogo: string | null },
): Promise<string | null> {
  if (logo === 'keep') return oldLogo
  await tx.image.deleteMany({ where: { tenantId, organizationId } })
  if (logo === 'remove') return null
  const id = newId('image')
  await tx.image.create({ data: { id, organizationId, ...logo } })
  return id
}
