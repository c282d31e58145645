import { expect, it } from 'vitest'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant } from '@/test/fixtures/tenant'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { createConnection } from './create-connection'
import { getConnection } from './queries'
import { updateConnection } from './update-connection'

it('a change of a connection reads what another one has committed meanwhile, and keeps it', async () => {
  const tenant = await createTestTenant()
  const access = await tenant.tenantAccess(
    await createOperator(tenant),
    ...(['create:connections', 'read:connections', 'update:connections'] as const),
  )
  const { id } = await createConnection(access, {
    name: 'acme',
    strategy: 'oidc',
    displayName: 'Acme',
    options: { issuer: 'https://acme.okta.test', clientId: 'first', domains: ['acme.test'] },
    clientSecret: 'a secret',
  })
  const changes: Promise<unknown>[] = []
  await tenant.write(async (tx) => {
    await tx.$executeRaw`
      UPDATE connections SET display_name = 'Acme 2', options = jsonb_set(options, '{domains}', '["other.test"]')
      WHERE id = ${id}`
    changes.push(updateConnection(access, { id, options: { clientId: 'second' } }))
    await waitForLockWaiter(tx)
  })
  const options = { clientId: 'second', domains: ['other.test'] }
  const [changed] = await Promise.all(changes)
  expect(changed).toMatchObject({ displayName: 'Acme 2', options })
  expect(await getConnection(access, id)).toEqual(changed)
})
