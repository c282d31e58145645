import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'

export interface DemoPeopleProps {
  demo: { password: string; people: { email: string; roles: string[] }[] }
  /** Where mails stay on this machine; otherwise Resend delivers them. */
  hasMailbox: boolean
}

/** The demo’s sign-in lines. */
export function DemoPeople({ demo, hasMailbox }: DemoPeopleProps) {
  return (
    <section className="flex flex-col gap-4 border-t pt-8" aria-labelledby="demo">
      <div className="flex flex-col gap-1">
        <h2 id="demo" className="text-lg">
          Try it out
        </h2>
        <p className="text-muted-foreground">
          This is a demo on your machine. Everybody’s password is{' '}
          <code className="font-mono text-sm text-foreground">{demo.password}</code>
        </p>
      </div>
      <Table caption="People of the demo">
        <TableHead>
          <Column>Sign in as</Column>
          <Column>Who that is</Column>
        </TableHead>
        <TableBody>
          {demo.people.map(({ email, roles }) => (
            <TableRow key={email}>
              <Cell phone="line">
                <TextLink href={`/sign-in?email=${encodeURIComponent(email)}`}>{email}</TextLink>
              </Cell>
              <Cell>{roles.join(' · ')}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {hasMailbox ? (
        <p className="text-muted-foreground">
          Mails stay on this machine: <TextLink href="/dev/mail">open the local mailbox</TextLink>.
        </p>
      ) : (
        <p className="text-muted-foreground">
          Mails leave this machine: Resend delivers them, to whatever address you invite.
        </p>
      )}
    </section>
  )
}
