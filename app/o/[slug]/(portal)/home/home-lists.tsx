import { ExternalLink } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { Person, type PersonDetails } from '@/components/ui/person'
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

interface PeopleProps {
  label: string
  people: readonly PersonDetails[]
}

export function People({ label, people }: PeopleProps) {
  return (
    <ul aria-label={label} className="grid border-t sm:grid-cols-2 sm:gap-x-8">
      {people.map((person) => (
        <li key={person.email} className="flex min-h-11 min-w-0 items-center border-b py-2">
          <Person person={person} />
        </li>
      ))}
    </ul>
  )
}
