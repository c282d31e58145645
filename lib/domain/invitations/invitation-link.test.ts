import { describe, expect, it } from 'vitest'
import { invitationLink, type LinkedInvitation } from './tickets'

const given: LinkedInvitation = {
  ticket: 'a1B2c3',
  organization: { id: 'org_1', slug: 'acme' },
  tenant: { url: 'https://login.lumen.test', defaultRedirectionUri: 'https://start.lumen.test/login' },
  client: { initiateLoginUri: 'https://docs.lumen.test/login?from=invitation' },
}
const query = 'invitation=a1B2c3&organization=org_1&organization_name=acme'

describe('the link of an invitation', () => {
  it('leads to the application, and keeps what its address says', () => {
    expect(invitationLink(given)).toBe(`https://docs.lumen.test/login?from=invitation&${query}`)
  })

  it('leads to the tenant’s default login route where the application has none, or there is none', () => {
    for (const client of [null, { initiateLoginUri: null }])
      expect(invitationLink({ ...given, client })).toBe(`https://start.lumen.test/login?${query}`)
  })

  it('leads to the invitation itself where nothing else is set', () => {
    const tenant = { ...given.tenant, defaultRedirectionUri: null }
    expect(invitationLink({ ...given, tenant, client: null })).toBe(
      `https://login.lumen.test/invitations/a1B2c3?${query}`,
    )
  })

  it('goes by http on the machine itself only', () => {
    const local = { initiateLoginUri: 'http://localhost:4000/login' }
    expect(invitationLink({ ...given, client: local })).toBe(`http://localhost:4000/login?${query}`)
    for (const initiateLoginUri of [
      'http://docs.lumen.test/login',
      'http://localhost.attacker.test/',
      'javascript:alert(1)',
      'no address',
    ])
      expect(invitationLink({ ...given, client: { initiateLoginUri } }), initiateLoginUri).toBe(
        `https://start.lumen.test/login?${query}`,
      )
  })

  it('says who is invited where, once, whatever the address said before', () => {
    const forged = { initiateLoginUri: 'https://docs.lumen.test/login?organization=org_2&invitation=x' }
    const url = new URL(invitationLink({ ...given, client: forged }))
    expect(url.searchParams.getAll('organization')).toEqual(['org_1'])
    expect(url.searchParams.getAll('invitation')).toEqual(['a1B2c3'])
  })
})
