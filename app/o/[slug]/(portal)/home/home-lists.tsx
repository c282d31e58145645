import { ExternalLink } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { Person } from '@/components/ui/person'
import type { Member } from '@/lib/domain/members/list-members'
import type { Home } from '@/lib/domain/organizations/get-home'

export function Applications({ applications }: Pick<Home, 'applications'>) {
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

export function People({ people }: { people: readonly Member[] }) {
  return (
    <ul aria-label="People" className="grid border-t sm:grid-cols-2 sm:gap-x-8">
      {people.map(({ userId, name, email, picture }) => (
        <li key={userId} className="flex min-h-11 min-w-0 items-center border-b py-2">
          <Person name={name} email={email} imageUrl={picture ?? undefined} />
        </li>
      ))}
    </ul>
  )
}

export function Owners({ owners }: Pick<Home, 'owners'>) {
  if (owners.length === 0) return <p className="text-muted-foreground">It has no owner right now.</p>
  return (
    <ul aria-label="Owners" className="grid border-t sm:grid-cols-2 sm:gap-x-8">
      {owners.map(({ id, name, email, picture }) => (
        <li key={id} className="flex min-h-11 min-w-0 items-center border-b py-2">
          <Person name={name} email={email} imageUrl={picture ?? undefined} />
        </li>
      ))}
    </ul>
  )
}
