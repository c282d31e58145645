import { followLogs, listLogs } from '@/lib/domain/audit/list-logs'
import { tenantRoute } from '@/lib/http/api'
import { logsAnswer, logsQuery, logsWire, logWire, searchOf } from '@/lib/http/auth0/log'

export const GET = tenantRoute({
  title: 'Search the logs, or follow them',
  any: ['read:logs', 'read:logs_users'],
  query: logsQuery,
  answer: logsAnswer,
  run: async (access, { query }) => {
    const { from, take = 50, q, search, ...requested } = query
    if (from !== undefined || query.take !== undefined)
      return (await followLogs(access, { after: from ?? null, take })).map(logWire)
    return logsWire(requested, await listLogs(access, searchOf(requested, [...q, ...search])))
  },
})
