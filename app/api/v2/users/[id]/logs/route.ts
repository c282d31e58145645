import { listLogs } from '@/lib/domain/audit/list-logs'
import { tenantRoute } from '@/lib/http/api'
import { logsAnswer, logsWire, searchOf, userLogsQuery } from '@/lib/http/wire/log'

export const GET = tenantRoute({
  title: 'List what a user did, and what was done about her',
  any: ['read:logs', 'read:logs_users'],
  query: userLogsQuery,
  answer: logsAnswer,
  run: async (access, { params, query }) => {
    const terms = [{ about: 'concerning', userId: params['id'] ?? '' }] as const
    return logsWire(query, await listLogs(access, searchOf(query, terms)))
  },
})
