import { followLogs } from '@/lib/domain/audit/follow-logs'
import { listLogs } from '@/lib/domain/audit/list-logs'
import { tenantRoute } from '@/lib/http/api'
import { logsAnswer, logsQuery, logsWire, logWire, searchOf } from '@/lib/http/wire/log'

export const GET = tenantRoute({
  title: 'Search the logs, or follow them',
  any: ['read:logs', 'read:logs_users'],
  query: logsQuery,
  answer: logsAnswer,
  run: async (access, { query }) => {
    const { from, take = 50, q, search, ...asked } = query
    if (from !== undefined || query.take !== undefined)
      return (await followLogs(access, { after: from ?? null, take })).map(logWire)
    return logsWire(asked, await listLogs(access, searchOf(asked, [...q, ...search])))
  },
})
