import { expect } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from './api'
import { inexistentClient } from './client-desk'
import { makeHouse } from './house'

/** Where a tenant’s connections are kept: somebody who may do everything with them, and what there is. */
export interface TenantConnections {
  api: Api
  operator: ApiCaller
  /** An enterprise’s, unless said. */
  make: (body?: object) => Promise<Record<string, unknown>>
  /** The rows, and how much was told of them. */
  kept: () => Promise<{ id: string }[]>
  /** An unknown one and another tenant’s are the same. */
  absent: (method: string, path: (id: string) => string, body?: unknown) => Promise<void>
  absentClient: (path: (id: string) => string) => Promise<void>
  close: () => Promise<void>
}

const inexistentConnection = {
  ...{ statusCode: 404, error: 'Not Found', message: 'The connection does not exist' },
  errorCode: 'inexistent_connection',
}

export async function openTenantConnections(): Promise<TenantConnections> {
  const api = await startApi()
  const foreign = (await makeHouse()).connection('password')
  const operator = await api.machine([
    ...(['read:connections', 'create:connections', 'update:connections', 'delete:connections'] as const),
    'delete:users',
  ])
  return {
    api,
    operator,
    make: async (body = {}) => {
      const { status, json, text } = await operator.send('POST', 'connections', {
        ...{ name: newId('identity').slice(4), strategy: 'oidc' },
        options: { issuer: 'https://login.acme.test', client_id: 'foyer', client_secret: 'a secret' },
        ...body,
      })
      expect(status, text).toBe(201)
      return json
    },
    kept: () => api.house.look((tx) => tx.connection.findMany({ orderBy: { id: 'asc' } })),
    absent: async (method, path, body) => {
      for (const id of [newId('connection'), foreign])
        expect((await operator.send(method, path(id), body)).json).toEqual(inexistentConnection)
    },
    absentClient: async (path) => {
      expect((await operator.get(path(newId('client')))).json).toEqual(inexistentClient)
    },
    close: disconnect,
  }
}
