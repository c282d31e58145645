import { beforeAll, describe, expect, it } from 'vitest'
import { invite } from '@/lib/domain/invitations/invite'
import { ticketFor } from '@/lib/domain/invitations/tickets'
import { newId } from '@/lib/ids'
import { costOfReads } from '@/test/buffers-read'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { inviteesOf, newAddress, storeTickets } from '@/test/fixtures/invitations'
import { claimMessage } from './claimed-message'
import { composeEmail } from './compose'
import { fillPlaceholders, serializeInput } from './template-input'

const sender = { name: null, address: 'hello@foyer.test', replyTo: null }

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let clientId: string

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga Owner' })
  organization = await tenant.createOrganization({ owner })
  clientId = newId('client')
  await tenant.write((tx) =>
    tx.client.create({
      data: {
        id: clientId,
        name: 'Docs',
        appType: 'regular_web',
        tokenEndpointAuthMethod: 'none',
        organizationUsage: 'allow',
        initiateLoginUri: 'https://docs.tenant.test/login?from=mail',
      },
    }),
  )
})

describe('the email of an invitation', () => {
  it('links to the application that it is for, with the ticket that verifies the address', async () => {
    const { text, html, ticket } = await written({ clientId })
    const query = `invitation=${ticket}&organization=${organization.id}&organization_name=${organization.slug}`
    expect(text).toContain(`https://docs.tenant.test/login?from=mail&${query}\n`)
    expect(html).toContain(
      `href="https://docs.tenant.test/login?from=mail&amp;${query.replaceAll('&', '&amp;')}"`,
    )
  })

  it('links to its own page if it is for no application', async () => {
    const { text, ticket } = await written({})
    expect(text).toContain(`http://${tenant.tenantId}.localhost:3000/invitations/${ticket}\n`)
  })

  it('shows the inviter’s name that a tenant-level sender gave, and not the inviter’s address', async () => {
    const { text } = await written({ inviterExempt: true, inviterName: 'Ian Inviter' })
    expect(text).toContain('Ian Inviter')
    expect(text).not.toContain(owner.email)
    expect((await written({})).text).toContain(owner.email)
  })

  it('tells who becomes an owner what they can do, and no one else', async () => {
    const asOwner = await written({}, ['Owner'])
    expect(asOwner.text).toContain('You’ll be an owner: you can invite your teammates')
    expect((await written({}, ['Admin'])).text).not.toContain('be an owner')
  })

  it('is claimed and read by five statements, with its sender', async () => {
    const access = await tenant.accessTo(organization, owner, 'create:organization_invitations')
    const invitees = inviteesOf([newAddress()], [tenant.role('Member')])
    const { invitations } = await invite(access, { invitees, options: { clientId } })
    const [invitation] = invitations.values()
    const mail = await tenant.read((tx) =>
      tx.mail.findFirstOrThrow({ where: { invitationId: invitation?.id ?? '' } }),
    )
    const job = { tenantId: tenant.tenantId, mailId: mail.id }
    expect(await costOfReads(() => claimMessage(job, 'mail'), 1000)).toMatchObject({ statements: 5 })
  })
})

async function written(
  given: { clientId?: string; inviterExempt?: boolean; inviterName?: string },
  roles: readonly string[] = [],
) {
  const [id, email] = [newId('invitation'), newAddress()]
  const to = { id, organizationId: organization.id, email, emailFolded: email }
  const by = { inviterUserId: owner.id, inviterName: owner.name }
  return tenant.write(async (tx) => {
    await tx.invitation.create({
      data: { ...to, ...by, expiresAt: new Date(Date.now() + 86_400_000), ...given },
    })
    const invitationRole = { organizationId: organization.id, invitationId: id, usableIn: '*' }
    for (const role of roles)
      await tx.invitationRole.create({ data: { ...invitationRole, roleId: tenant.role(role) } })
    await storeTickets(tx, { id, organizationId: organization.id })
    const tickets = await tx.invitationTicket.findMany({
      where: { tenantId: tenant.tenantId, invitationId: id },
    })
    const mail = {
      tenantId: tenant.tenantId,
      id: 'mail_invitation0test',
      organizationId: organization.id,
      recipient: email,
      createdAt: new Date(),
      payload: { template: 'invitation', invitationId: id, version: 1 },
    }
    const composed = await composeEmail(tx, mail)
    if (composed === null) throw new Error('There is no email of this invitation.')
    const message = fillPlaceholders(await serializeInput(composed.content, sender), {
      id: mail.id,
      secrets: composed.secrets,
    })
    return { ...message, ticket: ticketFor({ id, version: 1, tickets }, 'mailed') }
  })
}
