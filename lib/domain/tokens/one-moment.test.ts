import { expect, it } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'

const tenant = await createTestTenant()

interface Called {
  name: string
  isVolatile: boolean
}

// In a STABLE function, one that is VOLATILE would read what was committed since: a token could have permissions of one
// moment, and an access right of another.
it('all that foyer.find_account calls reads as of one moment', async () => {
  const called = await tenant.read(
    (tx) => tx.$queryRaw<Called[]>`
      WITH RECURSIVE called AS (
        SELECT p.proname, p.provolatile, p.prosrc FROM pg_proc p
        WHERE p.pronamespace = 'foyer'::regnamespace AND p.proname = 'find_account'
        UNION
        SELECT p.proname, p.provolatile, p.prosrc FROM called c
        JOIN pg_proc p ON p.pronamespace = 'foyer'::regnamespace AND c.prosrc ~ ('foyer\\.' || p.proname || '\\M')
      )
      SELECT proname AS name, provolatile = 'v' AS "isVolatile" FROM called`,
  )
  const names = called.map(({ name }) => name)
  for (const name of [
    'organization_admits',
    'is_provider_trusted',
    'policy_refusal',
    'effective_permissions',
  ])
    expect(names).toContain(name)
  expect(called.filter(({ isVolatile }) => isVolatile)).toEqual([])
})
