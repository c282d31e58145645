import { noUser } from '@/lib/http/auth0/problem'
import { permissionsOf } from '../permissions-of'

export const { GET, POST, DELETE } = permissionsOf('user', noUser, {
  list: 'List a user’s direct permissions',
  add: 'Add direct permissions to a user',
  remove: 'Remove direct permissions from a user',
})
