import { z } from 'zod'
import type { Demo } from './callers'
import type { Entry } from './entry'
import { send } from './send'

const content = z.object({ example: z.unknown() })
const operation = z.object({
  parameters: z.array(z.object({ in: z.string(), name: z.string() })).default([]),
  requestBody: z.object({ content: z.object({ 'application/json': content }) }).optional(),
})
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

const largestBody = 100 * 1024
const largestBulk = 1024 * 1024

/** Every operation of the Management API, as its own OpenAPI document lists them, by a client with every scope. */
export async function operationEntries(url: string, demo: Demo): Promise<Entry[]> {
  const { text } = await send(url, { method: 'GET', path: '/api/v2/openapi.json', headers: {} }, 30_000)
  const { paths } = document.parse(JSON.parse(text))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]): Entry => {
      const example = exampleOf(requestBody)
      return {
        name: `${method.toUpperCase()} /api/v2${path}`,
        method: method.toUpperCase(),
        path: `/api/v2${path}`,
        parameters: { ...ids(demo, path, method) },
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        headers: {},
        caller: 'machine',
        bodies: requestBody ? ['json', 'form'] : [],
        fields: fieldsOf(example),
        files: [],
        bound: [],
        example,
        limit: path.endsWith('/invitations/bulk') ? largestBulk : largestBody,
      }
    }),
  )
}

function exampleOf(requestBody: z.output<typeof operation>['requestBody']): unknown {
  return requestBody?.content['application/json'].example
}

function fieldsOf(example: unknown): Record<string, string> {
  if (typeof example !== 'object' || example === null) return {}
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
}

/** Things that are there, so that the operation goes as far as it can; none that a DELETE would take away. */
function ids(demo: Demo, path: string, method: string): Record<string, string> {
  if (method === 'delete') return {}
  const { initech } = demo.organizations
  const member = initech?.members['aud@initech.test']?.user_id ?? 'unknown'
  const connection = demo.connections['password'] ?? 'unknown'
  const byFolder: Record<string, string | undefined> = {
    organizations: initech?.id,
    users: member,
    'user-blocks': member,
    roles: demo.roles['Member'],
    clients: demo.clients.web.client_id,
    'resource-servers': demo.api.id,
    connections: connection,
  }
  return {
    id: byFolder[path.split('/')[1] ?? ''] ?? 'unknown',
    name: 'initech',
    user_id: member,
    connection_id: connection,
    connectionId: connection,
    client_id: demo.clients.web.client_id,
    role_id: demo.roles['Auditor'] ?? 'unknown',
  }
}
