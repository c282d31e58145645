import { z } from 'zod'
import { readClientAccess, type ClientAsking } from '@/lib/db/one-statement'
import { audience } from './find-audience'

const grant = z.object({
  scope: z.array(z.string()),
  organizationUsage: z.enum(['deny', 'allow', 'require']),
  allowAnyOrganization: z.boolean(),
  /** Whether the organization is on the grant’s list. */
  includesOrganization: z.boolean(),
})

const clientAccess = z.object({
  audience: audience.nullable(),
  /** Null as well where it is suspended or deleted. */
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
  grant: grant.nullable(),
})

export type ClientGrant = z.output<typeof grant>
export type ClientAccess = z.output<typeof clientAccess>

/** What a machine may do on an API, in the organization that it names, if it names one. */
export async function findClientAccess(tenantId: string, asking: ClientAsking): Promise<ClientAccess> {
  return clientAccess.parse(await readClientAccess(tenantId, asking))
}
