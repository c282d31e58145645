import { revokeDirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

export const DELETE = myOrgRoute({
  title: 'Revoke a token of a directory',
  scopes: ['delete:my_org:identity_providers_scim_tokens'],
  status: 204,
  what: 'token',
  run: (access, { params: { identity_provider_id: connectionId = '', token_id: tokenId = '' } }) =>
    revokeDirectoryToken(access, { connectionId, tokenId }).catch((error: unknown) =>
      assertNotTenantProvider(error, access, connectionId),
    ),
})
