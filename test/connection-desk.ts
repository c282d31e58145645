import { expect } from 'vitest'
import { startApi, type Api, type ApiCaller } from './api'
import type { Place } from './house'

export const connectionScopes = [
  'read:organization_connections',
  'create:organization_connections',
  'update:organization_connections',
  'delete:organization_connections',
] as const

export const noSuchConnection = {
  status: 404,
  json: { errorCode: 'inexistent_connection', message: 'The connection does not exist' },
}

/** The Management API of a house, for organizations where the tenant’s password alone is on. */
export class ConnectionDesk {
  readonly password: string
  readonly email: string

  private constructor(
    readonly api: Api,
    readonly operator: ApiCaller,
  ) {
    ;[this.password, this.email] = [api.house.connection('password'), api.house.connection('email')]
  }

  static async open(): Promise<ConnectionDesk> {
    const api = await startApi()
    return new ConnectionDesk(api, await api.machine(connectionScopes))
  }

  async newPlace(): Promise<Place> {
    const place = await this.api.house.organization()
    const others = { organizationId: place.id, connectionId: { not: this.password } }
    await this.api.house.arrange((tx) => tx.enabledConnection.deleteMany({ where: others }))
    return place
  }

  /** What is kept of an organization’s ways to sign in, with the number of events about it. */
  kept({ id }: Place) {
    const where = { tenantId: this.api.house.tenantId, organizationId: id }
    return this.api.house.look(async (tx) => ({
      on: await tx.enabledConnection.findMany({ where, orderBy: { connectionId: 'asc' } }),
      off: await tx.pausedConnection.findMany({ where, orderBy: { connectionId: 'asc' } }),
      events: await tx.auditEvent.count({ where }),
    }))
  }

  /** A refusal writes nothing. */
  async refused(place: Place, work: () => Promise<object>, as: object): Promise<void> {
    const before = await this.kept(place)
    expect(await work()).toMatchObject(as)
    expect(await this.kept(place)).toEqual(before)
  }
}
