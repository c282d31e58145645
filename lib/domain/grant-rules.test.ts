import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest'
import { env } from '@/lib/env'
import {
  createGrantRulesUsers,
  createOrganizations,
  parts,
  type GrantRulesUsers,
  type Turn,
} from '@/test/grant-rules-users'
import type { Kind } from '@/test/grant-rules-model'
import type { Step, SettingChange } from '@/test/grant-rules-choice'
import { GrantRulesFixture } from '@/test/grant-rules-fixture'
import { rounds, timeoutOfRounds } from '@/test/rounds'

// The daily limits and the minute between two mails have tests of their own.
vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

/** Tenants side by side × stories in each × acts in each: `npm run proof` makes more than 10,000. */
const [tenants, stories, acts] = [5, rounds(2), 51]
const seed = Number(process.env['FOYER_SEED'] ?? 20261125)

const settingWeights: Record<SettingChange, number> = { flag: 2, suspend: 2, assignable: 1, open: 1 }
const weights: Record<Kind | SettingChange, number> = {
  invite: 8,
  'change invitation': 6,
  resend: 4,
  revoke: 1,
  accept: 5,
  'change member': 9,
  remove: 4,
  leave: 2,
  'create role': 4,
  'change role': 6,
  'delete role': 3,
  ...settingWeights,
}

const act = fc.oneof(
  ...Object.entries(weights).map(([name, weight]) => ({
    weight,
    arbitrary: fc.constant(name as Kind | SettingChange),
  })),
)
const step: fc.Arbitrary<Step> = fc.record({
  act,
  actor: fc.nat(3 * parts.length - 1),
  organization: fc.constantFrom(0, 0, 0, 1),
  target: fc.nat(40),
  roles: fc.array(fc.nat(40), { minLength: 1, maxLength: 2 }),
  permissions: fc.array(fc.nat(60), { maxLength: 5 }),
  isAstray: fc.constantFrom(false, false, false, false, false, false, true),
})
const roleNames = ['Owner', 'Admin', 'Member', 'Viewer', 'Smith', 'Host', 'Keeper', 'Operator']
const turn: fc.Arbitrary<Turn> = fc.record({
  part: fc.constantFrom(...parts),
  organization: fc.constantFrom(0, 1),
  roles: fc.array(fc.constantFrom(...roleNames), { maxLength: 2 }),
  isSuspended: fc.constantFrom(false, false, true),
})
const story = fc.tuple(fc.array(turn, { maxLength: 4 }), fc.array(step, { minLength: acts, maxLength: acts }))

let superuser: pg.Pool
let usersOfTenants: GrantRulesUsers[]
const done = new Map<string, number>()
let all = 0

beforeAll(async () => {
  const { pathname } = new URL(env().databaseUrl)
  const connectionString = Object.assign(new URL(inject('superuserUrl')), { pathname }).href
  superuser = new pg.Pool({ connectionString, max: tenants })
  usersOfTenants = await Promise.all(Array.from({ length: tenants }, () => createGrantRulesUsers()))
}, 120_000)
afterAll(() => superuser.end())

async function runStory(users: GrantRulesUsers, [turns, steps]: [Turn[], Step[]]): Promise<void> {
  const fixture = new GrantRulesFixture(users, superuser, await createOrganizations(users, turns))
  await fixture.open()
  for (const [index, one] of steps.entries()) {
    const { isDone, violations } = await fixture.run(one)
    expect(violations, `act ${index}: ${JSON.stringify(one)}`).toEqual([])
    if (!(one.act in settingWeights)) all += 1
    if (isDone) done.set(one.act, (done.get(one.act) ?? 0) + 1)
  }
}

it(
  'in any sequence of role changes, no one gives or takes more than their own permissions, and an owner remains',
  { timeout: timeoutOfRounds(1_200_000) },
  async () => {
    const runs = usersOfTenants.map((users, index) =>
      fc.assert(
        fc.asyncProperty(story, (one) => runStory(users, one)),
        { seed: seed + index, numRuns: stories, endOnFailure: true },
      ),
    )
    const failures = (await Promise.allSettled(runs)).flatMap((one) =>
      one.status === 'rejected' ? [one.reason as Error] : [],
    )
    if (failures[0]) throw failures[0]
    // The others change a setting.
    expect(all).toBeGreaterThan(0.8 * tenants * stories * acts)
    // A product that refused everything would keep the rules, too.
    for (const kind of Object.keys(weights)) expect(done.get(kind) ?? 0, kind).toBeGreaterThan(stories / 4)
  },
)
