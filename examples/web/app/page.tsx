import { redirect } from 'next/navigation'
import { currentPerson, isStale, signOutUrl, type Person } from '../auth'
import { settings } from '../settings'
import { Documents } from './documents'
import { SignOutButton } from './sign-out-button'

interface HomePageProps {
  searchParams: Promise<{ error?: string | string[] }>
}

const problems = new Map([
  ['access_denied', 'You are not a member of that organization.'],
  ['400', 'A document has a title of 1 to 200 characters.'],
  ['403', 'Your role here does not allow that.'],
  ['404', 'There is no such document.'],
])

export default async function HomePage({ searchParams }: HomePageProps) {
  const { error } = await searchParams
  const person = await currentPerson()
  if (person && isStale(person)) redirect(loginLink(person.organization))
  const problem =
    error === undefined ? null : (problems.get(String(error)) ?? 'That did not work. Try again.')
  return (
    <main>
      <h1>Documents</h1>
      {problem !== null && <p role="alert">{problem}</p>}
      {person ? <SignedIn person={person} /> : <a href="/login">Sign in</a>}
    </main>
  )
}

function SignedIn({ person }: { person: Person }) {
  const { name, email, organization } = person
  return (
    <>
      <p>
        {name} ({email}) in <strong>{organization ? organization.name : 'no organization'}</strong>{' '}
        {organization && <code>{organization.id}</code>}
      </p>
      <Switcher current={organization?.id} />
      {organization && <Documents person={person} />}
      <SignOutButton signOutUrl={signOutUrl()} />
    </>
  )
}

/** A switch is a sign-in for another organization, which Foyer answers from the session that it has. */
function Switcher({ current }: { current: string | undefined }) {
  return (
    <nav aria-label="Organization">
      {settings().CUSTOMERS.map(({ id, name }) => (
        <a key={id} href={loginLink({ id })} aria-current={id === current ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}

function loginLink(organization: { id: string } | null): string {
  return organization ? `/login?organization=${encodeURIComponent(organization.id)}` : '/login'
}
