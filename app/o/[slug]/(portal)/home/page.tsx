import { ExternalLink } from 'lucide-react'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Person } from '@/components/ui/person'
import { getHome, type Home } from '@/lib/domain/organizations/get-home'
import { organizationPage } from '@/lib/http/person'
import { LeaveDialog } from '../leave-dialog'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, organization, session } = await organizationPage(slug)
  const { roles, applications, owners, isMember } = await getHome(access)
  return (
    <>
      <PageHeader
        title={organization.displayName}
        text={`You’re signed in as ${session.user.name} (${session.user.email}).`}
      />
      <Section title="Your roles" text="What you can do here comes from these.">
        <Roles roles={roles} />
      </Section>
      <Section title="Applications" text="Where you work. You’re asked to sign in there with this account.">
        <Applications applications={applications} />
      </Section>
      <Section title="Who runs this organization" text="Ask them for another role, or for help.">
        <Owners owners={owners} />
      </Section>
      {isMember && (
        <Section title="Leave" text={`Stop being a member of ${organization.displayName}.`}>
          <div>
            <LeaveDialog slug={organization.slug} displayName={organization.displayName} />
          </div>
        </Section>
      )}
    </>
  )
}

function Roles({ roles }: Pick<Home, 'roles'>) {
  if (roles.length === 0) return <p className="text-muted-foreground">You have no role here yet.</p>
  return (
    <ul aria-label="Your roles" className="flex flex-col border-t">
      {roles.map(({ id, name, description }) => (
        <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 border-b py-2">
          <span className="font-medium wrap-anywhere">{name}</span>
          <span className="text-muted-foreground">{description}</span>
        </li>
      ))}
    </ul>
  )
}

function Applications({ applications }: Pick<Home, 'applications'>) {
  if (applications.length === 0)
    return <p className="text-muted-foreground">No application is set up for organizations yet.</p>
  return (
    <ul aria-label="Applications" className="flex flex-col border-t">
      {applications.map(({ id, name, url }) => (
        <li key={id} className="flex min-h-11 items-center justify-between gap-3 border-b py-2">
          <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
          <LinkButton href={url} rel="noreferrer" aria-label={`Open ${name}`}>
            Open
            <ExternalLink aria-hidden strokeWidth={1.75} />
          </LinkButton>
        </li>
      ))}
    </ul>
  )
}

function Owners({ owners }: Pick<Home, 'owners'>) {
  if (owners.length === 0) return <p className="text-muted-foreground">Nobody owns it at present.</p>
  return (
    <ul aria-label="Owners" className="flex flex-col border-t">
      {owners.map(({ id, name, email, picture }) => (
        <li key={id} className="flex min-h-11 items-center border-b py-2">
          <Person name={name} email={email} imageUrl={picture ?? undefined} />
        </li>
      ))}
    </ul>
  )
}
