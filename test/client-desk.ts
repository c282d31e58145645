import { expect } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from './api'
import { makeHouse } from './house'

/** Where applications are kept: somebody who may do everything with them, and what there is. */
export interface ClientDesk {
  api: Api
  operator: ApiCaller
  make: (body?: object) => Promise<Record<string, unknown>>
  clients: () => Promise<{ id: string }[]>
  /** An unknown one and another tenant’s are the same. */
  absent: (method: string, path: (id: string) => string, body?: object) => Promise<void>
  close: () => Promise<void>
}

export async function openClientDesk(): Promise<ClientDesk> {
  const api = await startApi()
  const operator = await api.machine([
    ...(['create:clients', 'read:clients', 'update:clients', 'delete:clients'] as const),
    ...(['read:client_keys', 'update:client_keys', 'read:connections'] as const),
  ])
  return {
    api,
    operator,
    make: async (body = {}) => {
      const { status, json } = await operator.send('POST', 'clients', { name: 'Documents', ...body })
      expect(status).toBe(201)
      return json
    },
    clients: () => api.house.look((tx) => tx.client.findMany({ orderBy: { id: 'asc' } })),
    absent: async (method, path, body) => {
      for (const id of [newId('client'), await foreignClient()])
        expect((await operator.send(method, path(id), body)).json).toEqual(inexistentClient)
    },
    close: disconnect,
  }
}

export const inexistentClient = {
  ...{ statusCode: 404, error: 'Not Found', message: 'The client does not exist' },
  errorCode: 'inexistent_client',
}

async function foreignClient(): Promise<string> {
  const id = newId('client')
  const house = await makeHouse()
  await house.arrange((tx) =>
    tx.client.create({ data: { id, name: 'Theirs', appType: 'spa', tokenEndpointAuthMethod: 'none' } }),
  )
  return id
}
