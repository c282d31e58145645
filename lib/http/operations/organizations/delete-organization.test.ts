import { describe, expect, it } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { newId } from '@/lib/ids'
import { startOrganizationApi } from '@/test/fixtures/organization-api'
import { createTestTenant } from '@/test/fixtures/tenant'

const { api, owner, operator, boundTo, rowOf, eventTypesOf, uploadLogo } = await startOrganizationApi()

describe('DELETE /organizations/{id}', () => {
  it('204: deletes all of it for good; the name is free, and tokens and sessions stop working', async () => {
    const organization = await api.tenant.createOrganization({ owner })
    await uploadLogo(organization)
    const ownerCaller = await api.asUser(owner, organization)
    await api.tenant.write((tx) =>
      tx.session.updateMany({ where: { userId: owner.id }, data: { organizationId: organization.id } }),
    )
    const bound = await boundTo(organization)
    expect((await ownerCaller.get(`organizations/${organization.id}`)).status).toBe(200)
    expect((await operator.send('DELETE', `organizations/${organization.id}`)).status).toBe(204)
    expect(await rowOf(organization)).toBeNull()
    const where = { organizationId: organization.id }
    const left = await api.tenant.read((tx) =>
      Promise.all([
        tx.member.count({ where }),
        tx.memberRole.count({ where }),
        tx.organizationSlug.count({ where }),
        tx.image.count({ where }),
        tx.authorization.count({ where }),
        tx.session.count({ where }),
      ]),
    )
    expect(left).toEqual([0, 0, 0, 0, 0, 0])
    expect((await ownerCaller.get(`organizations/${organization.id}`)).status).toBe(401)
    expect((await bound.get(`organizations/${organization.id}`)).status).toBe(401)
    expect((await operator.get(`organizations/${organization.id}`)).status).toBe(404)
    expect((await operator.send('DELETE', `organizations/${organization.id}`)).status).toBe(404)
    expect(await eventTypesOf(organization)).toContain('organization.purged')
    const maker = await api.asMachine(['create:organizations'])
    const again = await maker.send('POST', 'organizations', { name: organization.slug })
    expect(again).toMatchObject({ status: 201 })
    expect(await enterOrganization(owner.self, organization.slug)).toEqual({ refusal: 'unknown' })
  })

  it('204: by a token of the organization, restorable, with the name still taken', async () => {
    const organization = await api.tenant.createOrganization({ owner })
    expect(
      (await (await boundTo(organization)).send('DELETE', `organizations/${organization.id}`)).status,
    ).toBe(204)
    expect((await rowOf(organization))?.deletedAt).toBeInstanceOf(Date)
    expect((await operator.get(`organizations/${organization.id}`)).status).toBe(404)
    const maker = await api.asMachine(['create:organizations'])
    expect((await maker.send('POST', 'organizations', { name: organization.slug })).status).toBe(409)
    expect(await eventTypesOf(organization)).toContain('organization.deleted')
  })

  it('404: an unknown organization, another tenant’s, and a deleted one', async () => {
    const foreign = await (await createTestTenant()).createOrganization()
    for (const id of [newId('organization'), foreign.id, 'a%2Fb'])
      expect(await operator.send('DELETE', `organizations/${id}`)).toMatchObject({ status: 404 })
    expect(await operator.send('DELETE', 'organizations/%00')).toMatchObject({
      status: 400,
      json: { errorCode: 'invalid_uri' },
    })
  })
})
