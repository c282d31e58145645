import { test as base } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  judgeOptions,
  type ProviderStrategy,
  type WantedOptions,
} from '@/lib/domain/connections/provider-options'
import { sealProviderSecret } from '@/lib/domain/connections/provider-secret'
import { newId } from '@/lib/ids'
import { redirectUriOf } from '@/lib/oidc/federation/redirect-uri'
import { OwnTenant, type OwnPlace } from './own-tenant'
import { demoTenantNamed, type DemoTenant } from './relying-party'

/** Tests whose pages are of a tenant of their own. */
export const test = base.extend<object, { ownTenant: OwnTenant }>({
  ownTenant: [
    async ({ browserName: _ }, give, { project }) => {
      await give(await OwnTenant.make(project.use.baseURL))
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ ownTenant }, give) => give(ownTenant.url),
})

/** What every provider of the tests gives us. */
export const clientSecret = 'its secret for us'

export interface OwnConnection {
  id: string
  displayName: string
  redirectUri: string
}

export interface WantedConnection {
  strategy?: ProviderStrategy
  displayName?: string
  isDefault?: boolean
  options: WantedOptions
}

/** A connection of a test’s own tenant, as the verb would make it. */
export async function makeConnection(tenant: OwnTenant, wanted: WantedConnection): Promise<OwnConnection> {
  borrowSecrets()
  const { strategy = 'oidc', displayName = 'Acme', isDefault = false } = wanted
  const id = newId('connection')
  const options = judgeOptions(strategy, { clientId: 'foyer', ...wanted.options })
  const of = { tenantId: tenant.id, connectionId: id }
  const sealed = await sealProviderSecret(of, { kind: 'secret', secret: clientSecret })
  await tenant.query(
    `INSERT INTO connections (tenant_id, id, name, strategy, display_name, is_default, options, sealed_secret)
     VALUES ($1, $2, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [id, strategy, displayName, isDefault, JSON.stringify(options), sealed],
  )
  return { id, displayName, redirectUri: redirectUriOf(tenant, id) }
}

interface Switches {
  joins?: boolean
  signsUp?: boolean
}

/** Switches a connection on for an organization; who joins by signing in becomes a Member. */
export async function enable(
  tenant: OwnTenant,
  { place, connection }: { place: OwnPlace; connection: OwnConnection },
  { joins = false, signsUp = false }: Switches = {},
): Promise<void> {
  await tenant.query(
    `INSERT INTO enabled_connections
       (tenant_id, organization_id, connection_id, assign_membership_on_login, is_signup_enabled)
     VALUES ($1, $2, $3, $4, $5) RETURNING connection_id`,
    [place.id, connection.id, joins, signsUp],
  )
  await tenant.query(`UPDATE roles SET joins = true WHERE tenant_id = $1 AND name = 'Member' RETURNING id`)
}

/** As if DNS had verified it. Another organization of the tenant that has it gives it up. */
export async function ownDomain(tenant: OwnTenant, place: OwnPlace, domain: string): Promise<void> {
  await tenant.query(
    `INSERT INTO discovery_domains (tenant_id, organization_id, id, domain, verification, verified_at)
     VALUES ($1, $2, $3, $4, 'none', now())
     ON CONFLICT (tenant_id, domain) WHERE verified_at IS NOT NULL
     DO UPDATE SET organization_id = excluded.organization_id RETURNING id`,
    [place.id, newId('discoveryDomain'), domain],
  )
}

/** Why sign-ins by this connection came to nothing, the latest first. */
export async function failuresOf(tenant: OwnTenant, connection: OwnConnection): Promise<string[]> {
  const rows = await tenant.query<{ reasons: string[] }>(
    `SELECT coalesce(array_agg(details->>'reason' ORDER BY occurred_at DESC), '{}') AS reasons
     FROM audit_events WHERE tenant_id = $1 AND type = 'connection.failed' AND target_id = $2`,
    [connection.id],
  )
  return rows[0]?.reasons ?? []
}

/** How many there are of what a sign-in may make. */
export async function people(tenant: OwnTenant): Promise<object | undefined> {
  const [counted] = await tenant.query(
    `SELECT (SELECT count(*)::int FROM users WHERE tenant_id = $1) AS users,
       (SELECT count(*)::int FROM identities WHERE tenant_id = $1) AS identities,
       (SELECT count(*)::int FROM sessions WHERE tenant_id = $1) AS sessions,
       (SELECT count(*)::int FROM members WHERE tenant_id = $1) AS members,
       (SELECT count(*)::int FROM mails WHERE tenant_id = $1) AS mails`,
  )
  return counted
}

/** An application of lumen’s and its API, in the test’s own tenant as well; once there, it stays. */
export async function bringApplication(
  tenant: OwnTenant,
  name: 'web' | 'web_org_required',
): Promise<DemoTenant> {
  const lumen = demoTenantNamed('lumen')
  const copied = async (table: 'clients' | 'client_secrets', column: string) =>
    tenant.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(t) || jsonb_build_object('tenant_id', $1::text))).*
       FROM ${table} t WHERE tenant_id = 'lumen' AND ${column} = $2
       ON CONFLICT (tenant_id, id) DO UPDATE SET id = excluded.id RETURNING id`,
      [lumen.clients[name]?.client_id],
    )
  await copied('clients', 'id')
  await copied('client_secrets', 'client_id')
  return { ...lumen, id: tenant.id, url: tenant.url }
}

const secrets = z.object({ foyerSecret: z.string() })

/** The running product’s, with which a test seals what the product opens. */
function borrowSecrets(): void {
  const file = join(process.env['FOYER_DATA'] ?? '.foyer', 'secrets.json')
  process.env['FOYER_SECRET'] = secrets.parse(JSON.parse(readFileSync(file, 'utf8'))).foyerSecret
  process.env['FOYER_EMBEDDED'] = '1'
  process.env['DATABASE_URL'] ??= 'postgresql://nobody@127.0.0.1:1/nothing'
}
