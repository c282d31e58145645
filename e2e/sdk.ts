import { z } from 'zod'
import { managementPermissions } from '../lib/access'
import type { OwnClient } from './oidc-caller'
import { createBrowserApplication, createGrant } from '@/test/fixtures/applications'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import type { TlsFront } from './tls-front'

type Maker = new (options: object) => object

/** Auth0’s own package, as it is published, in four generations. */
const generations = {
  7: async () => (await import('auth0')).ManagementClient as unknown as Maker,
  6: async () => (await import('auth0-6')).ManagementClient as unknown as Maker,
  5: async () => (await import('auth0-5')).ManagementClient as unknown as Maker,
  4: async () => (await import('auth0-4')).ManagementClient as unknown as Maker,
}
export type Generation = keyof typeof generations

const row = z.record(z.string(), z.unknown())
export type Row = z.infer<typeof row>

/** One generation’s client against a tenant of the test’s own, which may do everything there. */
export class Sdk {
  private constructor(
    readonly tenant: BrowserTenant,
    readonly client: object,
    /** The application that it acts as. */
    readonly machine: OwnClient,
  ) {}

  static async open(
    generation: Generation,
    { baseURL, front }: { baseURL: string | undefined; front: TlsFront },
  ): Promise<Sdk> {
    return Sdk.of(generation, await BrowserTenant.create(baseURL, front.origin))
  }

  static async of(generation: Generation, tenant: BrowserTenant): Promise<Sdk> {
    const machine = await createBrowserApplication(tenant, { grantTypes: ['client_credentials'] })
    const scope = managementPermissions.map(({ name }) => name)
    await createGrant(tenant, machine, { scope, audience: `${tenant.url}/api/v2/` })
    const Client = await generations[generation]()
    const options = { domain: new URL(tenant.url).host, clientId: machine.id, clientSecret: machine.secret }
    return new Sdk(tenant, new Client(options), machine)
  }

  /** @param path of a method: `organizations.members.roles.assign` */
  async call(path: string, ...given: unknown[]): Promise<unknown> {
    const names = path.split('.')
    const method = names.pop() ?? ''
    const owner = names.reduce<object>(
      (within, name) => Object(Reflect.get(within, name)) as object,
      this.client,
    )
    const found: unknown = Reflect.get(owner, method)
    if (typeof found !== 'function') throw new Error(`This generation has no ${path}.`)
    return (await Reflect.apply(found, owner, given)) as unknown
  }

  /** What came back as an object. */
  async one(path: string, ...given: unknown[]): Promise<Row> {
    // Generation 4 answers with an object of a class of its own.
    return z.looseObject({}).parse(await this.call(path, ...given))
  }

  /** All rows of a list, page after page, as the SDK goes through them. */
  async all(path: string, ...given: unknown[]): Promise<Row[]> {
    const page = await this.call(path, ...given)
    const rows: Row[] = []
    for await (const found of page as AsyncIterable<unknown>) rows.push(row.parse(found))
    return rows
  }

  /** How the SDK tells of a refusal. */
  async refusal(path: string, ...given: unknown[]): Promise<{ statusCode: number; errorCode: unknown }> {
    const error: unknown = await this.call(path, ...given).then(
      () => new Error(`${path} was not refused.`),
      (caught: unknown) => caught,
    )
    const { statusCode, body } = z.looseObject({ statusCode: z.number(), body: row }).parse(error)
    return { statusCode, errorCode: body['errorCode'] }
  }
}
