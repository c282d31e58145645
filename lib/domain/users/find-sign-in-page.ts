import type { PublicAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { brandColumns, brandDetailsOf, type OrganizationBrand } from '../branding/brand-details'
import { opaqueColors } from '../branding/color'

export interface SignInPage extends OrganizationBrand {
  id: string
  connections: { id: string; strategy: string; displayName: string }[]
  /** Only for an application that asks for one by name. */
  unlisted: SignInPage['connections']
  offersSignUp: boolean
  /** Of people with an address at a verified domain. */
  requiredConnectionId: string | null
}

/** A previous slug counts while it is held. Null for unknown and deleted organizations alike. */
export function findSignInPage(access: PublicAccess): Promise<SignInPage | null> {
  const { tenantId, subject } = access
  return read(access, async (tx) => {
    const [organization] = await tx.$queryRaw<
      Omit<SignInPage, 'connections' | 'unlisted' | 'offersSignUp' | 'requiredConnectionId'>[]
    >`
      SELECT o.id, ${brandColumns}
      FROM organization_slugs s
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = s.organization_id
      WHERE s.tenant_id = ${tenantId} AND s.slug = ${subject} AND (s.held_until IS NULL OR s.held_until > now())
        AND o.deleted_at IS NULL`
    if (!organization) return null
    const enabled = await tx.enabledConnection.findMany({
      where: { tenantId, organizationId: organization.id, isEnabled: true },
      include: { connection: { select: { id: true, strategy: true, displayName: true } } },
      orderBy: [{ createdAt: 'asc' }, { connectionId: 'asc' }],
    })
    const offersSignUp = enabled.some(
      ({ connection, isSignupEnabled, assignMembershipOnLogin }) =>
        isSignupEnabled && assignMembershipOnLogin && connection.strategy === 'password',
    )
    const connections = enabled.filter(({ showAsButton }) => showAsButton)
    const unlisted = enabled.filter(({ showAsButton }) => !showAsButton)
    return {
      ...organization,
      ...opaqueColors(organization),
      brandDetails: brandDetailsOf(organization.brandDetails),
      connections: connections.map(({ connection }) => connection),
      unlisted: unlisted.map(({ connection }) => connection),
      offersSignUp,
      requiredConnectionId: enabled.find(({ isRequired }) => isRequired)?.connectionId ?? null,
    }
  })
}
