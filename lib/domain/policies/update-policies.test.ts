import { describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import { createOperator } from '@/test/fixtures/operator'
import { PoliciesFixture } from '@/test/fixtures/policies'
import { refusalCode } from '@/test/fixtures/signed-out'
import { updateTenantSettings } from '../tenants/tenant-settings'
import { getPolicies } from './queries'
import { type PoliciesChange, updatePolicies } from './update-policies'

function rowsOf({ tenant, organization: { id: organizationId } }: PoliciesFixture) {
  return tenant.read((tx) => tx.organizationPolicies.findMany({ where: { organizationId } }))
}

function eventsOf({ tenant, organization: { id: organizationId } }: PoliciesFixture) {
  const where = { organizationId, type: 'organization.policies_changed' }
  return tenant.read((tx) => tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } }))
}

async function problemOf(work: Promise<unknown>): Promise<{ code: unknown; field: unknown }> {
  const error = await work.then(
    () => null,
    (refused: unknown) => refused,
  )
  if (!(error instanceof DomainError)) throw new Error('It was not refused.', { cause: error })
  return { code: error.code, field: error.field }
}

describe('changing policies is refused', () => {
  it('for members without the permission, also if they claim it', async () => {
    const fixture = await PoliciesFixture.create()
    expect(await refusalCode(fixture.access(fixture.member))).toBe('not_found')
    const forged: OrganizationAccess<'update:organization_security'> = {
      ...(await fixture.access()),
      caller: { userId: fixture.member.id, sessionId: fixture.member.sessionId },
    }
    expect(await refusalCode(updatePolicies(forged, { idleMinutes: 30 }))).toBe('not_found')
    expect(await refusalCode(getPolicies(forged))).toBe('not_found')
    expect(await rowsOf(fixture)).toEqual([])
  })

  it('in another organization and in another tenant', async () => {
    const here = await PoliciesFixture.create()
    const other = await PoliciesFixture.create()
    const there = await PoliciesFixture.create(here.tenant)
    await there.set({ idleMinutes: 30 })
    const access = await here.access()
    for (const foreign of [there, other]) {
      const forged = { ...access, organizationId: foreign.organization.id }
      expect(await refusalCode(updatePolicies(forged, { idleMinutes: 60 }))).toBe('not_found')
      expect(await refusalCode(getPolicies(forged))).toBe('not_found')
    }
    expect((await getPolicies(await there.access())).idleMinutes).toBe(30)
    expect(await rowsOf(other)).toEqual([])
  })

  it('for times that are no whole number, too short, or more than the tenant allows', async () => {
    const fixture = await PoliciesFixture.create()
    const { tenant } = fixture
    const operator = await createOperator(tenant)
    await updateTenantSettings(await tenant.tenantAccess(operator, 'update:tenant_settings'), {
      sessionIdleMinutes: 60,
      sessionAbsoluteMinutes: 600,
    })
    const bad: [keyof PoliciesChange, number[]][] = [
      ['sessionMinutes', [-30, 0, 29, 45.5, 601, Number.NaN, Infinity]],
      ['idleMinutes', [-5, 0, 4, 5.5, 61, Number.NaN, Infinity]],
    ]
    for (const [field, values] of bad)
      for (const value of values)
        expect(await problemOf(fixture.set({ [field]: value })), `${field} ${value}`).toEqual({
          code: 'invalid',
          field,
        })
    expect(await rowsOf(fixture)).toEqual([])
    await fixture.set({ sessionMinutes: 30, idleMinutes: 5 })
    await fixture.set({ sessionMinutes: 600, idleMinutes: 60 })
  })

  it('where the person who requires a second factor at once has none in their session', async () => {
    const fixture = await PoliciesFixture.create()
    const owner = await fixture.signedInBy(fixture.owner, { amr: ['pwd'] })
    expect(await problemOf(fixture.set({ secondFactorInDays: 0 }, owner))).toEqual({
      code: 'invalid',
      field: 'secondFactorInDays',
    })
    // What ends later would lock them out as well.
    await fixture.age(owner, { opened: 90, used: 1 })
    const both = { secondFactorInDays: 0, sessionMinutes: 60 } as const
    expect(await problemOf(fixture.set(both, owner))).toMatchObject({ field: 'secondFactorInDays' })
    expect(await rowsOf(fixture)).toEqual([])
    await fixture.set({ secondFactorInDays: 7 }, owner)
    expect(await fixture.refusalOf(owner)).toBeNull()
  })
})

describe('changing policies', () => {
  it('writes one event with what has changed, and none if nothing has', async () => {
    const fixture = await PoliciesFixture.create()
    await fixture.set({ idleMinutes: 30, sessionMinutes: 60 })
    await fixture.set({ idleMinutes: 30, sessionMinutes: 120 })
    await fixture.set({ sessionMinutes: 120 })
    await fixture.set({})
    await fixture.set({ secondFactorInDays: null, invitationDomains: null, networks: null })
    const details = (await eventsOf(fixture)).map((event) => event.details)
    expect(details).toEqual([
      {
        before: { idleMinutes: null, sessionMinutes: null },
        after: { idleMinutes: 30, sessionMinutes: 60 },
      },
      { before: { sessionMinutes: 60 }, after: { sessionMinutes: 120 } },
    ])
    expect(await getPolicies(await fixture.access())).toMatchObject({
      idleMinutes: 30,
      sessionMinutes: 120,
      secondFactorFrom: null,
      tenantIdleMinutes: 480,
      tenantSessionMinutes: 10_080,
    })
  })

  it('begins the grace period now, and keeps the date of what is required already', async () => {
    const fixture = await PoliciesFixture.create()
    await fixture.set({ secondFactorInDays: 14 })
    const { secondFactorFrom: from, now } = await getPolicies(await fixture.access())
    const days = ((from?.getTime() ?? 0) - now.getTime()) / 86_400_000
    expect(days).toBeGreaterThan(13.9)
    expect(days).toBeLessThanOrEqual(14)
    await fixture.set({ secondFactorInDays: 0 })
    const { secondFactorFrom: atOnce } = await getPolicies(await fixture.access())
    await fixture.set({ secondFactorInDays: 0 })
    expect((await getPolicies(await fixture.access())).secondFactorFrom).toEqual(atOnce)
    expect(await eventsOf(fixture)).toHaveLength(2)
  })

  it('leaves no row where no policy is left', async () => {
    const fixture = await PoliciesFixture.create()
    await fixture.set({ secondFactorInDays: 0, idleMinutes: 30 })
    await fixture.set({ secondFactorInDays: null })
    expect(await rowsOf(fixture)).toHaveLength(1)
    await fixture.set({ idleMinutes: null })
    expect(await rowsOf(fixture)).toEqual([])
  })

  it('at the same time loses neither change', async () => {
    const fixture = await PoliciesFixture.create()
    const access = await fixture.access()
    await Promise.all([
      updatePolicies(access, { idleMinutes: 30 }),
      updatePolicies(access, { sessionMinutes: 60 }),
      updatePolicies(access, { secondFactorInDays: 0 }),
    ])
    expect(await getPolicies(access)).toMatchObject({ idleMinutes: 30, sessionMinutes: 60 })
    expect((await getPolicies(access)).secondFactorFrom).not.toBeNull()
    expect(await eventsOf(fixture)).toHaveLength(3)
  })
})
