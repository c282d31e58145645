import { z } from 'zod'
import { call, token, Visitor, type Answer } from './oidc-caller'
import { ownClient, ownGrant } from './own-applications'
import type { OwnPerson, OwnPlace, OwnTenant } from './own-tenant'

const accessToken = z.object({ access_token: z.string() })

/** Somebody with an access token for the Management API of a test’s own tenant. */
export class ApiCaller {
  private constructor(
    readonly tenant: OwnTenant,
    readonly token: string,
  ) {}

  /** A machine with these scopes, bound to an organization if one is named. */
  static async machine(tenant: OwnTenant, scope: string[], place?: OwnPlace): Promise<ApiCaller> {
    const [client, audience] = [
      await ownClient(tenant, { grantTypes: ['client_credentials'] }),
      audienceOf(tenant),
    ]
    await ownGrant(tenant, client, { scope, audience, ...(place ? { place } : {}) })
    const form = { grant_type: 'client_credentials', audience, ...(place ? { organization: place.id } : {}) }
    return new ApiCaller(tenant, tokenIn(await token(tenant.url, client, form)))
  }

  /** An application of hers with a token for what she may, in an organization if one is named. */
  static async person(tenant: OwnTenant, person: OwnPerson, place?: OwnPlace): Promise<ApiCaller> {
    const client = await ownClient(tenant)
    const visitor = await Visitor.signedIn(tenant.url, person.email)
    const asks = { audience: audienceOf(tenant), scope: 'openid', organization: place?.id }
    return new ApiCaller(tenant, tokenIn(await visitor.enter(client, asks)))
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  send(method: string, path: string, body?: object): Promise<Answer> {
    return call(this.tenant.url, `/api/v2/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
}

function audienceOf(tenant: OwnTenant): string {
  return `${tenant.url}/api/v2/`
}

function tokenIn({ json, text }: Answer): string {
  const found = accessToken.safeParse(json)
  if (!found.success) throw new Error(`No token came: ${text}`)
  return found.data.access_token
}
