import { describe, expect, it, vi } from 'vitest'
import { openMyOrganization } from '@/test/my-organization-api'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

describe('created_at of a member', () => {
  it('is the time at which they became a member, and not that of their account', async () => {
    const { api, organization, owner, asOwner } = await openMyOrganization()
    const joined = '2036-11-02T09:30:00.000Z'
    const where = { tenantId: api.tenant.tenantId, organizationId: organization.id, userId: owner.id }
    await api.tenant.write((tx) => tx.member.updateMany({ where, data: { createdAt: joined } }))
    const path = `members/${encodeURIComponent(owner.id)}`
    expect((await asOwner.get(path)).json).toMatchObject({ created_at: joined })
    expect((await asOwner.get('members')).rows('members')).toMatchObject([{ created_at: joined }])
    expect((await asOwner.get(`${path}?fields=created_at`)).json).toEqual({ created_at: joined })
  })
})
