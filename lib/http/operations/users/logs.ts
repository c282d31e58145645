import { listLogsOfUser } from '@/lib/domain/audit/list-logs'
import { tenantRoute } from '@/lib/http/api'
import { logsAnswer, logsWire, searchOf, userLogsQuery } from '@/lib/http/auth0/log'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List the log events by and about a user',
  any: ['read:logs', 'read:logs_users'],
  query: userLogsQuery,
  answer: logsAnswer,
  absent: noUser,
  run: async (access, { params: { id = '' }, query }) =>
    logsWire(query, await listLogsOfUser(access, id, searchOf(query, []))),
})
