import { afterAll, describe, expect, it } from 'vitest'
import { refusalCode } from '@/test/at-the-door'
import { actBehind } from '@/test/behind-a-loss'
import { DomainDesk, newDomain } from '@/test/domain-desk'
import { makeHouse } from '@/test/house'
import { checkDomain } from './check-domain'
import { findOrganizationOfAddress } from './find-by-address'
import { listDomains } from './list-domains'

const desk = await DomainDesk.open()
const { house } = desk
const { place, elsewhere } = desk.at

afterAll(() => desk.close())

describe('checking', () => {
  it('verifies the domain once DNS has the record', async () => {
    const { id, host, verification, domain } = await desk.added(place)
    desk.dns.says(host, 'v=spf1 -all', verification)
    const result = await checkDomain(await desk.accessAt(place), id)
    expect(result.verifiedAt).toBeInstanceOf(Date)
    expect(await findOrganizationOfAddress(house.tenantId, `Ann@${domain.toUpperCase()}`)).toEqual({
      id: place.id,
      slug: place.slug,
      connectionId: null,
    })
    expect((await desk.eventsOf(id)).map(({ type }) => type)).toEqual(['domain.added', 'domain.verified'])
  })

  it('is refused when it waited for the removal of the caller', async () => {
    const [{ id, host, verification }, member] = [await desk.added(place), await house.person()]
    desk.dns.says(host, verification)
    await house.member(place, member, ['Owner'])
    const access = await house.accessTo(place, member, 'update:organization_discovery_domains')
    const ended = await actBehind(
      house,
      (tx) => tx.member.deleteMany({ where: { userId: member.id } }),
      () => refusalCode(checkDomain(access, id)),
    )
    expect(ended).toBe('not_found')
  })

  it('says whether there is no record or a different one', async () => {
    const { id, host, verification } = await desk.added(place)
    const access = await desk.accessAt(place)
    await expect(checkDomain(access, id)).rejects.toThrow('The record is not there yet.')
    desk.dns.says(host, `${verification}x`, verification.slice(1), '')
    await expect(checkDomain(access, id)).rejects.toThrow('There is a record, but it says something else.')
    expect(
      (await listDomains(access, { skip: 0, take: 100 })).rows.find((row) => row.id === id)?.verifiedAt,
    ).toBeNull()
    expect(await desk.eventsOf(id)).toHaveLength(1)
  })

  it('does not accept the record of another organization, nor one at the bare domain', async () => {
    const domain = newDomain()
    const [here, there] = [await desk.added(place, domain), await desk.added(elsewhere, domain)]
    desk.dns.says(there.host, there.verification)
    desk.dns.says(domain, here.verification)
    desk.dns.says(`_ss-verification.${domain}`, here.verification)
    expect(await refusalCode(checkDomain(await desk.accessAt(place), here.id))).toBe('invalid')
  })

  it('gives up on name servers that do not answer, within seconds', async () => {
    const { id } = await desk.added(place)
    desk.dns.fallSilent()
    const began = Date.now()
    await expect(checkDomain(await desk.accessAt(place), id)).rejects.toThrow(
      'The name servers did not answer.',
    )
    desk.dns.answerAgain()
    expect(Date.now() - began).toBeLessThan(9000)
  })

  it('changes nothing about a verified domain, even when the record is gone', async () => {
    const { id, host, verifiedAt } = await desk.proven(place)
    desk.dns.says(host)
    expect((await checkDomain(await desk.accessAt(place), id)).verifiedAt).toEqual(verifiedAt)
    expect(await desk.eventsOf(id)).toHaveLength(2)
  })

  it('verifies once when it is called many times at once', async () => {
    const { id, host, verification } = await desk.added(place)
    desk.dns.says(host, verification)
    const access = await desk.accessAt(place)
    await Promise.all(Array.from({ length: 8 }, () => checkDomain(access, id)))
    expect((await desk.eventsOf(id)).filter(({ type }) => type === 'domain.verified')).toHaveLength(1)
  })

  it('gives a domain to one of two organizations that verify it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const domain = newDomain()
      const both = [await desk.added(place, domain), await desk.added(elsewhere, domain)]
      for (const { host, verification } of both) desk.dns.says(host, verification)
      const [here, there] = [await desk.accessAt(place), await desk.accessAt(elsewhere)]
      const tries = await Promise.allSettled(
        both.map(({ id }, index) => checkDomain(index === 0 ? here : there, id)),
      )
      const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      expect(refusals).toEqual([expect.objectContaining({ code: 'conflict' })])
    }
  })

  it('tells the second organization that the domain is taken, but not who has it', async () => {
    const { domain } = await desk.proven(elsewhere)
    const { id, host, verification } = await desk.added(place, domain)
    desk.dns.says(host, verification)
    const refusal = await checkDomain(await desk.accessAt(place), id).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'conflict' })
    expect(String(refusal)).not.toContain(elsewhere.slug)
    expect(String(refusal)).not.toContain(elsewhere.displayName)
    expect((await findOrganizationOfAddress(house.tenantId, `ann@${domain}`))?.id).toBe(elsewhere.id)
  })

  it('does not verify the domain for another tenant', async () => {
    const other = await makeHouse()
    const { domain } = await desk.proven(place)
    expect(await findOrganizationOfAddress(other.tenantId, `ann@${domain}`)).toBeNull()
  })
})
