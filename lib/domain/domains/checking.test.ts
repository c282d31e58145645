import { afterAll, describe, expect, it } from 'vitest'
import { withRequestState } from '@/lib/request-state'
import { refusalCode } from '@/test/fixtures/signed-out'
import { actAfterLoss } from '@/test/queued-loss'
import { DomainsApi, newDomain } from '@/test/fixtures/domains-api'
import { createTestTenant } from '@/test/fixtures/tenant'
import { findOrganizationOfAddress, listDomains } from './queries'
import { verifyDomain } from './verify-domain'

const api = await DomainsApi.open()
const { tenant } = api
const { organization, elsewhere } = api.at

afterAll(() => api.close())

describe('checking', () => {
  it('verifies the domain once DNS has the record', async () => {
    const { id, host, verification, domain } = await api.add(organization)
    api.dns.says(host, 'v=spf1 -all', verification)
    const result = await verifyDomain(await api.accessAt(organization), id)
    expect(result.verifiedAt).toBeInstanceOf(Date)
    expect(await findOrganizationOfAddress(tenant.tenantId, `Ann@${domain.toUpperCase()}`)).toEqual({
      id: organization.id,
      slug: organization.slug,
      displayName: organization.displayName,
      connectionId: null,
      connectionName: null,
      isRequired: false,
    })
    expect((await api.eventsOf(id)).map(({ type }) => type)).toEqual(['domain.added', 'domain.verified'])
  })

  it('is refused when it waited for the removal of the caller', async () => {
    const { id, host, verification } = await api.add(organization)
    const member = await tenant.createUser()
    api.dns.says(host, verification)
    await tenant.addMember(organization, member, ['Owner'])
    const access = await tenant.accessTo(organization, member, 'update:organization_discovery_domains')
    const ended = await actAfterLoss(
      tenant,
      (tx) => tx.member.deleteMany({ where: { userId: member.id } }),
      () => refusalCode(verifyDomain(access, id)),
    )
    expect(ended).toBe('not_found')
  })

  it('says whether there is no record or a different one', async () => {
    const { id, host, verification } = await api.add(organization)
    const access = await api.accessAt(organization)
    await expect(verifyDomain(access, id)).rejects.toThrow('The record was not found yet.')
    api.dns.says(host, `${verification}x`, verification.slice(1), '')
    await expect(verifyDomain(access, id)).rejects.toThrow('A record was found, but its value is different.')
    expect(
      (await listDomains(access, { skip: 0, take: 100 })).rows.find((row) => row.id === id)?.verifiedAt,
    ).toBeNull()
    expect(await api.eventsOf(id)).toHaveLength(1)
  })

  it('does not accept the record of another organization, nor one at the bare domain', async () => {
    const domain = newDomain()
    const here = await api.add(organization, domain)
    const there = await api.add(elsewhere, domain)
    api.dns.says(there.host, there.verification)
    api.dns.says(domain, here.verification)
    api.dns.says(`_ss-verification.${domain}`, here.verification)
    expect(await refusalCode(verifyDomain(await api.accessAt(organization), here.id))).toBe('invalid')
  })

  it('stops waiting for name servers that do not answer, within seconds', async () => {
    const { id } = await api.add(organization)
    api.dns.fallSilent()
    const access = await api.accessAt(organization)
    const began = Date.now()
    let left = 0
    const checking = withRequestState(() => verifyDomain(access, id), { leaveLane: () => left++ })
    await expect(checking).rejects.toThrow('The name servers did not respond.')
    // Others take the request’s place while it waits.
    expect(left).toBe(1)
    api.dns.answerAgain()
    expect(Date.now() - began).toBeLessThan(9000)
  })

  it('changes nothing about a verified domain, even when the record is gone', async () => {
    const { id, host, verifiedAt } = await api.addVerified(organization)
    api.dns.says(host)
    expect((await verifyDomain(await api.accessAt(organization), id)).verifiedAt).toEqual(verifiedAt)
    expect(await api.eventsOf(id)).toHaveLength(2)
  })

  it('verifies once when it is called many times at once', async () => {
    const { id, host, verification } = await api.add(organization)
    api.dns.says(host, verification)
    const access = await api.accessAt(organization)
    await Promise.all(Array.from({ length: 8 }, () => verifyDomain(access, id)))
    expect((await api.eventsOf(id)).filter(({ type }) => type === 'domain.verified')).toHaveLength(1)
  })

  it('gives a domain to one of two organizations that verify it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const domain = newDomain()
      const added = await api.add(organization, domain)
      const both = [added, await api.add(elsewhere, domain)]
      for (const { host, verification } of both) api.dns.says(host, verification)
      const [here, there] = await Promise.all([api.accessAt(organization), api.accessAt(elsewhere)])
      const tries = await Promise.allSettled(
        both.map(({ id }, index) => verifyDomain(index === 0 ? here : there, id)),
      )
      const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      expect(refusals).toEqual([expect.objectContaining({ code: 'conflict' })])
    }
  })

  it('tells the second organization that the domain is taken, but not who has it', async () => {
    const { domain } = await api.addVerified(elsewhere)
    const { id, host, verification } = await api.add(organization, domain)
    api.dns.says(host, verification)
    const refusal = await verifyDomain(await api.accessAt(organization), id).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'conflict' })
    expect(String(refusal)).not.toContain(elsewhere.slug)
    expect(String(refusal)).not.toContain(elsewhere.displayName)
    expect((await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`))?.id).toBe(elsewhere.id)
  })

  it('does not verify the domain for another tenant', async () => {
    const other = await createTestTenant()
    const { domain } = await api.addVerified(organization)
    expect(await findOrganizationOfAddress(other.tenantId, `ann@${domain}`)).toBeNull()
  })
})
