import { z } from 'zod'
import { authorize, may } from '@/lib/access'
import { changeAppMetadata } from '@/lib/domain/users/metadata'
import { changeUser } from '@/lib/domain/users/change-user'
import { deleteUser } from '@/lib/domain/users/delete-user'
import { getUser } from '@/lib/domain/users/list-users'
import { tenantRoute } from '@/lib/http/api'
import { withLastOwnerQuery, lastOwnerQuery } from '@/lib/http/auth0/last-owner'
import { appMetadataAlone, userChange, userTaken, userChangeInput } from '@/lib/http/auth0/new-user'
import { noUser } from '@/lib/http/auth0/problem'
import { userAnswer, userWire } from '@/lib/http/auth0/user'

export const GET = tenantRoute({
  title: 'Get a user',
  any: ['read:users', 'read:user_idp_tokens'],
  answer: userAnswer,
  absent: noUser,
  run: async (access, { params: { id = '' }, tenant }) => userWire(tenant, await getUser(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a user',
  any: ['update:users', 'update:users_app_metadata'],
  query: z.object(lastOwnerQuery),
  body: userChange,
  answer: userAnswer,
  refusals: [409],
  absent: noUser,
  current: GET,
  run: async (access, { params: { id = '' }, query, body, tenant }) => {
    if (!may(access, 'update:users')) {
      const appMetadata = appMetadataAlone(body)
      return userWire(tenant, await changeAppMetadata(access, { userId: id, appMetadata }))
    }
    const changing = authorize(access, 'update:users')
    const change = userChangeInput(id, body)
    const user = await withLastOwnerQuery(changing, query, (by) => changeUser(by, change)).catch(
      userTaken(400),
    )
    return userWire(tenant, user)
  },
})

export const DELETE = tenantRoute({
  title: 'Delete a user',
  any: ['delete:users'],
  query: z.object(lastOwnerQuery),
  status: 204,
  refusals: [409],
  absent: noUser,
  current: GET,
  run: (access, { params: { id = '' }, query }) =>
    withLastOwnerQuery(access, query, (by) => deleteUser(by, id)),
})
