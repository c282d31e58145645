import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { ticketFor } from '@/lib/domain/invitations/ticket-for'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { newAddress, storeTickets } from '@/test/invitations'
import { composeMail } from './compose'
import { filled, serializeInput } from './template-input'

let house: House
let owner: Person
let place: Place
let clientId: string

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person({ name: 'Olga Owner' })
  place = await house.organization({ owner })
  clientId = newId('client')
  await house.arrange((tx) =>
    tx.client.create({
      data: {
        ...{ id: clientId, name: 'Docs', appType: 'regular_web', tokenEndpointAuthMethod: 'none' },
        ...{ organizationUsage: 'allow', initiateLoginUri: 'https://docs.house.test/login?from=mail' },
      },
    }),
  )
})
afterAll(disconnect)

describe('the email of an invitation', () => {
  test('links to the application that it is for, with the ticket that verifies the address', async () => {
    const { text, html, ticket } = await written({ clientId })
    const query = `invitation=${ticket}&organization=${place.id}&organization_name=${place.slug}`
    expect(text).toContain(`https://docs.house.test/login?from=mail&${query}\n`)
    expect(html).toContain(
      `href="https://docs.house.test/login?from=mail&amp;${query.replaceAll('&', '&amp;')}"`,
    )
  })

  test('links to its own page if it is for no application', async () => {
    const { text, ticket } = await written({})
    expect(text).toContain(`http://${house.tenantId}.localhost:3000/invitations/${ticket}\n`)
  })

  test('shows the inviter’s name that a tenant-level sender gave, and not the inviter’s address', async () => {
    const { text } = await written({ inviterExempt: true, inviterName: 'Ian Inviter' })
    expect(text).toContain('Ian Inviter')
    expect(text).not.toContain(owner.email)
    expect((await written({})).text).toContain(owner.email)
  })
})

async function written(given: { clientId?: string; inviterExempt?: boolean; inviterName?: string }) {
  const [id, email] = [newId('invitation'), newAddress()]
  const to = { id, organizationId: place.id, email, emailFolded: email }
  const by = { inviterUserId: owner.id, inviterName: owner.name }
  return house.arrange(async (tx) => {
    await tx.invitation.create({
      data: { ...to, ...by, expiresAt: new Date(Date.now() + 86_400_000), ...given },
    })
    await storeTickets(tx, { id, organizationId: place.id })
    const tickets = await tx.invitationTicket.findMany({
      where: { tenantId: house.tenantId, invitationId: id },
    })
    const mail = {
      ...{ tenantId: house.tenantId, id: 'mail_invitation0test', organizationId: place.id, recipient: email },
      ...{ createdAt: new Date(), payload: { template: 'invitation', invitationId: id, version: 1 } },
    }
    const composed = await composeMail(tx, mail)
    if (composed === null) throw new Error('Nobody wants this invitation.')
    const letter = filled(await serializeInput(composed.content), { id: mail.id, secrets: composed.secrets })
    return { ...letter, ticket: ticketFor({ id, version: 1, tickets }, 'mailed') }
  })
}
