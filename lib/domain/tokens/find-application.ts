import { read } from '@/lib/db/doors'
import { byProvider } from './by-provider'

export interface Application {
  id: string
  name: string
  appType: string
  grantTypes: string[]
  tokenEndpointAuthMethod: string
  redirectUris: string[]
  logoutUrls: string[]
  initiateLoginUri: string | null
  organizationUsage: 'deny' | 'allow' | 'require'
  organizationRequireBehavior: 'no_prompt' | 'pre_login_prompt' | 'post_login_prompt'
  organizationDiscoveryMethods: string[]
  jwks: unknown
  webOrigins: string[]
  allowedOrigins: string[]
  /** Of a machine that names none where its grant requires one. */
  defaultOrganizationId: string | null
  /** Seconds. */
  refreshIdleSeconds: number
  refreshAbsoluteSeconds: number
  idTokenSeconds: number
  requirePkce: boolean
  /** SHA-256 of the secrets that serve now. */
  secretHashes: string[]
}

const usages = ['deny', 'allow', 'require'] as const
const behaviors = ['no_prompt', 'pre_login_prompt', 'post_login_prompt'] as const

/** The application with this id, or null. */
export function findApplication(tenantId: string, id: string): Promise<Application | null> {
  return read(byProvider(tenantId), async (tx) => {
    const client = await tx.client.findUnique({
      where: { tenantId_id: { tenantId, id } },
      include: { secrets: { where: { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] } } },
    })
    if (!client) return null
    const {
      secrets,
      tenantId: _,
      createdAt: __,
      organizationUsage,
      organizationRequireBehavior,
      ...rest
    } = client
    return {
      ...rest,
      organizationUsage: usages.find((usage) => usage === organizationUsage) ?? 'deny',
      organizationRequireBehavior:
        behaviors.find((behavior) => behavior === organizationRequireBehavior) ?? 'no_prompt',
      secretHashes: secrets.map(({ secretHash }) => secretHash),
    }
  })
}
