import { expect, it } from 'vitest'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { addDomain } from '@/test/fixtures/builders'
import { emailAddress } from '../text/email-address'
import { explainTest, findTestedProvider, recordTest } from './connection-tests'
import type { Profile } from './federated-profile'
import { getOwnConnection } from './own-connection'

const own = await OwnConnections.open()
const { tenant, here } = own.fixture
const domain = `${here.slug}.test`
await tenant.write((tx) => addDomain(tx, { organizationId: here.id, domain, isVerified: true }))

function profile(email: string | null, emailVerified: boolean | null = null): Profile {
  const address = email === null ? null : emailAddress.parse(email)
  return { subject: 'one', address, emailVerified, isOwnAddress: false, name: null, picture: null, amr: [] }
}

it('says what would be wrong with a sign-in, and stores it with its time and without the user', async () => {
  const { id: connectionId } = await own.createEnabled()
  const of = { tenantId: tenant.tenantId, connectionId }
  const kept = async () => getOwnConnection(await own.at(), connectionId)
  expect(await kept()).toMatchObject({ testedAt: null, testProblem: null })
  for (const [outcome, problem] of [
    ['unreachable', 'unreachable'],
    [profile(null), 'no_address'],
    [profile(`ada@${domain}`, false), 'unverified'],
    [profile('ada@elsewhere.test', true), 'other_address'],
    [profile(`ada@${domain}`), null],
  ] as const) {
    expect(await recordTest(of, outcome)).toBe(problem)
    const { testedAt, testProblem } = await kept()
    expect(testProblem).toBe(problem)
    expect(testedAt).toBeInstanceOf(Date)
  }
  const row = await tenant.read((tx) => tx.connection.findFirstOrThrow({ where: { id: connectionId } }))
  expect(JSON.stringify(row)).not.toContain('ada@')
})

it('tests a disabled connection, and none of another tenant', async () => {
  const { id: connectionId } = await own.create()
  expect(await findTestedProvider({ tenantId: tenant.tenantId, connectionId })).toMatchObject({
    id: connectionId,
  })
  expect(await findTestedProvider({ tenantId: 'another', connectionId })).toBeNull()
  expect(await recordTest({ tenantId: tenant.tenantId, connectionId }, profile(`ada@${domain}`))).toBe(
    'other_address',
  )
})

it('tells warnings from failures', () => {
  expect(explainTest('unverified').isWarning).toBe(true)
  expect(explainTest('no_address')).toEqual({
    isWarning: false,
    text: 'The provider sent no email address. Check the scopes and claims.',
  })
})
