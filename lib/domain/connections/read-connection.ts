import { z } from 'zod'
import type { Actor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { columnsOf, schemaOf } from '../fields'
import { connectionFields, type ConnectionSettings } from './connection-fields'
import type { Product } from './products'
import {
  providerOptions,
  type ProviderOptions,
  providerStrategies,
  type ProviderStrategy,
} from './provider-options'
import { samlOptions, type SamlOptions, samlStrategy } from './saml-options'

export interface Connection extends ConnectionSettings {
  id: string
  name: string
  strategy: string
  /** Null without a provider, and with one by SAML. */
  options: ProviderOptions | null
  /** Null for all but those by SAML. */
  saml: SamlOptions | null
  /** Of the organization that owns it; null for the tenant’s. */
  organizationId: string | null
  /** Of the last test; null before the first. */
  testedAt: Date | null
  /** What was wrong in it; null if it worked. A key of connection-tests.ts. */
  testProblem: string | null
  createdAt: Date
  isOfOneCompany: boolean
}

const connectionRow = schemaOf(connectionFields).extend({
  id: z.string(),
  name: z.string(),
  strategy: z.string(),
  options: z.unknown(),
  organizationId: z.string().nullable(),
  testedAt: z.date().nullable(),
  testProblem: z.string().nullable(),
  createdAt: z.date(),
  isOfOneCompany: z.boolean(),
})
export type ConnectionRow = z.input<typeof connectionRow>

/**
 * Of `connections c`: the provider, the Google Workspace or the Microsoft directory of one company, whose admins decide as
 * which user someone signs in.
 */
export const isOfOneCompany: Sql = sql`(c.strategy IN ('oidc', 'samlp')
  OR coalesce(c.options->>'hostedDomain', '') <> ''
  OR c.strategy = 'windowslive' AND coalesce(c.options->>'issuer', '') ~ '^https://login[.]microsoftonline[.]com/'
    AND c.options->>'issuer' !~* '^https://login[.]microsoftonline[.]com/(common|organizations|consumers)(/|$)')`

/** Columns of `connections c`, without the sealed secret. */
export const connectionColumns: Sql = sql`c.id, c.name, c.strategy, c.options, c.created_at AS "createdAt",
  c.organization_id AS "organizationId", c.tested_at AS "testedAt", c.test_problem AS "testProblem",
  ${isOfOneCompany} AS "isOfOneCompany",
  ${columnsOf('c', connectionFields)}`

export function asConnection(row: ConnectionRow): Connection {
  const { options, ...connection } = connectionRow.parse(row)
  return {
    ...connection,
    options: isProviderStrategy(row.strategy) ? providerOptions.parse(options) : null,
    saml: row.strategy === samlStrategy ? samlOptions.parse(options) : null,
  }
}

export function isProviderStrategy(strategy: string): strategy is ProviderStrategy {
  return providerStrategies.some((one) => one === strategy)
}

/** Whose strategy it was created with; null for Foyer’s own strategies. */
export function findProduct({ options, saml }: Pick<Connection, 'options' | 'saml'>): Product | null {
  return options?.product ?? saml?.product ?? null
}

/** After a change of what a test tests: until the next one, the connection cannot be required. */
export const untested = { testedAt: null, testProblem: null }

/** @throws DomainError not_found */
export async function readConnection(tx: Tx, tenantId: string, id: string): Promise<Connection> {
  const [row] = await tx.$queryRaw<ConnectionRow[]>(sql`
    SELECT ${connectionColumns} FROM connections c WHERE c.tenant_id = ${tenantId} AND c.id = ${id}`)
  if (!row) throw notFound()
  return asConnection(row)
}

export function connectionExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM connections c WHERE c.tenant_id = ${tenantId} AND c.id = ${id})`
}

/** The organization that owns what this access creates and may change; null for the tenant. */
export function ownerOf(access: Actor): string | null {
  return access.kind === 'organization' ? access.organizationId : null
}
