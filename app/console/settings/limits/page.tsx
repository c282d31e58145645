import type { Metadata } from 'next'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import * as secondFactor from '@/lib/domain/authenticators/second-factor-limits'
import * as invitations from '@/lib/domain/invitations/invitation-checks'
import * as joining from '@/lib/domain/join-links/join-by-link'
import { exportsPerUser } from '@/lib/domain/reserve-export'
import * as email from '@/lib/domain/users/email-limits'
import * as signIn from '@/lib/domain/users/sign-in-limits'
import { env } from '@/lib/env'
import { apiLimits } from '@/lib/http/api-limits'
import { consolePage } from '@/lib/http/person'
import { durationText } from '../sessions/duration-text'

export const metadata: Metadata = { title: 'Limits' }

interface AppliedLimit {
  what: string
  limit: { points: number; seconds: number }
}

const limits: readonly AppliedLimit[] = [
  { what: 'Passwords tried for one account from one IP address', limit: signIn.perAccountAndAddress },
  { what: 'Passwords tried for one account', limit: signIn.perAccount },
  { what: 'Passwords tried from one IP address', limit: signIn.perAddress },
  { what: 'Codes of an authenticator app tried for one user', limit: secondFactor.perUser },
  { what: 'Sign-in and verification emails to one address', limit: email.perRecipient },
  { what: 'The same email again to one address', limit: email.coolDown },
  { what: 'Emails asked for from one IP address', limit: email.perAddress },
  {
    what: `Invitations from an organization younger than ${invitations.establishedAfterDays} days`,
    limit: invitations.perNewOrganization,
  },
  { what: 'Invitations from an older organization', limit: invitations.perOrganization },
  { what: 'Invitations to one address, from all organizations', limit: invitations.perInvitedAddress },
  { what: 'Tries to join by one join link', limit: joining.perLink },
  { what: 'Tries to join by join links from one IP address', limit: joining.perAddress },
  { what: 'Exports of members and audit logs by one user', limit: exportsPerUser },
]

export default async function LimitsPage() {
  await consolePage('read:tenant_settings')
  const { ofClient, ofTenant } = apiLimits()
  const all: readonly AppliedLimit[] = [
    { what: 'API requests of one application', limit: ofClient },
    { what: 'API requests of the tenant', limit: ofTenant },
    ...limits,
  ]
  return (
    <Section
      title="Limits"
      text="Whoever runs Foyer sets those of the API with FOYER_API_LIMIT. The others are fixed. Of those for invitations, only the one for an address applies to operators."
    >
      {!env().rateLimits && <Notice tone="warning">Limits are off: RATE_LIMITS is off.</Notice>}
      <Table caption="Limits">
        <TableHead>
          <Column>What</Column>
          <Column>At most</Column>
          <Column>Within</Column>
        </TableHead>
        <TableBody>
          {all.map(({ what, limit }) => (
            <TableRow key={what}>
              <Cell narrow="first">{what}</Cell>
              <Cell className="tabular-nums">
                <span className="wide:hidden">At most </span>
                {limit.points.toLocaleString('en')}
              </Cell>
              <Cell className="tabular-nums">
                <span className="wide:hidden">within </span>
                {windowText(limit.seconds)}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function windowText(seconds: number): string {
  return seconds < 60 ? `${seconds} seconds` : durationText(seconds / 60)
}
