import { describe, expect, it } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { openSession } from '@/lib/domain/users/open-session'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()
const { tenant, organization } = directory

function accountOf(email: string) {
  return tenant.read((tx) => tx.user.findFirst({ where: { email }, include: { identities: true } }))
}

describe('patching a user', () => {
  it('200: deactivates in each documented form, and activates again', async () => {
    const { id, userId } = await directory.provision('leaver')
    const person = await sessionOf(userId)
    const forms = [
      patchOf({ op: 'Replace', path: 'active', value: 'False' }),
      patchOf({ op: 'Replace', path: 'active', value: false }),
      patchOf({ op: 'replace', value: { active: false } }),
      patchOf({ op: 'Add', path: 'active', value: 'false' }),
      patchOf({ op: 'Replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:active', value: 'False' }),
    ]
    for (const body of forms) {
      expect((await enterOrganization(person, organization.slug)).refusal).not.toBe('unknown')
      const { status, json } = await directory.ask('PATCH', `/Users/${id}`, { body })
      expect([status, json['active']]).toEqual([200, false])
      expect((await enterOrganization(person, organization.slug)).refusal).toBe('unknown')
      const again = patchOf({ op: 'Replace', path: 'active', value: 'True' })
      expect((await directory.ask('PATCH', `/Users/${id}`, { body: again })).json['active']).toBe(true)
    }
    // The session that was there before has ended in this organization.
    expect((await enterOrganization(person, organization.slug)).refusal).toBe('connection')
    const mails = await tenant.read((tx) => tx.mail.count({ where: { recipient: 'leaver@here.test' } }))
    expect(mails).toBe(0)
  })

  it('200: changes what the directory says, and nothing in the account', async () => {
    const { id, userId } = await directory.provision('renamed')
    const before = await accountOf('renamed@here.test')
    const { status, json } = await directory.ask('PATCH', `/Users/${id}`, {
      body: patchOf(
        { op: 'Replace', path: 'displayName', value: 'New name' },
        { op: 'Replace', path: 'name.familyName', value: 'Family' },
        { op: 'Add', path: 'emails[type eq "work"].value', value: 'new@here.test' },
        { op: 'Add', path: 'emails[type eq "home"].value', value: 'home@here.test' },
        { op: 'Replace', path: 'title', value: 'ignored' },
        {
          op: 'Replace',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
          value: 'ignored',
        },
        {
          op: 'replace',
          value: { 'name.givenName': 'Given', externalId: 'new-external', nickName: 'ignored' },
        },
        { op: 'Remove', path: 'name.formatted' },
      ),
    })
    expect(status, JSON.stringify(json)).toBe(200)
    expect(json).toMatchObject({
      displayName: 'New name',
      name: { givenName: 'Given', familyName: 'Family' },
      externalId: 'new-external',
      emails: [
        { primary: true, type: 'work', value: 'new@here.test' },
        { type: 'home', value: 'home@here.test' },
      ],
    })
    expect(json['name']).not.toHaveProperty('formatted')
    expect(await accountOf('renamed@here.test')).toEqual(before)
    expect(await directory.userIdOf(id)).toBe(userId)
  })

  it('400: an address outside of the verified domains, and bad operations', async () => {
    const { id } = await directory.provision('strict')
    for (const operations of [
      [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'strict@elsewhere.test' }],
      [{ op: 'Rename', path: 'displayName', value: 'x' }],
      [{ op: 'Replace', path: 'displayName[', value: 'x' }],
      [{ op: 'Replace', path: 'emails[type co "work"].value', value: 'x' }],
      [{ op: 'Replace', path: 'emails[type eq "a[b"].value', value: 'strict@here.test' }],
      [{ op: 'Replace', path: 'emails[type eq "a\nb"].value', value: 'strict@here.test' }],
      [{ op: 'Add', path: 'emails', value: Array(101).fill({ value: 'strict@here.test' }) }],
      [{ op: 'Replace', path: 'active', value: 'perhaps' }],
      [{ op: 'Replace', path: 'name', value: 'text' }],
      [{ op: 'Replace', value: 'text' }],
      [{ op: 'Remove' }],
      [{ op: 'Remove', path: 'userName' }],
      [],
    ]) {
      const { status, json } = await directory.ask('PATCH', `/Users/${id}`, { body: patchOf(...operations) })
      expect(status, JSON.stringify(operations)).toBe(400)
      expect(json['scimType']).toMatch(/^(invalid|noTarget)/)
    }
    expect((await directory.ask('PATCH', `/Users/${id}`, { body: { Operations: [] } })).status).toBe(400)
  })

  it('pollutes no prototype', async () => {
    const { id } = await directory.provision('polluter')
    for (const operation of [
      { op: 'add', path: '__proto__.polluted', value: 'yes' },
      { op: 'add', path: 'constructor.prototype.polluted', value: 'yes' },
      { op: 'add', path: 'name.__proto__', value: { polluted: 'yes' } },
      { op: 'add', value: { 'constructor.prototype.polluted': 'yes', 'name.constructor': 'yes' } },
    ])
      await directory.ask('PATCH', `/Users/${id}`, { body: patchOf(operation) })
    expect({}).not.toHaveProperty('polluted')
    expect(Object).not.toHaveProperty('polluted')
  })

  it('409: the last owner stays', async () => {
    const { owner } = directory.own.fixture
    await tenant.write((tx) =>
      tx.user.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: owner.id } },
        data: { email: 'owner@here.test', emailFolded: 'owner@here.test' },
      }),
    )
    const { id } = await directory.provision('owner')
    const answers = [
      await directory.ask('PATCH', `/Users/${id}`, {
        body: patchOf({ op: 'Replace', path: 'active', value: 'False' }),
      }),
      await directory.ask('PUT', `/Users/${id}`, { body: scimUser('owner', { active: false }) }),
      await directory.ask('DELETE', `/Users/${id}`),
    ]
    for (const { status, json } of answers) {
      expect(status).toBe(409)
      expect(json['detail']).toMatch(/last owner/)
    }
    expect((await directory.member(owner.id))?.suspendedAt).toBeNull()
    expect((await directory.requests()).at(-1)).toMatchObject({ status: 409, reason: 'last_owner' })
  })

  async function sessionOf(userId: string) {
    await tenant.write((tx) =>
      tx.user.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: userId } },
        data: { emailVerifiedAt: new Date() },
      }),
    )
    const connectionId = tenant.connection('password')
    const { opened } = await tenant.write((tx) =>
      openSession(tx, { tenantId: tenant.tenantId, userId, connectionId, amr: ['pwd'] }),
    )
    return { kind: 'self' as const, tenantId: tenant.tenantId, userId, sessionId: opened.sessionId }
  }
})

