import { removeAuthenticatorOf } from '@/lib/domain/authenticators/add-authenticator'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/auth0/problem'

export const DELETE = tenantRoute({
  title: 'Remove the authenticator app of a user',
  any: ['update:users'],
  status: 204,
  absent: noUser,
  run: (access, { params: { id = '' } }) => removeAuthenticatorOf(access, id),
})
