import { z } from 'zod'
import { deleteConnectionUser } from '@/lib/domain/connections/delete-connection-user'
import { tenantRoute } from '@/lib/http/api'
import { withLastOwnerQuery, lastOwnerQuery } from '@/lib/http/auth0/last-owner'
import { noConnection } from '@/lib/http/auth0/organization-connection'
import { notFoundByField, noUser } from '@/lib/http/auth0/problem'

export const DELETE = tenantRoute({
  title: 'Delete a user of a connection by address',
  any: ['delete:users'],
  query: z.object({
    email: z.string().min(1).max(320).describe('The email address of the user to delete.'),
    ...lastOwnerQuery,
  }),
  status: 204,
  refusals: [409],
  absent: noConnection,
  run: (access, { params: { id = '' }, query }) => {
    const user = { connectionId: id, email: query.email }
    const deleting = withLastOwnerQuery(access, query, (by) => deleteConnectionUser(by, user))
    return deleting.catch(notFoundByField({ users: noUser }))
  },
})
