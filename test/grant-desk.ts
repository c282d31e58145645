import { expect } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from './api'
import { makeApplication } from './openid'

const grantScopes = [
  ...([
    'read:client_grants',
    'create:client_grants',
    'update:client_grants',
    'delete:client_grants',
  ] as const),
  ...([
    'read:organization_client_grants',
    'create:organization_client_grants',
    'delete:organization_client_grants',
  ] as const),
] as const

/** The Management API of a house with an API of its own, `read:rooms` and `write:rooms`, and machines to let in. */
export class GrantDesk {
  private constructor(
    readonly api: Api,
    readonly operator: ApiCaller,
  ) {}

  static async open(): Promise<GrantDesk> {
    const api = await startApi()
    const { house, audience } = api.realm
    await house.arrange(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { identifier: audience } })
      await tx.permission.create({ data: { apiId, name: 'write:rooms' } })
    })
    return new GrantDesk(api, await api.machine(grantScopes))
  }

  async machine(): Promise<string> {
    return (await makeApplication(this.api.house, ['client_credentials'])).id
  }

  /** A grant as it is arranged behind the API’s back. */
  async grant(clientId?: string): Promise<string> {
    const id = newId('clientGrant')
    const client = clientId ?? (await this.machine())
    const { house, audience } = this.api.realm
    await house.arrange(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { identifier: audience } })
      await tx.clientGrant.create({ data: { id, clientId: client, apiId, scope: ['read:rooms'] } })
    })
    return id
  }

  kept() {
    const { tenantId } = this.api.house
    const where = { tenantId }
    return this.api.house.look(async (tx) => ({
      grants: await tx.clientGrant.findMany({ where, orderBy: { id: 'asc' } }),
      places: await tx.clientGrantOrganization.findMany({
        where,
        orderBy: [{ organizationId: 'asc' }, { grantId: 'asc' }],
      }),
      events: await tx.auditEvent.count({ where }),
    }))
  }

  /** A refusal writes nothing. */
  async refused(work: () => Promise<object>, as: object): Promise<void> {
    const before = await this.kept()
    expect(await work()).toMatchObject(as)
    expect(await this.kept()).toEqual(before)
  }
}
