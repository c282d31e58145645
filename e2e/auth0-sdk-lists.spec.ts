import { expect, test } from '@playwright/test'
import { withEveryGeneration } from './sdk-generations'

withEveryGeneration({ generations: [4], answers: 10 }, (sdk) => {
  test('goes through lists by page, with totals and without', async () => {
    for (const name of ['Pier', 'Quay', 'Mole']) await sdk().tenant.organization(name)
    const bare = await sdk().one('organizations.getAll', { page: 0, per_page: 2 })
    expect(bare['data']).toHaveLength(2)
    const counted = await sdk().one('organizations.getAll', { page: 1, per_page: 2, include_totals: true })
    expect(counted['data']).toMatchObject({ start: 2, limit: 2, total: 3 })
    const first = await sdk().one('organizations.getAll', { take: 2 })
    expect(first['data']).toMatchObject({ next: expect.any(String) })
    for (const noun of [
      'users',
      'roles',
      'clients',
      'resourceServers',
      'connections',
      'clientGrants',
      'logs',
    ])
      expect((await sdk().one(`${noun}.getAll`, { per_page: 5 }))['data'], noun).toBeTruthy()
  })
})
