import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'

interface DemoUsersProps {
  demo: { password: string; people: { email: string; roles: string[] }[] }
  hasMailbox: boolean
}

export function DemoUsers({ demo, hasMailbox }: DemoUsersProps) {
  return (
    <section className="flex flex-col gap-4 border-t pt-8" aria-labelledby="demo">
      <div className="flex flex-col gap-1">
        <h2 id="demo" className="text-lg">
          Try it out
        </h2>
        <p className="text-muted-foreground">
          This is a demo on your machine. Everyone’s password is{' '}
          <code className="font-mono text-sm text-foreground">{demo.password}</code>
        </p>
      </div>
      <Table caption="Demo users">
        <TableHead>
          <Column>Sign in as</Column>
          <Column>Role</Column>
        </TableHead>
        <TableBody>
          {demo.people.map(({ email, roles }, index) => (
            <TableRow key={email}>
              <Cell narrow="line">
                <TextLink href={`/sign-in?address=demo-${index}`}>{email}</TextLink>
              </Cell>
              <Cell>{roles.join(' · ')}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {hasMailbox ? (
        <p className="text-muted-foreground">
          Emails stay on this machine: <TextLink href="/dev/mail">open the local mailbox</TextLink>.
        </p>
      ) : (
        <p className="text-muted-foreground">
          Emails leave this machine: Resend delivers them to any address you invite.
        </p>
      )}
    </section>
  )
}
