import { noRole } from '@/lib/http/auth0/role'
import { permissionsOf } from '../permissions-of'

export const { GET, POST, DELETE } = permissionsOf('role', noRole, {
  list: 'List a role’s permissions',
  add: 'Add permissions to a role',
  remove: 'Remove permissions from a role',
})
