import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import {
  claimsOf,
  createOpenidTenantWithMember,
  introspect,
  refresh,
  requestToken,
  signIn,
  userinfo,
  type OpenidTenant,
} from '@/test/fixtures/openid'
import { at, elsewhere, limitNetworks, office } from '@/test/fixtures/organization-limits'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestOrganization, TestTenant, TestUser } from '@/test/fixtures/tenant'

let tenant: TestTenant
let openid: OpenidTenant
let organization: TestOrganization
let person: TestUser

beforeAll(async () => {
  ;({ tenant, openid, organization, person } = await createOpenidTenantWithMember())
})
beforeEach(async () => {
  await limitNetworks(tenant, organization, null)
  await makePublic(false)
})

function limit(): Promise<unknown> {
  return limitNetworks(tenant, organization, [`${office}/32`])
}

/** An application in a browser or on a device has no secret. */
function makePublic(isPublic: boolean): Promise<unknown> {
  const data = { tokenEndpointAuthMethod: isPublic ? 'none' : 'client_secret_post' }
  return tenant.write((tx) => tx.client.updateMany({ where: { id: openid.web.id }, data }))
}

/** As a public application asks. */
function exchange(form: Record<string, string>) {
  return requestToken(openid, { ...openid.web, secret: '' }, form)
}

/** @returns a function that redeems the code, with the secret or as a public application */
function code(ip: string, asks = {}, { secret } = openid.web) {
  const application = { ...openid, web: { ...openid.web, secret } }
  return at(ip, () => signIn(application, person, { organization, asks }))
}

const withoutSecret = { id: '', secret: '' }

/** Access of the newest sign-in to the application, as an API of ours gives it to the holder of the token. */
async function boundAccess(): Promise<OrganizationAccess> {
  const { id } = await tenant.read((tx) =>
    tx.authorization.findFirstOrThrow({
      where: { userId: person.id, organizationId: organization.id },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return authorize({
    kind: 'organization',
    tenantId: tenant.tenantId,
    organizationId: organization.id,
    caller: { userId: person.id, authorizationId: id, scopes: [] },
    permissions: new Set(),
  })
}

describe('from elsewhere than the networks of an organization', () => {
  it.each([{}, { prompt: 'none' }])(
    '/authorize denies it, and does not ask to sign in again: %o',
    async (asks) => {
      await limit()
      const denied = /error=access_denied&error_description=.*certain\+networks/
      await expect(code(elsewhere, asks)).rejects.toThrow(denied)
      expect(await (await code(office, asks))()).toMatchObject({ status: 200 })
    },
  )

  it('/authorize without the organization continues', async () => {
    await limit()
    const tokens = await (await at(elsewhere, () => signIn(openid, person)))()
    expect(claimsOf(tokens.id_token)['org_id']).toBeUndefined()
  })

  it('a public application gets no tokens, and a new one works again from inside', async () => {
    await makePublic(true)
    const early = await code(office, {}, withoutSecret)
    const late = await code(office, {}, withoutSecret)
    const { refresh_token = '', access_token } = await at(office, early)
    expect(refresh_token).not.toBe('')
    await limit()
    expect(await at(elsewhere, late)).toMatchObject({ status: 400, error: 'invalid_grant' })
    const refreshing = { grant_type: 'refresh_token', refresh_token }
    expect(await at(elsewhere, () => exchange(refreshing))).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      error_description: expect.stringContaining('certain networks'),
    })
    expect((await at(elsewhere, () => userinfo(openid, access_token))).status).toBe(401)
    expect((await at(office, () => userinfo(openid, access_token))).status).toBe(200)
    expect(await at(office, () => exchange(refreshing))).toMatchObject({ status: 200 })
  })

  it('a public application cannot switch a refresh token into it', async () => {
    await makePublic(true)
    const plain = { ...openid, web: { ...openid.web, secret: '' } }
    const { refresh_token = '' } = await at(elsewhere, await at(elsewhere, () => signIn(plain, person)))
    await limit()
    const switching = { grant_type: 'refresh_token', refresh_token, organization: organization.id }
    expect(await at(elsewhere, () => exchange(switching))).toMatchObject({ error: 'invalid_grant' })
    expect(await at(office, () => exchange(switching))).toMatchObject({ status: 200 })
  })

  it('the server of an application keeps working, wherever it is: its users signed in from inside', async () => {
    const early = await code(office)
    const late = await code(office)
    const { refresh_token, access_token } = await at(elsewhere, early)
    await limit()
    expect(await at(elsewhere, late)).toMatchObject({ status: 200 })
    expect(await at(elsewhere, () => refresh(openid, refresh_token))).toMatchObject({ status: 200 })
    expect((await at(elsewhere, () => userinfo(openid, access_token))).status).toBe(200)
    expect(await at(elsewhere, () => introspect(openid, access_token))).toMatchObject({ active: true })
  })

  it('a token of a public application is of no use at our own APIs; that of a server is', async () => {
    await makePublic(true)
    await at(office, await code(office, {}, withoutSecret))
    const access = await boundAccess()
    const using = (ip: string) => at(ip, () => read(access, (tx) => tx.organization.count()))
    expect(await using(elsewhere)).toBe(1)
    await limit()
    expect(await refusalCode(using(elsewhere))).toBe('other_network')
    expect(await refusalCode(using('unknown'))).toBe('other_network')
    expect(await using(office)).toBe(1)
    await makePublic(false)
    expect(await using(elsewhere)).toBe(1)
  })

  it('an application that acts as itself keeps working', async () => {
    await limit()
    const form = { grant_type: 'client_credentials', audience: openid.audience }
    const answer = await at(elsewhere, () => requestToken(openid, openid.machine, form))
    expect(answer.status).toBe(200)
  })
})