describe('replacing and deleting a user', () => {
  it('200: replaces all that the directory says', async () => {
    const { id } = await directory.provision('replaced')
    const { status, json } = await directory.ask('PUT', `/Users/${id}`, {
      body: { userName: 'replaced@here.test', active: true },
    })
    expect(status).toBe(200)
    expect(json).not.toHaveProperty('displayName')
    expect(json).not.toHaveProperty('externalId')
  })

  it('204: ends the membership, keeps the account, and the user can be provisioned again', async () => {
    const { id, userId } = await directory.provision('deleted')
    expect((await directory.ask('DELETE', `/Users/${id}`)).status).toBe(204)
    expect(await directory.member(userId)).toBeNull()
    expect(await accountOf('deleted@here.test')).toMatchObject({ id: userId })
    for (const [method, body] of [
      ['GET', undefined],
      ['DELETE', undefined],
      ['PUT', scimUser('deleted')],
    ] as const)
      expect((await directory.ask(method, `/Users/${id}`, body ? { body } : {})).status, method).toBe(404)
    const again = await directory.provision('deleted')
    expect(again).toMatchObject({ userId })
    expect(again.id).not.toBe(id)
  })
})

describe('versions', () => {
  it('304 for a version that is known, 412 for a write to an earlier one', async () => {
    const { id } = await directory.provision('versioned')
    const path = `/Users/${id}`
    const first = (await directory.ask('GET', path)).headers.get('etag') ?? ''
    expect((await directory.ask('GET', path, { headers: { 'if-none-match': first } })).status).toBe(304)
    const rename = (value: string, version: string) =>
      directory.ask('PATCH', path, {
        body: patchOf({ op: 'replace', path: 'displayName', value }),
        headers: { 'if-match': version },
      })
    const { headers } = await rename('Second', first)
    expect(headers.get('etag')).not.toBe(first)
    expect(await rename('Third', first)).toMatchObject({ status: 412, json: { status: '412' } })
    const deleting = { headers: { 'if-match': first } }
    expect((await directory.ask('DELETE', path, deleting)).status).toBe(412)
    expect((await rename('Third', '*')).status).toBe(200)
  })
})
