import { beforeAll, describe, expect, it } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { managementIdentifier } from '@/lib/domain/tenants/list-tenants'
import { packScope, unpackScope } from '@/lib/domain/tokens/packed-scope'
import { bearerOf } from '@/lib/http/bearer'
import { createGrant } from '@/test/fixtures/builders'
import { createTestTenant } from '@/test/fixtures/tenant'
import {
  claimsOf,
  createOpenidTenant,
  introspect,
  requestToken,
  type OpenidTenant,
} from '@/test/fixtures/openid'

const everything = managementPermissions.map(({ name }) => name)

let openid: OpenidTenant
let grantId: string

beforeAll(async () => {
  const tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  grantId = await tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
    return createGrant(tx, { clientId: openid.machine.id, apiId, scope: everything })
  })
})

function tokenFor(scope?: string) {
  const audience = managementIdentifier(openid.tenant)
  const form = { grant_type: 'client_credentials', audience, ...(scope === undefined ? {} : { scope }) }
  return requestToken(openid, openid.machine, form)
}

async function scopesOf(token = ''): Promise<string[]> {
  const request = new Request(openid.tenant.url, { headers: { authorization: `Bearer ${token}` } })
  return [...(await bearerOf(request, openid.tenant)).scopes]
}

describe('a machine’s token for the Management API', () => {
  it('is below 4 KB with all permissions, and gives them all', async () => {
    const { access_token: token = '', scope } = await tokenFor()
    expect(token.length).toBeLessThan(4096)
    expect(scope?.split(' ').sort()).toEqual(everything.toSorted())
    expect((await scopesOf(token)).sort()).toEqual(everything.toSorted())
  })

  it('names each permission once, in the usual form where they are few', async () => {
    const { access_token: token } = await tokenFor('read:users update:users')
    const { scope, permissions } = claimsOf(token)
    expect(scope).toBe('read:users update:users')
    expect(permissions).toBeUndefined()
  })

  it('has at introspection what it was issued with and the grant still has', async () => {
    const { access_token: token } = await tokenFor()
    const scope = ['read:users', 'delete:users']
    await openid.testTenant.write((tx) =>
      tx.clientGrant.updateMany({ where: { id: grantId }, data: { scope } }),
    )
    const { scope: left = '' } = await introspect(openid, token)
    expect(String(left).split(' ').sort()).toEqual(scope.toSorted())
    const where = { id: grantId }
    await openid.testTenant.write((tx) => tx.clientGrant.updateMany({ where, data: { scope: everything } }))
  })
})

describe('a packed scope', () => {
  it('has the same permissions, in any number', () => {
    for (const [index] of everything.entries()) {
      const list = everything.toSpliced(index, 1).toSorted()
      const packed = packScope(list.join(' '))
      expect(packed.length).toBeLessThan(2001)
      expect(unpackScope(packed).split(' ').sort()).toEqual(list)
      const first = everything.slice(0, index).join(' ')
      expect(unpackScope(packScope(first)).split(' ').sort()).toEqual(first.split(' ').sort())
    }
  })
})
