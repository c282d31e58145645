import { z } from 'zod'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import { myOrgRoute } from '../route'

const invitations = z
  .array(z.string().min(1).max(100))
  .min(1)
  .max(10)
  .meta({ example: ['uinv_mWq0kYPT8xBvJm2a'] })

export const POST = myOrgRoute({
  title: 'Revoke several invitations',
  scopes: ['delete:my_org:member_invitations'],
  body: z.strictObject({ invitations }),
  status: 204,
  what: 'invitation',
  run: (access, { body }) => revokeInvitations(access, body.invitations),
})
