import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { publicKeys, type PublicKey } from './public-keys'

export const appTypes = ['native', 'spa', 'regular_web', 'non_interactive'] as const
export const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'] as const
const authMethods = ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'] as const
export const organizationUsages = ['deny', 'allow', 'require'] as const
export const requireBehaviors = ['no_prompt', 'pre_login_prompt', 'post_login_prompt'] as const
export const discoveryMethods = ['email', 'organization_name'] as const

/** What can be said of an application, and changed. */
const settings = z.object({
  name: z.string(),
  description: z.string(),
  logoUri: z.string().nullable(),
  appType: z.enum(appTypes),
  grantTypes: z.array(z.enum(grantTypes)),
  tokenEndpointAuthMethod: z.enum(authMethods),
  redirectUris: z.array(z.string()),
  logoutUrls: z.array(z.string()),
  allowedOrigins: z.array(z.string()),
  webOrigins: z.array(z.string()),
  initiateLoginUri: z.string().nullable(),
  organizationUsage: z.enum(organizationUsages),
  organizationRequireBehavior: z.enum(requireBehaviors),
  organizationDiscoveryMethods: z.array(z.enum(discoveryMethods)),
  /** Of a machine that names none where its grant requires one. */
  defaultOrganizationId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  /** Of private_key_jwt: nobody else’s method has any. */
  keys: publicKeys,
  /** Seconds. */
  refreshIdleSeconds: z.number(),
  refreshAbsoluteSeconds: z.number(),
  idTokenSeconds: z.number(),
  /** Whether a sign-in without PKCE is refused; always so for a public application. */
  requirePkce: z.boolean(),
})
export type ClientSettings = z.infer<typeof settings>
export type AppType = ClientSettings['appType']

export interface Client extends ClientSettings {
  id: string
  createdAt: Date
}

/** The columns that make a Client: hashes of secrets stay where they are. */
export const clientColumns = {
  ...{ id: true, name: true, description: true, logoUri: true, appType: true, grantTypes: true },
  ...{ tokenEndpointAuthMethod: true, redirectUris: true, logoutUrls: true, allowedOrigins: true },
  ...{ webOrigins: true, initiateLoginUri: true, organizationUsage: true, organizationRequireBehavior: true },
  ...{ organizationDiscoveryMethods: true, defaultOrganizationId: true, metadata: true, jwks: true },
  ...{ refreshIdleSeconds: true, refreshAbsoluteSeconds: true, idTokenSeconds: true, requirePkce: true },
  createdAt: true,
} as const

const keySet = z.object({ keys: publicKeys }).nullable()

export function asClient({
  id,
  createdAt,
  jwks,
  ...row
}: {
  id: string
  createdAt: Date
  jwks: unknown
}): Client {
  const keys: PublicKey[] = keySet.parse(jwks)?.keys ?? []
  return { id, createdAt, ...settings.parse({ ...row, keys }) }
}

/** As the database keeps them. */
export function columnsOf({ keys, ...rest }: Partial<ClientSettings>) {
  return keys === undefined ? rest : { ...rest, jwks: { keys } }
}

/** @throws DomainError not_found */
export async function readClient(tx: Tx, tenantId: string, id: string): Promise<Client> {
  const row = await tx.client.findFirst({ where: { tenantId, id }, select: clientColumns })
  if (!row) throw notFound()
  return asClient(row)
}

/**
 * The application, kept as it is until the transaction ends.
 * @throws DomainError not_found
 */
export async function lockClient(tx: Tx, tenantId: string, id: string): Promise<Client> {
  await tx.$queryRaw`SELECT id FROM clients WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
  return readClient(tx, tenantId, id)
}
