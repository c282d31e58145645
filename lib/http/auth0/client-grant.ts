import { z } from 'zod'
import {
  type ClientGrant,
  organizationUsages,
  subjectTypes,
} from '@/lib/domain/client-grants/read-client-grant'
import { documents, lumenApi } from './example'
import { literalFlag } from './literal'
import { notFoundOf } from './problem'

export const audience = z.string().min(1).max(600).meta({ example: lumenApi.identifier })
export const clientId = z.string().min(1).max(64).meta({ example: documents.clientId })
export const grantId = z.string().min(1).max(50).meta({ example: 'cgr_9ybsU1dN2dKfDkBi' })

const scope = z
  .array(z.string().min(1).max(280))
  .max(1000)
  .refine((names) => new Set(names).size === names.length, { error: 'Each scope once' })
  .describe('Permissions of the API.')
  .meta({ example: [lumenApi.permission] })
const usage = z
  .enum(organizationUsages)
  .describe('Whether its tokens cannot, can or must be for an organization.')
  .meta({ example: 'allow' })
const anywhere = z
  .boolean()
  .describe('Whether it applies to every organization, or only to those that it was added to.')
const subject = z
  .enum(subjectTypes)
  .describe(
    'client: what the application may do as itself. user: the scopes that tokens of its users can have on this API; without such a grant, all that the user has.',
  )
  .meta({ example: 'client' })

/** Properties of Auth0’s for which Foyer has one value. */
const fixed = {
  allow_all_scopes: literalFlag(false, 'A grant names its scopes.'),
  authorization_details_types: z.array(z.string()).max(0, 'Foyer has no authorization details.').optional(),
}

export const newClientGrant = z.strictObject({
  client_id: clientId,
  audience,
  scope: scope.optional(),
  organization_usage: usage.optional(),
  allow_any_organization: anywhere.optional(),
  subject_type: subject.optional(),
  ...fixed,
})

/** null sets the initial value. */
export const clientGrantChange = z.strictObject({
  scope: scope.nullish(),
  organization_usage: usage.nullish(),
  allow_any_organization: anywhere.nullish(),
  ...fixed,
})

const grantAnswer = {
  id: grantId,
  client_id: clientId,
  audience,
  scope: z.array(z.string()).meta({ example: [lumenApi.permission] }),
  organization_usage: usage,
  allow_any_organization: z.boolean(),
}
export const organizationGrantAnswer = z.strictObject(grantAnswer)
export const addedGrantAnswer = z.strictObject({ ...grantAnswer, grant_id: grantId })
export const clientGrantAnswer = z.strictObject({
  ...grantAnswer,
  organization_usage: usage.optional(),
  allow_any_organization: z.boolean().optional(),
  subject_type: subject,
})

export function organizationGrantWire(grant: ClientGrant) {
  const { id, clientId: client, scope: scopes, organizationUsage, allowAnyOrganization } = grant
  return {
    id,
    client_id: client,
    audience: grant.audience,
    scope: scopes,
    organization_usage: organizationUsage,
    allow_any_organization: allowAnyOrganization,
  }
}

/** Auth0’s API and its documentation name the id differently. */
export function addedGrantWire(grant: ClientGrant) {
  return { ...organizationGrantWire(grant), grant_id: grant.id }
}

/** A grant of users has no organizations of its own. */
export function clientGrantWire(grant: ClientGrant) {
  const { organization_usage, allow_any_organization, ...shared } = organizationGrantWire(grant)
  const { subjectType: subject_type } = grant
  return subject_type === 'user'
    ? { ...shared, subject_type }
    : { ...shared, organization_usage, allow_any_organization, subject_type }
}

export function clientGrantInput(body: z.output<typeof clientGrantChange>) {
  const { scope: scopes, organization_usage: usages, allow_any_organization: any } = body
  return {
    scope: scopes === null ? [] : scopes,
    organizationUsage: usages,
    allowAnyOrganization: any === null ? false : any,
  } as const
}

export const noClientGrant = notFoundOf('The client grant does not exist', 'inexistent_client_grant')
