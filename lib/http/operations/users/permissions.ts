import { noUser } from '@/lib/http/auth0/problem'
import { permissionsOf } from '../permissions-of'

export const { GET, POST, DELETE } = permissionsOf('user', noUser, {
  list: 'List the permissions that a user was given directly',
  add: 'Give permissions to a user directly',
  remove: 'Take permissions from a user that were given directly',
})
