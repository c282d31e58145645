import { myOrganizationScopeNames } from './scopes'

/** In place of the id of a row, which the My Organization API does not have (docs/decisions/0072). */
export const myOrganizationApiId = 'my-org'

/** An API that machines get grants for: a row, or the My Organization API. */
export interface GrantableApi {
  id: string
  name: string
  identifier: string
  permissions: readonly { name: string; description: string }[]
}

export function myOrganizationApi(identifier: string): GrantableApi {
  return {
    id: myOrganizationApiId,
    name: 'My Organization API',
    identifier,
    permissions: myOrganizationScopeNames.map((name) => ({ name, description: '' })),
  }
}
